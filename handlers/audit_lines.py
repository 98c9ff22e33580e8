"""Rows of the audit as sentences: for administrators in chat, and for the panel of the demo page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.texts import acts as texts
from planning.programme import Role, Verb

Line = tuple[str, str]  # kind, words
# action, detail, and where the row is about one: person (principal: in whose stead), body, version, code, unit
Row = dict[str, Any]

STORED: dict[str, Callable[[Row, dict[str, Any]], str]] = {
    "inspection.added": lambda row, detail: texts.added(row["code"], row["person"]),
    "inspection.changed": lambda row, detail: texts.changed(row["code"], row["person"]),
    "inspection.dropped": lambda row, detail: texts.dropped(row["code"], row["person"]),
    "version.submitted": lambda row, detail: texts.submitted(row["person"], row["version"], row["body"]),
    "version.withdrawn": lambda row, detail: texts.withdrawn(row["person"], row["version"], row["body"]),
    "joint.proposed": lambda row, detail: texts.joint_proposed(row["person"]),
    "joint.accepted": lambda row, detail: texts.joint_accepted(row["person"]),
    "joint.declined": lambda row, detail: texts.joint_declined(row["person"]),
    "joint.countered": lambda row, detail: texts.joint_countered(row["person"]),
    "joint.withdrawn": lambda row, detail: texts.joint_withdrawn(row["person"]),
    "joint.lapsed": lambda row, detail: texts.joint_lapsed(),
    "version.transferred": lambda row, detail: texts.transferred(row["person"], row["version"], row["body"]),
    "version.given_back": lambda row, detail: texts.given_back(row["person"], row["version"], row["body"]),
    "version.copied": lambda row, detail: texts.copied(row["person"], row["version"], row["body"]),
    "second_opinion.asked": lambda row, detail: texts.opinion_asked(row["person"], row["version"], row["body"]),
    "second_opinion.given": lambda row, detail: texts.opinion_given(row["person"], row["version"], row["body"]),
    "substitute.named": lambda row, detail: texts.substitute_named(row["person"]),
    "substitute.ended": lambda row, detail: texts.substitute_ended(row["person"]),
    "reminder.by_hand": lambda row, detail: texts.reminded_by_hand(row["person"], detail["people"]),
    "version.voted": lambda row, detail: texts.voted(row["person"], row["version"], row["body"]),
    "version.unvoted": lambda row, detail: texts.unvoted(row["person"], row["version"], row["body"]),
    "version.undone": lambda row, detail: texts.undone(row["person"], row["version"], row["body"]),
    "item.ruled": lambda row, detail: texts.ruled(row["person"], detail["code"]),
    "remark.answered": lambda row, detail: texts.remark_answered(row["person"], detail["code"]),
    "version.voided": lambda row, detail: texts.voided(row["person"], row["version"], row["body"]),
    "opinion.made": lambda row, detail: texts.opinion_made(row["person"], row["body"]),
    "opinion.recorded": lambda row, detail: texts.opinion_recorded(row["person"], detail["number"], row["body"]),
    "opinion.corrected": lambda row, detail: texts.opinion_corrected(row["person"], detail["number"], row["body"]),
    "programme.promulgated": lambda row, detail: texts.promulgated(row["person"], row["body"], detail["number"]),
    "programme.renumbered": lambda row, detail: texts.renumbered(row["person"], row["body"], detail["number"]),
    "amendment.opened": lambda row, detail: texts.amendment_opened(row["person"], row["body"]),
    "amendment.discarded": lambda row, detail: texts.amendment_discarded(row["person"], row["body"]),
    "person.joined": lambda row, detail: texts.joined(row["person"], Role(detail["role"])),
    "person.removed": lambda row, detail: texts.removed(row["person"]),
    "invitation.issued": lambda row, detail: texts.invited(row["unit"], Role(detail["role"])),
    "link.issued": lambda row, detail: texts.link_issued(row["person"]),
    "chat.linked": lambda row, detail: texts.linked(row["person"], detail["channel"]),
    "chat.preferred": lambda row, detail: texts.preferred(row["person"], detail["channel"]),
    "move.proposed": lambda row, detail: texts.move_proposed(detail["code"], row["person"]),
    "move.not_taken": lambda row, detail: texts.move_not_taken(detail["code"], row["person"]),
    "superior.added": lambda row, detail: texts.superior_added(detail["name"]),
    "unit.added": lambda row, detail: texts.unit_added(row["unit"]),
    "unit.confirmed": lambda row, detail: texts.unit_confirmed(row["unit"]),
    "office.loaded": lambda row, detail: texts.office_loaded(detail["units"], detail["bodies"]),
    "audit.renewed": lambda row, detail: texts.audit_renewed(),
    "backup.restored": lambda row, detail: texts.backup_restored(),
    "person.exported": lambda row, detail: texts.person_exported(),
    "person.erased": lambda row, detail: texts.person_erased(),
    "deadline.moved": lambda row, detail: texts.deadline_moved(
        date.fromisoformat(detail["before"]), date.fromisoformat(detail["after"])
    ),
    "topic.added": lambda row, detail: texts.topic_added(detail["name"]),
    "topic.phrase_added": lambda row, detail: texts.phrase_added(detail["phrase"]),
    "topic.phrase_removed": lambda row, detail: texts.phrase_removed(detail["phrase"]),
    "alias.added": lambda row, detail: texts.alias_added(detail["name"]),
    "alias.learnt": lambda row, detail: texts.alias_learnt(detail["name"]),
    "alias.dropped": lambda row, detail: texts.alias_dropped(detail["name"]),
    "file.asked": lambda row, detail: texts.file_asked(row["person"]),
    "file.linked": lambda row, detail: texts.file_linked(row["person"]),
    "file.fetched": lambda row, detail: texts.file_fetched(row["person"]),
    "code.locked": lambda row, detail: texts.code_locked(detail["channel"]),
    "oa.connected": lambda row, detail: texts.oa_connected(),
    "oa.lost": lambda row, detail: texts.oa_lost(),
    "group.admitted": lambda row, detail: texts.group_admitted(),
    "group.closed": lambda row, detail: texts.group_closed(),
    "group.moved": lambda row, detail: texts.group_moved(),
}
REFUSED: dict[str, Callable[[str], str]] = {
    "act.refused": texts.not_allowed,
    "text.refused": texts.not_to_be_entered,
}
VERBS = {f"version.{verb}": verb for verb in Verb}


def audited(row: Row) -> Line:
    """What was done; an act that is not known here is named as the audit names it."""
    action, person = row["action"], row["person"] or texts.stranger()
    if verb := VERBS.get(action):
        return "decided", texts.decided(person, verb, row["version"], row["body"], row.get("principal") or "")
    if action in REFUSED:
        return "refused", REFUSED[action](person)
    words = STORED.get(action)
    return "stored", words(row, row["detail"]) if words else texts.something(action)
