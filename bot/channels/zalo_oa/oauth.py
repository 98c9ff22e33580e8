"""Consent of the account's administrator (OAuth v4 with PKCE), and the two ways to tokens.

Zalo wants the challenge entered in the application's console beforehand, so its verifier is made once and kept.
Failures come with HTTP status 200 and a shape of their own (`error_name`, no `message`); an answer is only believed
when both tokens are in it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from bot.channels.base import RetryError, UncertainError
from bot.channels.http import Request
from bot.channels.zalo_oa.api import Transport, answer, number
from bot.channels.zalo_oa.errors import LostConsentError, StoppedError

OAUTH_URL = "https://oauth.zaloapp.com"
LOST = frozenset({-14014, -118})  # the refresh token, as documented and as seen
LEAST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Tokens:
    """A new pair; the access token is good for `seconds`, the refresh token for one use within three months."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int


def challenge(verifier: str) -> str:
    """What stands in the console: the verifier's hash (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def permission_link(oauth_url: str, app_id: str, redirect_url: str, verifier: str, state: str) -> str:
    """Where the administrator of the account consents."""
    query = {"app_id": app_id, "redirect_uri": redirect_url, "code_challenge": challenge(verifier), "state": state}
    return f"{oauth_url.rstrip('/')}/v4/oa/permission?{urlencode(query)}"


def code_of(pasted: str, state: str) -> tuple[str, str]:
    """The code, and the account if it is named, in the address that the browser was sent to, or a bare code. Raises
    ValueError with what is wrong."""
    pasted = pasted.strip()
    if "?" not in pasted and "=" not in pasted:
        if not pasted:
            raise ValueError("nothing was entered")
        return pasted, ""
    found = {name: values[0] for name, values in parse_qs(urlsplit(pasted).query or pasted).items()}
    if found.get("state", state) != state:
        raise ValueError("this address is of another attempt; begin again")
    if not found.get("code"):
        raise ValueError("there is no code in this address")
    return found["code"], found.get("oa_id", "")


class OAuth:
    """One application at Zalo's door."""

    def __init__(self, transport: Transport, app_id: str, app_secret: str, base_url: str = OAUTH_URL) -> None:
        self._transport = transport
        self._app_id = app_id
        self._secret = app_secret
        self._url = f"{base_url.rstrip('/')}/v4/oa/access_token"

    async def exchange(self, code: str, verifier: str) -> Tokens:
        """Tokens for a code: ten minutes, one use. Raises StoppedError when it is refused, RetryError."""
        form = {"code": code, "app_id": self._app_id, "grant_type": "authorization_code", "code_verifier": verifier}
        return await self._tokens(form)

    async def refresh(self, refresh_token: str) -> Tokens:
        """The next pair; from here on the old one is dead. Raises LostConsentError, StoppedError, RetryError."""
        form = {"refresh_token": refresh_token, "app_id": self._app_id, "grant_type": "refresh_token"}
        return await self._tokens(form)

    async def _tokens(self, form: Mapping[str, str]) -> Tokens:
        headers = {"secret_key": self._secret}
        try:
            found = await answer(self._transport, Request(self._url, headers, form))
        except UncertainError as error:
            # it may have killed the old pair; asking again with it is how one finds out
            raise RetryError(str(error), 30, everywhere=True) from None
        except RetryError as error:
            raise RetryError(str(error), 30, everywhere=True) from None
        code = number(found.get("error"))
        if code and code in LOST and form["grant_type"] == "refresh_token":
            raise LostConsentError
        if code:
            raise StoppedError(f"zalo-oa: oauth {code} {str(found.get('error_name') or '')[:100]}", code)
        access, refresh = found.get("access_token"), found.get("refresh_token")
        seconds = number(found.get("expires_in"))  # documented as a text
        if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh and seconds):
            raise RetryError("zalo-oa: oauth answers without tokens", 60, everywhere=True)
        return Tokens(access, refresh, max(seconds, LEAST_SECONDS))
