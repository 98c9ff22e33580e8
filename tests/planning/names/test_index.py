"""Names found by their words, against the slow way: every unit of the directory looked at, by the same rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.office_files import EXAMPLE, read_folder
from planning.names import find as unit_names
from planning.names import narrow, rank
from planning.names.find import Match, find_unit
from planning.names.forms import Form, forms
from planning.names.index import index_of, readings_of
from planning.organisation import Directory, Unit, UnitKind
from planning.text import fold

ON, BEFORE = date(2026, 11, 22), date(2020, 1, 1)
LETTERS = "abcdeghiklmnopqrstuvxyăâđêôơưáàảãạ 0123456789,."
SHORT = {
    "Đảng ủy phường": ("ĐUP", "ĐU phường", "ĐU P.", "Đảng bộ phường", "BTV Đảng ủy phường", "phường", "P."),
    "Đảng ủy xã": ("ĐUX", "ĐU xã", "xã", "X."),
    "Chi bộ": ("CB", "Chi ủy", "chi bo", "cb cơ sở"),
    "Ban Tổ chức": ("BTC",),
    "Thành ủy": ("TU", "thanh uy", "thành phố"),
    "UBKT": ("Ủy ban Kiểm tra", "CQ UBKT"),
    "Trường": ("", "trường"),
    "Mầm non": ("MN",),
    "Tiểu học": ("TH",),
    "THCS": ("Trung học cơ sở",),
}


def example() -> Directory:
    """The example office, with some units that have ended since, and some that bear the name of another."""
    rows = read_folder(EXAMPLE).units
    units = [Unit(row.id, row.name, row.kind, row.parent, tuple(row.aliases)) for row in rows]
    wards = [unit for unit in units if unit.kind is UnitKind.GRASSROOTS_COMMITTEE]
    for number, ward in enumerate(wards[:6]):
        heir = wards[number + 1].id
        name = f"Đảng ủy xã {ward.name.rsplit(maxsplit=1)[-1]} Cũ"
        cells = ["Chi bộ Quân sự", f"Chi bộ Trạm Y tế {ward.name.removeprefix('Đảng ủy ')}", "Chi bộ khu phố 07"]
        units.append(Unit(f"{ward.id}.old", name, ward.kind, "tu", ("Phu Cu",), None, date(2025, 6, 30), heir))
        units += [Unit(f"{ward.id}.new{at}", cell, UnitKind.CELL, ward.id) for at, cell in enumerate(cells)]
    return Directory(units)


DIRECTORY = example()
NAMES = [name for unit in DIRECTORY.units.values() for name in (unit.name, *unit.aliases)]


class Everything:
    """In place of the index: each name read anew, each unit that can be a subject looked at for each text."""

    def __init__(self, directory: Directory) -> None:
        self._units = [unit for unit in directory.units.values() if unit.kind is not UnitKind.SUPERIOR]
        self.readings = {unit.id: list(readings_of(unit)) for unit in self._units}

    def with_words(self, typed: Iterable[Form]) -> list[Unit]:
        return self._units


SLOW = Everything(DIRECTORY)


def found_only(directory: Directory, typed: object, on: date, found: list[Unit], *rest: object) -> tuple[Unit, ...]:
    """In place of the ranking, which compares with every unit anyway and takes longer than all the rest."""
    return tuple(found)


def both(text: str, near: str | None, on: date, *, ranked: bool = False) -> tuple[Match, Match]:
    """What is found by the index, and the slow way."""
    with patch.object(unit_names, "best", rank.best if ranked else found_only):
        fast = find_unit(DIRECTORY, text, near=near, on=on)
        with (
            patch.object(unit_names, "index_of", lambda directory: SLOW),
            patch.object(narrow, "index_of", lambda directory: SLOW),
        ):
            return fast, find_unit(DIRECTORY, text, near=near, on=on)


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """A name of the directory as people write it: shortened, without accents, with slips, with its place."""
    text = draw(st.sampled_from(NAMES))
    if draw(st.booleans()):
        place = draw(st.sampled_from(NAMES))
        text += draw(st.sampled_from([", ", " ", ", thuộc ", " của "])) + place
    for long, shorts in SHORT.items():
        if long in text and draw(st.booleans()):
            text = text.replace(long, draw(st.sampled_from(shorts)))
    words = text.split()
    words = words[draw(st.sampled_from([0, 0, 1, 2, 3])) :]
    if len(words) > 1 and draw(st.integers(0, 4)) == 0:
        del words[draw(st.integers(0, len(words) - 1))]
    text = " ".join(words)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 1))
        text = text[:at] + draw(st.sampled_from(LETTERS)) + text[at + cut :]
    style = draw(st.sampled_from(["same", "same", "fold", "upper", "lower"]))
    return {"same": text, "fold": fold(text), "upper": text.upper(), "lower": text.lower()}[style]


NEAR = st.sampled_from([None, "tu", *sorted(DIRECTORY.units)])


@settings(max_examples=150, deadline=None)
@given(spellings(), NEAR, st.sampled_from([ON, ON, BEFORE]))
def test_any_spelling_finds_what_looking_at_every_unit_finds(text: str, near: str | None, on: date) -> None:
    fast, slow = both(text, near, on)
    assert fast == slow


@settings(max_examples=25, deadline=None)
@given(spellings(), NEAR)
def test_any_spelling_gives_the_same_candidates_in_the_same_order(text: str, near: str | None) -> None:
    fast, slow = both(text, near, ON, ranked=True)
    assert fast == slow


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(sorted({*" ".join(NAMES).split()}))).map(" ".join)))
def test_any_text_finds_what_looking_at_every_unit_finds(text: str) -> None:
    fast, slow = both(text, None, ON)
    assert fast == slow


@pytest.mark.parametrize("on", [ON, BEFORE])
def test_every_name_as_it_stands_gives_the_same_and_most_are_found(on: date) -> None:
    found = 0
    for unit in list(DIRECTORY.units.values())[on == BEFORE :: 2]:  # half of them for each day
        core = " ".join(unit.name.split()[3:])  # without its role and level, as in "Party committee of ward X"
        for name in (unit.name, fold(unit.name), core, *unit.aliases):
            fast, slow = both(name, unit.id, on)
            assert fast == slow, name
            found += fast.unit == unit
    assert found > len(DIRECTORY.units) // 2  # so that the comparison is not one of nothing with nothing


def test_an_index_is_made_once_for_a_directory_and_anew_for_the_next_one() -> None:
    ward = Unit("p", "Đảng ủy phường Sao Mai", UnitKind.GRASSROOTS_COMMITTEE)
    first = Directory([ward])
    assert index_of(first) is index_of(first)
    assert find_unit(first, "phường Sao Mai", near=None, on=ON).unit == ward
    renamed = Unit("p", "Đảng ủy phường Bình Minh", UnitKind.GRASSROOTS_COMMITTEE)
    second = Directory([renamed])
    assert find_unit(second, "phường Sao Mai", near=None, on=ON).unit is None
    assert find_unit(second, "phường Bình Minh", near=None, on=ON).unit == renamed
    assert find_unit(first, "phường Sao Mai", near=None, on=ON).unit == ward


def test_units_come_in_the_directorys_order_and_each_once() -> None:
    cells = [Unit(name, "Chi bộ Quân sự", UnitKind.CELL, aliases=("Chi bộ QS", "CB Quân sự")) for name in "zay"]
    index = index_of(Directory(cells))
    assert [unit.id for unit in index.with_words(forms("chi bo quan su"))] == ["z", "a", "y"]
    assert index.with_words(forms("Chi bộ Trạm Y tế")) == []
