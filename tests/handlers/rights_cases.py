"""Every action of the rights matrix, with plausible arguments for its fixed scene."""

from __future__ import annotations

from typing import Any

from handlers.dialog.chat import Action
from tests.handlers.rights_scene import GROUP, LINE, NEW_GROUP, PENDING_UNIT

SEPTEMBER, OCTOBER = ["2027-09-01", "2027-09-30", "month"], ["2027-10-01", "2027-10-31", "month"]


def cases(ids: dict[str, str]) -> dict[str, tuple[Action, str | None]]:
    """Every action of the router, some in several lights; with what is typed, for those that a text leads to."""
    draft, forwarded = ids["version p-dong-tho/du"], ids["version hoi-phu-nu/dt"]
    entry = {"entry": ids["entry register"], "rev": 4}
    body = {"body": "p-dong-tho/ubkt"}
    saved = {"inspection": ids["KT-045"]}
    proposal = {"proposal": ids["proposal"]}
    here = {"version": draft, "step": 0}
    plain: dict[str, dict[str, Any]] = {
        "menu": {},
        "help": {},
        "cancel": {},
        "entry.put": {**entry, "value": {"quarter": 4}},
        "entry.back": entry,
        "entry.cancel": entry,
        "entry.restore": {"entry": ids["entry change"]},
        "entry.resume": entry,
        "register.start": body,
        "register.anew": entry,
        "register.edit": saved,
        "quick.lines": {"lines": LINE},
        "quick.page": {"entry": ids["entry lines"], "page": 0},
        "quick.save": {"entry": ids["entry lines"], "body": "p-dong-tho/ubkt"},
        "programme.list": {},
        "programme.open": body,
        "programme.item": saved,
        "programme.delete": {**saved, "sure": 1},
        "submit.choose": {},
        "submit.ask": body,
        "submit.settle": {**body, "inspection": ids["KT-045"], "revision": 1, "time": 0},
        "submit.go": {**body, "version": 0, "of": "KT-045:1"},
        "submit.withdraw": {"body": "p-dong-tho/du", "sure": draft},
        "appraise.queue": {},
        "appraise.next": {},
        "appraise.card": here,
        "appraise.details": here,
        "appraise.item": {**here, "inspection": ids["KT-044"]},
        "appraise.agree": here,
        "appraise.return": here,
        "appraise.agree / standing step": {"version": forwarded, "step": 1},
        "appraise.agree / step before": {"version": forwarded, "step": 0},
        "appraise.agree / no such step": {"version": draft, "step": 7},
        "board.show": {},
        "board.group": {"group": "missing"},
        "admin.menu": {},
        "admin.invite": {"role": "admin", "unit": "tu"},
        "admin.pending": {"unit": PENDING_UNIT, "sure": True},
        "admin.deadline": {},
        "admin.deadline_go": {"day": "2026-12-20"},
        "admin.people": {"unit": "p-dong-tho"},
        "admin.names": {"unit": "p-dong-tho"},
        "admin.name_drop": {"unit": "cb-toa-an", "name": "TAND TP", "from": ""},
        "admin.remove": {"person": ids["other"], "asked": "2026-11-22T02:00:00.000000Z"},
        "audit.show": {"unit": "p-dong-tho"},
        "topics.find": {},
        "topics.show": {"topic": "dat_dai"},
        "topics.change": {"topic": "dat_dai", "phrase": "bờ xôi ruộng mật"},
        "topics.new": {"name": "Chợ đêm", "sure": True},
        "group.overview": {},
        "group.admit": {"channel": "telegram", "address": NEW_GROUP, "title": "Tổ thẩm định"},
        "group.no": {},
        "group.stop": {"channel": "telegram", "address": GROUP},
        "joint.propose": {**saved, "other": ids["KT-049"]},
        "joint.show": proposal,
        "joint.show / of the proposer": {**proposal, "side": "mine"},
        "joint.list": body,
        "joint.withdraw": proposal,
        "joint.let_lead": proposal,
        "joint.accept": proposal,
        "joint.decline": {**proposal, "sure": True},
        "joint.counter": proposal,
        "paper.own": body,
        "paper.submitted": here,
        "views.overlaps": {},
        "views.subject": {"unit": "p-quang-hung"},
        "views.item": {"inspection": ids["KT-044"]},
        "views.matrix": {},
        "views.matrix_file": {},
        "views.calendar": {"unit": "p-quang-hung"},
        "views.moves": {},
        "views.moves_file": {},
        "views.send": {**saved, "revision": 1, "before": SEPTEMBER, "after": OCTOBER},
        "views.coverage": {},
        "views.uncovered": {"unit": "p-dong-tho"},
        "views.leaders": {},
        "suggestion.take": {"suggestion": ids["suggestion"]},
        "suggestion.keep": {"suggestion": ids["suggestion"]},
        "coverage.own": body,
        "superior.show": {},
        "superior.item": {"inspection": ids["KT-047"]},
        "superior.start": {},
        "superior.edit": {"inspection": ids["KT-047"]},
        "superior.delete": {"inspection": ids["KT-047"], "sure": 1},
        "superior.delete / another body's": {**saved, "sure": 1},
        "reach.show": {},
        "reach.prefer": {"channel": "telegram", "address": ids["unit's chat"]},
        "reach.add": {},
    }
    typed: dict[str, tuple[dict[str, Any], str]] = {
        "entry.text / typed": (entry, "tháng 4"),
        "appraise.return / typed": ({**here, "at_once": True}, "Bổ sung nội dung về đất đai"),
        "appraise.return / standing step typed": (
            {"version": forwarded, "step": 1, "at_once": True},
            "Bổ sung nội dung về đất đai",
        ),
        "admin.invite / typed": ({"role": "reviewer"}, "Đảng ủy phường Đông Thọ"),
        "admin.pending / typed": ({"unit": PENDING_UNIT}, "Chi bộ Chợ"),
        "topics.find / typed": ({}, "đất đai"),
        "topics.show / typed": ({"topic": "dat_dai"}, "bờ xôi"),
        "admin.deadline / typed": ({}, "20/12/2026"),
        "joint.decline / typed": ({**proposal, "asked": "2026-11-22T02:00:00.000000Z"}, "Đoàn đã đủ người"),
        "views.calendar / typed": ({}, "phường Quảng Hưng"),
        "audit.show / typed": ({}, "hôm nay"),
        "admin.names / typed": ({"unit": "p-dong-tho"}, "Đảng bộ Hàng Than"),
    }
    found: dict[str, tuple[Action, str | None]] = {
        name: (Action(name.partition(" ")[0], args), None) for name, args in plain.items()
    }
    return found | {name: (Action(name.partition(" ")[0], args), text) for name, (args, text) in typed.items()}
