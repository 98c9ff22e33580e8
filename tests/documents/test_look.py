"""The papers as LibreOffice shows them: pages, margins, one line for number and day, the rule as long as the motto.

With KTGS_PICTURES a folder gets the first pages as pictures.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from docx.shared import Mm

from documents.opinion import opinion_docx
from documents.programme import programme_docx
from documents.summary import summary_docx
from tests.documents.examples import COUNCIL, OPINION, OPINION_ROWS, SUMMARY, WARD, long
from tests.documents.office import converted, need, need_letters
from tests.documents.reading import opened

pytestmark = pytest.mark.office

# read now: during a test the settings of whoever runs it are gone (tests/conftest.py)
_PICTURES = os.environ.get("KTGS_PICTURES")
_POINT = 25.4 / 72
_MAKERS: dict[str, Callable[[], bytes]] = {
    "programme": lambda: programme_docx(WARD),
    "council": lambda: programme_docx(COUNCIL),
    "long": lambda: programme_docx(long(60)),
    "opinion": lambda: opinion_docx(OPINION),
    "long-opinion": lambda: opinion_docx(replace(OPINION, rows=OPINION_ROWS * 12)),
    "summary": lambda: summary_docx(SUMMARY),
    "long-summary": lambda: summary_docx(replace(SUMMARY, subjects=SUMMARY.subjects * 30)),
}


@dataclass(frozen=True)
class Word:
    """A word on a page, in millimetres from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    def line(self, *texts: str) -> list[Word]:
        """Words that follow one another, the first time they do."""
        for place in range(len(self.words)):
            found = self.words[place : place + len(texts)]
            if [word.text for word in found] == list(texts):
                return list(found)
        raise AssertionError(f"{texts} is not on the page")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    need("pdftoppm")
    need_letters()
    folder = tmp_path_factory.mktemp("printed")
    for name, make in _MAKERS.items():
        (folder / f"{name}.docx").write_bytes(make())
    return {path.stem: path for path in converted(folder, "pdf", "*.docx")}


def pages(path: Path) -> list[Page]:
    text = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True).stdout.decode()
    found = []
    for page in re.findall(r"<page (.*?)</page>", text, re.DOTALL):
        width, height = (float(value) * _POINT for value in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        words = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
        placed = tuple(Word(said, *(float(value) * _POINT for value in corners)) for *corners, said in words)
        found.append(Page(width, height, placed))
    return found


@pytest.mark.parametrize("name", _MAKERS)
def test_nothing_stands_beyond_the_margins(printed: dict[str, Path], name: str) -> None:
    for number, page in enumerate(pages(printed[name]), start=1):
        for word in page.words:
            assert word.left >= 29.5, (number, word)
            assert word.right <= page.width - 14.5, (number, word)
            assert word.bottom <= page.height - 19, (number, word)


@pytest.mark.parametrize("name", _MAKERS)
def test_page_numbers_stand_top_centre_from_page_two(printed: dict[str, Path], name: str) -> None:
    first, *others = pages(printed[name])
    assert not [word for word in first.words if word.bottom < 19]
    for number, page in enumerate(others, start=2):
        (above,) = [word for word in page.words if word.bottom < 19]
        middle = 30 + (page.width - 45) / 2
        assert above.text == str(number)
        assert (above.left + above.right) / 2 == pytest.approx(middle, abs=0.7)


@pytest.mark.parametrize("name", _MAKERS)
def test_every_letter_is_of_one_font(printed: dict[str, Path], name: str) -> None:
    table = subprocess.run(["pdffonts", str(printed[name])], check=True, capture_output=True).stdout.decode()
    fonts = [line.split()[0].split("+")[-1] for line in table.splitlines()[2:]]
    assert fonts
    assert all(font.startswith(("LiberationSerif", "TimesNewRoman")) for font in fonts), fonts


@pytest.mark.parametrize(("name", "number"), [("programme", "Số"), ("council", "Số:"), ("opinion", "Số")])
def test_number_and_day_stand_on_one_line(printed: dict[str, Path], name: str, number: str) -> None:
    page = pages(printed[name])[0]
    (left,), (right,) = page.line(number), page.line("ngày")
    assert left.bottom == pytest.approx(right.bottom, abs=0.5)
    assert left.right < right.left


@pytest.mark.parametrize(
    ("name", "motto"),
    [
        ("programme", ("ĐẢNG", "CỘNG", "SẢN", "VIỆT", "NAM")),
        ("council", ("Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc")),
        ("summary", ("ĐẢNG", "CỘNG", "SẢN", "VIỆT", "NAM")),
    ],
)
def test_the_rule_is_as_long_as_the_motto(printed: dict[str, Path], name: str, motto: tuple[str, ...]) -> None:
    words = pages(printed[name])[0].line(*motto)
    cell = opened(_MAKERS[name]()).tables[0].rows[0].cells[1]
    sides = cell.paragraphs[-1].paragraph_format
    assert cell.width is not None and sides.left_indent is not None and sides.right_indent is not None
    rule = (cell.width - sides.left_indent - sides.right_indent) / Mm(1)
    assert rule == pytest.approx(words[-1].right - words[0].left, abs=1)


def test_every_page_of_a_long_table_begins_with_its_head(printed: dict[str, Path]) -> None:
    found = pages(printed["long"])
    assert len(found) > 10
    for page in found[3:]:
        assert {"TT", "Mã", "Hình", "tượng"} <= {word.text for word in page.words if 20 <= word.top < 35}


@pytest.mark.parametrize("name", ["programme", "opinion", "summary"])
def test_pictures(printed: dict[str, Path], name: str, tmp_path: Path) -> None:
    folder = Path(_PICTURES) if _PICTURES else tmp_path
    target = folder / f"paper-{name}"
    command = ["pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png", str(printed[name]), str(target)]
    subprocess.run(command, check=True)
    assert 10_000 < target.with_suffix(".png").stat().st_size <= 200_000
