"""Every use case by its name, and running one."""

from __future__ import annotations

from handlers import (
    admin,
    admin_names,
    amend,
    appraise,
    audit_view,
    board,
    coverage,
    deciding,
    entry,
    group,
    history,
    joint,
    joint_answer,
    joint_waiting,
    menu,
    my_programme,
    opinion,
    papers,
    promulgate,
    quick,
    reach,
    register,
    remark_list,
    submit,
    suggestions,
    summary,
    superior,
    topics_admin,
    views,
    voiding,
)
from handlers.appraisal import items, outcome, undo, voting
from handlers.dialog.chat import Action
from handlers.entry import Args
from handlers.texts import common
from handlers.turn import Turn
from handlers.verbs import changes, copy, many, more, nudge, second, substitute, transfer

ACTIONS = {
    **menu.ACTIONS,
    **entry.ACTIONS,
    **register.ACTIONS,
    **my_programme.ACTIONS,
    **remark_list.ACTIONS,
    **submit.ACTIONS,
    **appraise.ACTIONS,
    **items.ACTIONS,
    **outcome.ACTIONS,
    **deciding.ACTIONS,
    **voting.ACTIONS,
    **undo.ACTIONS,
    **board.ACTIONS,
    **admin.ACTIONS,
    **admin_names.ACTIONS,
    **audit_view.ACTIONS,
    **topics_admin.ACTIONS,
    **group.ACTIONS,
    **reach.ACTIONS,
    **papers.ACTIONS,
    **quick.ACTIONS,
    **joint.ACTIONS,
    **joint_answer.ACTIONS,
    **joint_waiting.ACTIONS,
    **views.ACTIONS,
    **suggestions.ACTIONS,
    **coverage.ACTIONS,
    **superior.ACTIONS,
    **more.ACTIONS,
    **transfer.ACTIONS,
    **second.ACTIONS,
    **copy.ACTIONS,
    **substitute.ACTIONS,
    **changes.ACTIONS,
    **nudge.ACTIONS,
    **many.ACTIONS,
    **voiding.ACTIONS,
    **opinion.ACTIONS,
    **promulgate.ACTIONS,
    **amend.ACTIONS,
    **summary.ACTIONS,
    **history.ACTIONS,
}


async def act(turn: Turn, action: Action, text: str | None) -> None:
    """Run a use case; one that a newer release no longer has leads back to the menu."""
    handler = ACTIONS.get(action.name)
    if handler is None:
        await menu.show(turn, {}, None, note=common.late_press_nothing_open())
        return
    args: Args = dict(action.args)
    await handler(turn, args, text)
