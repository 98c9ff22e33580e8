"""The consent of a Zalo Official Account: one row an app, with the one pair of tokens that is good now."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from storage.engine import Connection, load, moment, stamp

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Consent:
    """`generation` 0: nobody has consented yet. Secrets are kept out of what is printed of it."""

    app_id: str
    oa_id: str
    verifier: str = field(repr=False)
    button_key: str = field(repr=False)
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime | None
    refreshed_at: datetime | None
    generation: int
    lost_at: datetime | None

    @property
    def good(self) -> bool:
        """Whether there is a pair that was not refused."""
        return self.generation > 0 and self.lost_at is None


async def prepared(tx: Connection, app_id: str) -> Consent:
    """The row of this app; made with secrets of its own where there is none yet."""
    await queries.prepare(
        tx, app_id=app_id, verifier=secrets.token_urlsafe(48)[:64], button_key=secrets.token_urlsafe(32)
    )
    found = await get(tx, app_id)
    assert found  # noqa: S101
    return found


async def get(tx: Connection, app_id: str) -> Consent | None:
    row = await queries.get(tx, app_id=app_id)
    if row is None:
        return None
    return Consent(
        row["app_id"],
        row["oa_id"],
        row["verifier"],
        row["button_key"],
        row["access_token"],
        row["refresh_token"],
        moment(row["expires_at"]) if row["expires_at"] else None,
        moment(row["refreshed_at"]) if row["refreshed_at"] else None,
        row["generation"],
        moment(row["lost_at"]) if row["lost_at"] else None,
    )


async def put(
    tx: Connection,
    consent: Consent,
    *,
    access_token: str,
    refresh_token: str,
    expires_at: datetime,
    now: datetime,
    oa_id: str = "",
) -> bool:
    """Replace the pair that `consent` holds; False when another one has taken its place meanwhile."""
    return bool(
        await queries.put(
            tx,
            app_id=consent.app_id,
            generation=consent.generation,
            access_token=access_token,
            refresh_token=refresh_token,
            expires_at=stamp(expires_at),
            oa_id=oa_id,
            now=stamp(now),
        )
    )


async def lost(tx: Connection, consent: Consent, now: datetime) -> bool:
    """The platform refuses this pair for good; whether that is news."""
    return bool(await queries.lost(tx, app_id=consent.app_id, generation=consent.generation, now=stamp(now)))
