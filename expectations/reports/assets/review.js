// What the served review does beyond its forms: keys that decide, and a decision that waits is asked after. Without it all forms work.
"use strict";

// ── Where one stands: a row of the queue, or a flag of an article.
const places = () => [...document.querySelectorAll("#flags tbody tr, ul.flags > li")].filter((place) => !place.hidden && place.querySelector("form, a"));
let at = null;

function stand(place) {
  if (!place) return;
  if (at) at.classList.remove("here");
  at = place;
  at.classList.add("here");
  at.tabIndex = -1;
  at.focus({ preventScroll: true });
  at.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = places();
  const now = all.indexOf(at);
  stand(all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1)]);
}

function press(selector, within) {
  const found = within && within.querySelector(selector);
  if (found) found.click();
  return Boolean(found);
}

const here = () => at || places()[0];
const first = (selector) => document.querySelector(selector);

let event = -1;
function nextEvent() {
  const links = [...document.querySelectorAll("#main li a.correct")].filter((link) => link.closest("ol"));
  event = (event + 1) % links.length;
  if (!links.length) return;
  for (let node = links[event].parentElement; node; node = node.parentElement) if (node.matches("details")) node.open = true;
  links[event].focus();
  links[event].scrollIntoView({ block: "center" });
}

function correct() {
  const form = first("form.event [name=date]");
  if (form) return form.focus();
  const focused = document.activeElement;
  if (focused.matches("a.correct")) return focused.click();
  const field = at && at.querySelector("input[name=value]");
  if (field) return field.focus();
  if (at && press("a.correct", at)) return undefined;
  const own = first(".correct-date");
  if (own) {
    own.open = true;
    own.querySelector("input[name=value]").focus();
  } else if (at) press("td a", at);
  return undefined;
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  Enter: () => at === document.activeElement && press("td a, a.jump", at),
  a: () => press("button[value=accepted]", here()),
  d: () => press("button[value=dismissed]", here()),
  c: correct,
  e: nextEvent,
  n: () => press("a.next, #notice a", document),
  u: () => press("button.undo", document) || press("form[action$=withdraw] button", document),
  b: () => press("a.back", document) || press(".crumbs a", document),
  "?": () => {
    const keys = first("#keys");
    keys.open = !keys.open;
    if (keys.open) keys.scrollIntoView();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "Enter" && event.target !== at) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// ── A form of the queue comes back to the queue as it was filtered: a redirect keeps the fragment of the request.
const shown = document.querySelector("form[data-filters]");
if (shown) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".quick, .notice form")) return;
    const filters = new URLSearchParams([...new FormData(shown)].filter(([, value]) => value));
    const row = event.target.closest("tr");
    if (row) filters.set("at", [...document.querySelectorAll("#flags tbody tr")].filter((one) => !one.hidden).indexOf(row));
    event.target.action = event.target.action.split("#")[0] + "#" + filters;
  });
  const was = new URLSearchParams(location.hash.slice(1)).get("at");
  if (was !== null) stand(places()[Math.min(Number(was), places().length - 1)]);
} else if (first("#notice")) {
  const open = places().find((place) => place.querySelector("button[value=accepted]"));
  if (open && !location.hash) stand(open);
}

// ── Nobody decides twice by a second click.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// ── A decision that waits: what for, and in the end what came of it. The page is loaded anew then, unless something is typed in it.
const waits = document.querySelector("#notice[data-order]");
const root = document.querySelector("a.brand").getAttribute("href").replace("index.html", "");
async function ask() {
  const answer = await fetch(`${root}orders/${waits.dataset.order}`);
  const told = answer.ok ? await answer.json() : { done: true, problem: "the server has forgotten it; look again" };
  if (!told.done) {
    waits.querySelector(".word").textContent = told.word;
    setTimeout(ask, 1000);
    return;
  }
  const typed = [...document.querySelectorAll("input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);
  if (!typed && !told.problem) return void location.reload();
  waits.classList.toggle("bad", Boolean(told.problem));
  const again = document.createElement("a");
  again.href = location.href.split("#")[0];
  again.textContent = "Show the page as it is now";
  waits.replaceChildren(told.problem ? `Not recorded: ${told.problem}. ` : `Taken: it is now ${told.state}. `, again);
}
if (waits) setTimeout(ask, 500);
