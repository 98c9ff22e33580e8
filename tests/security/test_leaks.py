"""Security test 11: what a body learns of another's inspection, for every pair of bodies of the example office."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from bot.office import directory_of
from bot.office_files import EXAMPLE, read_folder
from planning.inspection import Inspection
from planning.organisation import Directory
from planning.overlap import Discretion, Part, told
from planning.overlap.levels import body_level
from planning.period import month
from tests.security.report import Figure


@pytest.fixture(scope="module")
def directory() -> Directory:
    return directory_of(read_folder(EXAMPLE))


@pytest.mark.parametrize("published", [False, True])
def test_every_pair_of_bodies(directory: Directory, published: bool, figure: Figure) -> None:
    rule, cells, hidden = Discretion(), 0, 0
    plan = Inspection("x", "KT-001", "", "KT_CH", ("",), (month(6, 2027),), "Quản lý đất đai", published=published)
    subjects = [*[unit for unit in directory.units if directory.children(unit)][:25], "p-dong-tho.cb-quan-su"]
    bodies = list(directory.bodies.values())
    level = {body.id: body_level(directory, body) for body in bodies}
    up = {body.id: {body.unit_id, *(unit.id for unit in directory.ancestors(body.unit_id))} for body in bodies}
    for theirs, subject in product(bodies, subjects):
        item = replace(plan, body_id=theirs.id, subjects=(subject,))
        for viewer in bodies:
            differ = level[viewer.id] != level[theirs.id]
            above = differ and theirs.unit_id in up[viewer.id] and theirs.unit_id != viewer.unit_id
            parts = told(viewer, item, directory, rule, published=published)
            cells += 1
            if theirs.unit_id == viewer.unit_id:
                assert parts == frozenset(Part)
            elif subject in up[viewer.id]:
                hidden += 1
                assert parts is None, (viewer.id, theirs.id, subject)
            elif parts is not None and above:
                assert parts <= {Part.LEVEL, Part.PERIOD, Part.FORM}, (viewer.id, theirs.id)
                assert published or Part.FORM not in parts
            elif parts is not None and differ:
                assert not parts & {Part.CONTENT, Part.CODE, Part.BODY}, (viewer.id, theirs.id)
    assert hidden > 100
    figure(11, f"{cells} cells ({'agreed' if published else 'not agreed'}); the inspected saw 0 of {hidden}")
