"""Bodies above the office: what kind of organ a name says it is. Their plans are entered by those who appraise."""

from __future__ import annotations

from planning.line.heads import headed
from planning.line.words import EDGE, cue_at
from planning.organisation import Body, BodyKind, Directory, UnitKind
from planning.overlap.levels import level_of, level_said
from planning.text import words

# the most telling word decides: "Ban Thanh tra Tinh uy" inspects, "Ban Tuyen giao Tinh uy" is a board
_ORGANS = (
    (BodyKind.INSPECTION_COMMITTEE, ("uy ban kiem tra", "ubkt")),
    (BodyKind.INSPECTORATE, ("thanh tra", "kiem toan", "kiem toan nha nuoc")),
    (BodyKind.PEOPLES_COUNCIL, ("hoi dong nhan dan", "hdnd", "quoc hoi", "ubtvqh")),
    (BodyKind.FRONT, ("mat tran", "mttq", "ubmttq")),
    (BodyKind.COMMITTEE, ("ban thuong vu", "btv", "bo chinh tri", "ban bi thu", "thuong truc tinh uy")),
    (BodyKind.UNION, ("lien doan", "ldld", "tong lien doan", "hoi", "doan", "tinh doan", "trung uong doan")),
    (BodyKind.BOARD, ("ban", "van phong")),
    (BodyKind.COMMITTEE, ("tinh uy", "thanh uy", "dang uy", "dang bo", "trung uong")),
    (BodyKind.INSPECTORATE, ("ubnd", "uy ban nhan dan", "so", "bo", "cuc", "tong cuc")),
)


def kind_said(name: str) -> BodyKind | None:
    """The organ that a name says; None when it says none."""
    line = f" {' '.join(words(name))} "
    return next((kind for kind, said in _ORGANS if any(f" {phrase} " in line for phrase in said)), None)


def superiors(directory: Directory) -> tuple[Body, ...]:
    """The bodies above the office, by name."""
    found = (body for body in directory.bodies.values() if directory.is_superior(body))
    return tuple(sorted(found, key=lambda body: words(body.name)))


def named(name: str, directory: Directory) -> Body | None:
    """The body of the directory with exactly this name, whatever its letters' marks: above the office, or its own."""
    said = words(name)
    return next((body for body in directory.bodies.values() if words(body.name) == said), None)


def is_below_the_top(name: str, directory: Directory) -> bool:
    """Whether the level that a name says is that of the office or a lower one, so that it is no superior's."""
    said = level_said(name)
    tops = [unit.id for unit in directory.units.values() if unit.kind is UnitKind.CITY_COMMITTEE]
    top = level_of(directory, tops[0]) if tops else None
    return said is not None and top is not None and said >= top


def issuer_said(line: str, directory: Directory) -> tuple[str, str] | None:
    """(whose plan it is, the rest as `as_inspection` has it) of a line that begins with a body above the office, in
    front of its form; None for any other line. A known body may be named by the beginning of its name when only one has
    it."""
    parts = line.split()
    for count in range(min(len(parts) - 1, _LONGEST_ISSUER), 0, -1):
        said, rest = " ".join(parts[:count]).strip(EDGE), as_inspection(" ".join(parts[count:]).strip(EDGE))
        if not cue_at(rest, "head"):
            continue
        begun = [body for body in superiors(directory) if words(body.name)[: len(words(said))] == words(said)]
        known = [body for body in begun if words(body.name) == words(said)] or begun
        if len(known) == 1 and len(words(said)) >= _LEAST_ISSUER:
            return known[0].name, rest
    said = headed(line, line).before
    level, rest = level_said(said), line.removeprefix(said).strip(EDGE)
    if said and line.startswith(said) and level is not None and kind_said(said) and cue_at(rest, "head"):
        return None if is_below_the_top(said, directory) else (said, rest)
    return None


_LONGEST_ISSUER, _LEAST_ISSUER = 14, 3  # words of a name
_STATE_WORDS = (("thanh", "tra"), ("kiem", "toan"))


def as_inspection(line: str) -> str:
    """A line of an inspectorate in the words that lines are read by: what the state calls "thanh tra" begins as an
    inspection does; its form is known from its body."""
    first = line.split(maxsplit=2)
    if len(first) == 3 and words(" ".join(first[:2])) in _STATE_WORDS:
        return f"KT {first[2]}"
    return line
