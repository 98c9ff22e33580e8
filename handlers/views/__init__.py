"""The whole campaign at a glance, for those who appraise and for the standing committee; they see everything."""

from handlers.views import calendar, coverage, matrix, moves, subjects

ACTIONS = {
    **subjects.ACTIONS,
    **matrix.ACTIONS,
    **calendar.ACTIONS,
    **moves.ACTIONS,
    **coverage.ACTIONS,
}
