"""The buttons under a message, from what the outbox holds."""

from __future__ import annotations

from typing import Any

from bot.channels.telegram.features import Feature

STYLES = {"good": "success", "bad": "danger"}


def uses(payload: dict[str, Any]) -> set[Feature]:
    """What the buttons would need of the server."""
    found = {Feature.SEAL} if payload.get("seal") else set()
    if any(choice["style"] for row in payload.get("rows", ()) for choice in row):
        found.add(Feature.STYLE)
    return found


def keyboard(payload: dict[str, Any], features: set[Feature]) -> dict[str, Any] | None:
    """An InlineKeyboardMarkup. Buttons carry only the opaque id of the question and the number of the choice."""
    rows: list[list[dict[str, Any]]] = []
    if payload.get("seal") and Feature.SEAL in features:
        rows.append([{"text": payload["seal"], "disabled": {}}])
    number = 0
    for row in payload.get("rows", ()) if payload.get("question") else ():
        buttons = []
        for choice in row:
            button = {"text": choice["label"], "callback_data": f"{payload['question']}:{number}"}
            if Feature.STYLE in features and choice["style"] in STYLES:
                button["style"] = STYLES[choice["style"]]
            buttons.append(button)
            number += 1
        rows.append(buttons)
    return {"inline_keyboard": rows} if rows else None
