"""Names of the invented people with phones on the demo page."""

PEOPLE = ("Lan", "Hoa", "Bình", "Minh", "Thu", "Việt", "Chi")

LABELS = {
    101: "Phường Đông Thọ",
    102: "Hội LHPN thành phố",
    103: "Phường Hàm Rồng",
    201: "UBKT: thẩm định viên 1",
    202: "UBKT: thẩm định viên 2",
    301: "Ban Thường vụ",
    401: "Quản trị hệ thống",
}
