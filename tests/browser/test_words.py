"""The page's labels: both languages have every one, none is missing, none is left over."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
ROW = re.compile(r'^  "([\w.-]+)": \["((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\],$', re.MULTILINE)


def rows() -> dict[str, tuple[str, str]]:
    return {key: (vi, en) for key, vi, en in ROW.findall((PAGE / "words.js").read_text("utf-8"))}


def sources() -> str:
    files = [path for path in PAGE.iterdir() if path.suffix in {".js", ".html"} and path.name != "words.js"]
    text = "\n".join(path.read_text("utf-8") for path in files)
    return re.sub(r"^const PLACES.*$", "", text, flags=re.MULTILINE)  # names of attributes, not of labels


def test_every_label_has_both_languages() -> None:
    found = rows()
    text = (PAGE / "words.js").read_text("utf-8")
    assert len(found) == len(re.findall(r'^  "', text, re.MULTILINE)) > 100  # the pattern above has missed none
    for key, (vi, en) in found.items():
        assert vi.strip(), key
        assert en.strip(), key
        assert sorted(re.findall(r"\{\w+\}", vi)) == sorted(re.findall(r"\{\w+\}", en)), key
        assert "!" not in vi + en, key
        assert "—" not in vi + en, key


def named() -> set[str]:
    """Keys as they stand in code and page; ${…} stands for any word."""
    text = sources()
    plain = set(re.findall(r"""\bt\(\s*["`]([^"`]+)["`]""", text))
    plain |= set(re.findall(r"""data-t(?:-label|-placeholder|-title)?"?[=:]\s*["`]([^"`]+)["`]""", text))
    return plain


def test_no_label_is_missing_and_none_left_over() -> None:
    keys, text = set(rows()), sources()
    for name in named():
        pattern = re.compile(re.sub(r"\\\$\\\{.*?\\\}", r"[\\w]+", re.escape(name)))
        assert any(pattern.fullmatch(key) for key in keys), f"no label {name}"
    dynamic = [re.sub(r"\\\$\\\{.*?\\\}", r"[\\w]+", re.escape(name)) for name in named() if "${" in name]
    for key in keys:
        used = f'"{key}"' in text or any(re.fullmatch(pattern, key) for pattern in dynamic)
        assert used, f"nobody uses {key}"
