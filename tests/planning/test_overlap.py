"""Overlaps: the classes one by one. See test_overlap_oracle for the brute force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from planning.inspection import Details, Inspection
from planning.lexicon import Change, shipped
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap import Finding, OverlapKind, Severity, Tie, all_meetings, find_overlaps, free_times
from planning.period import Interval, Precision, month, quarter

BOTH, CONTENT, TIME, RECENT = OverlapKind.BOTH, OverlapKind.CONTENT, OverlapKind.TIME, OverlapKind.RECENT
RELATED, SUPERIOR = OverlapKind.RELATED, OverlapKind.SUPERIOR
YEAR = 2027
LAND, PARTY_FEES = "Quản lý đất đai", "Việc thu, nộp đảng phí"

# ward > school with its secretary, station, the ward's administration; office apart from both
OFFICE = Directory(
    [
        Unit("city", "Thành ủy", UnitKind.CITY_COMMITTEE),
        Unit("control", "UBKT Thành ủy", UnitKind.INSPECTION_COMMITTEE, "city"),
        Unit("ward", "Đảng ủy phường", UnitKind.GRASSROOTS_COMMITTEE, "city"),
        Unit("school", "Chi bộ Trường", UnitKind.CELL, "ward"),
        Unit("secretary", "Bí thư Chi bộ Trường", UnitKind.PERSON, "school"),
        Unit("station", "Chi bộ Trạm Y tế", UnitKind.CELL, "ward"),
        Unit("ubnd", "UBND phường", UnitKind.STATE_BODY, "ward"),
        Unit("other", "Đảng ủy phường khác", UnitKind.GRASSROOTS_COMMITTEE, "city"),
        Unit("finance-cell", "Chi bộ Phòng Tài chính", UnitKind.CELL, "other"),
        Unit("finance", "Phòng Tài chính", UnitKind.STATE_BODY, "city"),
    ],
    [
        Body("control/ubkt", "control", "UBKT Thành ủy", BodyKind.INSPECTION_COMMITTEE, "U"),
        Body("ward/du", "ward", "Đảng ủy phường", BodyKind.COMMITTEE, "B"),
        Body("ward/ubkt", "ward", "UBKT Đảng ủy phường", BodyKind.INSPECTION_COMMITTEE, "B"),
        Body("other/du", "other", "Đảng ủy phường khác", BodyKind.COMMITTEE, "B"),
    ],
)


def one(
    name: str, *subjects: str, body: str = "", content: str = "", times: Sequence[Interval] = (month(5, YEAR),)
) -> Inspection:
    return Inspection(name, f"KT-{name}", body or f"{name}/body", "GS_CD", subjects, tuple(times), content)


def days(first: date, last: date) -> Interval:
    return Interval(first, last, Precision.DAY)


def only(candidate: Inspection, *others: Inspection) -> Finding:
    (found,) = find_overlaps(candidate, others, OFFICE)
    return found


def test_two_bodies_at_one_subject_at_one_time() -> None:
    found = only(one("a", "school"), one("b", "school"))
    assert (found.kind, found.tie, found.other.id) == (TIME, Tie.SAME, "b")
    assert (found.interval, found.other_interval, found.shared) == (month(5, YEAR), month(5, YEAR), None)


def test_one_body_may_send_two_teams_but_not_ask_the_same_twice() -> None:
    mine, more = one("a", "school", body="x", content=LAND), one("b", "school", body="x", content=PARTY_FEES)
    assert find_overlaps(mine, [more], OFFICE) == ()
    assert find_overlaps(mine, [one("b", "ward", body="x", content=LAND)], OFFICE) == ()
    assert find_overlaps(mine, [replace(more, content=LAND, intervals=(month(9, YEAR),))], OFFICE) == ()
    again = only(mine, replace(more, content=LAND))
    assert (again.kind, again.certain, again.interval, again.other_interval) == (CONTENT, True, None, None)


def test_two_bodies_of_one_unit_are_two_bodies() -> None:
    found = only(one("a", "school", body="ward/du"), one("b", "school", body="ward/ubkt"))
    assert found.kind is TIME


def test_the_same_content_counts_at_any_time_of_the_year() -> None:
    mine = one("a", "school", content="Thực hiện NQ 57")
    later = one("b", "school", content="Nghị quyết số 57-NQ/TW về chuyển đổi số", times=[month(11, YEAR)])
    found = only(mine, later)
    assert (found.kind, found.certain) == (CONTENT, True)
    assert found.shared and found.shared.keys == ("57-NQ/TW",)
    assert only(mine, replace(later, intervals=mine.intervals)).kind is BOTH


@pytest.mark.parametrize(
    ("mine", "theirs", "tie"),
    [("school", "ward", Tie.ABOVE), ("ward", "school", Tie.BELOW), ("school", "city", Tie.ABOVE)],
)
def test_above_and_below_count_by_time_together_with_the_content_or_exact_days(
    mine: str, theirs: str, tie: Tie
) -> None:
    found = only(one("a", mine, content=LAND), one("b", theirs, content=LAND))
    assert (found.kind, found.tie, found.certain, found.severity) == (RELATED, tie, False, Severity.MEDIUM)
    assert find_overlaps(one("a", mine, content=LAND), [one("b", theirs, content=PARTY_FEES)], OFFICE) == ()
    assert find_overlaps(one("a", mine, content=LAND), [one("b", theirs, content=LAND, times=[])], OFFICE) == ()
    exact = [days(date(YEAR, 5, 10), date(YEAR, 5, 12))]
    by_day = only(one("a", mine, times=exact), one("b", theirs, times=exact))
    assert (by_day.kind, by_day.certain, by_day.severity) == (RELATED, True, Severity.MEDIUM)


def test_a_superiors_programme_that_covers_the_subject() -> None:
    mine = one("a", "school", body="ward/du", content=LAND)
    found = only(mine, one("b", "ward", body="control/ubkt", content=LAND))
    assert (found.kind, found.severity) == (SUPERIOR, Severity.MEDIUM)
    assert only(mine, one("b", "ward", body="other/du", content=LAND)).kind is RELATED
    at_a_cell = only(one("a", "ward", body="other/du", content=LAND), one("b", "school", body="ward/du", content=LAND))
    assert at_a_cell.kind is RELATED


@pytest.mark.parametrize("body", ["ward/du", "ward/ubkt"])
def test_a_cell_and_its_own_secretary_always_count(body: str) -> None:
    mine = one("a", "school", body="ward/du", content=LAND)
    found = only(mine, one("b", "secretary", body=body, content=PARTY_FEES, times=[quarter(2, YEAR)]))
    assert (found.kind, found.tie, found.severity) == (RELATED, Tie.PERSON, Severity.LOW)
    assert find_overlaps(mine, [one("b", "secretary", body=body, times=[month(6, YEAR)])], OFFICE) == ()


def test_a_secretary_is_below_what_the_cell_is_below() -> None:
    found = only(one("a", "secretary", content=LAND), one("b", "ward", content=LAND))
    assert (found.kind, found.tie) == (RELATED, Tie.ABOVE)


@pytest.mark.parametrize(("mine", "theirs"), [("ward", "ubnd"), ("finance-cell", "finance")])
def test_a_party_organisation_and_the_agency_it_leads(mine: str, theirs: str) -> None:
    found = only(one("a", mine, content=LAND), one("b", theirs, content=LAND))
    assert (found.kind, found.tie) == (RELATED, Tie.AGENCY)
    assert only(one("b", theirs, content=LAND), one("a", mine, content=LAND)).tie is Tie.AGENCY


@pytest.mark.parametrize(("years", "meets"), [(1, True), (2, True), (3, False)])
def test_the_same_content_in_an_earlier_year_is_worth_a_line(years: int, meets: bool) -> None:
    mine = one("a", "school", content=LAND)
    found = find_overlaps(mine, [one("b", "school", content=LAND, times=[month(5, YEAR - years)])], OFFICE)
    assert [(f.kind, f.severity, f.certain) for f in found] == ([(RECENT, Severity.INFO, True)] if meets else [])


def test_a_partner_in_the_team_is_no_overlap() -> None:
    mine = replace(one("a", "school", body="ward/du", content=LAND), details=Details(partners="UBKT Thành ủy và MTTQ"))
    theirs = one("b", "school", body="control/ubkt", content=LAND)
    assert find_overlaps(mine, [theirs], OFFICE) == find_overlaps(theirs, [mine], OFFICE) == ()


@pytest.mark.parametrize(
    ("times", "severity"),
    [
        (days(date(YEAR, 5, 10), date(YEAR, 5, 12)), Severity.HIGH),
        (month(5, YEAR), Severity.MEDIUM),
        (quarter(2, YEAR), Severity.LOW),
    ],
)
def test_the_severity_of_common_days_follows_how_finely_they_are_given(times: Interval, severity: Severity) -> None:
    mine, theirs = one("a", "school", times=[times]), one("b", "school", times=[times])
    assert only(mine, theirs).severity is severity
    on_paper = replace(theirs, details=Details(mode="document"))
    assert only(mine, on_paper).severity is only(on_paper, mine).severity is severity.lower()


def test_content_is_worse_than_time_and_both_are_worst() -> None:
    mine = one("a", "school", content=LAND)
    assert only(mine, one("b", "school", content=LAND)).severity is Severity.HIGHEST
    assert only(mine, one("b", "school", content=LAND, times=[month(9, YEAR)])).severity is Severity.HIGH


def test_neighbours_under_one_parent_do_not_meet() -> None:
    assert find_overlaps(one("a", "school", "other"), [one("b", "station", content=LAND)], OFFICE) == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "certain"),
    [
        (quarter(2, YEAR), quarter(2, YEAR), False),
        (days(date(YEAR, 5, 10), date(YEAR, 5, 12)), quarter(2, YEAR), False),
        (days(date(YEAR, 5, 10), date(YEAR, 5, 12)), days(date(YEAR, 5, 12), date(YEAR, 5, 20)), True),
    ],
)
def test_only_exact_days_on_both_sides_are_certain(mine: Interval, theirs: Interval, certain: bool) -> None:
    assert only(one("a", "school", times=[mine]), one("b", "school", times=[theirs])).certain is certain


def test_days_that_only_touch_do_not_meet() -> None:
    before, after = days(date(YEAR, 5, 1), date(YEAR, 5, 9)), days(date(YEAR, 5, 10), date(YEAR, 5, 12))
    assert find_overlaps(one("a", "school", times=[before]), [one("b", "school", times=[after])], OFFICE) == ()


def test_several_subjects_and_waves_make_one_finding_the_worst() -> None:
    exact = days(date(YEAR, 9, 6), date(YEAR, 9, 10))
    mine = one("a", "station", "school", content=LAND, times=[month(5, YEAR), exact])
    theirs = one("b", "ward", "school", content=LAND, times=[month(5, YEAR), exact])
    found = only(mine, theirs)
    assert (found.kind, found.certain, found.subject_id, found.other_subject_id) == (BOTH, True, "school", "school")
    assert (found.interval, found.other_interval) == (exact, exact)


def test_worst_first_and_then_by_code() -> None:
    mine = one("m", "school", content=LAND)
    others = [
        one("e", "ward", content=LAND),
        one("d", "school"),
        one("c", "school"),
        one("b", "school", content=LAND, times=[]),
        one("a", "school", content=LAND),
    ]
    found = [(item.other.id, item.kind) for item in find_overlaps(mine, others, OFFICE)]
    assert found == [("a", BOTH), ("b", CONTENT), ("c", TIME), ("d", TIME), ("e", RELATED)]


def test_itself_and_what_is_not_known_yet_meet_nothing() -> None:
    mine = one("a", "school", content=LAND)
    assert find_overlaps(mine, [replace(mine, body_id="z")], OFFICE) == ()
    empty = one("", "school", times=[])
    assert find_overlaps(empty, [mine, one("b", "school")], OFFICE) == ()


def test_what_was_heeded_is_told_again_when_a_time_or_the_reason_changed() -> None:
    mine, theirs = one("a", "school"), one("b", "school")
    key = only(mine, theirs).key
    assert only(replace(mine, revision=2), theirs).key == key
    assert only(replace(mine, intervals=(quarter(2, YEAR),)), theirs).key != key
    assert only(mine, replace(theirs, intervals=(quarter(2, YEAR),))).key != key
    assert only(replace(mine, content=LAND), replace(theirs, content=LAND)).key != key


def test_confirmed_topics_take_the_place_of_the_words() -> None:
    september = (month(9, YEAR),)
    land, fees = one("a", "school", content=LAND), one("b", "school", content=PARTY_FEES, times=september)
    assert find_overlaps(land, [fees], OFFICE) == ()
    confirmed = replace(land, topics=("tai_chinh_dang",))
    for candidate, other in ((confirmed, fees), (fees, confirmed)):
        found = only(candidate, other)
        assert found.kind is CONTENT and found.shared and found.shared.keys == ("tài chính đảng, đảng phí",)
    assert find_overlaps(replace(confirmed, topics=()), [fees], OFFICE) == ()


def test_contents_are_compared_by_the_offices_lexicon() -> None:
    """Also where a free time is looked for, and over a whole campaign."""
    trees = one("a", "school", content="Chăm sóc cây xanh", times=[month(9, YEAR)])
    park = one("b", "school", content="Trồng cây xanh ở công viên")
    lexicon = shipped().with_changes([Change("trees", "cây xanh", name="cây xanh")])
    assert find_overlaps(trees, [park], OFFICE) == ()
    assert all_meetings([trees, park], OFFICE) == ()
    (found,) = find_overlaps(trees, [park], OFFICE, lexicon, on=date(YEAR, 1, 1))
    assert found.kind is CONTENT and found.shared and found.shared.keys == ("cây xanh",)
    (met,) = all_meetings([trees, park], OFFICE, lexicon, on=date(YEAR, 1, 1))
    assert met.finding == found
    above = replace(park, subjects=("ward",))  # in a month in common only the content counts
    near = replace(trees, intervals=(month(6, YEAR),))
    free = [
        free_times(near, near.intervals[0], [above], OFFICE, words, year=YEAR, today=date(YEAR, 3, 31), limit=2).free
        for words in (None, lexicon)
    ]
    assert free == [(month(5, YEAR), month(7, YEAR)), (month(4, YEAR), month(7, YEAR))]


@pytest.mark.parametrize(
    ("mine", "theirs", "tie"),
    [
        ("", "", Tie.SAME),
        ("Bí thư Chi bộ Trường", "", Tie.PERSON),
        ("Bí thư Chi bộ Trường", "bí thư", Tie.SAME),
        ("Bí thư Chi bộ Trường", "Phó Bí thư Chi bộ Trường", Tie.PERSON),
        ("Chi bộ Trường và Bí thư Chi bộ", "", Tie.SAME),  # the whole cell, and its secretary
        ("Chi bộ Trường và Bí thư Chi bộ", "Bí thư", Tie.PERSON),
    ],
)
def test_a_cell_and_a_member_of_it_are_related(mine: str, theirs: str, tie: Tie) -> None:
    a, b = (
        replace(one(name, "school"), members=(("school", said),) if said else ())
        for name, said in (("a", mine), ("b", theirs))
    )
    for candidate, other in ((a, b), (b, a)):
        found = only(candidate, other)
        assert (found.tie, found.kind) == (tie, TIME if tie is Tie.SAME else RELATED)
        assert found.interval == month(5, YEAR)


def test_alternatives_meet_by_each_but_never_for_certain() -> None:
    day = days(date(YEAR, 5, 4), date(YEAR, 5, 5))
    either = replace(one("a", "school", times=(day, days(date(YEAR, 9, 6), date(YEAR, 9, 7)))), either=True)
    for other in (day, days(date(YEAR, 9, 7), date(YEAR, 9, 7))):
        found = only(either, one("b", "school", times=(other,)))
        assert (found.kind, found.certain) == (TIME, False)
        assert only(one("b", "school", times=(other,)), either).certain is False
        assert only(replace(either, either=False), one("b", "school", times=(other,))).certain is True
    assert find_overlaps(either, [one("b", "school", times=(month(6, YEAR),))], OFFICE) == ()
