"""What administrators hear when something stops working, and when it works again."""

from __future__ import annotations


def channel_silent(label: str) -> str:
    return f"Kênh {label} chưa kết nối được từ vài phút nay, hệ thống vẫn đang thử. Các kênh khác vẫn chạy."


def channel_lost(label: str) -> str:
    return f"Kênh {label} mất kết nối từ vài phút nay. Tin chờ vẫn giữ đủ, hệ thống đang thử lại."


def channel_back(label: str) -> str:
    return f"Kênh {label} đã kết nối lại, tin chờ đang được gửi."


def no_backup() -> str:
    return "Không sao lưu được dữ liệu. Đề nghị người quản lý máy chủ xem nhật ký và dung lượng đĩa."


def backup_again() -> str:
    return "Đã sao lưu lại được dữ liệu."
