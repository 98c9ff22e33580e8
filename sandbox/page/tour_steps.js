// The guided tour as data: who does what on which phone, and by what one sees that it is done. Its words are in words.js.
//
// A step is done when the bot has written `until.words` on the phone `until.phone`; one without `until` is only read.
// `moves` lead there, in order: start (the Start button), press (a button by its label), type (when the newest message
// of the bot has `sees`), clock (a button of the bar). Whoever does it for the visitor looks which move fits the screen.

const LAN = 101; // the ward
const MINH = 201; // reviewer 1
const THU = 202; // reviewer 2
const BINH = 103; // another ward, which sends nothing

export const STEPS = [
  {
    name: "join",
    phone: LAN,
    moves: [{ start: true }, { press: "Đúng, tham gia" }],
    until: { phone: LAN, words: "Đã tham gia" },
  },
  {
    name: "form",
    phone: LAN,
    moves: [{ press: "Đăng ký cuộc mới" }, { press: "Đảng ủy phường Đông Thọ" }, { press: "Giám sát chuyên đề" }],
    until: { phone: LAN, words: "Đối tượng là tổ chức nào" },
  },
  {
    name: "subject",
    phone: LAN,
    moves: [{ type: "chi bo truong thcs tran phu", sees: "Đối tượng là tổ chức nào" }],
    until: { phone: LAN, words: "Tiến hành khi nào" },
  },
  {
    name: "month",
    phone: LAN,
    moves: [{ type: "thang 5", sees: "Tiến hành khi nào" }],
    until: { phone: LAN, words: "chồng chéo" },
  },
  {
    name: "free",
    phone: LAN,
    moves: [{ press: /trống$/ }],
    until: { phone: LAN, words: "Nội dung gì" },
  },
  {
    name: "save",
    phone: LAN,
    moves: [{ type: "Quản lý thu, chi", sees: "Nội dung gì" }, { press: "Lưu" }],
    until: { phone: LAN, words: "Đã lưu KT-" },
  },
  {
    name: "submit",
    phone: LAN,
    moves: [{ press: "Gửi thẩm định" }, { press: "Gửi" }],
    until: { phone: MINH, words: "Dự thảo mới" },
  },
  {
    name: "return",
    phone: MINH,
    moves: [{ press: "Trả lại" }, { type: "Ghi rõ quản lý nguồn thu nào", sees: "gõ lý do" },
      { press: "Trả lại với lý do này" }],
    until: { phone: LAN, words: "trả lại dự thảo lần 1" },
  },
  { name: "others", phone: THU },
  {
    name: "again",
    phone: LAN,
    moves: [{ press: "Gửi thẩm định" }, { press: "Gửi" }],
    until: { phone: THU, words: "Dự thảo gửi lại" },
  },
  {
    name: "agree",
    phone: THU,
    moves: [{ press: "Thống nhất" }],
    until: { phone: LAN, words: "đã thống nhất bước đầu" },
  },
  { name: "heard", phone: LAN },
  {
    name: "remind",
    phone: BINH,
    moves: [{ clock: "bell" }],
    until: { phone: BINH, words: "Nhắc hạn" },
    anytime: true, // a clock moved early does not end the tour
  },
  { name: "end" },
];

/** Whether somebody has played with these phones already, so that the tour would not find what it speaks of. */
export function isTouched(views) {
  const said = (id) => views.find((view) => view.id === id)?.messages ?? [];
  const has = (id, words) => said(id).some((message) => message.text.includes(words));
  const onZalo = views.find((view) => view.id === LAN)?.apps.zalo?.messages.length > 0;
  return onZalo || said(LAN).length > 0 || has(MINH, "Dự thảo") || has(BINH, "Nhắc hạn");
}
