"""Sentences about documents: what came, where to get it, the page behind a link."""

from __future__ import annotations

from datetime import timedelta

DOWNLOAD = "Tải về"
GONE = "Đường dẫn đã hết hạn"


def elsewhere() -> str:
    return "Kênh này không gửi được tệp. Đồng chí nhận ở Telegram (gõ “kenh” để nối), hoặc tại UBKT."


def link(url: str, lives: timedelta, fetches: int) -> str:
    minutes = int(lives.total_seconds() // 60)
    return f"Tải về trong {minutes} phút (tối đa {fetches} lần), chỉ dành cho đồng chí, không chuyển tiếp:\n{url}"


def front(fetches: int) -> str:
    return f"Tệp chỉ dành cho người đã xin trong trò chuyện với bot. Tải được {fetches} lần."


def gone_help() -> str:
    return "Đồng chí mở lại trò chuyện với bot và xin tệp một lần nữa."
