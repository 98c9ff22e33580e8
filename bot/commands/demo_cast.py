"""Who has a phone on the demo page, and the office they are invited to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from planning.programme import Role
from storage import people
from storage.engine import Database

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)  # a week into the example campaign, 23 days before its deadline


@dataclass(frozen=True, slots=True)
class Cast:
    """Somebody. `joined`: took the invitation before the visitor comes; `zalo`, `oa`: uses a Zalo bot, or the Official
    Account, rather than Telegram."""

    user_id: int
    unit: str
    role: Role
    joined: bool = True
    zalo: bool = False
    oa: bool = False


# in the order of the page: those who meet in the usual story stand side by side
CAST = (
    Cast(101, "p-dong-tho", Role.UNIT, joined=False),
    Cast(201, "ubkt-tu", Role.REVIEWER),
    Cast(202, "ubkt-tu", Role.REVIEWER),
    Cast(102, "hoi-phu-nu", Role.UNIT, joined=False, zalo=True),
    Cast(203, "ubkt-tu", Role.REVIEWER, zalo=True),
    Cast(301, "tu", Role.STANDING),
    Cast(103, "p-ham-rong", Role.UNIT),
    Cast(401, "ubkt-tu", Role.ADMIN),
    Cast(104, "p-nam-ngan", Role.UNIT, oa=True),
    Cast(105, "ban-to-chuc", Role.UNIT),
)
GROUP = -4001
IN_GROUP = (201, 202, 401)  # the last one lets the bot in


async def invite_cast(database: Database, now: datetime) -> list[tuple[Cast, str]]:
    """The example office in a fresh database, and everybody in the cast with the code of an invitation."""
    folder = read_folder(EXAMPLE)
    async with database.write() as tx:
        await load_folder(tx, folder, START)
        return [(one, await people.invite(tx, one.unit, one.role, None, now)) for one in CAST]
