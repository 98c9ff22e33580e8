"""Sentences about a person's own channels."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold

ADD = "Nối thêm kênh"


def prefer(channel: str) -> str:
    return f"Nhận tin qua {channel}"


def overview(channels: Sequence[str]) -> str:
    text = f"Tin báo và nhắc hạn gửi cho đồng chí qua {bold(channels[0])}." if channels else "Chưa có kênh nào."
    if len(channels) > 1:
        text += f" Nếu kênh đó không nhận được, tôi gửi qua {channels[1]}."
    return text


def preferred(channel: str) -> str:
    return f"Từ nay tin báo và nhắc hạn gửi qua {bold(channel)}."


def way(channel: str, link: str, *, instead_of: str = "") -> str:
    """`instead_of`: the chat that ends with it."""
    name = f"{channel} (thay cho {instead_of})" if instead_of else channel
    return f"{name}: {link}" if link else name


def code(code_: str, ways: Sequence[str]) -> str:
    lines = "\n".join(f"• {one}" for one in ways)
    return (
        f"Trong 15 phút tới, mở bot ở kênh kia rồi gõ mã {bold(code_)}. Mã chỉ dùng một lần, không đưa cho ai.\n{lines}"
    )
