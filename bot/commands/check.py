"""`ktgs check`: what is wrong with a set-up, one line a finding."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.aside import database_of
from bot.channels.base import ChannelError
from bot.channels.telegram.registration import Registered
from bot.commands.run import telegram, zalo, zalo_oa
from bot.config import ConfigError, Settings
from bot.keys import audit_key_file, backup_key_file
from planning.programme import Role, steps_on
from storage import campaigns, people, units
from storage.errors import StorageError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    good: bool
    text: str


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Settings, database, office, people, token; in the order in which a set-up is made."""
    yield Finding(True, "settings: read")
    path = settings.office.database
    if not path.exists():
        yield Finding(False, f"database: {path} does not exist yet; load an office with: ktgs office load FOLDER")
    else:
        async for finding in _database(settings):
            yield finding
    if not settings.telegram.enabled and not settings.zalo.enabled and not settings.zalo_oa.enabled:
        yield Finding(False, "telegram: switched off, and no other channel is on")
    if settings.zalo_oa.enabled:
        async for finding in _zalo_oa(settings):
            yield finding
    if settings.zalo.enabled:
        async for finding in _zalo(settings):
            yield finding
    if settings.telegram.enabled:
        async for finding in _telegram(settings):
            yield finding


async def _zalo_oa(settings: Settings) -> AsyncIterator[Finding]:
    try:
        database = database_of(settings)
        channel = zalo_oa(settings, database)
        if not settings.office.database.exists():
            return  # which has been said
        await database.open()
    except (ConfigError, StorageError) as error:
        yield Finding(False, str(error))
        return
    try:
        await channel.start()
        await channel.about()
        yield Finding(
            True, "zalo-oa: the consent is good; events come by webhook, which only Zalo's console can confirm"
        )
    except ChannelError as error:
        yield Finding(False, str(error))
    finally:
        await channel.close()
        await database.close()


async def _zalo(settings: Settings) -> AsyncIterator[Finding]:
    try:
        bots = zalo(settings)
    except ConfigError as error:
        yield Finding(False, str(error))
        return
    for bot in bots:
        try:
            await bot.connect()
            yield Finding(True, f"{bot.name}: the token works")
            wrong = bot.amiss(await bot.registered())
            yield Finding(not wrong, wrong or f"{bot.name}: updates come as they are set up to")
        except ChannelError as error:
            yield Finding(False, str(error))
        finally:
            await bot.close()


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    try:
        channel = telegram(settings)
    except ConfigError as error:
        yield Finding(False, str(error))
        return
    try:
        await channel.connect()
        yield Finding(True, f"telegram: the token works; invitations look like {channel.invite_link('CODE')}")
        for finding in webhook_findings(channel.registration.ours, await channel.registration.ask()):
            yield finding
    except ChannelError as error:
        yield Finding(False, str(error))
    finally:
        await channel.close()


def webhook_findings(ours: str, registered: Registered) -> list[Finding]:
    """How updates come, and whether Telegram sees it the same way. `ours`: the webhook set up, "" for polling."""
    if amiss := registered.amiss(ours):
        return [Finding(False, f"telegram: {amiss}")]
    if not ours:
        return [Finding(True, "telegram: updates are polled, and no webhook is set")]
    found = [Finding(True, f"telegram: updates are brought to {ours}; {registered.pending} wait")]
    if outdated := registered.outdated():
        found.append(Finding(False, f"telegram: {outdated}"))
    if failure := registered.failure():
        # once everything has been delivered, an old failure is only worth knowing
        found.append(Finding(not registered.pending, f"telegram: {failure}"))
    return found


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    try:
        database = database_of(settings)
        await database.open()
    except (ConfigError, StorageError) as error:
        yield Finding(False, f"database: {error}")
        return
    try:
        async with database.read() as tx:
            directory = await units.directory(tx)
            campaign = await campaigns.current(tx, settings.zone)
            admins = await people.with_role(tx, Role.ADMIN)
            reviewers = await people.with_role(tx, Role.REVIEWER)
    finally:
        await database.close()
    yield Finding(True, f"database: {settings.office.database} is sound")
    if not settings.audit.key:
        yield Finding(True, f"audit: its key is in {audit_key_file(settings)}; keep a copy apart from the database")
    if settings.backup.enabled:
        key = backup_key_file(settings)
        where = f"is in {key}" if key.exists() else f"will be made in {key}"
        yield Finding(True, f"backup: its key {where}; keep a copy away from this machine")
    if not directory.units or campaign is None:
        yield Finding(False, "office: no units or no campaign; load one with: ktgs office load FOLDER")
        return
    yield Finding(True, f"office: {len(directory.units)} units, {len(directory.bodies)} bodies")
    yield Finding(True, f"campaign: {campaign.year}, deadline {campaign.deadline}")
    for body in directory.bodies.values():
        if not steps_on(campaign.tracks.get(body.track, ()), campaign.opens_on):
            yield Finding(True, f"campaign: {body.id} is not appraised here (track {body.track} has no steps)")
    if not admins:
        yield Finding(False, "people: no administrator; make an invitation with: ktgs invite UNIT --role admin")
    if not reviewers:
        yield Finding(False, "people: no reviewer; make an invitation with: ktgs invite UNIT --role reviewer")


async def check(settings: Settings) -> bool:
    """Print every finding; True when nothing is wrong."""
    good = True
    async for finding in findings(settings):
        print(f"{'ok   ' if finding.good else 'WRONG'} {finding.text}")
        good = good and finding.good
    return good
