"""The subjects step of the inspection form: typed names become units, doubtful ones become buttons. Pure.

While names are being sorted out the entry holds `naming`: {"found": [unit ids], "left": [names not yet sorted out]}.
"""

from __future__ import annotations

import re
from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, Problem, Prompt, Result
from handlers.inspection_form.facts import VIEW, Facts
from handlers.texts import register as texts
from handlers.texts.format import label, unit_name, unit_names
from planning.organisation import Directory, Unit, UnitKind
from planning.text import fold
from planning.names.find import find_unit

NAMING = "naming"
NEW = "new:"  # the id of a subject that only this entry names, followed by its name
MOST_SUBJECTS = 15
LONGEST_NAME = 120
LEAST_LETTERS = 2
_SPLIT = re.compile(r"[;\n]+")
_LIST = re.compile(r",|\s(?:v\u00e0|va)\s", re.IGNORECASE)  # the word for "and", with and without its accent
_PARTY = ("chi bo", "cb ", "dang bo", "dang uy", "chi uy", "to dang")  # how the name of a Party organisation begins


def new_names(answers: Answers) -> tuple[str, ...]:
    """The names of the subjects that would be added to the directory by saving."""
    found = [*answers.get("subjects", ()), *answers.get(NAMING, {}).get("found", ())]
    return tuple(dict.fromkeys(item.removeprefix(NEW) for item in found if item.startswith(NEW)))


def with_new(directory: Directory, answers: Answers, home: str | None) -> Directory:
    """The directory with this entry's own subjects in it, so that they are compared at once."""
    names = new_names(answers)
    if not names:
        return directory
    units = [Unit(f"{NEW}{name}", name, UnitKind.CELL, parent_id=home, pending=True) for name in names]
    return Directory([*directory.units.values(), *units], directory.bodies.values())


def _may_add(answers: Answers, facts: Facts) -> bool:
    """Only a Party committee has cells of its own to add."""
    unit = facts.directory.units.get(facts.home(answers) or "")
    return unit is not None and unit.kind is UnitKind.GRASSROOTS_COMMITTEE


def _naming(answers: Answers) -> tuple[list[str], list[str]]:
    naming = answers.get(NAMING, {})
    return list(naming.get("found", ())), list(naming.get("left", ()))


def ask_subjects(answers: Answers, facts: Facts) -> Prompt:
    found, left = _naming(answers)
    home = facts.home(answers)
    if left:
        match = find_unit(facts.directory, left[0], near=home, on=facts.today)
        offered = match.candidates or ((match.unit,) if match.unit else ())
        rows = [((label(unit_name(facts.directory, unit, home=home)), {"unit": unit.id}, ""),) for unit in offered[:6]]
        if _may_add(answers, facts) and fold(left[0]).startswith(_PARTY):
            rows.append(((label(texts.add_to_directory(left[0])), {"add": left[0]}, ""),))
        if offered:
            return Prompt(texts.which_subject(left[0], len(left) - 1), tuple(rows))
        return Prompt(texts.unknown_subject(left[0], bool(rows)), tuple(rows))
    have = found or (list(answers.get("subjects", ())) if answers.get(VIEW) == "more_subjects" else [])
    if have:
        return Prompt(texts.ask_more_subjects(unit_names(facts.directory, have, home=home)))
    return Prompt(texts.ask_subject(str(answers["form"])))


def _settle(answers: Answers, facts: Facts, found: list[str], left: list[str]) -> Result:
    """Take over every leading name that means exactly one unit; ask about the first that does not."""
    home = facts.home(answers)
    while left:
        match = find_unit(facts.directory, left[0], near=home, on=facts.today)
        if match.unit is None:
            break
        found.append(match.unit.id)
        left = left[1:]
    found = list(dict.fromkeys(found))
    if len(found) + len(left) > MOST_SUBJECTS:
        return Problem(texts.too_many_subjects(MOST_SUBJECTS))
    if left:
        return Filled({NAMING: {"found": found, "left": left}, EDITING: "subjects"})
    return Filled({"subjects": found}, drop=(NAMING, EDITING, VIEW))


def _listed(facts: Facts, answers: Answers, text: str) -> list[str]:
    """The names in a list with commas and "and", when some of them are units; else the text is one name."""
    parts = [part for part in _LIST.split(text) if part.strip()]
    if len(parts) < 2:
        return [text]

    def known(name: str) -> bool:
        return find_unit(facts.directory, name, near=facts.home(answers), on=facts.today).unit is not None

    return parts if not known(text) and any(known(part) for part in parts) else [text]


def parse_subjects(answers: Answers, facts: Facts, text: str) -> Result:
    names = [" ".join(name.split()) for part in _SPLIT.split(text) for name in _listed(facts, answers, part)]
    names = [name for name in names if sum(letter.isalpha() for letter in name) >= LEAST_LETTERS]
    if not names:
        return Problem(texts.unknown_subject(text, False))
    if any(len(name) > LONGEST_NAME for name in names):
        return Problem(texts.name_too_long())
    found, left = _naming(answers)
    if not found and not left and answers.get(VIEW) == "more_subjects":
        found = list(answers.get("subjects", ()))
    ended = _ended(facts, names)
    if ended:
        return Problem(ended)
    return _settle(answers, facts, found, [*names, *left[1:]])


def _ended(facts: Facts, names: list[str]) -> str | None:
    """The sentence about the first name that is exactly a unit which no longer exists."""
    for name in names:
        wanted = fold(name)
        for unit in facts.directory.units.values():
            if unit.valid_to and unit.valid_to < facts.today and fold(unit.name) == wanted:
                successor = facts.directory.units.get(unit.successor_id or "")
                return texts.unit_ended(unit.name, successor.name if successor else None)
    return None


def choose_subject(answers: Answers, facts: Facts, value: Any) -> Result:
    found, left = _naming(answers)
    if not left:
        return Problem(texts.pick_button())
    if "unit" in value and value["unit"] in facts.directory.units:
        found.append(value["unit"])
    elif "add" in value and _may_add(answers, facts):
        found.append(f"{NEW}{value['add']}")
    else:
        return Problem(texts.pick_button())
    return _settle(answers, facts, found, left[1:])
