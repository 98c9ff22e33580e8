"""The words with which people choose when they type: numbers in words, politeness, yes and no, words before a code."""

from __future__ import annotations

NUMBER_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
# without accents, as compared:
BEFORE = frozenset({"chon", "so", "muc", "toi", "em", "xin", "go", "ma"})  # said in front of a choice
BEHIND = frozenset({"nhe", "nha", "a", "roi", "em", "anh", "dong", "chi"})  # and behind one
YES = frozenset({"ok", "oke", "co", "dung", "dung roi", "dong y", "vang", "u", "duoc"})
YES_LABELS = ("dung", "co", "dong y")  # how the label of a yes begins
STOP = frozenset({"thoi", "khoan", "huy", "khong"})  # what takes back that one is about to do something
AROUND_STOP = frozenset(
    ["khong", "da", "bo", "nua", "tra", "lai", "can", "de", "sau", "nhe", "nha", "a", "roi", "thoi", "dau"]
)

SURE = "XACNHAN"
AGREE, RETURN, LOOK = "DUYET", "TRA", "XEM"
ANY_YES = "*"  # whatever is sure there
CODE_WORDS = {
    ("duyet",): AGREE,
    ("thong", "nhat"): AGREE,
    ("thongnhat",): AGREE,
    ("tra",): RETURN,
    ("tra", "lai"): RETURN,
    ("tralai",): RETURN,
    ("xem",): LOOK,
    ("xacnhan",): SURE,
    ("xac", "nhan"): SURE,
    ("dong", "y"): ANY_YES,
}
SHOUTED = frozenset({AGREE, RETURN, SURE})  # typed like this they are meant for a code
