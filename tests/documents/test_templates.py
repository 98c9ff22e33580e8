"""Templates and phrases: ours are what the table of faces says, and an office may put its own in their place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt

from documents.check import check_templates
from documents.errors import TemplateError
from documents.look import Style
from documents.make_templates import FACES, make
from documents.phrases import _BLANK as BLANK
from documents.phrases import fill, phrases
from documents.programme import programme_docx
from documents.values import PaperFormat
from documents.wording import Phrases
from tests.documents.examples import WARD
from tests.documents.reading import lines, opened


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("format", PaperFormat)
def test_our_templates_are_those_of_the_table(format: PaperFormat) -> None:
    """After a change of the table: python -m documents.make_templates."""
    ours = (resources.files("documents") / "templates" / f"{format}.docx").read_bytes()
    assert parts(ours) == parts(make(format))
    assert set(FACES[format]) == set(Style)


def test_an_office_changes_letters_in_word(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(make(PaperFormat.PARTY)))
    body = document.styles[Style.BODY]
    body.font.size = Pt(15)
    document.core_properties.author = "somebody"
    document.save(str(tmp_path / "party.docx"))
    made = opened(programme_docx(WARD, tmp_path))
    assert made.styles[Style.BODY].font.size == Pt(15)
    assert made.core_properties.author == ""
    assert lines(made) == lines(opened(programme_docx(WARD)))  # the sample lines of the template are gone


def test_an_office_changes_a_phrase_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "phrases.toml").write_text('[programme]\ntitle = "KẾ HOẠCH"\ntype = "KH"\n', "utf-8")
    said = lines(opened(programme_docx(WARD, tmp_path)))
    assert said[7] == "KẾ HOẠCH"
    assert said[4] == "Số       -KH/UBKTĐU"
    assert "II. NỘI DUNG" in said


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[programme]\ntitel = "x"\n', "phrases.toml: programme.titel: Extra inputs are not permitted"),
        ("[programme]\ntitle = 5\n", "phrases.toml: programme.title: Input should be a valid string"),
        ("[programme\n", "phrases.toml: Expected ']' at the end of a table declaration (at line 1, column 11)"),
        ('[programme]\nabstract = "{yaer}"\n', "phrases.toml: no word for {yaer} in '{yaer}'"),
    ],
)
def test_a_wrong_phrase_is_refused_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "phrases.toml").write_text(text, "utf-8")
    with pytest.raises(TemplateError) as caught:
        programme_docx(WARD, tmp_path)
    assert str(caught.value) == complaint


def test_a_template_without_a_style_or_that_is_none_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "party.docx"))
    with pytest.raises(TemplateError, match=r"^party\.docx: no style 'KTGS Superior'$"):
        programme_docx(WARD, tmp_path)
    (tmp_path / "party.docx").write_bytes(b"PK no zip")
    with pytest.raises(TemplateError, match=r"^party\.docx: not a \.docx file$"):
        programme_docx(WARD, tmp_path)


def test_a_page_too_narrow_for_the_tables_is_refused(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(make(PaperFormat.PARTY)))
    document.sections[0].page_height = Mm(210)  # A4 across becomes a square
    document.save(str(tmp_path / "party.docx"))
    with pytest.raises(TemplateError, match=r"^page too narrow: its text needs 231 mm across$"):
        programme_docx(WARD, tmp_path)


def test_words_filled_in_are_not_read_again() -> None:
    assert fill("{a} {b}", a="{b}", b="{a}\n x") == "{b} {a} x"
    assert fill("[{a}]", a="     ") == "[     ]"
    assert phrases().programme.title == "CHƯƠNG TRÌNH"


def test_a_folder_of_templates_can_be_checked_beforehand(tmp_path: Path) -> None:
    check_templates(tmp_path)  # ours, all of them
    (tmp_path / "phrases.toml").write_text('[opinion]\nissue = "{boddy}"\n', "utf-8")
    with pytest.raises(TemplateError, match=r"^phrases\.toml: no word for \{boddy\}"):
        check_templates(tmp_path)


def test_every_phrase_with_a_blank_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check fills every phrase with a blank, so that a wrong one does not wait for the one paper that uses it.

    Each is given a mark of its own that is no blank, and is looked for among what was filled: one check for all."""
    marked: dict[str, str] = {}

    def mark(value: object, path: str) -> object:
        if isinstance(value, dict):
            return {key: mark(below, f"{path}.{key}") for key, below in value.items()}
        if isinstance(value, list | tuple):
            return [mark(below, f"{path}.{at}") for at, below in enumerate(value)]
        if not isinstance(value, str) or "{" not in value:
            return value
        marked[path] = f"{value}#{len(marked)}#"
        return marked[path]

    wording = Phrases.model_validate(mark(phrases().model_dump(), ""))
    filled = set()

    class Blank:
        """In the place of the pattern with which every phrase is filled."""

        def sub(self, word: Callable[[re.Match[str]], str], phrase: str) -> str:
            filled.add(phrase)
            return BLANK.sub(word, phrase)

    monkeypatch.setattr("documents.phrases._ours", lambda: wording)
    monkeypatch.setattr("documents.phrases._BLANK", Blank())
    check_templates(tmp_path)
    assert len(marked) > 40
    assert [path for path, phrase in marked.items() if phrase not in filled] == []
