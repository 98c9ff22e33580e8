// Which move of a step fits what a phone shows now, and where on the page it is made.
import { phone } from "./board.js";

const MARK = "tour-target";
const ROOM = 8; // px above what is marked
let revealed = null; // what was brought into sight last

/** The tour plays on Telegram: its moves are presses. */
function onTelegram(step) {
  return phone(step.phone)?.apps.telegram;
}

function matches(label, button) {
  return !button.disabled && (label instanceof RegExp ? label.test(button.text) : button.text === label);
}

function buttonOf(message, label) {
  return message.buttons.flat().find((button) => button.data && matches(label, button));
}

/** A press on one of these messages; the newest message first. */
function press(messages, label) {
  for (const message of messages) {
    const button = buttonOf(message, label);
    if (button) return { message: message.id, data: button.data, label: button.text, screen: `${message.id}.${message.version}.${button.data}` };
  }
  return null;
}

/** The move that leads on from what is on the screen; null when none does. `screen` names the state it belongs to. */
export function fitting(step) {
  const one = onTelegram(step);
  if (!one || !step.moves) return null;
  const clock = step.moves.find((move) => move.clock);
  if (clock) return { ...clock, screen: "clock" };
  const start = step.moves.find((move) => move.start);
  if (!one.beginBox.hidden) return start ? { ...start, screen: `start.${one.view.messages.length}` } : null;
  const fromBot = one.view.messages.filter((message) => message.fromBot).reverse();
  const newest = fromBot[0];
  if (!newest) return null;
  for (const move of [...step.moves].reverse()) { // the last move that fits is the nearest to the end
    if (move.type && newest.text.includes(move.sees)) return { ...move, screen: `${newest.id}.${newest.version}` };
    const found = move.press && press([newest], move.press);
    if (found) return found;
  }
  for (const move of step.moves) { // an older message may still have the button
    const found = move.press && press(fromBot, move.press);
    if (found) return found;
  }
  return null;
}

function buttonElement(one, move) {
  const buttons = one.chat.element.querySelectorAll(`[data-message="${move.message}"] button`);
  return [...buttons].find((button) => button.textContent === move.label);
}

/** The element to press or type into; a whole message for a step that is only read. */
export function target(step) {
  const one = onTelegram(step);
  if (!one) return null;
  if (!step.moves) return one.chat.element.querySelector(".row:last-of-type .bubble");
  const move = fitting(step);
  if (!move) return one.beginBox.hidden ? one.composer.text : one.begin;
  if (move.clock) {
    const button = document.getElementById(move.clock);
    return button.checkVisibility() ? button : document.getElementById("tools-toggle");
  }
  if (move.start) return one.begin;
  if (!move.type) return buttonElement(one, move);
  return one.composer.text.value.trim() ? one.composer.form.elements.send : one.composer.text;
}

/** What is marked must be in sight, also on a small screen. */
function reveal(element, { chat }) {
  if (element !== revealed) element.scrollIntoView({ block: "nearest" });
  revealed = element;
  // a conversation that keeps to its end hides it again; whoever has scrolled up is left in peace
  const hidden = chat.element.getBoundingClientRect().top + ROOM - element.getBoundingClientRect().top;
  if (chat.tail.atEnd && hidden > 0 && chat.element.contains(element)) chat.element.scrollTop -= hidden;
}

export function clearTarget() {
  document.querySelectorAll(`.${MARK}`).forEach((element) => element.classList.remove(MARK));
}

/** Show where the step is made: the element, its phone, and on a narrow screen the phone's tab. */
export function markTarget(step) {
  clearTarget();
  const one = phone(step.phone);
  const place = target(step);
  const marked = [place, one?.element, document.querySelector(`[data-tab="${step.phone}"]`)];
  for (const element of marked) element?.classList.add(MARK);
  // later: the conversation is about to get its new height
  if (place) requestAnimationFrame(() => setTimeout(() => { if (place.classList.contains(MARK)) reveal(place, one.apps.telegram); }));
}
