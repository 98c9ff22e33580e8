"""A Zalo with one bot and one phone, without sockets."""

import math

import pytest

from sandbox import Sandbox
from sandbox.zalo import ZaloBot, ZaloPhone, ZaloPlatform
from tests.sandbox.zalo.asking import LAN, TOKEN, URL
from tests.sandbox.zalo.hook import Hook


@pytest.fixture
def zalo(sandbox: Sandbox) -> ZaloPlatform:
    return sandbox.zalo


@pytest.fixture
def zbot(zalo: ZaloPlatform) -> ZaloBot:
    """Keeps updates until they are fetched."""
    bot = zalo.add_bot(TOKEN, "Bot KTGS")
    bot.keeps_for = math.inf
    return bot


@pytest.fixture
def lan(zalo: ZaloPlatform, zbot: ZaloBot) -> ZaloPhone:
    """Somebody who has not written yet."""
    return zalo.add_phone(LAN, "Lan", label="Phường Đông Thọ")


@pytest.fixture
async def known(zalo: ZaloPlatform, lan: ZaloPhone) -> ZaloPhone:
    """Somebody who has written, and was heard."""
    lan.says("chào")
    assert (await zalo.call(TOKEN, "getUpdates", {"timeout": 0})).body
    return lan


@pytest.fixture
def hook(zalo: ZaloPlatform) -> Hook:
    """The bot's server at URL; no webhook is set yet."""
    hook = Hook(URL)
    zalo.webhook_transport = hook
    return hook
