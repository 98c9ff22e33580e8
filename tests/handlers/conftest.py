"""People and places with which several talks of this folder begin."""

from __future__ import annotations

import pytest

from planning.programme import Role
from sandbox.group import Group
from tests.handlers.group_scene import GROUP, TITLE, adds
from tests.handlers.scene import registers, submits
from tests.stage import Actor, Stage


@pytest.fixture
async def huong(stage: Stage) -> Actor:
    return await stage.joins("Hương", "ubkt-tu", Role.ADMIN)


@pytest.fixture
async def minh(stage: Stage) -> Actor:
    return await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    """A ward's focal person, whose draft waits."""
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    return lan


@pytest.fixture
async def group(stage: Stage, huong: Actor) -> Group:
    """A group that the administrator has admitted."""
    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, huong)
    await huong.taps("Cho phép")
    return group


@pytest.fixture
async def an(stage: Stage) -> Actor:
    """Of the city's board for organisation."""
    return await stage.joins("An", "ban-to-chuc")


@pytest.fixture
async def chi(stage: Stage) -> Actor:
    """Of the city's board for mass mobilisation, which comes to a ward in April as KT-021."""
    return await stage.joins("Chi", "ban-dan-van")
