"""Every sentence with the longest plausible words: short enough for a small phone, whole, and calm."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office_files import EXAMPLE, read_folder
from handlers import texts
from handlers.board import PAGE
from handlers.dialog.chat import BOLD_OFF, BOLD_ON
from handlers.inspection_form.subjects import LONGEST_NAME
from handlers.programme_view import MOST_FOUND
from handlers.texts import (
    appraise,
    board,
    common,
    coverage,
    digest,
    format,
    joint,
    many,
    overlap,
    programme,
    register,
    remarks,
    superior,
    verbs,
    views,
)
from handlers.texts import findings as finding_texts
from handlers.texts import outcomes as outcome_texts
from handlers.texts.format import LONGEST_LABEL, echoes, label
from handlers.texts.times import time_problem
from planning.appraisal import ItemOutcome, Proposal, Ruling
from planning.holidays import holidays
from planning.inspection import DETAILS, Details, Inspection, Totals, forms
from planning.line.reading import Ask, LineReading, Question
from planning.names.mention import Ended
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap import (
    Finding,
    JointTeam,
    Meeting,
    OverlapKind,
    Overload,
    Part,
    Severity,
    Tie,
    Times,
    Told,
    TooMany,
)
from planning.overlap import Span as Counted
from planning.paper_number import Doubt as NumberDoubt
from planning.period import Doubt, Interval, Precision, Reading, Span, TimeKind, month
from planning.programme import Cause, Role, TrackStep, Verb
from planning.programme_changes import Changed, Changes
from planning.programme_changes import Part as Part_
from planning.remarks import Fate, Remark
from planning.review import Count, Unusual
from planning.subjects import WrongKind
from planning.substitution import DaysProblem
from planning.topics import SameBecause, Shared

MOST = 1500
# Longer only with every name of 120 characters: what was typed is shown whole, and overlaps are told whole.
LONGER = {
    "register.card": 2800,
    "programme.item_card": 5600,
    "programme.submit_sure": 2400,
    "remarks.one": 3000,
    "programme.submit_amendment": 2900,
    "board.group": 2000,
    "views.subject": 2500,
    "views.moves": 1900,
}
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def long(words: str, length: int) -> str:
    return (f"{words} " * length)[:length].rstrip().ljust(length, "n")


NAME = long("Đảng ủy Bệnh viện Đa khoa phường Đông Thọ", LONGEST_NAME)
CONTENT = long("Lãnh đạo, chỉ đạo thực hiện Nghị quyết số 57-NQ/TW", register.LONGEST_CONTENT)
DETAIL = long("Quyết định, kế hoạch của cấp trên", register.LONGEST_DETAIL)
INTERVALS = tuple(month(number, 2027) for number in (3, 5, 8, 10, 11, 12))
FORM = max(forms(), key=lambda code: len(forms()[code].name))
DIRECTORY = Directory(
    [
        Unit("ward", NAME, UnitKind.GRASSROOTS_COMMITTEE),
        Unit("cell", NAME, UnitKind.CELL, "ward"),
    ],
    [Body("body", "ward", NAME, BodyKind.COMMITTEE, "B")],
)
ITEM = Inspection("i", "KT-1234", "body", FORM, ("cell",), INTERVALS, CONTENT, Details(*[DETAIL] * len(DETAILS)))


CHANGED = Changed(
    ITEM,
    replace(ITEM, id="j", content=f"{CONTENT[:-1]}x", intervals=INTERVALS[:1], form="KT_CH"),
    tuple(Part_),
)
LONGEST_LINE = many.clean_line(NAME, 12, 123, 123, True)


def told(kind: OverlapKind, tie: Tie, because: SameBecause, parts: frozenset[Part]) -> Told:
    timed = kind not in (OverlapKind.CONTENT, OverlapKind.RECENT)
    keys = ("57-NQ/TW", "01-KL/TW", "50-CT/TW") if because is SameBecause.DOCUMENT else (CONTENT,)
    same = kind not in (OverlapKind.TIME, OverlapKind.SUPERIOR)
    when = INTERVALS[0] if timed else None
    shared = Shared(because, keys) if same else None
    found = Finding(kind, Severity.HIGH, False, ITEM, "cell", "cell", tie, when, when, shared)
    return Told(found, parts)


PARTS = [frozenset(Part), frozenset({Part.LEVEL, Part.PERIOD}), frozenset({Part.LEVEL, Part.FORM}), frozenset[Part]()]
FINDINGS = [told(*mix) for mix in product(OverlapKind, Tie, SameBecause, PARTS)]
WORST = max(FINDINGS, key=lambda item: len(overlap.line(item, DIRECTORY, named=True, code=True)))
MEETINGS = [Meeting(ITEM, told.finding) for told in FINDINGS]
LONGEST_MEETING = max(MEETINGS, key=lambda met: len(overlap.pair(met, DIRECTORY)))
LINES = [f"KT-1234: {overlap.line(WORST, DIRECTORY, named=True, code=True)}"] * 12
MOVE = views.move(ITEM, NAME, INTERVALS[0], INTERVALS[1], overlap.pair(LONGEST_MEETING, DIRECTORY), 12)
LEADER = coverage.overload(Overload(DETAIL, ITEM, ITEM, INTERVALS[0], False), NAME)
MANY = [TooMany("cell", span, date(2027, 11, 22), 12, 3, ()) for span in Counted]
TEXT = long("Kiểm tra việc chấp hành", 4000)
DETAIL_TEXTS = {"text": TEXT, "days": "30", "month": "4", "what": "day", "start": "2027-05-01", "end": "2027-04-01"}
READINGS = [Reading(TimeKind.UNKNOWN, doubt=doubt, detail=d) for doubt in Doubt for d in ({}, DETAIL_TEXTS)]
SPANS = tuple(Span(date(2026, month, 28), date(2027, month, 28), Precision.DAY) for month in range(1, 13))
WITH_SPANS = {
    doubt: Reading(TimeKind.TIME, SPANS, alternatives=doubt is Doubt.EITHER_OR, doubt=doubt)
    for doubt in (
        Doubt.OUTSIDE_YEAR,
        Doubt.OPEN_START,
        Doubt.OPEN_END,
        Doubt.EITHER_OR,
        Doubt.VAGUE,
        Doubt.LUNAR,
        Doubt.SCHOOL_YEAR,
    )
}

PROPOSALS = (
    Proposal(intervals=INTERVALS),
    Proposal(lead="body", partners=("body",)),
    Proposal(subjects=("cell",), members=(("cell", NAME),)),
    Proposal(),
)
RULINGS = [
    Ruling(outcome, proposal, reason)
    for outcome in ItemOutcome
    for proposal in PROPOSALS
    for reason in (long("Trùng thời gian", outcome_texts.LONGEST_REASON), "")
]
REMARKS = [
    Remark(ITEM, one, now, long("Chi bộ có bí thư mới", remarks.LONGEST_SAID), fate)
    for one in RULINGS
    for fate in Fate
    for now in ((None,) if fate is Fate.ENDED else (ITEM,))
]
WORST_REMARK = max((remarks.line(one, DIRECTORY) for one in REMARKS), key=len)
RULED = [max((outcome_texts.item_line(ITEM, one, DIRECTORY) for one in RULINGS), key=len)] * 12
TALLY = dict.fromkeys(ItemOutcome, 123)

# by the name of the parameter: the longest that can reach the sentence
BY_NAME: dict[str, list[Any]] = {
    "text": [TEXT, "31/4"],
    "limit": [1500],
    "length": [4000],
    "reason": [long("Bổ sung nội dung", appraise.LONGEST_REASON)],
    "earlier_reason": [long("Bổ sung nội dung", appraise.LONGEST_REASON), ""],
    "content": [CONTENT],
    "code": ["KT-1234"],
    "seat": [Role.REVIEWER, Role.STANDING],
    "shown": [overlap.SHOWN],
    "form": list(forms()),
    "key": list(register.EXAMPLES),
    "group": ["missing", "submitted", "returned", "agreed"],
    "number": [1, 2, 3, 4],
    "link": ["https://t.me/ktgs_thanhhoa_bot?start=" + "x" * 22],
    "lines": [[f"{NAME}: chưa có cuộc nào, chưa gửi."] * 2, []],
    "details": [[(key, DETAIL) for key in DETAILS], []],
    "notes": [["Chồng chéo đã chọn giữ: 12"], []],
    "bodies": [[board.left_out(NAME)] * PAGE, []],
    "missing": [[NAME] * 2, []],
    "returned": [[NAME] * 2, []],
    "titles": [[NAME] * 5, []],
    "other": [f"{NAME} (KT-1234)"],
    "per_seat": [{Role.REVIEWER: 99, Role.STANDING: 99}, {Role.REVIEWER: 0, Role.STANDING: 1}],
    "days": [0, 1, 99],
    "counts": [
        {kind: {"missing": 99, "submitted": 99, "returned": 99, "agreed": 99, "promulgated": 99} for kind in BodyKind}
    ],
    "subjects": [f"{NAME}; {NAME}"],
    "names": [f"{NAME}; {NAME}"],
    "intervals": [INTERVALS],
    "findings": [FINDINGS[:1], FINDINGS, []],
    "many": [MANY, []],
    "home": [None, "ward"],
    "head": [NAME],
    "whys": [[overlap.pair(LONGEST_MEETING, DIRECTORY)] * 3, []],
    "why": [overlap.pair(LONGEST_MEETING, DIRECTORY), overlap.line(WORST, DIRECTORY)],
    "codes": [["KT-1234"] * 40],
    "same_content": [0, 99],
    "same_time": [0, 99],
    "members": [[("cell", f"Bí thư {NAME}")], []],
    "position": ["secretary", "chair", "head"],
    "note": [f"Đã thêm “{NAME}”.", ""],
    "ways": [["Telegram: https://t.me/ktgs_thanhhoa_bot?start=" + "x" * 22, "Bot KTGS: mở bot, gõ mã 7K2P-9XQM"]],
    "channels": [["Zalo"], ["Zalo", "Telegram"], []],
    "channel": ["Zalo"],
    "labels": [["Quý I", "Quý II", "Quay lại"]],
    "monthly": [3000],
    "used": [2400, 2850],
    "family": ["zalo"],
    "most": [1, 7],
    "offered": [[forms()[code].name for code in forms()]],
    "named": [["học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"] * 3],
    "phrases": [["nghị quyết đại hội đảng"] * 60, []],
    "documents": [["57-NQ/TW"] * 8, []],
    "others": [["quản lý, sử dụng đất đai"] * 2, []],
    "focus": [[("Kết luận 01, học tập Bác", 120)] * 9, []],
    "unclear": [["KT-1234"] * 40, []],
    "about": [[finding_texts.missing_second(NAME), finding_texts.unusual(Unusual(Count.ALL, 123, 30))], []],
    "progress": [[outcome_texts.so_far(TALLY), outcome_texts.votes([NAME] * 3, 12)], []],
    "said": [[finding_texts.overlap(WORST, DIRECTORY)] * 5, [finding_texts.vague()]],
    "teams": [[f"{NAME} chủ trì, {NAME} phối hợp"] * 4, []],
    "agreed": [["Trần Thị Bình"] * 12, []],
    "machine": [finding_texts.overlap(WORST, DIRECTORY), ""],
    "completed": [f"{NAME} chủ trì, {NAME} phối hợp", ""],
    "unit_id": ["cell"],
    "remarks": [outcome_texts.remarks(RULED), ""],
    "undecided": [["KT-1234"] * 40, []],
    "unfit": [["KT-1234"] * 40, []],
    "mark": [*common.REFUSED, "another"],
    "phrase": ["quản lý, sử dụng đất nông nghiệp"],
    "unit_ids": [["cell", "ward"]],
    "steps": [(), (TrackStep(0, Role.REVIEWER, Verb.FORWARD), TrackStep(1, Role.STANDING, Verb.AGREE))],
    "what": ["missing", "returned", "issue", "step"],
    "question": [long("Có nên đồng ý không", verbs.LONGEST_WORDS), ""],
    "answer": [long("Nên yêu cầu ghi rõ", verbs.LONGEST_WORDS), ""],
    "half_done": [f"Giám sát chuyên đề · {NAME}", None],
    "successor": [NAME, None],
    "left": [23, 0, -5],
    "version": [1, 12],
    "step": [0, 1],
    "page": [1],
    "pages": [1, 12],
}
BY_TYPE: dict[Any, list[Any]] = {
    str: [NAME],
    int: [0, 1234],
    bool: [True, False],
    date: [date(2026, 12, 15)],
    time: [time(8, 0)],
    datetime: [datetime(2026, 12, 15, 23, 59, tzinfo=ZONE)],
    ZoneInfo: [ZONE],
    timedelta: [timedelta(minutes=30)],
    Totals: [Totals(0, 0), Totals(123, 123)],
    Interval: [INTERVALS[0], Interval(date(2026, 12, 20), date(2027, 11, 21))],
    Inspection: [ITEM],
    Directory: [DIRECTORY],
    Unit: list(DIRECTORY.units.values()),
    Told: FINDINGS,
    TooMany: MANY,
    Times: [Times(()), Times((), (INTERVALS[0], 12))],
    JointTeam: [JointTeam("body", "body", True)],
    Meeting: MEETINGS,
    Body: list(DIRECTORY.bodies.values()),
    Overload: [Overload(DETAIL, ITEM, ITEM, INTERVALS[0], certain) for certain in (True, False)],
    Changed: [CHANGED, Changed(ITEM, ITEM, (Part_.TIME,))],
    Changes: [Changes((), (), ()), Changes((ITEM,) * 40, (ITEM,) * 40, (CHANGED,) * 40)],
    LineReading: [
        LineReading(TEXT, True, questions=tuple(Question(ask, said) for ask in Ask), time=reading)
        for said in ("", TEXT)
        for reading in (None, READINGS[0])
    ],
    Reading: [*READINGS, *WITH_SPANS.values()],
    Ruling: RULINGS,
    Remark: REMARKS,
    Proposal: list(PROPOSALS),
    Finding: [told.finding for told in FINDINGS],
    Unusual: [Unusual(what, 0, 12) for what in Count],
    Ended: [Ended(unit, other, date(2025, 7, 1)) for unit in DIRECTORY.units.values() for other in (unit, None)],
}
SPECIAL: dict[str, dict[str, list[Any]]] = {
    "opinion.team": {"lead": [f"{NAME} (KT-1234)", ""], "partners": [[f"{NAME} (KT-1234)"] * 2, []]},
    "partners.decided": {
        "other": list(DIRECTORY.bodies.values()),
        "parts": PARTS,
        "own": [["KT-1234"] * 9, []],
    },
    "partners.undone": {"own": [["KT-1234"] * 9, []]},
    **{f"remarks.{name}": {"times": [INTERVALS, INTERVALS[:1]]} for name in ("move_to", "moved", "not_free", "past")},
    "remarks.change_to": {"subjects": [["cell", "ward"]], "members": [[("cell", NAME)], []], "home": ["ward"]},
    "remarks.listed": {"lines": [[WORST_REMARK] * 4], "finished": [True, False]},
    "remarks.left": {"lines": [[WORST_REMARK] * remarks.MOST], "more": [0, 12]},
    "remarks.one": {"card": [programme.item_card(ITEM, NAME, NAME, [], []), ""], "place": [12]},
    "remarks.summary": {"open_codes": [["KT-1234"] * 40, []]},
    "in_force.more_changes": {"count": [12]},
    "remind.reminder": {"missing": [[(NAME, 0), (NAME, 12)], []]},
    "history.amendment_opened": {"said": list(Cause)},
    "history.line": {"when": ["23:59 22/11/2026"], "what": ["Ghi văn bản số 1234-CV/UBKTTU ngày 22/11/2026"]},
    "in_force.amendment_line": {"said": list(Cause)},
    "in_force.ask_reason": {"said": list(Cause)},
    "in_force.changes_line": {key: [["KT-1234"] * 40, []] for key in ("added", "changed", "dropped")},
    "in_force.reminder": {"bodies": [[NAME] * 4], "days": [15]},
    "opinion.number_used": {"names": [[NAME] * 3, []], "number": ["15-CV/UBKTTU"], "year": [2026]},
    "opinion.sure": {"warnings": [["Lưu ý: ký hiệu thường dùng là CV/UBKTTU."] * 2, []], "number": ["15-CV/UBKTTU"]},
    "opinion.sure_programme": {"warnings": [["Lưu ý: số 15 năm 2026 đã ghi."] * 2, []], "number": ["15-CTr/ĐU"]},
    "opinion.unclear": {"why": list(NumberDoubt), "said": ["2026-12-15"]},
    "programme.submit_amendment": {"changes": [CONTENT], "overlaps": [LINES, []]},
    **{
        f"outcomes.{name}": {"lines": [RULED, RULED[:1]]}
        for name in ("changed_by_appraisal", "remarks", "ended", "ask_return")
    },
    "outcomes.step_reminder": {"lines": [[outcome_texts.step_line(NAME, 12, -12)] * 5]},
    "outcomes.ask_reason": {"machine": [finding_texts.overlap(WORST, DIRECTORY), ""]},
    "outcomes.sure": {"items": [RULED, RULED[:1]], "counts": [TALLY]},
    "findings.too_few": {"names": [[NAME] * 40, [NAME]]},
    "outcomes.voted": {"names": [["Trần Thị Bình"] * 12]},
    "outcomes.voted_already": {"names": [["Trần Thị Bình"] * 12]},
    "outcomes.tally": {"counts": [TALLY, {ItemOutcome.KEEP: 1}]},
    "outcomes.so_far": {"counts": [TALLY]},
    "outcomes.left": {"days": [-12, 0, 5]},
    "outcomes.step_line": {"days": [-12, 0, 5]},
    "outcomes.with_time": {"days": [-12, 0, 5]},
    "outcomes.noted": {"said": [RULED[0]]},
    "outcomes.new_time": {"said": [echoes(INTERVALS)]},
    "admin_names.learnt": {"times": [1, 12]},
    "joint.lapsed": {"why": list(joint.Why)},
    "joint.dissolved": {"why": list(joint.Why)},
    "joint.will_move": {"others": [[f"{NAME} (KT-1234)"]]},
    "joint.will_end": {"others": [[f"{NAME} (KT-1234)"]]},
    "joint.listed": {"lines": [[f"KT-1234 với {NAME} (KT-1234)"] * 5]},
    "joint.teams": {name: [[f"KT-1234 với {NAME} (KT-1234)"] * 5] for name in ("held", "waiting")},
    **{
        where: {"said": [overlap.line(WORST, DIRECTORY, named=True, code=True), f"{NAME} (KT-1234)"]}
        for where in ("rechecks.new", "rechecks.other", "joint.asked")
    },
    "rechecks.digest": {"lines": [["KT-1234, mới chồng chéo: " + NAME] * 9, ["KT-1234, không còn: x."]]},
    "subjects.as_title": {"position": [NAME]},
    "subjects.both": {"position": [NAME]},
    "typed.without_question": {"lead": ["Tôi chưa hiểu. Câu hỏi hiện nay:"]},
    "subjects.foreign_together": {"names": [[NAME] * 40], "owner": [NAME], "home": [NAME, "Đảng ủy phường A"]},
    "times.within_holiday": {"one": [*holidays(2027)]},
    "subjects.foreign": {"owner": [NAME, ""], "home": [NAME, "Đảng ủy phường A", "Đảng ủy xã A"]},
    "subjects.wrong_kind": {"kind": list(WrongKind)},
    "admin_names.shown": {"lines": [[f"{NAME} (học từ {NAME}, 12 lần)"] * 3, []]},
    "views.overview": {"entries": [[views.subject_entry(NAME, 99, 99, 99, 99)] * 5, []], "pairs": [0, 99]},
    "views.subject_item": {"same_content": [True, False], "same_time": [True, False]},
    "views.subject": {"entries": [[views.subject_item(ITEM, NAME, True, True)] * 6, []]},
    "views.matrix": {"entries": [[views.matrix_entry(NAME, 99, 3, ["KT-1234"] * 40)] * 10, []], "rows": [0, 99]},
    "views.matrix_entry": {"most": [None, 3]},
    "views.calendar": {
        "months": [[views.calendar_month(12, ["KT-1234"] * 40, ["KT-1234"] * 40)] * 6 + ["Tháng 7: trống"] * 6],
        "entries": [[views.calendar_item(ITEM, NAME)] * 3, []],
    },
    "views.calendar_month": {"certain": [["KT-1234"] * 40, []], "possible": [["KT-1234"] * 40, []]},
    "views.moves": {"entries": [[MOVE] * 3, []], "count": [0, 99]},
    "coverage.own": {"entries": [[coverage.entry(NAME, 0, 1)] * 12, []]},
    "coverage.entry": {"visits": [0, 1], "least": [1, 2]},
    "coverage.table": {
        "kinds": [[coverage.kind(UnitKind.CELL, 1, 99, 999)] * 4],
        "entries": [[coverage.above(NAME, 99, 999)] * 6, []],
    },
    "coverage.under": {"entries": [[coverage.entry(NAME, 1, 2)] * 12, []]},
    "coverage.leaders": {"entries": [[LEADER] * 6, []]},
    "superior.listed": {"entries": [[superior.entry(NAME, programme.item_line(ITEM, NAME, 1), True)] * 4, []]},
    "quick.pasted": {"number": [40], "whole": [0, 40]},
    "quick.listed": {"number": [40], "missing": [list(Ask), []]},
    "quick.skipped": {"lines": [[NAME] * 39, [NAME], []]},
    "quick.not_saved": {"rest": [[(40, list(Ask))] * 40, [(1, ())]]},
    "quick.saved_all": {
        "codes": [["KT-1234"] * 40],
        "overlapping": [[("KT-1234", 12)] * 40, []],
        "on_holiday": [[("KT-1234", holidays(2027)[1])] * 40, []],
    },
    "register.add_to_directory": {"text": [NAME]},
    "common.too_long": {"limit": [4000]},
    "board.group": {"name": ["missing", "submitted", "returned", "agreed"]},
    "programme.item_card": {
        "overlaps": [LINES[:MOST_FOUND], []],
        "teams": [[joint.team(f"{NAME} (KT-1234)", leads=True)] * 2, []],
    },
    "programme.submit_sure": {"overlaps": [LINES, LINES[:1], []]},
    "board.board": {"late": [0, 12]},
    "content.no_topic": {"document": [True, False]},
    "topics.ask": {"count": [99]},
    "topics.found": {"count": [0, 6]},
    "content.topics": {"more": [-1, 0, 4]},
    "digest.digest": {"lines": [[f"{NAME}, lần 12: gửi 99 ngày trước"] * digest.MOST_LINES]},
    "overlap.warning": {"findings": [[WORST], [WORST] * 12]},
    "overlap.title": {"findings": [[WORST], [WORST] * 12]},
    "appraise.card": {"overlaps": [0, 12]},
    "many.summary": {
        "clean": [[LONGEST_LINE] * many.MOST_CLEAN, [LONGEST_LINE]],
        "left_out": [[LONGEST_LINE] * 40, []],
    },
    "many.none_clean": {"left_out": [[LONGEST_LINE] * 40, []]},
    "many.done": {"agreed": [0, 10], "forwarded": [0, 10], "left_out": [[LONGEST_LINE] * 40, []]},
    "nudge.outcome": {
        "reached": [[NAME] * 8, []],
        "unreached": [[NAME] * 8, []],
        "enough": [[NAME] * 8, []],
        "waits_until": [time(8, 0), None],
    },
    "substitute.passes_not_on": {"names": [[NAME] * 4]},
    "many.left_line": {
        "version": [12],
        "why": [["12 chồng chéo", "thiếu chương trình thứ hai", "chưa sửa gì so với lần trả lại"], ["trễ hạn"]],
    },
    "substitute.problem": {"why": list(DaysProblem)},
    "substitute.overview": {"lines": [[LONGEST_LINE] * 8, []]},
    "substitute.seat_button": {"role": [Role.REVIEWER, Role.STANDING]},
    "substitute.who": {"role": [Role.REVIEWER, Role.STANDING]},
    "substitute.sure": {"role": [Role.REVIEWER, Role.STANDING]},
    "substitute.told_substitute": {"role": [Role.REVIEWER, Role.STANDING]},
    "verbs.handed_line": {"note": [long("Nhờ đồng chí xem", verbs.LONGEST_WORDS), ""]},
    "verbs.in_hands": {"lines": [[LONGEST_LINE] * verbs.MOST_LINES]},
    "verbs.opinions_open": {
        "mine": [[LONGEST_LINE] * verbs.MOST_LINES, []],
        "theirs": [[LONGEST_LINE] * verbs.MOST_LINES, []],
    },
    "register.card": {"form": [FORM], "code": ["KT-1234", ""]},
    "register.ask_detail": {"current": [DETAIL, ""]},
    "format.form_name": {"code": list(forms())},
    "format.form_inside": {"code": list(forms())},
}


def modules() -> list[ModuleType]:
    return [import_module(f"{texts.__name__}.{info.name}") for info in iter_modules(texts.__path__)]


def sentences() -> dict[str, Callable[..., str]]:
    found: dict[str, Callable[..., str]] = {}
    for module in modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            spoken = get_type_hints(function)["return"] is str
            if function.__module__ == module.__name__ and not name.startswith("_") and spoken:
                found[f"{module.__name__.rpartition('.')[2]}.{name}"] = function
    return found


SENTENCES = sentences()


def values(where: str, name: str, kind: Any) -> list[Any]:
    if name in SPECIAL.get(where, {}):
        return SPECIAL[where][name]
    if name in BY_NAME:
        return BY_NAME[name]
    optional = type(None) in get_args(kind)
    kind = get_args(kind)[0] if optional else kind
    wanted = list(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else BY_TYPE.get(kind)
    if wanted:
        return [*wanted, None] if optional else wanted
    raise AssertionError(f"{where} has a new parameter {name}: {kind}")


def calls(where: str) -> Iterator[str]:
    function = SENTENCES[where]
    hints = get_type_hints(function)
    assert hints.pop("return") is str
    offered = {name: values(where, name, kind) for name, kind in hints.items()}
    for mix in product(*offered.values()):
        yield function(**dict(zip(offered, mix, strict=True)))


def test_all_sentences_are_found() -> None:
    assert len(SENTENCES) > 130
    assert {"common.help_unit", "remind.reminder", "overlap.warning", "admin.invitation"} <= set(SENTENCES)


@pytest.mark.parametrize("where", SENTENCES)
def test_a_sentence_is_short_whole_and_calm(where: str) -> None:
    for said in calls(where):
        assert len(said) <= LONGER.get(where, MOST), (len(said), said)
        marks = re.sub(f"[^{BOLD_ON}{BOLD_OFF}]", "", said)
        assert marks == (BOLD_ON + BOLD_OFF) * (len(marks) // 2), said
        assert BOLD_ON + BOLD_OFF not in said, said
        assert not re.search(r"None|[{}!]|\S  |\.\.|^\s|\s$", said) or where == "format.short", said


@pytest.mark.parametrize("where", ["register.card", "programme.item_card", "programme.submit_sure"])
def test_what_is_longer_is_so_only_by_what_was_typed(where: str) -> None:
    assert any(len(said) > MOST for said in calls(where))
    bare = [said for said in calls(where) if DETAIL not in said and LINES[0] not in said]
    assert bare and all(len(said) <= MOST for said in bare)


def test_a_page_of_the_board_is_short_with_the_names_of_an_office() -> None:
    names = sorted((board.left_out(row.name) for row in read_folder(EXAMPLE).bodies), key=len)[-PAGE:]
    assert len(board.group("missing", names, 12, 12)) <= MOST


def test_the_fixed_labels_fit_a_button() -> None:
    for module in modules():
        labels = [v for k, v in vars(module).items() if k.isupper() and isinstance(v, str) and not k.startswith("BOLD")]
        assert all(0 < len(text) <= LONGEST_LABEL for text in labels), labels
    assert all(len(text) <= LONGEST_LABEL for text in register.FIELDS.values())


@given(st.text(alphabet="aĐế \n.–", max_size=80) | st.text(alphabet="aĐế", min_size=30, max_size=80))
def test_a_label_fits_and_keeps_the_beginning_and_the_end(text: str) -> None:
    made = label(text)
    flat = " ".join(text.split())
    assert len(made) <= LONGEST_LABEL
    if len(flat) <= LONGEST_LABEL:
        assert made == flat
    else:
        start, _, end = made.partition("…")
        assert start and end and flat.startswith(start) and flat.endswith(end)


def test_every_doubt_has_a_reason_of_its_own() -> None:
    without = [Reading(TimeKind.UNKNOWN, doubt=doubt) for doubt in Doubt if doubt not in WITH_SPANS]
    said = [time_problem("x", reading, 2027) for reading in [*without, *WITH_SPANS.values()]]
    assert len(set(said)) == len(said) == len(Doubt)
    vague = [time_problem("x", Reading(TimeKind.UNKNOWN, doubt=doubt), 2027) for doubt in WITH_SPANS]
    assert all(text.startswith("Tôi chưa hiểu thời gian “x”: ") for text in vague)


def test_names_that_differ_at_their_ends_stay_different() -> None:
    wards = ("Đông Thọ", "Hàm Rồng", "Quảng Hưng")
    assert len({label(f"Đoàn TNCS Hồ Chí Minh phường {ward}") for ward in wards}) == 3
    assert len({label(f"Chi bộ Trường Mầm non Hoa Sen (phường {ward})") for ward in wards}) == 3


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 500), st.sampled_from(Precision))
def test_the_labels_of_times_fit(start: date, days: int, precision: Precision) -> None:
    interval = Interval(start, date.fromordinal(start.toordinal() + days), precision)
    assert len(overlap.keep(interval)) <= LONGEST_LABEL and len(overlap.free(interval)) <= LONGEST_LABEL
    assert len(overlap.least(interval)) <= LONGEST_LABEL
    assert all(len(format.quarter_name(number)) <= LONGEST_LABEL for number in (1, 2, 3, 4))
