// The page: keeps the live connection and hands its news to the parts.
import { eachSecond, firstGroup, goTo, phoneViews, startBoard, updateBoard } from "./board.js";
import { setClock, startClock } from "./clock.js";
import { connectDialogs, startDialogs } from "./dialogs.js";
import { startLanguage } from "./language.js";
import { startLog, updateLog } from "./log.js";
import { startTools, updateTools } from "./tools.js";
import { startTour, updateTour } from "./tour.js";

const RETRY_MS = 1000;
let session = null;

function apply(state) {
  if (session !== null && session !== state.session) return window.location.reload(); // another run of the sandbox
  session = state.session;
  setClock(state.clock, state.bell);
  eachSecond();
  connectDialogs({ bot: state.bot, goTo, phones: phoneViews, group: firstGroup });
  updateTools(state);
  updateBoard(state);
  updateLog(state.events);
  updateTour(state);
  return undefined;
}

function connect() {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${window.location.host}/page/live`);
  const offline = document.getElementById("offline");
  socket.addEventListener("message", (event) => { offline.hidden = true; apply(JSON.parse(event.data)); });
  socket.addEventListener("close", () => { offline.hidden = false; setTimeout(connect, RETRY_MS); });
}

startLanguage();
startBoard();
startClock(eachSecond);
startDialogs();
startLog();
startTools();
startTour();
document.body.classList.remove("early");
connect();
