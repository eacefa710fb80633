// Runs in the browser as it stands.
import { views } from "./view.js";

const drawn = new Map();
let state;

function show() {
  const wanted = location.hash.slice(1) in views ? location.hash.slice(1) : "functions";
  for (const id of Object.keys(views)) {
    document.getElementById(`view-${id}`).hidden = id !== wanted;
    const link = document.querySelector(`[data-view="${id}"]`);
    if (id === wanted) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (state) draw(wanted);
}

/** Only what changed is drawn anew, so that a selection and an opened entry stay. */
function draw(id) {
  const next = JSON.stringify(views[id].data(state));
  if (drawn.get(id) === next) return;
  drawn.set(id, next);
  document.querySelector(`[data-body="${id}"]`).replaceChildren(...views[id].draw(state));
}

async function refresh() {
  const dot = document.querySelector(".dot");
  const text = document.getElementById("status-text");
  try {
    state = await (await fetch("/api/state")).json();
    dot.className = `dot ${state.idle ? "idle" : "busy"}`;
    text.textContent = state.idle ? "Idle" : "Working";
    document.getElementById("now").textContent = new Date(state.now).toLocaleString();
    for (const [id, view] of Object.entries(views)) document.querySelector(`[data-count="${id}"]`).textContent = view.count(state);
    show();
  } catch {
    dot.className = "dot gone";
    text.textContent = "The stage does not run";
  }
}

addEventListener("hashchange", show);
addEventListener("changed", refresh);
show();
await refresh();
setInterval(() => document.visibilityState === "visible" && refresh(), 1_000);
