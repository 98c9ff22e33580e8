// Opening a link of the bot on some phone, adding a phone, beginning afresh, and alerts.
import { el, post } from "./dom.js";
import { t } from "./language.js";

const state = { bot: { username: "" }, phones: () => [], group: () => undefined, goTo: () => {} };
let start = null;

/** Tell the dialogues who the bot is, which phones and which group there are, and how to show one. */
export function connectDialogs(values) {
  Object.assign(state, values);
}

function parametersOf(address) {
  let url;
  try {
    url = new URL(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  const isBot = url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase();
  return isBot ? url.searchParams : null;
}

/** Whether this is a link of this bot, which opens here and not elsewhere. */
export function isOfBot(address) {
  return parametersOf(address) !== null;
}

/** Follow a link that was pressed on the phone `owner`: the bot's open here, all others as usual. */
export function follow(address, owner) {
  const parameters = parametersOf(address);
  if (parameters === null) window.open(address, "_blank", "noopener");
  else if (parameters.has("startgroup")) startInGroup(parameters.get("startgroup"), owner);
  else openDialog(parameters.get("start") ?? "");
}

/** The page has one group at most, so that there is nothing to choose. */
async function startInGroup(parameter, owner) {
  const group = state.group();
  if (!group || !(await post("group-start", { group: group.id, phone: owner.id, start: parameter }))) owner.toast(t("no-group"));
  else state.goTo(group.id);
}

/** Ask on which phone; `parameter` null: only add a phone. */
export function openDialog(parameter) {
  start = parameter;
  const dialog = document.getElementById("link-dialog");
  document.getElementById("link-title").textContent = t(parameter === null ? "add-phone" : "open-link");
  document.getElementById("link-phones-part").hidden = parameter === null;
  document.getElementById("link-phones").replaceChildren(
    ...state.phones().map((phone) =>
      el("button", { type: "button", class: "tool", lang: "vi", onclick: () => openOn(phone.id) },
        [phone.name, phone.label].filter(Boolean).join(", "))),
  );
  document.getElementById("new-phone").reset();
  dialog.showModal();
}

async function openOn(id) {
  document.getElementById("link-dialog").close();
  await post("open", { phone: id, start });
  state.goTo(id, "telegram");
}

/** A text the person must take note of. */
export function showAlert(text) {
  document.getElementById("alert-text").textContent = text;
  document.getElementById("alert-dialog").showModal();
}

/** Ask whether everything may be forgotten, and begin afresh; `words` is the label's key, `before` runs on a yes. */
export function askReset(words = "reset-sure", before = () => {}) {
  const dialog = document.getElementById("reset-dialog");
  const { yes, no } = dialog.querySelector("form").elements;
  document.getElementById("reset-words").textContent = t(words);
  yes.onclick = async (event) => {
    event.preventDefault();
    if (yes.getAttribute("aria-disabled") === "true") return;
    yes.setAttribute("aria-disabled", "true");
    yes.textContent = t("resetting");
    before();
    // when it worked the page is told of another session and loads itself anew
    if (await post("reset")) return;
    dialog.close();
    showAlert(t("reset-failed"));
  };
  yes.removeAttribute("aria-disabled");
  yes.textContent = t("reset-yes");
  dialog.showModal();
  no.focus(); // nothing is lost by an Enter too many
}

/** Wire up the dialogues. */
export function startDialogs() {
  const dialog = document.getElementById("link-dialog");
  const form = document.getElementById("new-phone");
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    dialog.close();
    const before = new Set(state.phones().map(({ id }) => id));
    if (!(await post("phone", { name: form.elements.name.value, label: form.elements.label.value, start }))) return;
    state.goTo(state.phones().find(({ id }) => !before.has(id))?.id ?? "newest");
  });
  document.getElementById("add-phone").addEventListener("click", () => openDialog(null));
  document.getElementById("reset").addEventListener("click", () => askReset());
}
