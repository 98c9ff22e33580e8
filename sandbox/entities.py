"""Formatted text: Telegram's HTML, and what clients recognise by themselves. Offsets count UTF-16 units."""

import html
import re
from typing import Any, NamedTuple

Entity = dict[str, Any]

# tag -> entity type; the tags not listed here carry an attribute and are told apart in `_entity`
PLAIN_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code",
}  # fmt: skip
OUTPUT_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
URL = re.compile(r"(?<![\w/@.])(?:https?://|t\.me/)[^\s<>\"]*[^\s<>\".,;:!?()\[\]{}'”»…]", re.IGNORECASE)
LINK = re.compile(r"(?:https?|tg|mailto|tel):\S+$", re.IGNORECASE)


class FormattedText(NamedTuple):
    """Plain text with its entities."""

    text: str
    entities: list[Entity]


def units(text: str) -> int:
    """Length in UTF-16 units, the platform's measure."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sliced(text: str, begin: int, end: int) -> str:
    """A part of the text by UTF-16 offsets."""
    return text.encode("utf-16-le", "surrogatepass")[2 * begin : 2 * end].decode("utf-16-le", "replace")


def trimmed(formatted: FormattedText) -> FormattedText:
    """Without white space at both ends, as the platform stores it; entities move along."""
    text = formatted.text.strip()
    shift = units(formatted.text) - units(formatted.text.lstrip())
    total = units(text)
    entities = []
    for entity in formatted.entities:
        begin = max(0, entity["offset"] - shift)
        end = min(total, entity["offset"] + entity["length"] - shift)
        if begin < end:
            entities.append(entity | {"offset": begin, "length": end - begin})
    return FormattedText(text, entities)


def recognised(formatted: FormattedText) -> FormattedText:
    """With the commands and links that clients make of plain text (the other kinds are not needed here)."""
    text, found = formatted.text, list(formatted.entities)
    for kind, pattern in (("url", URL), ("bot_command", COMMAND)):
        for match in pattern.finditer(text):
            offset, length = units(text[: match.start()]), units(match.group())
            if not any(_taken(entity, offset, length) for entity in found):
                found.append({"type": kind, "offset": offset, "length": length})
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, found)


def _taken(entity: Entity, offset: int, length: int) -> bool:
    overlaps = bool(entity["offset"] < offset + length and offset < entity["offset"] + entity["length"])
    return overlaps and entity["type"] in {"url", "text_link", "code", "pre", "bot_command"}


def to_html(text: str, entities: list[Entity]) -> str:
    """The text written back in Telegram's HTML; what clients recognise by themselves stays plain."""
    openings: dict[int, list[str]] = {}
    closings: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        if entity["type"] == "text_link":
            opening, tag = f'<a href="{html.escape(entity["url"])}">', "a"
        elif entity["type"] == "date_time":
            style = f' format="{entity["date_time_format"]}"' if entity["date_time_format"] else ""
            opening, tag = f'<tg-time unix="{entity["unix_time"]}"{style}>', "tg-time"
        elif tag := OUTPUT_TAGS.get(entity["type"], ""):
            opening = f"<{tag} expandable>" if entity["type"].startswith("expandable") else f"<{tag}>"
        else:
            continue
        openings.setdefault(entity["offset"], []).append(opening)
        closings.setdefault(entity["offset"] + entity["length"], []).insert(0, f"</{tag}>")
    pieces, position = [], 0
    for character in text:
        pieces += closings.get(position, []) + openings.get(position, [])
        pieces.append(html.escape(character, quote=False))
        position += units(character)
    return "".join(pieces + closings.get(position, []))
