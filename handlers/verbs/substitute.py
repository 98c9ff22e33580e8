"""Naming a substitute for some days, by oneself or by an administrator, who heads the office; both are told.

A substitute holds the same seat, or is of the same unit; acting for somebody is not passed on.
"""

from __future__ import annotations

from datetime import date

from handlers import cards, notify, sitting, waiting
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import substitute as texts
from handlers.turn import Turn
from handlers.verbs import pick
from planning.programme import Role
from planning.substitution import Days, DaysProblem, limited, next_week, read_days, this_week
from storage import audit, people, substitutions
from storage.people import Person
from storage.substitutions import Substitution

MENU = Choice(common.MENU, Action("menu"))
BACK = Choice(common.BACK, Action("substitute.show"))


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """Those that concern me, or all for an administrator; with ways to name and to end."""
    if not (turn.appraises or turn.may(Role.ADMIN)):
        await turn.refuse()
        return
    found = [
        one
        for one in await substitutions.to_come(turn.tx, turn.today)
        if turn.may(Role.ADMIN) or turn.me.id in (one.principal_id, one.substitute_id)
    ][: texts.MOST_LINES]
    lines, choices = [], []
    for number, one in enumerate(found, 1):
        principal, substitute = await _names(turn, one)
        lines.append(texts.line(number, principal, substitute, one.starts_on, one.ends_on))
        choices.append(Choice(texts.end_button(number), Action("substitute.end", {"substitution": one.id})))
    if _seats(turn.me):
        choices.append(Choice(texts.NAME_ONE, Action("substitute.who", {"of": turn.me.id})))
    if turn.may(Role.ADMIN):
        choices.append(Choice(texts.NAME_FOR, Action("substitute.for")))
    await turn.reply(Say(texts.overview(lines), column(*choices, MENU), lasting=True))


async def _names(turn: Turn, one: Substitution) -> tuple[str, str]:
    principal = await people.get(turn.tx, one.principal_id)
    substitute = await people.get(turn.tx, one.substitute_id)
    assert principal and substitute  # noqa: S101
    return principal.name, substitute.name


def _seats(person: Person) -> list[Role]:
    return [seat for seat in sitting.SEATS if person.has(seat)]


async def for_(turn: Turn, args: Args, text: str | None) -> None:
    """For whom, by an administrator."""
    if not turn.may(Role.ADMIN):
        await turn.refuse()
        return
    able = [one for seat in sitting.SEATS for one in await people.with_role(turn.tx, seat)]
    able = list({one.id: one for one in able}.values())
    here, page = Action("substitute.for"), int(args.get("page", 0))
    rows = pick.rows(turn, able, Action("substitute.who"), here, page, key="of")
    await turn.reply(Say(texts.for_whom(), (*rows, (BACK,)), lasting=True))


async def _principal(turn: Turn, args: Args) -> Person | None:
    """Whose substitute may be named here: one's own, anybody's by an administrator. Otherwise the person is told."""
    principal = await people.get(turn.tx, str(args.get("of")))
    if principal is None or not (principal.id == turn.me.id or turn.may(Role.ADMIN)) or not _seats(principal):
        await turn.refuse()
        return None
    if principal.removed:
        await turn.note(texts.not_possible())
        return None
    return principal


def _seat(principal: Person, args: Args) -> Role | None:
    seats = _seats(principal)
    return seats[0] if len(seats) == 1 else next((seat for seat in seats if seat == args.get("role")), None)


async def _able(turn: Turn, principal: Person, seat: Role) -> list[Person]:
    """Who may stand in: colleagues with the same seat first, then people of the unit that it belongs to."""
    found = {one.id: one for one in await people.with_role(turn.tx, seat)}
    for unit_id in principal.units(seat):
        found |= {one.id: one for one in await people.of_unit(turn.tx, unit_id) if one.id not in found}
    return [one for one in found.values() if one.id != principal.id]


async def who(turn: Turn, args: Args, text: str | None) -> None:
    """Who stands in; where somebody has two seats, for which of them first."""
    principal = await _principal(turn, args)
    if principal is None:
        return
    seat = _seat(principal, args)
    here = {"of": principal.id}
    if seat is None:
        choices = [
            Choice(texts.seat_button(one), Action("substitute.who", {**here, "role": one.value}))
            for one in _seats(principal)
        ]
        await turn.reply(Say(texts.which_seat(principal.name), column(*choices, BACK), lasting=True))
        return
    here["role"] = seat.value
    able = await _able(turn, principal, seat)
    page = int(args.get("page", 0))
    rows = pick.rows(turn, able, Action("substitute.days", here), Action("substitute.who", here), page)
    words = texts.who(principal.name, seat) if able else texts.nobody(principal.name)
    await turn.reply(Say(words, (*rows, (BACK,)), lasting=True))


async def _both(turn: Turn, args: Args) -> tuple[Person, Person, Role] | None:
    """Principal, substitute and seat, when that is possible; otherwise the person is told."""
    principal = await _principal(turn, args)
    if principal is None:
        return None
    seat = _seat(principal, args)
    able = await _able(turn, principal, seat) if seat else []
    substitute = next((one for one in able if one.id == args.get("to")), None)
    if seat is None or substitute is None:
        await turn.note(texts.not_possible())
        return None
    return principal, substitute, seat


async def days(turn: Turn, args: Args, text: str | None) -> None:
    """From when to when: a quick choice, or typed; then whether that is right."""
    both = await _both(turn, args)
    if both is None:
        return
    principal, substitute, seat = both
    here = {"of": principal.id, "role": seat.value, "to": substitute.id}
    meant = _chosen(args) if text is None else read_days(text, turn.today)
    if not isinstance(meant, Days):
        words = texts.when(substitute.name, principal.name)
        if isinstance(meant, DaysProblem):
            words = texts.problem(text or "", meant)
        quick = [
            (texts.TODAY, Days(turn.today, turn.today)),
            (texts.THIS_WEEK, this_week(turn.today)),
            (texts.NEXT_WEEK, next_week(turn.today)),
        ]
        choices = [Choice(label, Action("substitute.days", {**here, **_args(span)})) for label, span in quick]
        again = Action("substitute.days", here)
        await turn.reply(Say(words, column(*choices, BACK), on_text=again, lasting=True, by_label=True))
        return
    go_ = Choice(texts.GO, Action("substitute.go", {**here, **_args(meant)}), "good", firm=True)
    words = texts.sure(substitute.name, principal.name, seat, meant.start, meant.end)
    await turn.reply(Say(words, ((go_,), (BACK,)), lasting=True))


def _args(span: Days) -> dict[str, str]:
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}


def _chosen(args: Args) -> Days | None:
    if "start" not in args:
        return None
    return Days(date.fromisoformat(str(args["start"])), date.fromisoformat(str(args["end"])))


async def go(turn: Turn, args: Args, text: str | None) -> None:
    """Name them, unless one of the two is replaced on these days already."""
    both, span = await _both(turn, args), _chosen(args)
    if both is None or span is None:
        return
    principal, substitute, seat = both
    if span.start < turn.today or isinstance(limited(span), DaysProblem):
        await turn.note(texts.days_over())
        return
    between = (span.start, span.end)
    taken = [one for one in await substitutions.away(turn.tx, principal.id, between) if one.role is seat]
    if taken:
        _, other = await _names(turn, taken[0])
        await turn.note(texts.away_already(principal.name, other, taken[0].starts_on, taken[0].ends_on))
        return
    if away := await substitutions.away(turn.tx, substitute.id, between):
        await turn.note(texts.away_too(substitute.name, away[0].starts_on, away[0].ends_on))
        return
    unit_id = principal.units(seat)[0]
    new = await substitutions.add(
        turn.tx,
        principal.id,
        substitute.id,
        unit_id=unit_id,
        role=seat,
        days=between,
        named_by=turn.me.id,
        now=turn.now,
    )
    detail = {"substitute": substitute.id, "role": seat, **_args(span)}
    await audit.record(turn.tx, "substitute.named", f"person:{principal.id}", turn.me.id, turn.now, id=new, **detail)
    words = texts.named(substitute.name, principal.name, span.start, span.end)
    if names := [one.person.name for one in await sitting.principals(turn.tx, principal.id, span.start)]:
        words += f" {texts.passes_not_on(names)}"
    await turn.reply(Say(words, ((BACK, MENU),), lasting=True))
    await _tell_both(turn, principal, substitute, seat, span)


async def _tell_both(turn: Turn, principal: Person, substitute: Person, seat: Role, span: Days) -> None:
    by = "" if turn.me.id == principal.id else turn.me.name
    if turn.me.id != principal.id:
        notice = Say(
            texts.told_principal(substitute.name, span.start, span.end, turn.me.name), ((BACK,),), lasting=True
        )
        await notify.tell(turn.tx, principal, notice, turn.now)
    if turn.me.id == substitute.id:
        return
    words = texts.told_substitute(principal.name, seat, span.start, span.end, by)
    acts_for = await sitting.principals(turn.tx, substitute.id, turn.today)
    found = waiting.of_person(turn.office, substitute, acts_for, await waiting.undecided(turn.tx, turn.office))
    queue = Choice(common.QUEUE, Action("appraise.queue"))
    now = span.start <= turn.today and bool(found)
    say = Say(f"{words} {texts.waiting_now(len(found))}" if now else words, ((queue,),) if now else (), lasting=True)
    await notify.tell(turn.tx, substitute, say, turn.now)


async def end(turn: Turn, args: Args, text: str | None) -> None:
    """Ended early by either side or an administrator, after a question; both hear of it."""
    one = await substitutions.get(turn.tx, str(args.get("substitution")))
    if one is None or not (turn.may(Role.ADMIN) or turn.me.id in (one.principal_id, one.substitute_id)):
        await turn.refuse()
        return
    principal, substitute = await _names(turn, one)
    if one.ended or one.ends_on < turn.today:
        await turn.note(texts.ended_before())
        return
    if not args.get("sure"):
        yes = Choice(texts.END_YES, Action("substitute.end", {**args, "sure": True}), "bad", firm=True)
        words = texts.end_sure(substitute, principal, one.ends_on)
        await turn.reply(Say(words, ((yes, Choice(texts.NO, BACK.action)),), lasting=True))
        return
    if not await substitutions.end(turn.tx, one.id, turn.today, turn.now):
        await turn.note(texts.ended_before())
        return
    await audit.record(turn.tx, "substitute.ended", f"person:{one.principal_id}", turn.me.id, turn.now, id=one.id)
    await turn.reply(Say(texts.ended(substitute, principal), ((BACK, MENU),), lasting=True))
    notice = Say(texts.ended_notice(substitute, principal, turn.me.name))
    for person_id in (one.principal_id, one.substitute_id):
        person = await people.get(turn.tx, person_id)
        if person and not person.removed and person.id != turn.me.id:
            await notify.tell(turn.tx, person, notice, turn.now)
    if one.holds(turn.today):
        await _take_cards(turn, one.substitute_id)


async def _take_cards(turn: Turn, person_id: str) -> None:
    """Drafts that they may not decide any more are no longer shown on their phone."""
    person = await people.get(turn.tx, person_id)
    if person is None:
        return
    acts_for = await sitting.principals(turn.tx, person.id, turn.today)
    left = waiting.of_person(turn.office, person, acts_for, await waiting.undecided(turn.tx, turn.office))
    await cards.take_from(turn, person, but={version.id for version, _ in left})


ACTIONS = {
    "substitute.show": show,
    "substitute.for": for_,
    "substitute.who": who,
    "substitute.days": days,
    "substitute.go": go,
    "substitute.end": end,
}
