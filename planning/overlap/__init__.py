"""Overlaps between planned inspections: which, why, how bad, how certain, and the ways out.

`pairs` compares two, `counts` counts (too many, too few, one leader twice), `ways_out` proposes, `discretion` says what
may be told to whom, `teams` knows joint teams, `news` what has changed, `views` and `replan` look at a whole campaign.
Contents are compared by a lexicon as it holds on a day: whoever has an office passes its own.
"""

from planning.overlap.counts import (
    Limits,
    Overload,
    Span,
    TooFew,
    TooMany,
    below_least,
    must_be_visited,
    overloads,
    too_few,
    too_many,
    visits_of_year,
)
from planning.overlap.discretion import Discretion, Part, Told, hidden_subjects, told
from planning.overlap.findings import ORDER, Finding, OverlapKind, Severity
from planning.overlap.levels import Level, body_level, is_superior, level_of
from planning.overlap.met import Met, met_at
from planning.overlap.news import Known, News, cannot_wait, key_of, news_of
from planning.overlap.pairs import YEARS_BACK, compare, content_of, find_overlaps, shared_content
from planning.overlap.replan import Move, moved, replan, replanned
from planning.overlap.teams import (
    JointState,
    Team,
    agreed_team,
    joined,
    may_lead,
    may_propose,
    names_body,
    takes_in,
    with_lead,
    with_partner,
    without,
)
from planning.overlap.ties import Around, Tie, ties_of
from planning.overlap.views import Matrix, Meeting, MonthOf, SubjectOverlaps, all_meetings, by_subject, calendar, matrix
from planning.overlap.ways_out import (
    FREE_TIMES,
    JointTeam,
    Times,
    alike,
    free_times,
    joint_team,
    joint_teams,
    other_subjects,
    usable_result,
)

__all__ = [
    "FREE_TIMES",
    "ORDER",
    "YEARS_BACK",
    "Around",
    "Discretion",
    "Finding",
    "JointState",
    "JointTeam",
    "Known",
    "Level",
    "Limits",
    "Matrix",
    "Meeting",
    "Met",
    "MonthOf",
    "Move",
    "News",
    "OverlapKind",
    "Overload",
    "Part",
    "Severity",
    "Span",
    "SubjectOverlaps",
    "Team",
    "Tie",
    "Times",
    "Told",
    "TooFew",
    "TooMany",
    "agreed_team",
    "alike",
    "all_meetings",
    "below_least",
    "body_level",
    "by_subject",
    "calendar",
    "cannot_wait",
    "compare",
    "content_of",
    "find_overlaps",
    "free_times",
    "hidden_subjects",
    "is_superior",
    "joined",
    "joint_team",
    "joint_teams",
    "key_of",
    "level_of",
    "matrix",
    "may_lead",
    "may_propose",
    "met_at",
    "moved",
    "must_be_visited",
    "names_body",
    "news_of",
    "other_subjects",
    "overloads",
    "replan",
    "replanned",
    "shared_content",
    "takes_in",
    "ties_of",
    "told",
    "too_few",
    "too_many",
    "usable_result",
    "visits_of_year",
    "with_lead",
    "with_partner",
    "without",
]
