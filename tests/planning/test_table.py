"""Lines of a programme as texts: which units, positions, bodies and times are meant."""

from __future__ import annotations

from datetime import date

import pytest

from bot.office import directory_of
from bot.office_files import EXAMPLE, read_folder
from planning.organisation import UnitKind
from planning.overlap import all_meetings
from planning.period import Interval, Precision, month, quarter
from planning.table import Line, Table, read_lines

OFFICE = directory_of(read_folder(EXAMPLE))
YEAR = 2027
UBKT, BAN = "UBKT Thành ủy", "Ban Tổ chức Thành ủy"


def read(*rows: tuple[str, str, str, str], form: str = "kiểm tra") -> Table:
    """Rows of body, subject, content, time."""
    lines = [Line(n, body, form, subject, content, time) for n, (body, subject, content, time) in enumerate(rows, 1)]
    return read_lines(lines, OFFICE, year=YEAR, today=date(2026, 11, 16))


def subjects(body: str, text: str) -> list[str]:
    """The subjects of one line: ids of the office's units, names of others; "of" before the unit of a position."""
    table = read((body, text, "", ""))
    found = []
    for item in table.items:
        for one in item.subjects:
            unit = table.directory.units[one]
            person = unit.kind is UnitKind.PERSON
            of = str(unit.parent_id) if person else one
            found.append(("of " if person else "") + (of if of in OFFICE.units else table.directory.units[of].name))
    return found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Đảng ủy phường Đông Thọ", ["p-dong-tho"]),
        ("P. Đông Thọ; phường Hàm Rồng", ["p-dong-tho", "p-ham-rong"]),
        ("BTV Đảng ủy phường Đông Thọ", ["p-dong-tho"]),
        ("Đảng ủy phường Đông Thọ, Hàm Rồng và Nam Ngạn", ["p-dong-tho", "p-ham-rong", "p-nam-ngan"]),
        ("Chi bộ Công an phường Đông Thọ và đồng chí Bí thư", ["p-dong-tho.cb-cong-an", "of p-dong-tho.cb-cong-an"]),
        ("đồng chí Bí thư Chi bộ Công an phường Đông Thọ", ["of p-dong-tho.cb-cong-an"]),
        ("Phó Bí thư Chi bộ Công an phường Đông Thọ", ["of p-dong-tho.cb-cong-an"]),
        ("xã Nga Sơn, Nga Thắng, Hồ Vương (3 xã)", ["xã Nga Sơn", "xã Nga Thắng", "xã Hồ Vương"]),
        ("UBND tỉnh Hưng Yên; Tuyên Quang", ["UBND tỉnh Hưng Yên", "UBND tỉnh Tuyên Quang"]),
        ("(các tổ chức đảng trực thuộc)", []),
        ("11 đơn vị", []),
        ("các địa phương", []),
        ("một số TCCSĐ", []),
    ],
)
def test_the_subjects_of_a_line(text: str, meant: list[str]) -> None:
    assert subjects(UBKT, text) == meant


def test_several_cells_each_with_its_secretary() -> None:
    assert subjects("UBKT Thị ủy Sao Mai", "Chi bộ và bí thư chi bộ: TT Văn hóa; Trường THPT Sao Mai") == [
        "Chi bộ TT Văn hóa",
        "of Chi bộ TT Văn hóa",
        "Chi bộ Trường THPT Sao Mai",
        "of Chi bộ Trường THPT Sao Mai",
    ]


def test_all_cells_of_a_ward_that_is_known() -> None:
    found = subjects("Đảng ủy phường Đông Thọ", "các chi bộ trực thuộc")
    assert len(found) == 10 and "p-dong-tho.cb-quan-su" in found


def same(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether two bodies' subjects meet when time and content are one."""
    return bool(
        all_meetings(
            (table := read((*first, "đất đai", "tháng 5"), (*second, "đất đai", "tháng 5"))).items, table.directory
        )
    )


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ("Đảng ủy xã Sơn Vĩ", "BTV Đảng bộ xã Sơn Vĩ", True),
        ("xã Sơn Vĩ", "Đảng uỷ xã Sơn Vĩ", True),
        ("Đảng ủy phường Đông Tiến", "Đảng ủy xã Đồng Tiến", False),
        ("Đảng ủy phường Đông Tiến", "Đảng ủy phường Đồng Tiến", False),
        ("Đảng ủy phường Đông Tiến", "dang uy phuong dong tien", True),
        ("Chi bộ TDP số 7 phường Sao Mai", "Chi bộ TDP 7 phường Sao Mai", True),
        ("Chi bộ TDP số 7 phường Sao Mai", "Chi bộ TDP 17 phường Sao Mai", False),
        ("Chi bộ Công an xã Sao Mai", "Chi bộ Công an xã Sao Hôm", False),
        ("Chi bộ Công an xã Sao Mai", "Bí thư Chi bộ Công an xã Sao Mai", True),
        ("Chi bộ Công an xã Sao Mai", "Đảng ủy xã Sao Mai", True),  # above and below, one content
        ("UBND xã Sao Mai", "Đảng ủy xã Sao Mai", True),
    ],
)
def test_units_that_the_directory_lacks(a: str, b: str, meet: bool) -> None:
    assert same((UBKT, a), (BAN, b)) is meet


def test_a_stranger_committees_cells_are_its_own() -> None:
    table = read(
        ("Đảng ủy phường Sao Mai", "Chi bộ Tổ dân phố 2", "đất đai", "tháng 5"),
        ("UBKT Đảng ủy phường Sao Mai", "Tổ dân phố 2; Chi bộ Tổ dân phố 2", "đất đai", "tháng 5"),
        ("Đảng ủy phường Sao Hôm", "Chi bộ Tổ dân phố 2", "đất đai", "tháng 5"),
        ("Đảng ủy phường Đông Thọ", "Chi bộ Tổ dân phố 2", "đất đai", "tháng 5"),
    )
    assert [(m.item.id, m.finding.other.id) for m in all_meetings(table.items, table.directory)] == [("1", "2")]


@pytest.mark.parametrize(
    ("time", "intervals"),
    [
        ("quý II", [quarter(2, YEAR)]),
        ("tháng 5/2026", [month(5, 2026)]),
        ("trước ngày 30/11", [Interval(date(YEAR, 1, 1), date(YEAR, 11, 30), Precision.YEAR)]),
        ("Quý III hoặc IV", [quarter(3, YEAR), quarter(4, YEAR)]),
        ("khi có điều kiện", []),
    ],
)
def test_times(time: str, intervals: list[Interval]) -> None:
    (item,) = read((UBKT, "Đảng ủy phường Đông Thọ", "đất đai", time)).items
    assert list(item.intervals) == intervals


def test_what_is_no_visit_of_its_own_is_left_out() -> None:
    row = (UBKT, "Đảng ủy phường Đông Thọ", "đất đai", "tháng 5")
    assert len(read(row).items) == 1
    assert read(row, form="tham gia giám sát (phối hợp)").items == ()
    assert read((UBKT, "Đảng ủy phường Đông Thọ", "đất đai", "Thường xuyên trong năm")).items == ()
    (desk,) = read(row, form="giám sát bằng văn bản").items
    assert desk.details.mode == "document"


def test_a_partner_in_the_bodys_column() -> None:
    rows = [
        ("UBKT Thành ủy phối hợp với Ban Tổ chức Thành ủy", "Đảng ủy phường Đông Thọ", "đất đai", "tháng 5"),
        ("Ban Tổ chức Thành ủy", "Đảng ủy phường Đông Thọ", "đất đai", "tháng 5"),
        ("Ban Dân vận Thành ủy", "Đảng ủy phường Đông Thọ", "đất đai", "tháng 5"),
    ]
    table = read(*rows)
    found = [(m.item.id, m.finding.other.id) for m in all_meetings(table.items, table.directory)]
    assert found == [("1", "3"), ("2", "3")]


def test_a_subject_is_below_the_nearest_higher_committee_that_goes_there() -> None:
    rows = [
        ("Bộ Chính trị", "Tỉnh ủy Sao Mai; Đảng ủy xã Sao Hôm", "đất đai", "tháng 5"),
        ("BTV Tỉnh ủy Sao Mai", "Đảng ủy xã Sao Hôm", "đất đai", "tháng 9"),
        ("Ban Tổ chức Trung ương", "Tỉnh ủy Sao Mai", "đất đai", "tháng 9"),
    ]
    table = read(*rows)
    found = {(m.item.id, m.finding.other.id): m.finding.kind.value for m in all_meetings(table.items, table.directory)}
    assert found == {("1", "2"): "T2", ("1", "3"): "T2", ("2", "3"): "T6"}


def test_a_long_table_is_read_in_a_moment() -> None:
    """Each name is looked up once, and only what can meet is compared."""
    rows = [(UBKT, f"Chi bộ Tổ dân phố {n % 40} phường Sao Mai", f"chuyên đề {n}", "tháng 5") for n in range(2000)]
    table = read(*rows)
    assert len(table.items) == 2000 and len(table.directory.units) < len(OFFICE.units) + 42


def test_alternatives_count_as_such() -> None:
    rows = [("quý II hoặc quý III", 2, True), ("tháng 3/tháng 4", 2, True), ("quý I; tháng 5", 2, False)]
    lines = [
        Line(n, "UBKT Thành ủy", "Giám sát", "Đảng ủy phường Đông Thọ", "Đất đai", r[0]) for n, r in enumerate(rows)
    ]
    items = read_lines(lines, OFFICE, year=2027, today=date(2026, 11, 16)).items
    assert [(len(item.intervals), item.either) for item in items] == [row[1:] for row in rows]
