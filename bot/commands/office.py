"""`ktgs office load` and `ktgs invite`: what an office needs before anybody can talk to the bot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.aside import database_of
from bot.config import ConfigError, Settings
from bot.office import load_folder
from bot.office_files import read_folder
from handlers import seats
from handlers.turn import Door
from planning.organisation import UnitKind
from planning.programme import Role
from storage import audit, office, people, units


async def load(settings: Settings, folder: Path) -> None:
    """Read a folder, check it whole, and only then write."""
    whole = read_folder(folder)
    database = database_of(settings)
    await database.open()
    try:
        async with database.write() as tx:
            now = datetime.now(UTC)
            await load_folder(tx, whole, now)
            units_, bodies = len(whole.units), len(whole.bodies)
            await audit.record(tx, "office.loaded", "office", None, now, units=units_, bodies=bodies)
    finally:
        await database.close()
    about = whole.about
    print(f"{about.office.name}: {len(whole.units)} units, {len(whole.bodies)} bodies, campaign {about.campaign.year}")


async def invite(settings: Settings, unit_id: str, role: Role) -> None:
    """Print a single-use invitation."""
    database = database_of(settings)
    await database.open()
    try:
        async with database.write() as tx:
            directory = await units.directory(tx)
            if unit_id not in directory.units:
                near = ", ".join(sorted(directory.units)[:8])
                raise ConfigError(f"invite: no unit {unit_id}; units are, for example: {near}")
            if directory.units[unit_id].kind is UnitKind.SUPERIOR:
                raise ConfigError(f"invite: {unit_id} is above the office, nobody speaks for it here")
            now = datetime.now(UTC)
            coming, taken = await people.open_invitations(tx, now), await people.seats(tx)
            code = await people.invite(tx, unit_id, role, None, now)
            await audit.record(tx, "invitation.issued", f"unit:{unit_id}", None, now, role=role)
            links = await office.invite_links(tx)
    finally:
        await database.close()
    ways = [link.replace("CODE", code) for _, link in sorted(links.items()) if "CODE" in link]
    print("\n".join(ways) or f"/start {code}")
    print(f"to be typed, on any channel: {people.short_code(code)}")
    if settings.zalo.enabled and settings.zalo.bots:
        print(_on_zalo(settings, links, taken, coming))


def _on_zalo(settings: Settings, links: Mapping[str, str], taken: Mapping[str, int], coming: int) -> str:
    """Which bot somebody new writes to."""
    doors = [Door(bot.channel, bot.label, lambda _: "", typed=True, seats=bot.seats) for bot in settings.zalo.bots]
    free = seats.room(doors, taken, coming)
    door = max(doors, key=lambda one: free[one])
    if free[door] <= 0:
        return "on Zalo: every bot is full, counting open invitations; add another [[zalo.bots]]"
    return " ".join(["on Zalo, somebody new writes to:", door.label, links.get(door.channel, "")]).strip()
