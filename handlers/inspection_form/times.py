"""The steps of time and of overlaps: when the visit takes place, and what to do when somebody else is there. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, Problem, Prompt, Result
from handlers.dialog.match import bare_number
from handlers.inspection_form.facts import (
    ADDING_WAVE,
    EITHER,
    JOINT,
    VIEW,
    Facts,
    clash_of,
    crowded,
    inspection_of,
    intervals_of,
    subject_names,
    to_answer,
    uncounted,
    unheeded,
)
from handlers.texts import joint as joint_texts
from handlers.texts import overlap as overlap_texts
from handlers.texts import register as texts
from handlers.texts.format import label, quarter_name, unit_name
from handlers.texts.times import either_kept, time_problem, understood, within_holiday
from planning.holidays import holiday_of
from planning.overlap import Part, Told, joint_teams, usable_result
from planning.period import Interval, month, quarter, read_period

MOST_WAVES = 6
MONTHS = 12
OTHERS = "others"  # a face of the warning


def ask_periods(answers: Answers, facts: Facts) -> Prompt:
    have = intervals_of(answers)
    subjects = subject_names(answers, facts)
    adding = answers.get(VIEW) == "more_time" and have
    by_month = answers.get(VIEW) == "months"
    if by_month:
        text = texts.ask_month(subjects, facts.year)
        months = [(str(n), {"month": n}, "") for n in range(1, 13)]
        rows: list[tuple[tuple[str, Any, str], ...]] = [tuple(months[at : at + 4]) for at in range(0, 12, 4)]
        rows.append(((texts.BY_QUARTER, {VIEW: "quarters"}, ""),))
    else:
        text = texts.ask_more_time(have) if adding else texts.ask_time(subjects, facts.year)
        rows = [
            tuple((quarter_name(n), {"quarter": n}, "") for n in (1, 2)),
        ]
        rows.append(tuple((quarter_name(n), {"quarter": n}, "") for n in (3, 4)))
        rows.append(((texts.BY_MONTH, {VIEW: "months"}, ""), (texts.ADD_SUBJECT, {VIEW: "more_subjects"}, "")))
    return Prompt(text, tuple(rows), by_label=not by_month)


def _put_intervals(answers: Answers, facts: Facts, new: tuple[Interval, ...], *, either: bool = False) -> Result:
    """New time for the visit: the whole of it, or one more wave when waves are being added. Alternatives (`either`)
    are no waves: the one is not added to the other."""
    past = next((item for item in new if item.end < facts.today), None)
    if past:
        return Problem(texts.past_time(past))
    adding = answers.get(ADDING_WAVE) or answers.get(VIEW) == "more_time"
    if adding and (either or answers.get(EITHER)):
        return Problem(texts.either_and_waves())
    have = intervals_of(answers) if adding else ()
    both = (*have, *(item for item in new if item not in have))
    if len(both) > MOST_WAVES:
        return Problem(texts.too_many_waves(MOST_WAVES))
    if either:
        return Filled(
            {"periods": to_answer(both), EITHER: True}, drop=(VIEW, ADDING_WAVE, JOINT), note=either_kept(both)
        )
    hints = "\n".join(within_holiday(one) for one in map(holiday_of, new) if one)
    return Filled({"periods": to_answer(both)}, drop=(VIEW, ADDING_WAVE, EITHER, JOINT), note=hints)


def choose_periods(answers: Answers, facts: Facts, value: Any) -> Result:
    if "quarter" in value:
        return _put_intervals(answers, facts, (quarter(int(value["quarter"]), facts.year),))
    if "month" in value:
        return _put_intervals(answers, facts, (month(int(value["month"]), facts.year),))
    if value.get(VIEW) == "more_subjects":
        return Filled({EDITING: "subjects", VIEW: "more_subjects"})
    adding = answers.get(VIEW) == "more_time" or answers.get(ADDING_WAVE)
    keep = {ADDING_WAVE: True} if adding else {}
    return Filled({VIEW: value[VIEW], EDITING: "periods", **keep})


def parse_periods(answers: Answers, facts: Facts, text: str) -> Result:
    number = bare_number(text)
    if number is not None and 0 < number <= MONTHS:
        return Problem(texts.month_or_quarter(number))
    reading = read_period(text, year=facts.year, today=facts.today)
    if reading.choices:
        return _put_intervals(answers, facts, reading.choices, either=True)
    if not reading.intervals:
        return Problem(time_problem(text, reading, facts.year))
    result = _put_intervals(answers, facts, reading.intervals)
    if reading.computed and isinstance(result, Filled):
        return replace(result, note="\n".join(filter(None, (understood(text, reading.intervals), result.note))))
    return result


def ask_overlap(answers: Answers, facts: Facts) -> Prompt:
    if answers.get(VIEW) == OTHERS and facts.others:
        return _ask_other(answers, facts)
    news = unheeded(answers, facts)
    clash = clash_of(news)
    whole = answers.get(VIEW) == "all" or len(news) <= overlap_texts.SHOWN
    text = overlap_texts.warning(
        news,
        facts.directory,
        home=facts.home(answers),
        named=len(answers["subjects"]) > 1,
        shown=overlap_texts.MOST if whole else overlap_texts.SHOWN,
        many=uncounted(answers, facts),
    )
    rows: list[tuple[tuple[str, Any, str], ...]] = [
        ((overlap_texts.keep(None if answers.get(EITHER) else clash), {"keep": True}, ""),)
    ]
    if clash:
        rows += _in_pairs([_move_to(item, overlap_texts.free(item), "good") for item in facts.times.free])
        if not facts.times.free:
            text += f"\n{overlap_texts.no_free_time(facts.times)}"
            if facts.times.least:
                rows.append((_move_to(facts.times.least[0], overlap_texts.least(facts.times.least[0]), ""),))
    if whole:
        text += "".join(f"\n{way}" for way in _ways(answers, facts, news))
        proposed = next((told.finding.other.id for told in news if told.finding.other.id in facts.joint), None)
        if proposed:
            rows.append(((joint_texts.PROPOSE, {JOINT: proposed}, ""),))
    else:
        rows.append(((overlap_texts.ALL, {VIEW: "all"}, ""),))
    # the other face leads on to any other subject, too: with all its ways out a warning has to fit one small screen
    other = (overlap_texts.others_free(len(facts.others)), {VIEW: OTHERS}, "")
    elsewhere = other if facts.others else (texts.OTHER_SUBJECT, {EDITING: "subjects"}, "")
    rows.append(((texts.OTHER_TIME, {EDITING: "periods"}, ""), elsewhere))
    return Prompt(text, tuple(rows))


def _in_pairs(buttons: list[tuple[str, Any, str]]) -> list[tuple[tuple[str, Any, str], ...]]:
    """Two in a row where the labels are short enough for half a small screen."""
    if any(len(label) > overlap_texts.HALF_A_ROW for label, *_ in buttons):
        return [(button,) for button in buttons]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _ask_other(answers: Answers, facts: Facts) -> Prompt:
    """The warning's other face: units of the same kind that nobody inspects this year."""
    home, units = facts.home(answers), facts.directory.units
    subject = crowded(answers, facts)
    rows = [
        ((label(unit_name(facts.directory, unit, home=home)), {"subject": unit.id}, "good"),) for unit in facts.others
    ]
    rows.append(((texts.OTHER_SUBJECT, {EDITING: "subjects"}, ""),))
    name = unit_name(facts.directory, units[subject], home=home) if subject else ""
    return Prompt(overlap_texts.choose_other(name), tuple(rows))


def _change_subject(answers: Answers, facts: Facts, unit_id: str) -> Result:
    """Another unit instead of the crowded one; the rest of the inspection stays, and is compared anew."""
    subject = crowded(answers, facts)
    unit = next((unit for unit in facts.others if unit.id == unit_id), None)
    if unit is None or subject is None:
        return Problem(texts.pick_button())
    subjects = [unit_id if one == subject else one for one in answers["subjects"]]
    name = unit_name(facts.directory, unit, home=facts.home(answers))
    return Filled({"subjects": subjects}, drop=(VIEW,), note=overlap_texts.subject_changed(name))


def _move_to(interval: Interval, label: str, style: str) -> tuple[str, Any, str]:
    return (label, {"move": to_answer((interval,))[0]}, style)


def _ways(answers: Answers, facts: Facts, news: tuple[Told, ...]) -> list[str]:
    """A joint team, or the other's result: for the first overlap whose other side may be named."""
    item = inspection_of(answers)
    named = [told.finding for told in news if Part.BODY in told.parts]
    teams = joint_teams(named, item, facts.directory)
    usable = any(usable_result(item, told.finding) for told in news if Part.CONTENT in told.parts)
    found = [overlap_texts.joint(teams[0], facts.directory)] if teams else []
    return [*found, overlap_texts.use_result()] if usable else found


def _move(answers: Answers, facts: Facts, new: tuple[Interval, ...]) -> Filled:
    """Another time instead of the one that clashes, and the other waves stay; instead of all when none clashes, or when
    they were alternatives."""
    clash = None if answers.get(EITHER) else clash_of(unheeded(answers, facts))
    kept = [item for item in intervals_of(answers) if clash and item != clash and item not in new]
    return Filled({"periods": to_answer(tuple(sorted([*kept, *new])))}, drop=(VIEW, EITHER, JOINT))


def parse_overlap(answers: Answers, facts: Facts, text: str) -> Result:
    result = parse_periods(answers, facts, text)
    if isinstance(result, Problem) or EITHER in result.values:
        return result
    return replace(_move(answers, facts, intervals_of(result.values)), note=result.note)


def choose_overlap(answers: Answers, facts: Facts, value: Any) -> Result:
    if EDITING in value:
        return Filled({EDITING: value[EDITING]}, drop=(VIEW,))
    if VIEW in value:
        return Filled({VIEW: value[VIEW]})
    if "subject" in value:
        return _change_subject(answers, facts, str(value["subject"]))
    if "move" in value:
        (new,) = intervals_of({"periods": [value["move"]]})
        note = overlap_texts.moved() if new in facts.times.free else ""
        return replace(_move(answers, facts, (new,)), note=note)
    proposed = {JOINT: value[JOINT]} if value.get(JOINT) in facts.joint else {}
    told = [item.finding.key for item in unheeded(answers, facts)]
    heeded = [*answers.get("heeded", ()), *told, *(item.key for item in uncounted(answers, facts))]
    return Filled({"heeded": list(dict.fromkeys(heeded)), **proposed}, drop=(VIEW,))
