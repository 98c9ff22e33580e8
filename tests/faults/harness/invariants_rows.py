"""Rows that there must never be, as a query for each kind of them: meaning -> query."""

from __future__ import annotations

# r: a row about a version. The body it is about, and whether somebody was of its unit then.
_BODY = (
    "join versions v on v.id = r.version_id join programmes p on p.id = v.programme_id "
    "join bodies b on b.id = p.body_id"
)
_OF_UNIT = (
    "exists (select 1 from memberships m where m.unit_id = b.unit_id and m.person_id in (r.person_id, {other}) "
    "and m.since <= r.{at} and (m.until is null or m.until > r.{at}))"
)
_SEATED = (  # time stands still between steps: what ends at the moment of a decision may have ended after it
    "exists (select 1 from memberships m where m.person_id = {who} and m.role = {seat} "
    "and m.since <= r.{at} and (m.until is null or m.until >= r.{at}))"
)
_SUBSTITUTES = (
    "exists (select 1 from substitutions s where s.principal_id = {principal} and s.substitute_id = r.person_id "
    "and s.role = {seat} and date(r.{at}, '+7 hours') between s.starts_on and s.ends_on "
    "and s.named_at <= r.{at} and (s.ended_at is null or s.ended_at >= r.{at}))"
)
# the seat of a step, as the office's tracks have it
_SEAT = (
    "(select t.seat from track_steps t "
    "where t.campaign_id = p.campaign_id and t.track = b.track and t.position = r.step)"
)


def _once(rows: str, about: str, *actions: str) -> str:
    """Things that have not just one audit row of these actions. `rows`: a query with `id`, the thing, and `n`, how many
    rows it should have; `about`: what the audit calls it."""
    named = ", ".join(f"'{action}'" for action in actions)
    return (
        f"select x.id from ({rows}) x where x.n <> (select count(*) from audit a "
        f"where a.object = '{about}:' || x.id and a.action in ({named}))"
    )


def _of_versions(table: str, where: str = "1") -> str:
    return f"select v.id, (select count(*) from {table} r where r.version_id = v.id and {where}) as n from versions v"


_STATES = {
    "decided twice": "select 1 from decisions where undone_at is null group by version_id, step having count(*) > 1",
    "two live drafts": "select 1 from versions where state = 'submitted' group by programme_id having count(*) > 1",
    "a live draft of a programme that is not being appraised": (
        "select 1 from versions v join programmes p on p.id = v.programme_id where v.state = 'submitted' "
        "and p.state <> 'submitted'"
    ),
    "appraised, but no live draft": (
        "select 1 from programmes p where p.state = 'submitted' and not exists "
        "(select 1 from versions v where v.programme_id = p.id and v.state = 'submitted')"
    ),
    "agreed, but its newest version is not": (
        "select 1 from programmes p where p.state = 'agreed' and p.version > 0 and not exists "
        "(select 1 from versions v where v.programme_id = p.id and v.number = p.version and v.state = 'agreed')"
    ),
    "agreed without a decision that stands": (
        "select 1 from versions v where v.state = 'agreed' and not exists (select 1 from decisions d "
        "where d.version_id = v.id and d.step = v.step and d.verb = 'agree' and d.undone_at is null)"
    ),
    "two open amendments": ("select 1 from amendments where state = 'open' group by programme_id having count(*) > 1"),
    "an open amendment of what is not in force": (
        "select 1 from amendments a join programmes p on p.id = a.programme_id where a.state = 'open' "
        "and (p.in_force_id is not a.base_id or p.state = 'promulgated')"
    ),
    "amended without an amendment": (
        "select 1 from programmes p where p.in_force_id is not null and p.state <> 'promulgated' and not exists "
        "(select 1 from amendments a where a.programme_id = p.id and a.state = 'open')"
    ),
    "promulgated without a final opinion on an agreed version": (
        "select 1 from programmes p where (p.state = 'promulgated' or p.in_force_id is not null) and not exists "
        "(select 1 from versions v join promulgations i on i.version_id = v.id join opinions o on o.version_id = v.id "
        "where v.id = p.in_force_id and v.state = 'agreed' and i.number <> '' and o.voided_at is null "
        "and o.number <> '' and o.signed_on is not null and i.issued_on >= o.signed_on)"
    ),
    "an opinion on what is not agreed": (
        "select 1 from opinions o join versions v on v.id = o.version_id where o.voided_at is null "
        "and v.state <> 'agreed'"
    ),
    "a number without a day, or a day without a number": (
        "select 1 from opinions where (number = '') <> (signed_on is null) or (number = '') <> (recorded_at is null)"
    ),
    "dealt with alone by somebody who could not decide, or after the decision": (
        "select 1 from versions v join programmes p on p.id = v.programme_id join bodies b on b.id = p.body_id "
        "where v.handler_id is not null and (v.state <> 'submitted' or not exists (select 1 from memberships m "
        "where m.person_id = v.handler_id and m.until is null and m.role in ('reviewer', 'standing')) or exists "
        "(select 1 from memberships m where m.person_id = v.handler_id and m.until is null and m.unit_id = b.unit_id))"
    ),
    "an outcome of what was not sent": (
        "select 1 from item_outcomes o join versions v on v.id = o.version_id where not exists "
        "(select 1 from json_each(v.content) c where json_extract(c.value, '$.id') = o.inspection_id)"
    ),
    "a second opinion that is answered and open": (
        "select 1 from second_opinions where (state = 'answered') <> (answered_at is not null)"
    ),
    "reminded by hand too often": (
        "select 1 from hand_reminders h, campaigns c group by h.object, h.person_id, h.day "
        "having count(*) > max(c.hand_reminders)"
    ),
    "a message that never left": "select 1 from outbox where state in ('waiting', 'sending')",
    "an update that was not handled": "select 1 from inbox where state <> 'done'",
    "two are open": "select 1 from entries where state = 'open' group by person_id, form having count(*) > 1",
}

_RIGHTS = {
    "decided on a draft of one's own": (
        f"select 1 from decisions r {_BODY} where {_OF_UNIT.format(other='r.for_id', at='decided_at')}"
    ),
    "said yes to a draft of one's own": (
        f"select 1 from votes r {_BODY} where {_OF_UNIT.format(other='r.holder_id', at='voted_at')}"
    ),
    "ruled on a draft of one's own": (
        f"select 1 from item_outcomes r {_BODY} where {_OF_UNIT.format(other='null', at='changed_at')}"
    ),
    "decided without the seat": (
        "select 1 from decisions r where not "
        + _SEATED.format(who="coalesce(r.for_id, r.person_id)", seat="r.seat", at="decided_at")
    ),
    "said yes without the seat": (
        f"select 1 from votes r {_BODY} where not " + _SEATED.format(who="r.holder_id", seat=_SEAT, at="voted_at")
    ),
    "decided for somebody on another day": (
        "select 1 from decisions r where r.for_id is not null and not "
        + _SUBSTITUTES.format(principal="r.for_id", seat="r.seat", at="decided_at")
    ),
    "said yes for somebody on another day": (
        f"select 1 from votes r {_BODY} where r.holder_id <> r.person_id and not "
        + _SUBSTITUTES.format(principal="r.holder_id", seat=_SEAT, at="voted_at")
    ),
    "decided after having been removed": (
        "select 1 from decisions d join people g on g.id in (d.person_id, d.for_id) where g.removed_at < d.decided_at"
    ),
    "taken back too late": (
        "select 1 from decisions where julianday(undone_at) - julianday(decided_at) > 10.0 / 24 / 60 + 0.00001"
    ),
    "taken back by somebody else": "select 1 from decisions where undone_by <> person_id",
    "taken back after the opinion was made": (
        "select 1 from decisions d join opinions o on o.version_id = d.version_id and o.made_at >= d.decided_at "
        "where o.made_at < d.undone_at and (o.voided_at is null or o.voided_at > d.undone_at)"
    ),
}

_TOLD = {
    "submitted without just one audit row": _once("select id, 1 as n from versions", "version", "version.submitted"),
    "withdrawn without just one audit row": _once(
        "select id, state = 'withdrawn' as n from versions", "version", "version.withdrawn"
    ),
    "voided without just one audit row": _once(
        "select id, state = 'voided' as n from versions", "version", "version.voided"
    ),
    "decisions and audit rows differ": _once(
        _of_versions("decisions"), "version", "version.agree", "version.return", "version.forward"
    ),
    "taken back without just one audit row": _once(
        _of_versions("decisions", "r.undone_at is not null"), "version", "version.undone"
    ),
    "said yes without just one audit row": _once(_of_versions("votes"), "version", "version.voted"),
    "handed over without just one audit row": _once(_of_versions("transfers"), "version", "version.transferred"),
    "copied without just one audit row": _once(_of_versions("copies"), "version", "version.copied"),
    "asked without just one audit row": _once(_of_versions("second_opinions"), "version", "second_opinion.asked"),
    "answered without just one audit row": _once(
        _of_versions("second_opinions", "r.state = 'answered'"), "version", "second_opinion.given"
    ),
    "an opinion without just one audit row": _once(_of_versions("opinions"), "version", "opinion.made"),
    "a number without just one audit row": _once(
        _of_versions("opinions", "r.number <> ''"), "version", "opinion.recorded"
    ),
    "promulgated without just one audit row": _once(_of_versions("promulgations"), "version", "programme.promulgated"),
    "an amendment without just one audit row": _once(
        "select v.id, (select count(*) from amendments a where a.base_id = v.id) as n from versions v",
        "version",
        "amendment.opened",
    ),
    "an amendment given up without just one audit row": _once(
        "select v.id, (select count(*) from amendments a where a.base_id = v.id and a.state = 'discarded') as n "
        "from versions v",
        "version",
        "amendment.discarded",
    ),
    "a substitute without just one audit row": _once(
        "select p.id, (select count(*) from substitutions s where s.principal_id = p.id) as n from people p",
        "person",
        "substitute.named",
    ),
    "a substitution ended without just one audit row": _once(
        "select p.id, (select count(*) from substitutions s where s.principal_id = p.id and s.ended_at is not null) "
        "as n from people p",
        "person",
        "substitute.ended",
    ),
    "a proposal without just one audit row": _once("select id, 1 as n from joint_proposals", "joint", "joint.proposed"),
    "a team without just one audit row": _once(
        "select id, n from (select id, state, state = 'accepted' as n from joint_proposals) where state <> 'lapsed'",
        "joint",
        "joint.accepted",
    ),
    "a proposal that ended without just one audit row": _once(
        "select id, state not in ('proposed', 'accepted') as n from joint_proposals",
        "joint",
        *("joint.declined", "joint.countered", "joint.withdrawn", "joint.lapsed"),
    ),
    "saved without just one audit row": _once(
        "select id, created_by is not null as n from inspections", "inspection", "inspection.added"
    ),
    "an outcome without an audit row": (
        "select 1 from item_outcomes o where not exists (select 1 from audit a where a.action = 'item.ruled' "
        "and a.object = 'version:' || o.version_id)"
    ),
    "an answer to a remark without an audit row": (
        "select 1 from remark_answers r where not exists (select 1 from audit a where a.action = 'remark.answered' "
        "and a.object = 'version:' || r.version_id)"
    ),
    "removed without an audit row": (
        "select 1 from people p where p.removed_at is not null and not exists (select 1 from audit a "
        "where a.object = 'person:' || p.id and a.action = 'person.removed' and a.at = p.removed_at)"
    ),
}

NEVER = {**_STATES, **_RIGHTS, **_TOLD}
