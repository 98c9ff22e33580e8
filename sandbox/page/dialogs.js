// Opening a link of the bot on some phone, adding a phone, and alerts.
import { el, post } from "./dom.js";

const state = { bot: { username: "" }, phones: () => [], goTo: () => {} };
let start = null;

/** Tell the dialogues who the bot is, which phones there are, and how to show one. */
export function connectDialogs(values) {
  Object.assign(state, values);
}

/** The start parameter of a link of this bot ("" when it has none); null for any other address. */
export function startOf(address) {
  let url;
  try {
    url = new URL(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  const isBot = url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase();
  return isBot ? url.searchParams.get("start") ?? "" : null;
}

/** Follow a link: one of the bot opens the dialogue, any other one opens as usual. */
export function follow(address) {
  const parameter = startOf(address);
  if (parameter === null) window.open(address, "_blank", "noopener");
  else openDialog(parameter);
}

/** Ask on which phone; `parameter` null: only add a phone. */
export function openDialog(parameter) {
  start = parameter;
  const dialog = document.getElementById("link-dialog");
  document.getElementById("link-title").textContent = parameter === null ? "Thêm điện thoại" : "Mở đường dẫn của bot";
  document.getElementById("link-phones-part").hidden = parameter === null;
  document.getElementById("link-phones").replaceChildren(
    ...state.phones().map((phone) =>
      el("button", { type: "button", class: "tool", onclick: () => openOn(phone.id) },
        [phone.name, phone.label].filter(Boolean).join(", "))),
  );
  document.getElementById("new-phone").reset();
  dialog.showModal();
}

async function openOn(id) {
  document.getElementById("link-dialog").close();
  await post("open", { phone: id, start });
  state.goTo(id);
}

/** A text the person must take note of. */
export function showAlert(text) {
  document.getElementById("alert-text").textContent = text;
  document.getElementById("alert-dialog").showModal();
}

/** Wire up the dialogues. */
export function startDialogs() {
  const dialog = document.getElementById("link-dialog");
  const form = document.getElementById("new-phone");
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    dialog.close();
    await post("phone", { name: form.elements.name.value, label: form.elements.label.value, start });
    state.goTo("newest");
  });
  document.getElementById("add-phone").addEventListener("click", () => openDialog(null));
}
