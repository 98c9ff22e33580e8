"""`ktgs zalo-oa connect|status`: the consent of an Official Account, given by a human; also while the bot runs.

Whatever is printed holds no token. What is pasted is a code that works once, for ten minutes.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime

from bot.aside import database_of
from bot.channels.base import CannotRunError, ChannelError
from bot.channels.http import Http
from bot.channels.zalo_oa.errors import StoppedError
from bot.channels.zalo_oa.keeper import Keeper
from bot.channels.zalo_oa.oauth import OAuth, challenge, code_of, permission_link
from bot.channels.zalo_oa.sender import FREE, PAID, TEMPLATE
from bot.commands.run import zalo_oa as channel_of
from bot.config import ConfigError, Settings
from bot.meter import bill
from storage.engine import Database

TARIFFS = {FREE: "within 48 hours, free", PAID: "48 hours to 7 days, paid", TEMPLATE: "templates, paid"}


async def command(settings: Settings, action: str) -> bool:
    """True when things are as they should be. Raises ConfigError, CannotRunError or RetryError."""
    ours = settings.zalo_oa
    secret = ours.secret_of_app()
    database = database_of(settings)
    await database.open()
    http = Http(ours.proxy)
    try:
        keeper = Keeper(database, ours.app_id, OAuth(http, ours.app_id, secret, ours.oauth_url))
        return await (_connect(settings, keeper) if action == "connect" else _status(settings, keeper, database))
    finally:
        await http.close()
        await database.close()


async def _connect(settings: Settings, keeper: Keeper) -> bool:
    ours = settings.zalo_oa
    if not ours.redirect_url:
        raise ConfigError("zalo_oa.redirect_url: not set; it is the callback registered at developers.zalo.me")
    consent, state = await keeper.prepared(), secrets.token_urlsafe(12)
    print("1. At developers.zalo.me, in the application's settings of the Official Account, these two must stand:")
    print(f"   callback:       {ours.redirect_url}")
    print(f"   code challenge: {challenge(consent.verifier)}")
    print("2. An administrator of the Official Account opens this address and consents:")
    print(f"   {permission_link(ours.oauth_url, ours.app_id, ours.redirect_url, consent.verifier, state)}")
    print("3. Paste the address that the browser was sent to, within ten minutes (the page itself may be missing):")
    try:
        code, oa_id = code_of(await asyncio.to_thread(input, "> "), state)
    except (ValueError, EOFError) as error:
        raise CannotRunError(f"zalo-oa connect: {error or 'nothing was entered'}") from None
    if ours.oa_id and oa_id and oa_id != ours.oa_id:
        raise CannotRunError(f"zalo-oa connect: the consent is of account {oa_id}, zalo_oa.oa_id is another one")
    try:
        await keeper.connect(code, oa_id)
    except StoppedError as error:
        raise CannotRunError(f"zalo-oa connect: refused: {error}; -14003 means that the callback differs") from None
    print("connected; a running bot goes on within a minute, else start it with: ktgs run")
    return True


async def _status(settings: Settings, keeper: Keeper, database: Database) -> bool:
    good = True
    try:
        consent = await keeper.known()
    except CannotRunError as error:
        print(f"WRONG {error}")
        return False
    print(f"account {consent.oa_id or 'not named'}; tokens renewed {_shown(consent.refreshed_at)}")
    print(f"the access token ends {_shown(consent.expires_at)}; a consent that is not used ends after three months")
    channel = channel_of(settings, database)
    try:
        about = await channel.about()
        print(f"ok    the platform knows us as {about.get('name') or about.get('oa_id')}")
    except ChannelError as error:
        good = False
        print(f"WRONG {error}")
    finally:
        await channel.close()
    month = datetime.now(settings.zone).strftime("%Y-%m")
    async with database.read() as tx:
        counted = await bill(tx, channel.name, tuple(TARIFFS), month)
    print(f"messages in {month}: " + "; ".join(f"{counted[tariff]} {what}" for tariff, what in TARIFFS.items()))
    return good


def _shown(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else "never"
