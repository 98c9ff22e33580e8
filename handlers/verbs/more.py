""" "Other things to do" with a draft: the short menu behind its card."""

from __future__ import annotations

from handlers.appraisal.items import look
from handlers.appraise import case_of
from handlers.dialog.chat import Action, Choice, Say
from handlers.entry import Args
from handlers.texts import appraise as appraise_texts
from handlers.texts import verbs as texts
from handlers.turn import Turn


async def more(turn: Turn, args: Args, text: str | None) -> None:
    case = await case_of(turn, args)
    if case is None:
        return
    version = case.version
    here = {"version": version.id, "step": version.step}
    rows = (
        (
            Choice(texts.TRANSFER, Action("transfer.ask", here)),
            Choice(texts.SECOND, Action("second.ask", here)),
        ),
        (
            Choice(texts.COPY, Action("copy.ask", {"version": version.id})),
            Choice(appraise_texts.TO_CARD, Action("appraise.card", {"version": version.id})),
        ),
    )
    await look(turn, version, Say(texts.more(case.body.name, version.number), rows, lasting=True))


ACTIONS = {"verbs.more": more}
