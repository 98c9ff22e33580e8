"""Looking names up within one text: each once, up to a limit, so that no text takes long."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from planning.names.find import Doubt
from planning.names.mention import Kind, Mention, read_mention, tidy
from planning.organisation import Directory

_MOST_LOOKS = 600
_MOST_DOUBTS = 6  # doubtful names that are looked at again for slips
_MOST_RANKED = 2  # of these with candidates; the person is asked one by one anyway


@dataclass
class Look:
    """Looks names up, each text once, up to a limit."""

    directory: Directory
    today: date
    near: str | None
    known: dict[str, Mention] = field(default_factory=dict)
    seen: dict[str, Mention] = field(default_factory=dict)

    def up(self, text: str) -> Mention:
        """What is called exactly so; nothing similar."""
        text = tidy(text)
        if text not in self.known:
            if len(self.known) >= _MOST_LOOKS:
                return Mention(text, Kind.UNIT, None, None, (), Doubt.UNKNOWN)
            first = not self.known  # the whole text, which holds whatever person its parts name
            self.known[text] = read_mention(
                self.directory, text, today=self.today, near=self.near, slips=False, limit=0, persons=first
            )
        return self.known[text]

    def closer(self, mention: Mention) -> Mention:
        """A doubtful mention looked at again: its slips mended, and the first of a text with its candidates."""
        if mention.certain or mention.kind is Kind.PERSON or mention.doubt is Doubt.UNFIT:
            return mention
        text = mention.text
        if text not in self.seen and len(self.seen) < _MOST_DOUBTS:
            limit = 0 if len(self.seen) >= _MOST_RANKED else 6
            self.seen[text] = read_mention(
                self.directory, text, today=self.today, near=self.near, limit=limit, persons=False
            )
        return self.seen.get(text, mention)
