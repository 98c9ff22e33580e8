"""Requests with the token that is good now; one that is not any more is renewed once, and the request made again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.channels.base import Pulse, RetryError
from bot.channels.http import Upload
from bot.channels.zalo_oa.api import Api
from bot.channels.zalo_oa.errors import TokenError
from bot.channels.zalo_oa.keeper import Keeper

T = TypeVar("T")


class Session:
    """The account's API without a thought of tokens. All raise LostConsentError when a human has to consent again."""

    def __init__(self, requests: Api, keeper: Keeper) -> None:
        self.pulse = Pulse()
        self._api = requests
        self._keeper = keeper

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """See `Api.post`."""
        return await self._ask(lambda token: self._api.post(token, path, body))

    async def get(self, path: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """See `Api.get`."""
        return await self._ask(lambda token: self._api.get(token, path, data))

    async def upload(self, path: str, file: Upload) -> str:
        """See `Api.upload`."""
        return await self._ask(lambda token: self._api.upload(token, path, file))

    async def _ask(self, ask: Callable[[str], Awaitable[T]]) -> T:
        consent = await self._keeper.usable()
        try:
            found = await ask(consent.access_token)
            self.pulse.beats()
            return found
        except TokenError:
            consent = await self._keeper.renewed(consent)
        try:
            found = await ask(consent.access_token)
            self.pulse.beats()
            return found
        except TokenError as error:
            raise RetryError(f"{error}, also with new tokens", 60, everywhere=True) from None
