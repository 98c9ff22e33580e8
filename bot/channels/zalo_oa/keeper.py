"""Keeps the one pair of tokens that is good.

A refresh token works once: whoever refreshes holds a lock that all programs on this database share, looks again what is
there, and stores the new pair before anybody uses it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels.base import CannotRunError, RetryError
from bot.channels.zalo_oa.errors import LostConsentError
from bot.channels.zalo_oa.oauth import OAuth, Tokens
from bot.lock import AlreadyRunningError, turn_of
from bot.real_time import real_time
from storage import audit, zalo_oa
from storage.engine import Connection, Database
from storage.errors import CannotWriteError
from storage.zalo_oa import Consent

log = logging.getLogger(__name__)
FINISH = 15.0  # seconds that a stop waits for a renewal
EARLY = timedelta(hours=1)  # before the access token ends it is renewed


class Keeper:
    """Of one application. Real time: how long a token lives has nothing to do with the office's clock."""

    def __init__(
        self, database: Database, app_id: str, oauth: OAuth, *, now: Callable[[], datetime] = real_time
    ) -> None:
        self._database = database
        self._app_id = app_id
        self._oauth = oauth
        self._now = now
        self._lock = asyncio.Lock()
        self._working = set[asyncio.Task[Consent]]()
        self._path = database.path.with_name(f"{database.path.name}.zalo-oa.lock")

    async def prepared(self) -> Consent:
        """The row of this application, made at the first time."""
        async with self._database.write() as tx:
            return await zalo_oa.prepared(tx, self._app_id)

    async def known(self) -> Consent:
        """What is stored. Raises CannotRunError when nobody has consented yet."""
        async with self._database.read() as tx:
            found = await zalo_oa.get(tx, self._app_id)
        if found is None or not found.generation:
            raise CannotRunError("zalo-oa: nobody has consented yet; run `ktgs zalo-oa connect`")
        return found

    async def usable(self) -> Consent:
        """A pair that is good as far as we know. Raises LostConsentError."""
        found = await self.known()
        if not found.good:
            raise LostConsentError
        return found

    def is_due(self, consent: Consent) -> bool:
        """Whether it is time to renew it, before requests fail."""
        return consent.good and (consent.expires_at is None or consent.expires_at - self._now() < EARLY)

    async def renewed(self, old: Consent) -> Consent:
        """A pair that is not `old`: one that somebody else has fetched meanwhile, or a new one. Raises RetryError;
        LostConsentError when a human has to consent."""
        # whoever waits may be told to stop; what was begun is finished, since its tokens would exist nowhere else
        task = asyncio.create_task(self._renew(old))
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Let what is under way come to its end."""
        if self._working:
            await asyncio.wait(self._working, timeout=FINISH)

    async def _renew(self, old: Consent) -> Consent:
        try:
            async with self._lock, turn_of(self._path):
                found = await self.usable()
                if found.generation != old.generation:
                    return found
                return await self._refresh(found)
        except AlreadyRunningError as error:
            raise RetryError(f"zalo-oa: {error}", 30, everywhere=True) from None

    async def _refresh(self, consent: Consent) -> Consent:
        try:
            tokens = await self._oauth.refresh(consent.refresh_token)
        except LostConsentError:
            async with self._database.write() as tx:
                if await zalo_oa.lost(tx, consent, self._now()):
                    await audit.record(tx, "oa.lost", f"oa:{consent.oa_id}", None, self._now())
            raise
        log.info("zalo-oa: the tokens were renewed")
        return await self._keep(consent, tokens)

    async def connect(self, code: str, oa_id: str) -> Consent:
        """Take up a consent: it takes the place of whatever was there. Raises StoppedError, RetryError."""
        try:
            async with self._lock, turn_of(self._path):
                before = await self.prepared()
                tokens = await self._oauth.exchange(code, before.verifier)
                return await self._keep(before, tokens, oa_id, connected=True)
        except AlreadyRunningError as error:
            raise RetryError(f"zalo-oa: {error}", 30, everywhere=True) from None

    async def _keep(self, old: Consent, tokens: Tokens, oa_id: str = "", *, connected: bool = False) -> Consent:
        """Store a pair that is good from now on, whatever that takes: there is no other copy of it."""
        while True:
            try:
                async with self._database.write() as tx:
                    if connected:
                        await audit.record(tx, "oa.connected", f"oa:{oa_id}", None, self._now())
                    return await self._put(tx, old, tokens, oa_id)
            except CannotWriteError as error:
                log.error("zalo-oa: new tokens are held in memory until they can be stored: %s", error)
                await asyncio.sleep(1)

    async def _put(self, tx: Connection, old: Consent, tokens: Tokens, oa_id: str) -> Consent:
        now = self._now()
        put = await zalo_oa.put(
            tx,
            old,
            access_token=tokens.access,
            refresh_token=tokens.refresh,
            expires_at=now + timedelta(seconds=tokens.seconds),
            now=now,
            oa_id=oa_id,
        )
        if not put:  # only where the system knows no locks between programs
            log.error("zalo-oa: another program has renewed the tokens at the same time")
        found = await zalo_oa.get(tx, self._app_id)
        assert found  # noqa: S101
        return found
