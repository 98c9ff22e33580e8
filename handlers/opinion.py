"""The written opinion in chat: made when a programme is decided, had again at any time; number and day once it is
signed, and only then is it final for the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.names import Paper, file_name
from handlers import life, notify, paper_numbers, sitting
from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.entry import Args
from handlers.opinion_values import build, deciding_seat, opinions, writer
from handlers.paper_numbers import Asked
from handlers.texts import appraise, common, in_force
from handlers.texts import opinion as texts
from handlers.turn import Turn
from planning.organisation import Body
from planning.paper_number import Expected, PaperNumber
from planning.programme import Role, VersionState
from storage import audit, files, outbox, people, programmes
from storage import in_force as storage_in_force
from storage import opinions as stored
from storage.opinions import Written
from storage.programmes import Version

KIND = "CV"


@dataclass(frozen=True, slots=True)
class Subject:
    """A version on which an opinion is, or may be, written by this person."""

    version: Version
    body: Body


def may_write(turn: Turn, version: Version, body: Body) -> bool:
    """The inspection committee writes all opinions, also where the standing committee decides; but nobody the one on
    their own unit's programme: the inspection committee's own is left to those who decided it."""
    if body.unit_id in turn.me.units() or not turn.office.steps_of(version, body):
        return False
    seat = _seat(turn, version, body)
    return bool(sitting.place(turn.me, turn.principals, seat, body, None).stands)


def _seat(turn: Turn, version: Version, body: Body) -> Role:
    """Who writes it; in the days of a substitution also whoever acts for one of them."""
    own = body.unit_id == writer(turn.office.directory, Role.REVIEWER).unit_id
    return deciding_seat(turn, version, body) if own else Role.REVIEWER


def _in_stead_of(turn: Turn, subject: Subject) -> dict[str, str]:
    """For the audit: whose seat it was, where it was not one's own."""
    seat, body = _seat(turn, subject.version, subject.body), subject.body
    stands = sitting.place(turn.me, turn.principals, seat, body, None).stands
    return {"for": stands[0].id} if stands and stands[0].id != turn.me.id else {}


def offered(turn: Turn, version: Version, body: Body) -> tuple[Row, ...]:
    """The letter as the next thing to do for whoever has just agreed a programme at its last step, and may write it."""
    if not may_write(turn, version, body):
        return ()
    return ((Choice(texts.OPINION, Action("opinion.make", {"version": version.id})),),)


async def _subject(turn: Turn, args: Args) -> Subject | None:
    """Rights first, then whether the version is agreed; otherwise the person is told."""
    if not turn.appraises:
        await turn.refuse()
        return None
    version = await programmes.version(turn.tx, str(args.get("version")))
    programme = await programmes.get(turn.tx, version.programme_id) if version else None
    if version is None or programme is None:
        await turn.note(appraise.gone())
        return None
    body = turn.office.body(programme.body_id)
    if not may_write(turn, version, body):
        await turn.refuse(appraise.own_draft() if body.unit_id in turn.me.units() else "")
        return None
    if version.state is not VersionState.AGREED:
        void = version.state is VersionState.VOIDED
        await turn.note(texts.void(body.name) if void else texts.not_agreed(body.name))
        return None
    return Subject(version, body)


async def make(turn: Turn, args: Args, text: str | None) -> None:
    """The letter as Word. The first time it is made and kept; later the same one comes again."""
    subject = await _subject(turn, args)
    if subject is None:
        return
    version, body = subject.version, subject.body
    written = await stored.of_version(turn.tx, version.id)
    if written is None:
        values = opinions().dump_python(await build(turn, version, body), mode="json")
        if await stored.add(turn.tx, version.id, values, turn.me.id, turn.now):
            who = _in_stead_of(turn, subject)
            await audit.record(
                turn.tx, "opinion.made", f"version:{version.id}", turn.me.id, turn.now, body=body.id, **who
            )
        written = await stored.of_version(turn.tx, version.id)
        assert written  # noqa: S101
    name = file_name(Paper.OPINION, turn.office.campaign.year, body.id, version=version.number)
    file_id = await files.add(
        turn.tx, kind="opinion", name=name, content=written.content, person_id=turn.me.id, now=turn.now
    )
    await audit.record(turn.tx, "file.asked", f"file:{file_id}", turn.me.id, turn.now, body=body.id)
    chat = (turn.said.channel, turn.said.address)
    words = texts.caption(body.name, version.number, await life.amendment_of(turn, version))
    await notify.hand_over(turn.tx, chat, file_id, words, turn.now, priority=outbox.ANSWER)
    await turn.reply(_next(written, version, body), fresh=True)


def _next(written: Written, version: Version, body: Body) -> Say:
    label = texts.NUMBER_ANEW if written.final else texts.NUMBER
    number: Row = (Choice(label, Action("opinion.number", {"version": version.id})),)
    tail: Row = (Choice(common.BOARD, Action("board.show")), Choice(common.MENU, Action("menu")))
    return Say(texts.what_next(body.name, written.number, written.signed_on), (number, tail), lasting=True)


async def _written(turn: Turn, subject: Subject) -> Written | None:
    """The opinion, as long as number and day may be recorded; otherwise the person is told."""
    written = await stored.of_version(turn.tx, subject.version.id)
    if written is None:
        again = Choice(texts.OPINION, Action("opinion.make", {"version": subject.version.id}))
        await turn.reply(Say(texts.no_opinion(subject.body.name), ((again,),), lasting=True))
        return None
    if await storage_in_force.promulgation(turn.tx, subject.version.id):
        await turn.note(texts.carried_out(subject.body.name))
        return None
    return written


async def number(turn: Turn, args: Args, text: str | None) -> None:
    """Ask for number and day of the signed letter; a correction asks in the same way."""
    subject = await _subject(turn, args)
    written = await _written(turn, subject) if subject else None
    if subject is None or written is None:
        if text is not None:
            await turn.drop_focus()
        return
    version, body = subject.version, subject.body
    head = opinions().validate_python(written.content, strict=False).head
    decision = await programmes.last_decision(turn.tx, version.id)
    decided = turn.office.today(decision.decided_at if decision else version.submitted_at)
    state = head.format.value == "state"
    expected = Expected(turn.today, decided, KIND, head.code, state)
    usual = PaperNumber(1, KIND, head.code, turn.today, state).symbol
    before = {"before": written.number, "before_day": written.signed_on.isoformat() if written.signed_on else ""}
    asked = Asked(
        texts.ask_opinion_number(body.name, texts.example(usual, turn.today, state)),
        Action("opinion.number", {"version": version.id}),
        Action("opinion.record", {"version": version.id, **before}),
        Action("opinion.keep", {"version": version.id}),
        lambda said, on, warnings: texts.sure(body.name, said, on, warnings),
    )

    async def warnings(found: PaperNumber) -> Sequence[str]:
        bodies = await stored.same_number(turn.tx, written, found.number, found.issued_on)
        names = [turn.office.body(one).name for one in bodies]
        return [texts.number_used(found.number, found.issued_on.year, names)] if names else []

    if text is None:
        await paper_numbers.ask(turn, asked)
    else:
        await paper_numbers.answer(turn, asked, expected, text, warnings)


async def keep(turn: Turn, args: Args, text: str | None) -> None:
    """Nothing is recorded."""
    if not turn.appraises:
        await turn.refuse()
        return
    await turn.drop_focus()
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(texts.not_recorded(), ((menu,),), lasting=True))


async def record(turn: Turn, args: Args, text: str | None) -> None:
    """Confirmed: the unit hears that the opinion is final, or what was wrong before."""
    subject = await _subject(turn, args)
    written = await _written(turn, subject) if subject else None
    if subject is None or written is None:
        return
    body, on = subject.body, date.fromisoformat(str(args.get("day")))
    said = str(args.get("number"))
    was = (written.number, written.signed_on.isoformat() if written.signed_on else "")
    if was != (args.get("before"), args.get("before_day")) or not await stored.record(
        turn.tx, written, said, on, turn.me.id, turn.now
    ):
        await turn.note(texts.recorded_meanwhile(body.name))
        return
    act = "opinion.corrected" if written.final else "opinion.recorded"
    detail = {"number": said, "day": on.isoformat(), **({"before": list(was)} if written.final else {})}
    detail |= _in_stead_of(turn, subject)
    await audit.record(turn.tx, act, f"version:{subject.version.id}", turn.me.id, turn.now, body=body.id, **detail)
    rows: tuple[Row, ...] = ((Choice(common.BOARD, Action("board.show")), Choice(common.MENU, Action("menu"))),)
    await turn.reply(Say(texts.recorded(body.name, said, on), rows, lasting=True, keep=True))
    await _tell(turn, subject, written, said, on)


async def _tell(turn: Turn, subject: Subject, before: Written, said: str, on: date) -> None:
    body, nth = subject.body, await life.amendment_of(turn, subject.version)
    issue = Choice(in_force.PROMULGATED, Action("promulgate.ask", {"body": body.id}))
    words = texts.final_notice(body.name, said, on, turn.office.campaign.issue_days, nth)
    if before.final and before.signed_on:
        words = texts.corrected_notice(body.name, said, on, before.number, before.signed_on, nth)
    for person in await people.of_unit(turn.tx, body.unit_id, Role.UNIT):
        await notify.tell(turn.tx, person, Say(words, ((issue,),), lasting=True, keep=True, vital=True), turn.now)


ACTIONS = {
    "opinion.make": make,
    "opinion.number": number,
    "opinion.keep": keep,
    "opinion.record": record,
}
