"""Who may do what: every action of the router times every role, by forged presses and texts.

Y: done or shown. 0: answered politely, there is nothing there for this person. -: refused in so many words.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.router import ACTIONS
from tests.handlers.rights_cases import cases
from tests.handlers.rights_play import CAST, build
from tests.handlers.rights_scene import opened

# stranger, removed, other, unit, reviewer, reviewer_unit, standing, admin: the order of CAST
TABLE = """
menu                                     --YYYYYY
help                                     --YYYYYY
cancel                                   --0Y0000
entry.put                                ---Y----
entry.text / typed                       ---Y----
entry.back                               ---Y----
entry.cancel                             ---Y----
entry.restore                            ---Y----
entry.resume                             ---Y----
register.start                           --YY-Y--
register.anew                            --YY-Y--
register.edit                            ---Y-Y--
quick.lines                              --YY-Y--
quick.page                               ---Y----
quick.save                               ---Y----
programme.list                           --YY-Y--
programme.open                           ---Y-Y--
programme.item                           ---Y-Y--
programme.delete                         ---Y-Y--
submit.choose                            --YY-Y--
submit.ask                               ---Y-Y--
submit.settle                            ---Y-Y--
submit.go                                ---Y-Y--
submit.withdraw                          ---Y-Y--
appraise.queue                           --00Y0Y0
appraise.next                            --00Y0Y0
appraise.card                            ----Y---
appraise.details                         ----YYY-
appraise.item                            ----YYY-
appraise.agree                           ----Y---
appraise.return                          ----Y---
appraise.return / typed                  ----Y---
appraise.outcome                         ----Y---
appraise.propose / typed                 ----Y---
appraise.reason / typed                  ----Y---
appraise.clear                           ----0---
appraise.unvote                          ----0---
appraise.undo                            ----Y00-
appraise.agree / standing step           ------Y-
appraise.return / standing step typed    ------Y-
appraise.agree / step before             ----00--
appraise.agree / no such step            --------
verbs.more                               ----Y---
transfer.ask                             ----Y--Y
transfer.note                            ----Y--Y
transfer.go                              ----Y--Y
transfer.go / typed                      ----Y--Y
transfer.back                            ----Y0-Y
transfer.list                            -------Y
second.ask                               ----Y---
second.question                          ----Y---
second.send                              ----Y---
second.answer / typed                    ------Y-
second.list                              ----YYY-
copy.ask                                 ----YYY-
copy.go                                  ----YYY-
changes.show                             ----YYY-
substitute.show                          ----YYYY
substitute.for                           -------Y
substitute.who                           ----Y--Y
substitute.days                          ----Y--Y
substitute.days / typed                  ----Y--Y
substitute.go                            ----Y--Y
substitute.end                           ----Y--Y
nudge.pick                               ----YYYY
nudge.go                                 ----YYYY
many.ask                                 ----YYY-
many.go                                  ----YYY-
many.undo                                ----YYY-
board.show                               ----YYYY
board.group                              ----YYYY
admin.menu                               -------Y
admin.invite                             -------Y
admin.invite / typed                     -------Y
admin.pending                            -------Y
admin.pending / typed                    -------Y
admin.deadline                           -------Y
admin.deadline / typed                   -------Y
admin.deadline_go                        -------Y
admin.people                             -------Y
admin.names                              -------Y
admin.names / typed                      -------Y
admin.name_drop                          -------Y
admin.remove                             -------Y
audit.show                               -------Y
audit.show / typed                       -------Y
topics.find                              -------Y
topics.find / typed                      -------Y
topics.show                              -------Y
topics.show / typed                      -------Y
topics.change                            -------Y
topics.new                               -------Y
group.overview                           -------Y
group.admit                              -------Y
group.no                                 -------Y
group.stop                               -------Y
joint.propose                            ---Y-Y--
joint.show                               --YY-Y--
joint.show / of the proposer             --YY-Y--
joint.list                               ---Y-Y--
joint.withdraw                           ---Y-Y--
joint.let_lead                           ---Y-Y--
joint.accept                             --Y-----
joint.decline                            --Y-----
joint.decline / typed                    --Y-----
joint.counter                            --Y-----
paper.own                                ---Y-Y--
paper.submitted                          ----YYY-
views.overlaps                           ----YYY-
views.subject                            ----YYY-
views.item                               ----YYY-
views.matrix                             ----YYY-
views.matrix_file                        ----YYY-
views.calendar                           ----YYY-
views.calendar / typed                   ----YYY-
views.moves                              ----YYY-
views.moves_file                         ----YYY-
views.send                               ----YYY-
views.coverage                           ----YYY-
views.uncovered                          ----YYY-
views.leaders                            ----YYY-
suggestion.take                          ---Y-Y--
suggestion.keep                          ---Y-Y--
coverage.own                             ---Y-Y--
superior.show                            ----YY-Y
superior.item                            ----YY--
superior.start                           ----YY-Y
superior.edit                            ----YY--
superior.delete                          ----YY--
superior.delete / another body's         ----00--
paper.version                            ---YYYY-
void.save                                ---Y----
void.keep                                ---Y----
opinion.make                             ----Y---
opinion.number                           ----Y---
opinion.number / typed                   ----Y---
opinion.keep                             ----YYY-
opinion.record                           ----Y---
promulgate.ask                           ---Y-Y--
promulgate.ask / typed                   ---Y-Y--
promulgate.keep                          ---Y-Y--
promulgate.go                            ---Y-Y--
promulgate.correct                       ---Y-Y--
promulgate.correct / typed               ---Y-Y--
promulgate.renumber                      ---Y-Y--
remarks.list                             ---Y-Y--
remarks.one                              ---Y-Y--
remarks.move                             ---Y-Y--
remarks.subject                          ---Y-Y--
remarks.team                             ---Y-Y--
remarks.say                              ---Y-Y--
remarks.say / typed                      ---Y-Y--
amend.start                              ---Y-Y--
amend.reason                             ---Y-Y--
amend.reason / typed                     ---Y-Y--
amend.discard                            ---Y-Y--
amend.discard / sure                     ---Y-Y--
summary.get                              ----YYY-
history.show                             ---YYYY-
history.sheet                            ---YYYY-
history.versions                         ---YYYY-
history.version                          ---YYYY-
reach.show                               --YYYYYY
reach.prefer                             ---Y----
reach.add                                --YYYYYY
"""
WANTED = {line[:41].strip(): line[41:] for line in TABLE.strip().splitlines()}
# what must be seen to change something where it is allowed, or the matrix would prove nothing
CHANGES = {
    "entry.put",
    "entry.text / typed",
    "entry.cancel",
    "entry.restore",
    "register.anew",
    "register.edit",
    "quick.save",
    "programme.delete",
    "submit.go",
    "submit.withdraw",
    "appraise.outcome",
    "appraise.reason / typed",
    "appraise.undo",
    "appraise.agree",
    "appraise.return / typed",
    "appraise.agree / standing step",
    "appraise.return / standing step typed",
    "transfer.go",
    "transfer.go / typed",
    "transfer.back",
    "second.send",
    "second.answer / typed",
    "copy.go",
    "substitute.go",
    "substitute.end",
    "nudge.go",
    "opinion.record",
    "promulgate.go",
    "promulgate.renumber",
    "remarks.move",
    "remarks.say / typed",
    "amend.reason / typed",
    "amend.discard / sure",
    "admin.invite",
    "admin.invite / typed",
    "admin.pending",
    "admin.deadline_go",
    "admin.remove",
    "topics.change",
    "topics.new",
    "group.admit",
    "group.stop",
    "joint.propose",
    "joint.withdraw",
    "joint.let_lead",
    "joint.accept",
    "joint.decline",
    "joint.decline / typed",
    "joint.counter",
    "views.send",
    "suggestion.take",
    "suggestion.keep",
    "superior.start",
    "superior.edit",
    "superior.delete",
}
REFUSALS = (
    "Hệ thống chỉ dành cho người được mời. Đề nghị liên hệ Ủy ban Kiểm tra để nhận lời mời; có mã mời thì gõ mã.",
    "Tài khoản của đồng chí đã được gỡ khỏi hệ thống. Nếu cần tham gia lại, đề nghị liên hệ Ủy ban Kiểm tra.",
    "Đồng chí không có quyền làm việc này. Không có gì thay đổi.",
    "Đồng chí không quyết định dự thảo của chính đơn vị mình. Không có gì thay đổi.",
    "Đồng chí chưa được giao lập chương trình cho đơn vị nào.",
)
NOTHING = (
    "Không có việc gì đang nhập dở.",
    "Không có dự thảo nào chờ đồng chí thẩm định.",
    "Dự thảo này đ/c reviewer đang xử lý. Không có gì thay đổi.",
    "KT-044 chưa có kết quả nào được chọn.",
    "Không có ý kiến nào để lấy lại",
    "Chỉ reviewer, người đã quyết định, lấy lại được.",
    "Cuộc này không còn trong kế hoạch của cấp trên, không có gì thay đổi.",
    "Dự thảo này đã được trình Ban Thường vụ ngày 22/11/2026, reviewer. Không có gì thay đổi.",
)


def test_every_action_stands_in_the_table() -> None:
    assert {name.partition(" ")[0] for name in WANTED} == set(ACTIONS)
    assert all(len(row) == len(CAST) for row in WANTED.values())
    assert set(WANTED) >= CHANGES


@pytest.fixture(scope="module")
def scene_file(tmp_path_factory: pytest.TempPathFactory, example_database: Path) -> Iterator[Path]:
    yield asyncio.run(build(tmp_path_factory.mktemp("rights"), example_database))


def verdict(answer: str) -> str:
    if any(answer.startswith(text) for text in REFUSALS):
        return "-"
    return "0" if answer.startswith(NOTHING) else "Y"


@pytest.mark.parametrize("who", CAST)
async def test_the_matrix(who: str, scene_file: Path, tmp_path: Path) -> None:
    column = CAST.index(who)
    async with opened(tmp_path, scene_file) as scene:
        assert set(cases(scene.ids)) == set(WANTED)
        await scene.stage.close()
        fresh = tmp_path / "fresh.sqlite3"
        shutil.copy(scene.stage.path, fresh)
        await scene.stage.open()
        before = scene.dump()
        told: dict[str, str] = {}
        unexpected: list[tuple[str, str, object]] = []
        for name, (action, text) in cases(scene.ids).items():
            answer = await scene.tries(who, action, text)
            told[name] = verdict(answer)
            after = scene.dump()
            changed = [table for table in before if before[table] != after[table]]
            if changed and told[name] != "Y":
                unexpected.append((name, "changed", changed))
            if name in CHANGES and told[name] == "Y" and not changed:
                unexpected.append((name, "changed nothing", answer))
            if who != "unit" and any(row not in after["entries"] for row in before["entries"]):
                unexpected.append((name, "touched somebody's entry", answer))
            if changed:
                await scene.stage.close()
                shutil.copy(fresh, scene.stage.path)
                await scene.stage.open()
        assert unexpected == []
        assert told == {name: row[column] for name, row in WANTED.items()}
