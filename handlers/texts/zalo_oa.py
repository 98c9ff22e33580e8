"""Sentences for administrators about an Official Account of Zalo."""

from __future__ import annotations


def consent_lost(label: str) -> str:
    return (
        f"Kênh {label} không gửi được tin: quyền truy cập của ứng dụng đã hết hiệu lực. Tin mới vẫn được nhận và lưu. "
        "Cần người quản lý máy chủ chạy “ktgs zalo-oa connect” và quản trị của OA đồng ý lại."
    )


def stopped(label: str, code: int) -> str:
    return (
        f"Kênh {label} không gửi được tin: Zalo báo lỗi {code} về tài khoản OA hoặc ứng dụng (gói dịch vụ, xác thực, "
        "số dư). Tin đang chờ, hệ thống thử lại sau 15 phút. Đồng chí kiểm tra trên trang quản lý OA."
    )


def out_of_reach(name: str, units: str, label: str) -> str:
    return (
        f"Không gửi được tin cho {name} ({units}) qua {label}: đã quá 7 ngày người này chưa nhắn, "
        "hoặc không nhận tin. Đồng chí gọi điện nhắc nhắn một tin cho OA, hoặc nối thêm kênh khác."
    )
