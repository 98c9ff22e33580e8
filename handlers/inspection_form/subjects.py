"""The subjects step of the inspection form: typed names become units, doubtful ones become buttons. Pure.

While names are being sorted out the entry holds `naming`: {"found": [unit ids], "left": [names not yet sorted out],
"foreign": the value picked for the first of them, when that belongs to another committee}. `picked`: [[name, unit id]],
what was picked for a typed name, is learnt from when the inspection is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, Problem, Prompt, Result
from handlers.inspection_form.facts import MEMBERS, VIEW, Facts
from handlers.texts import register as texts
from handlers.texts import subjects as words
from handlers.texts.format import label, unit_name, unit_names
from planning.inspection import forms
from planning.names.mention import Kind, Mention, read_mention, tidy
from planning.names.reading import Problem as Unclear
from planning.names.reading import UnitReading, read_units
from planning.organisation import Directory, Unit, UnitKind
from planning.subjects import Proposal, SubjectFinding, WrongKind, grassroots_of, is_foreign, judge_subject
from planning.text import fold

NAMING = "naming"
PICKED = "picked"
KEEP = "keep"  # in the value of a button: the unit is kept although it belongs to another committee
TOGETHER = "together"  # beside it: so are all others of the same committee
NEW = "new:"  # the id of a subject that only this entry names, followed by its name
MOST_SUBJECTS = 40
LONGEST_NAME = 120
LEAST_LETTERS = 2
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
    return Directory([*directory.units.values(), *units], directory.bodies.values(), directory.learnt)


def _may_add(answers: Answers, facts: Facts) -> bool:
    """Only a Party committee has cells of its own to add."""
    unit = facts.directory.units.get(facts.home(answers) or "")
    return unit is not None and unit.kind is UnitKind.GRASSROOTS_COMMITTEE


def _naming(answers: Answers) -> tuple[list[str], list[str]]:
    naming = answers.get(NAMING, {})
    return list(naming.get("found", ())), list(naming.get("left", ()))


def _judged(mention: Mention, answers: Answers, facts: Facts) -> SubjectFinding | None:
    form = forms().get(str(answers.get("form", "")))
    body = facts.body(answers)
    return judge_subject(form.subjects, mention, facts.directory, today=facts.today, body=body) if form else None


def ask_subjects(answers: Answers, facts: Facts) -> Prompt:
    found, left = _naming(answers)
    home = facts.home(answers)
    if left:
        return _ask_about(left[0], len(left) - 1, answers, facts)
    have = found or (list(answers.get("subjects", ())) if answers.get(VIEW) == "more_subjects" else [])
    if have:
        members = answers.get(MEMBERS, {}).items()
        return Prompt(texts.ask_more_subjects(unit_names(facts.directory, have, home=home, members=members)))
    return Prompt(texts.ask_subject(str(answers["form"])))


def _ask_about(name: str, others: int, answers: Answers, facts: Facts) -> Prompt:
    """The question about one doubtful name, with what it may mean, what is proposed instead, or adding it."""
    home = facts.home(answers)
    mention = _read(name, answers, facts)
    finding = _judged(mention, answers, facts)
    picked = answers.get(NAMING, {}).get("foreign", {})
    unit = facts.directory.units.get(picked.get("unit", ""))
    if unit:
        return _ask_foreign(unit, picked, "", home, facts)
    if finding and finding.kind is WrongKind.FOREIGN and mention.unit:
        said = "" if mention.kind is Kind.UNIT else name
        together = [_called(*one) for one in _foreign_too(mention.unit, _naming(answers)[1], answers, facts)]
        return _ask_foreign(mention.unit, {"unit": mention.unit.id}, said, home, facts, together)
    if finding:
        rows = [((_proposed(facts, proposal, home), _value(proposal), ""),) for proposal in finding.proposals]
        if finding.kind is WrongKind.NOT_STATE and mention.unit:
            rows.append(((label(words.keep(mention.unit.name)), {"unit": mention.unit.id}, ""),))
        return Prompt(words.wrong_kind(finding.kind, name, bool(finding.proposals)), tuple(rows))
    offered = mention.candidates or ((mention.unit,) if mention.unit else ())
    rows = [((label(unit_name(facts.directory, unit, home=home)), {"unit": unit.id}, ""),) for unit in offered[:6]]
    if mention.ended:
        return Prompt(words.ended(mention.ended[0], bool(rows)), tuple(rows))
    if _may_add(answers, facts) and fold(name).startswith(_PARTY):
        rows.append(((label(texts.add_to_directory(name)), {"add": name}, ""),))
    if offered:
        return Prompt(texts.which_subject(name, others), tuple(rows))
    return Prompt(texts.unknown_subject(name, bool(rows)), tuple(rows))


def _foreign_too(unit: Unit, left: list[str], answers: Answers, facts: Facts) -> list[tuple[str, Mention]]:
    """The names still to be sorted out that mean for certain somebody of the committee that `unit` belongs to, which is
    another one than the planning one: they are asked about once."""
    owner = grassroots_of(unit.id, facts.directory)
    read = [(name, _read(name, answers, facts)) for name in left]
    return [
        (name, one)
        for name, one in read
        if owner
        and one.unit
        and owner == grassroots_of(one.unit.id, facts.directory)
        and (finding := _judged(one, answers, facts))
        and finding.kind is WrongKind.FOREIGN
    ]


def _called(name: str, mention: Mention) -> str:
    """A subject as it is named beside its committee."""
    return mention.unit.name if mention.unit and mention.kind is Kind.UNIT else name


def _ask_foreign(
    unit: Unit, value: dict[str, str], said: str, home: str | None, facts: Facts, together: Sequence[str] = ()
) -> Prompt:
    """The question about a subject of another committee: kept by one tap, or another name. `said`: a member's title;
    `together`: all names of that committee's, when there are several."""
    owner, own = grassroots_of(unit.id, facts.directory), grassroots_of(home or "", facts.directory)
    owned = owner.name if owner and owner.id != unit.id else ""
    text = words.foreign(said or unit.name, owned, own.name if own else "", facts.is_own)
    kept = said or unit_name(facts.directory, unit, home=home)
    if len(together) > 1 and owner:
        text = words.foreign_together(together, owner.name, own.name if own else "", facts.is_own)
        rows = (((words.keep_all(len(together)), {**value, KEEP: True, TOGETHER: True}, ""),),)
        return Prompt(text, rows)
    return Prompt(text, (((label(words.keep(kept)), {**value, KEEP: True}, ""),),))


def _read(name: str, answers: Answers, facts: Facts) -> Mention:
    return read_mention(facts.directory, name, today=facts.today, near=facts.home(answers))


def _proposed(facts: Facts, proposal: Proposal, home: str | None) -> str:
    name = unit_name(facts.directory, proposal.unit, home=home)
    return label(words.member(proposal.position, name) if proposal.position else name)


def _value(proposal: Proposal) -> dict[str, str]:
    value = {"unit": proposal.unit.id}
    return {**value, "position": proposal.position} if proposal.position else value


def _settle(
    answers: Answers, facts: Facts, found: list[str], left: list[str], members: dict[str, str], picked: list[list[str]]
) -> Result:
    """Ask about what is left, or take everything over."""
    found = list(dict.fromkeys(found))
    if len(found) + len(left) > MOST_SUBJECTS:
        return Problem(texts.too_many_subjects(MOST_SUBJECTS))
    also: dict[str, Any] = {MEMBERS: members} if members or answers.get(MEMBERS) else {}
    if picked:
        also[PICKED] = picked
    if left:
        return Filled({NAMING: {"found": found, "left": left}, EDITING: "subjects", **also})
    return Filled({"subjects": found, **also}, drop=(NAMING, EDITING, VIEW))


def _taken(mentions: Iterable[Mention], answers: Answers, facts: Facts) -> tuple[list[str], list[str], dict[str, str]]:
    """(unit ids, names to ask about, positions by unit id)."""
    found: list[str] = []
    left: list[str] = []
    members: dict[str, str] = {}
    for mention in mentions:
        if mention.unit is None or _judged(mention, answers, facts):
            left.append(_to_ask(mention, answers, facts))
            continue
        found.append(mention.unit.id)
        members |= _position_of(mention, mention.unit)
    return found, left, members


def _to_ask(mention: Mention, answers: Answers, facts: Facts) -> str:
    """The words by which a mention is asked about: its own, unless they mean its unit only within their list."""
    unit = mention.unit
    if unit is None or mention.kind is not Kind.UNIT or _read(mention.text, answers, facts).unit is unit:
        return mention.text
    owner = grassroots_of(unit.id, facts.directory)
    return f"{unit.name}, {owner.name}" if owner and owner.id != unit.id else unit.name


def _position_of(mention: Mention, unit: Unit) -> dict[str, str]:
    """{unit id: position} when a member is meant, else empty."""
    if mention.kind is Kind.MEMBER:
        return {unit.id: words.as_title(mention.position)}
    return {unit.id: words.both(unit.name, mention.position)} if mention.kind is Kind.BOTH else {}


def parse_subjects(answers: Answers, facts: Facts, text: str) -> Result:
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
        return Problem(texts.unknown_subject(text, False))
    reading = read_units(text, facts.directory, today=facts.today, near=facts.home(answers))
    unclear = _unclear(reading)
    if unclear:
        return Problem(unclear)
    if any(len(mention.text) > LONGEST_NAME for mention in reading.mentions if mention.unit is None):
        return Problem(texts.name_too_long())
    found, left = _naming(answers)
    if not found and not left and answers.get(VIEW) == "more_subjects":
        found = list(answers.get("subjects", ()))
    more, doubtful, members = _taken(reading.mentions, answers, facts)
    members = {**{key: value for key, value in _members(answers).items() if key in found}, **members}
    return _settle(answers, facts, [*found, *more], [*doubtful, *left[1:]], members, _picked(answers))


def _unclear(reading: UnitReading) -> str | None:
    """The sentence about a text that is a question as a whole."""
    if reading.problem is Unclear.COUNT:
        return words.count_differs(reading.said or 0, reading.listed or 0)
    if reading.problem is None:
        return None
    return words.PROBLEMS[reading.problem]


def _members(answers: Answers) -> dict[str, str]:
    return dict(answers.get(MEMBERS, {}))


def _picked(answers: Answers) -> list[list[str]]:
    return [list(pair) for pair in answers.get(PICKED, ())]


def choose_subject(answers: Answers, facts: Facts, value: Any) -> Result:
    found, left = _naming(answers)
    if not left:
        return Problem(texts.pick_button())
    members, picked = _members(answers), _picked(answers)
    unit, body = facts.directory.units.get(str(value.get("unit"))), facts.body(answers)
    if unit and body and KEEP not in value and is_foreign(unit.id, body, facts.directory):
        return Filled({NAMING: {"found": found, "left": left, "foreign": value}, EDITING: "subjects"})
    if unit and value.get(TOGETHER):
        many = _foreign_too(unit, left, answers, facts)
        for _, one in many:
            if one.unit:
                found.append(one.unit.id)
                members |= _position_of(one, one.unit)
        kept = {name for name, _ in many}
        return _settle(answers, facts, found, [name for name in left if name not in kept], members, picked)
    if unit:
        mention = _read(left[0], answers, facts)
        found.append(unit.id)
        members.pop(unit.id, None)
        if value.get("position"):
            members[unit.id] = words.member(str(value["position"]), unit.name)
        elif mention.unit is unit and mention.kind in (Kind.MEMBER, Kind.BOTH):
            members |= _position_of(mention, unit)
        elif mention.kind is Kind.UNIT:
            picked = [*(pair for pair in picked if pair[0] != tidy(left[0])), [tidy(left[0]), unit.id]]
    elif "add" in value and _may_add(answers, facts):
        found.append(f"{NEW}{value['add']}")
    else:
        return Problem(texts.pick_button())
    return _settle(answers, facts, found, left[1:], members, picked)
