"""Which choice of the open question a typed text names."""

from __future__ import annotations

from handlers.dialog.chat import Capabilities, Say
from planning.text import fold


def choice_named(say: Say, text: str, capabilities: Capabilities) -> int | None:
    """The number (from 0) of the choice whose label was typed, with or without accents.

    Where choices are shown as buttons a bare number is content ("3" may be a month), never a choice.
    """
    choices = say.choices
    wanted = fold(text).strip()
    if len(choices) > capabilities.buttons and wanted.isdecimal() and len(wanted) <= 3:
        number = int(wanted) - 1
        return number if 0 <= number < len(choices) else None
    matching = [number for number, choice in enumerate(choices) if fold(choice.label).strip() == wanted]
    return matching[0] if len(matching) == 1 else None
