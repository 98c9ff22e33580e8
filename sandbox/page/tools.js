// The bar's other tools: what does not fit into it on a narrow screen, and the fault switch.
import { disclosure, post } from "./dom.js";
import { t } from "./language.js";
import { NARROW } from "./log.js";
import { announce } from "./notice.js";

let outage = false;
let closeSheet = () => {};

/** On a narrow screen the opened tools leave little room for a phone. */
export function closeTools() {
  closeSheet();
}

/** What the server offers. */
export function updateTools(state) {
  document.getElementById("reset").hidden = !state.canReset;
  const button = document.getElementById("outage");
  outage = Boolean(state.outage);
  button.hidden = state.outage === null || state.outage === undefined;
  button.setAttribute("aria-pressed", String(outage));
  document.getElementById("cut-off").hidden = !outage;
}

/** Wire up the tools. */
export function startTools() {
  const toggle = document.getElementById("tools-toggle");
  const sheet = disclosure(toggle, document.getElementById("tools"), { applies: () => NARROW.matches });
  closeSheet = () => sheet.close(document.getElementById("tools").contains(document.activeElement));
  NARROW.addEventListener("change", () => sheet.show(!NARROW.matches));
  disclosure(document.getElementById("more-toggle"), document.getElementById("more-sheet"));
  for (const id of ["outage", "reconnect"]) {
    document.getElementById(id).addEventListener("click", async () => {
      const ends = outage;
      if (!(await post("fault", { outage: !ends }))) announce(t("fault-failed"));
      else if (ends) announce(t("reconnected")); // it tries again after a pause that has grown
    });
  }
}
