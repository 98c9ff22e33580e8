"""The lexicon as a value: an office's changes, dates, and what the shipped one holds."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest

from planning.documents import documents_in
from planning.focus import Focus, count, in_force, touches
from planning.lexicon import Change, Lexicon, Topic, TopicDocument, Validity, shipped
from planning.topics import Content, read_content, same_content

DAY = date(2027, 1, 1)


def test_an_office_adds_and_takes_out_a_phrase() -> None:
    text = "Quản lý bãi tập kết"
    assert read_content(text).topics == set()
    mine = shipped().with_changes([Change("khoang_san", "bãi tập kết")])
    assert read_content(text, mine).topics == {"khoang_san"}
    assert same_content(text, "khai thác cát", mine)
    assert read_content(text).topics == set(), "the shipped one is as it was"
    again = mine.with_changes([Change("khoang_san", "BÃI TẬP KẾT", removed=True)])
    assert read_content(text, again).topics == set()


def test_an_office_adds_a_topic_of_its_own() -> None:
    mine = shipped().with_changes([Change("own_bien", "cảng cá", name="Quản lý cảng cá"), Change("own_bien", "bến cá")])
    assert mine.topics["own_bien"] == Topic("own_bien", "Quản lý cảng cá", ("cảng cá", "bến cá"))
    assert read_content("Việc xây dựng bến cá, cảng cá", mine).topics == {"own_bien"}


@pytest.mark.parametrize(
    ("text", "on", "topics"),
    [
        ("Quy định 21-QĐ/TW", date(2026, 4, 10), set()),
        ("Quy định 21-QĐ/TW", date(2026, 4, 11), {"ktgs"}),
        ("Quy định 296-QĐ/TW", date(2025, 5, 30), {"ktgs"}),
        ("Quy định 296-QĐ/TW", DAY, {"ktgs"}),  # replaced, but past years are inspected, too
        ("Nghị quyết 18-NQ/TW", date(2020, 1, 1), {"bo_may"}),
        ("Nghị quyết 18-NQ/TW về đất đai", DAY, {"dat_dai"}),  # the number of two terms: the words decide
        ("Nghị quyết 18-NQ/TW về tinh gọn bộ máy", DAY, {"bo_may"}),
        ("Nghị quyết 18-NQ/TW", DAY, {"bo_may", "dat_dai"}),
    ],
)
def test_a_number_says_what_it_says_on_that_day(text: str, on: date, topics: set[str]) -> None:
    assert read_content(text, on=on).topics == topics


def test_of_a_number_given_anew_the_one_in_force_counts() -> None:
    def document(start: date, end: date | None) -> TopicDocument:
        return TopicDocument(documents_in("99-QĐ/TW")[0], Validity(start, end))

    old = Topic("old", "cũ", documents=(document(date(2010, 1, 1), date(2019, 12, 31)),))
    new = Topic("new", "mới", documents=(document(date(2020, 1, 1), None),))
    lexicon = Lexicon({"old": old, "new": new}, {}, frozenset(), (), (), ())
    assert read_content("99-QĐ/TW", lexicon, on=date(2015, 1, 1)).topics == {"old"}
    assert read_content("99-QĐ/TW", lexicon, on=date(2021, 1, 1)).topics == {"new"}


def test_a_topic_that_has_ended_is_not_proposed() -> None:
    topic = Topic("x", "x", ("bến phà",), validity=Validity(date(2026, 1, 1), date(2026, 12, 31)))
    lexicon = Lexicon({"x": topic}, {}, frozenset(), (), (), ())
    assert read_content("quản lý bến phà", lexicon, on=date(2026, 6, 1)).topics == {"x"}
    assert read_content("quản lý bến phà", lexicon, on=DAY).topics == set()


def test_the_shipped_file_says_nothing_twice_and_every_document_is_read() -> None:
    data = json.loads(files("planning").joinpath("data/topics.json").read_text(encoding="utf-8"))
    ids = [topic["id"] for topic in data["topics"]]
    assert len(ids) == len(set(ids))
    for topic in data["topics"]:
        assert len(topic["phrases"]) == len(set(topic["phrases"])), topic["id"]
        assert all(documents_in(d if isinstance(d, str) else d["key"]) for d in topic.get("documents", ())), topic["id"]
    for topic in shipped().topics.values():
        for phrase in topic.phrases:
            assert topic.id in read_content(phrase.replace(" *", "")).topics, (topic.id, phrase)


def test_focus_themes_are_met_by_document_or_topic_and_hold_for_a_time() -> None:
    land = Focus("land", "Đất đai", "Quản lý đất đai", topics=("dat_dai",))
    plenum = Focus("tw4", "TW4", "NQTW4", documents=("NQTW4 khóa XII",), validity=Validity(DAY, None))
    assert touches(land, Content("giao đất, cho thuê đất"))
    assert not touches(land, Content("giao đất, cho thuê đất", frozenset({"can_bo"}))), "what was confirmed counts"
    assert touches(plenum, Content("Nghị quyết Trung ương 4 (khóa XI, XII)"))
    assert not touches(plenum, Content("Nghị quyết Trung ương 6 khóa XII"))
    contents = [Content("sử dụng đất"), Content("NQ TW4 khóa XII"), Content("đất đai và NQTW4 khóa XII")]
    assert count([land, plenum], contents) == {"land": 2, "tw4": 2}
    assert in_force([land, plenum], date(2026, 12, 31)) == (land,)
