"""Reads `parse_mode=HTML` as Telegram does, with its error texts and its byte offsets."""

import re
from typing import NamedTuple

from sandbox.date_time import leading_number, normal_format
from sandbox.entities import LINK, PLAIN_TAGS, Entity, FormattedText, units

KNOWN_TAGS = {*PLAIN_TAGS, "a", "span", "pre", "blockquote", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(?P<dec>[0-9]{1,9})|#x(?P<hex>[0-9a-fA-F]{1,8})|(?P<name>[a-z]+));?")
SPACE = " \t\r\n\v\0"


class MarkupError(ValueError):
    """The text cannot be parsed; the message is Telegram's."""


class _Open(NamedTuple):
    tag: str
    attributes: dict[str, str]
    offset: int  # in UTF-16 units
    piece: int  # how many pieces of plain text came before


def decoded(text: str) -> str:
    """With character references replaced; unknown ones stay as they are, as on the platform."""

    def character(match: re.Match[str]) -> str:
        if match["name"]:
            return NAMED.get(match["name"], match[0])
        code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]

    return REFERENCE.sub(character, text)


class HtmlReader:
    """One pass over one text."""

    def __init__(self, source: str, with_time: bool) -> None:
        self._source = source
        self._tags = KNOWN_TAGS if with_time else KNOWN_TAGS - {"tg-time"}
        self._position = 0
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> FormattedText:
        """The plain text and its entities; raises MarkupError."""
        while self._position < len(self._source):
            begin = self._source.find("<", self._position)
            if begin < 0:
                begin = len(self._source)
            self._add(decoded(self._source[self._position : begin]))
            self._position = begin
            if self._at(begin) == "<":
                self._end_tag(begin) if self._at(begin + 1) == "/" else self._start_tag(begin)
        if self._open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return FormattedText("".join(self._pieces), self._entities)

    def _at(self, position: int) -> str:
        # NUL past the end, as in the C++ original: it counts as white space and stops every loop
        return self._source[position] if position < len(self._source) else "\0"

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._offset += units(text)

    def _word(self, stop: str) -> str:
        begin = self._position
        while self._at(self._position) not in SPACE + stop:
            self._position += 1
        return self._source[begin : self._position]

    def _skip_space(self) -> None:
        while self._position < len(self._source) and self._at(self._position) in SPACE:
            self._position += 1

    def _start_tag(self, begin: int) -> None:
        self._position = begin + 1
        tag = self._word(">").lower()
        if self._position >= len(self._source):
            raise MarkupError(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag not in self._tags:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        attributes: dict[str, str] = {}
        self._skip_space()
        while self._at(self._position) != ">":
            name, where = self._word("=>/\"'"), self._bytes(begin)
            if not name:
                raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self._skip_space()
            has_value = self._at(self._position) == "="
            attributes[name] = self._attribute_value(begin) if has_value else ""
            if self._position >= len(self._source):
                name_of_tag = "" if has_value else f' "{tag}"'
                raise MarkupError(f"Unclosed start tag{name_of_tag} at byte offset {where}")
            self._skip_space()
        self._position += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            where = self._bytes(begin)
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self._open.append(_Open(tag, attributes, self._offset, len(self._pieces)))

    def _attribute_value(self, tag_begin: int) -> str:
        self._position += 1
        self._skip_space()
        quote = self._at(self._position)
        if quote in "'\"":
            end = self._source.find(quote, self._position + 1)
            if end < 0:
                raise MarkupError(f"Unclosed start tag at byte offset {self._bytes(tag_begin)}")
            value = self._source[self._position + 1 : end]
            self._position = end + 1
            return decoded(value)
        begin = self._position
        while self._at(self._position).isascii() and (
            self._at(self._position).isalnum() or self._at(self._position) in ".-"
        ):
            self._position += 1
        if self._at(self._position) not in SPACE + ">":
            raise MarkupError(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
        return self._source[begin : self._position].lower()

    def _end_tag(self, begin: int) -> None:
        where = self._bytes(begin)
        if not self._open:
            raise MarkupError(f"Unexpected end tag at byte offset {where}")
        self._position = begin + 2
        name = self._word(">")
        self._skip_space()
        if self._at(self._position) != ">":
            raise MarkupError(f"Unclosed end tag at byte offset {where}")
        self._position += 1
        opened = self._open.pop()
        if name and name != opened.tag:
            raise MarkupError(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        place = {"offset": opened.offset, "length": self._offset - opened.offset}
        attributes, tag = opened.attributes, opened.tag
        if tag == "a":
            url = attributes.get("href") or "".join(self._pieces[opened.piece :])
            if LINK.match(url):  # Telegram drops a link it cannot read, and keeps the text
                self._entities.append(place | {"type": "text_link", "url": url})
        elif tag == "pre":
            self._entities.append(place | {"type": "pre"})
        elif tag == "blockquote":
            kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
            self._entities.append(place | {"type": kind})
        elif tag == "tg-time":
            style = normal_format(attributes.get("format", ""))
            if style is None:
                raise MarkupError("Invalid date format used")
            if (unix := leading_number(attributes.get("unix", ""))) > 0:  # without a moment only the text is kept
                self._entities.append(place | {"type": "date_time", "unix_time": unix, "date_time_format": style})
        elif tag == "tg-emoji":
            number = attributes.get("emoji-id", "")
            self._entities.append(place | {"type": "custom_emoji", "custom_emoji_id": number})
        else:
            self._entities.append(place | {"type": PLAIN_TAGS.get(tag, "spoiler")})


def read_html(source: str, *, with_time: bool = True) -> FormattedText:
    """Parse a text sent with `parse_mode=HTML`; a server before Bot API 9.5 is one without time."""
    return HtmlReader(source, with_time).read()
