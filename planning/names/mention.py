"""One organisation, or a member of one by position, as somebody wrote it: role, unit, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planning.names.find import LONGEST_NAME, Doubt, Match, find_unit, successors
from planning.names.forms import Form, forms, role_of_kind
from planning.names.index import index_of
from planning.names.learnt import with_learnt
from planning.names.match import called, is_named, is_short_for
from planning.names.positions import spelled_position
from planning.names.slips import find_mended
from planning.names.tokens import Tokens, honorific, tokens
from planning.names.vocabulary import Phrases, begins, vocabulary
from planning.organisation import Directory, Unit, UnitKind
from planning.person_names import person_named

BULLET = re.compile(r"^\s*(?:[-+*\u2022\u2013\u2014\u00b7]+\s*|\(?\d{1,3}[.)]\s+|[a-z\u0111]\)\s+)", re.IGNORECASE)
_OUTSIDE = " \t\n.,;:!?\"'()[]\u201c\u201d\u2018\u2019\u2026"
_AND = Phrases([("va",), ("cung",)])
_NEEDS_ORGANISATION = {("truong",), ("pho",), ("chanh",), ("pho", "truong"), ("pho", "chanh")}


class Kind(StrEnum):
    """What was written, beside a plain name."""

    UNIT = "unit"
    MEMBER = "member"  # a position: the secretary of cell X
    BOTH = "both"  # the organisation and its holder of a position: cell X and its secretary
    MANAGEMENT = "management"  # "the leaders of X": neither an organisation nor a position
    PERSON = "person"  # a person by name: nothing of the text is kept


@dataclass(frozen=True, slots=True)
class Ended:
    """A unit that exists no more, what took over, and since when."""

    unit: Unit
    successor: Unit | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Mention:
    """`unit` when it is meant beyond doubt; else `candidates`, best first. `role`: see the glossary.

    `text` is what was written, "" for a person's name; `position` the words of a position without any form of address,
    with their accents if they were typed without (`spelled_position`).
    """

    text: str
    kind: Kind
    role: str | None
    unit: Unit | None
    candidates: tuple[Unit, ...] = ()
    doubt: Doubt | None = None
    position: str = ""
    place: Unit | None = None
    ended: tuple[Ended, ...] = ()

    @property
    def certain(self) -> bool:
        return self.unit is not None


def tidy(text: str) -> str:
    """Without bullets, quotation marks and closing punctuation; brackets that open inside stay closed."""
    text = " ".join(BULLET.sub("", text).split())
    opened = "(" in text.strip(_OUTSIDE)
    text = text.strip(_OUTSIDE)
    return f"{text})" if opened and text.count("(") > text.count(")") else text


def read_mention(
    directory: Directory,
    text: str,
    *,
    today: date,
    near: str | None,
    slips: bool = True,
    limit: int = 6,
    persons: bool = True,
) -> Mention:
    """One mention; lists and groups are for `read_units`.

    `slips`: mend them; `limit`: so many candidates; `persons`: look for names of persons, unless somebody has before.
    """

    def plain(name: str) -> Mention:
        return _plain(directory, name, today, near, slips, limit)

    text = tidy(text)
    if persons and person_named(text, index_of(directory).phrases):
        return Mention("", Kind.PERSON, None, None)
    words = tokens(text)
    skip = honorific(words, 0)
    if skip:
        words = tokens(words.since(skip))
    joint = both(words)
    if joint:
        mention = plain(joint[0])
        return replace(mention, kind=Kind.BOTH, text=text, position=spelled_position(joint[1], mention.unit))
    role, name = _position(words)
    if role:
        mention = plain(name)
        unfit = role.endswith("secretary") and mention.unit and mention.unit.kind is UnitKind.STATE_BODY
        unit = None if unfit else mention.unit
        position = spelled_position(words.text, unit)
        return replace(mention, unit=unit, kind=Kind.MEMBER, role=role, position=position, text=text)
    led = begins(words.plain, vocabulary().management)
    if led:
        mention = plain(words.since(led))
        return replace(mention, unit=None, kind=Kind.MANAGEMENT, role="management", text=text)
    return plain(text)


def _plain(directory: Directory, text: str, today: date, near: str | None, slips: bool, limit: int) -> Mention:
    match = find_unit(directory, text, near=near, on=today, limit=limit)
    if slips and match.unit is None and match.doubt in (Doubt.UNKNOWN, Doubt.SIMILAR):
        text, match = find_mended(directory, text, near=near, on=today) or (text, match)
    match = with_learnt(directory, text, match, near=near, on=today)
    ended = tuple(_ended(directory, unit, today) for unit in match.ended)
    role = role_of(directory, text, match)
    return Mention(text, Kind.UNIT, role, match.unit, match.candidates, match.doubt, "", match.place, ended)


def role_of(directory: Directory, text: str, match: Match) -> str | None:
    """The organ that a text names, as one of the glossary's words; None when it only names the organisation
    or is longer than any name."""
    if len(text) > LONGEST_NAME:
        return None
    said = [form for form in forms(text) if form.said]
    unit = match.unit
    if unit:
        names = index_of(directory)
        exact = [form for form in said if unit in called(names, (form,), is_named, is_short_for)]
        fitting = [form for form in said if form.role == role_of_kind(unit.kind) and form.said != "standing_members"]
        said = exact or fitting or ([] if unit.kind in (UnitKind.PARTY_BOARD, UnitKind.GRASSROOTS_COMMITTEE) else said)
        said = said or [form for form in forms(text)[:1] if form.said] or _spelled_out(text)
        if not said and unit.kind is UnitKind.UNION:
            return "union"
    else:
        said = said if len({form.said for form in forms(text)[1:]}) < 2 else _spelled_out(text)
    if said:
        return min(said, key=lambda form: len(form.rest)).said
    union = any(begins(tuple(word.plain for word in form.rest), vocabulary().unions) for form in forms(text))
    return "union" if union else None


def _spelled_out(text: str) -> list[Form]:
    """The readings whose organ doesn't hang on an ambiguous abbreviation."""
    first = tokens(text).plain[:1]
    sure = len(vocabulary().abbreviations.get(first[0], ())) < 2 if first else False
    return [form for form in forms(text) if form.said] if sure else []


def _ended(directory: Directory, unit: Unit, today: date) -> Ended:
    heirs = successors(directory, [unit], today)
    since = unit.valid_to + timedelta(days=1) if unit.valid_to else None
    return Ended(unit, heirs[0] if heirs else None, since)


def _position(words: Tokens) -> tuple[str, str]:
    """(role, the name behind it), ("", "") when the text doesn't begin with a position."""
    for phrase, role in vocabulary().positions:
        if words.plain[: len(phrase)] != phrase:
            continue
        behind = words.plain[len(phrase) :]
        if phrase in _NEEDS_ORGANISATION and not begins(behind, vocabulary().before_organisation):
            continue
        return role, words.since(len(phrase))
    return "", ""


def both(words: Tokens) -> tuple[str, str] | None:
    """("cell X", "secretary of cell X") for "cell and (comrade) secretary of the cell X"."""
    joint = words.find(_AND)
    if joint is None or joint[0] == 0:
        return None
    organ = words.upto(joint[0])
    behind = tokens(words.since(joint[1]))
    behind = tokens(behind.since(honorific(behind, 0)))
    role, name = _position(behind)
    if not role:
        return None
    rest = tokens(name)
    if not any(form.said and not form.rest for form in forms(organ)):
        same = not name or any(form.said and not form.rest for form in forms(name))
        return (organ, behind.text) if same else None
    again = begins(rest.plain, vocabulary().any_role)
    core = rest.since(again).lstrip(":, ")
    return (f"{organ} {core}", behind.text) if core else None
