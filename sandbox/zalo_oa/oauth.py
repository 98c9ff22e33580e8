"""The door: codes that are good once, and pairs of tokens that follow one another, each killing the one before."""

import base64
import hashlib
import secrets
from collections.abc import Callable

from sandbox.model import Json
from sandbox.zalo_oa.model import OaAnswer, OaError, OaRequest, OAuthError

CODE_LIVES = 600.0  # seconds
ACCESS_LIVES = 90_000.0
REFRESH_LIVES = 90 * 86_400.0


class OaOAuth:
    """Of one application. Lives run on a monotonic clock: the page's clock jumps by days."""

    def __init__(self, app_id: str, app_secret: str, monotonic: Callable[[], float]) -> None:
        self.app_id = app_id
        self.app_secret = app_secret
        self.redirect_url = "https://office.example/zalo-oa/callback"
        self.challenge = ""  # as it was entered in the console
        self.given = 0  # pairs
        self._monotonic = monotonic
        self._codes: dict[str, float] = {}
        self._access = self._refresh = ""
        self._since = 0.0

    def consent(self, redirect_url: str, challenge: str) -> str:
        """What the administrator's browser is sent back with: a code. Refused when the console knows other values."""
        if redirect_url != self.redirect_url or challenge != self.challenge:
            raise OAuthError(-14003, "Invalid redirect uri")
        code = secrets.token_urlsafe(24)
        self._codes[code] = self._monotonic()
        return code

    def seed(self) -> tuple[str, str]:
        """A pair without any ceremony, as the console's explorer gives one: access and refresh token."""
        self._turn()
        return self._access, self._refresh

    def expire_access(self) -> None:
        """Twenty-five hours have passed."""
        self._since = self._monotonic() - ACCESS_LIVES - 1

    def revoke(self) -> None:
        """The account's administrator takes the consent back."""
        self._access = self._refresh = ""

    def check(self, token: str) -> None:
        """Refuse what is not the access token of now."""
        if not self._access or not secrets.compare_digest(token.encode(), self._access.encode()):
            raise OaError(-216, "Access token is invalid", blamed=False)
        if self._monotonic() - self._since > ACCESS_LIVES:
            raise OaError(-220, "access_token is expired or removed", blamed=False)

    def answer(self, request: OaRequest) -> OaAnswer:
        """POST /v4/oa/access_token."""
        form = request.fields
        if form.get("app_id") != self.app_id:
            raise OAuthError(-14002, "Invalid app id")
        if request.header("secret_key") != self.app_secret:
            raise OAuthError(-14001, "Invalid secret key")
        match form.get("grant_type"):
            case "authorization_code":
                self._redeem(form.get("code", ""), form.get("code_verifier", ""))
            case "refresh_token":
                self._check_refresh(form.get("refresh_token", ""))
            case _:
                raise OAuthError(-14004, "Invalid grant type")
        self._turn()
        body: Json = {"access_token": self._access, "refresh_token": self._refresh, "expires_in": f"{ACCESS_LIVES:.0f}"}
        return OaAnswer(200, body)

    def _redeem(self, code: str, verifier: str) -> None:
        given = self._codes.pop(code, None)
        if given is None or self._monotonic() - given > CODE_LIVES:
            raise OAuthError(-14019, "Invalid authorization code", blamed=False)
        hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        if hashed != self.challenge:
            raise OAuthError(-14020, "Invalid code verifier")

    def _check_refresh(self, token: str) -> None:
        old = self._monotonic() - self._since > REFRESH_LIVES
        if not self._refresh or token != self._refresh or old:
            raise OAuthError(-14014, "Invalid refresh token", blamed=False)

    def _turn(self) -> None:
        self.given += 1
        self._access, self._refresh = secrets.token_urlsafe(48), secrets.token_urlsafe(48)
        self._since = self._monotonic()
