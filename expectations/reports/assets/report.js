// What the pages do beyond HTML: a mark explains itself on hover or focus, and a table filters. Without it all links still lead.
"use strict";

// ── A mark's explanation: copies of the rows that its aria-describedby names, shown beside it. Escape closes it.
let tip = null;
let shownFor = null;

function hide() {
  if (tip) tip.remove();
  tip = shownFor = null;
}

function show(mark) {
  if (mark === shownFor) return;
  hide();
  const keys = (mark.dataset.tip || mark.getAttribute("aria-describedby") || "").split(" ");
  const rows = keys.map((key) => document.getElementById(key)).filter(Boolean);
  if (!rows.length) return;
  tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true"); // a screen reader has the description itself
  for (const row of rows) {
    const part = document.createElement("div");
    part.append(...[...row.childNodes].map((node) => node.cloneNode(true)));
    part.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
    part.querySelectorAll("form, .command, .jump").forEach((node) => node.remove());
    tip.append(part);
  }
  document.body.append(tip);
  shownFor = mark;
  const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const below = box.bottom + tip.offsetHeight + 12 < innerHeight || box.top < tip.offsetHeight + 12;
  tip.style.left = Math.max(8, Math.min(box.left, room - tip.offsetWidth - 8)) + scrollX + "px";
  tip.style.top = (below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + scrollY + "px";
}

const marked = (event) => event.target.closest && event.target.closest("a.m, a[data-tip]");
document.addEventListener("pointerover", (event) => {
  const mark = marked(event);
  if (mark) show(mark);
  else if (tip && !event.target.closest(".tip") && document.activeElement !== shownFor) hide();
});
document.addEventListener("focusin", (event) => (marked(event) ? show(marked(event)) : hide()));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

// ── The filters of a table: each control hides the rows whose data-NAME differs, "words" those that lack a word.
const filters = document.querySelector("form[data-filters]");
if (filters) {
  const rows = [...document.querySelectorAll(`#${filters.dataset.filters} tbody tr`)];
  const said = rows.map((row) => row.textContent.toLowerCase());
  // The order of the page, or by data-NAME: numbers from the largest, words from A.
  const arrange = (name) => {
    const places = [...rows.keys()];
    const value = (n) => rows[n].dataset[name];
    if (name) places.sort((a, b) => (Number(value(b)) - Number(value(a)) || String(value(a)).localeCompare(value(b)) || a - b));
    if (rows.length) rows[0].parentNode.append(...places.map((n) => rows[n]));
  };
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(filters));
    const words = (wanted.words || "").toLowerCase().split(/\s+/).filter(Boolean);
    arrange(wanted.order);
    delete wanted.words;
    delete wanted.order;
    let count = 0;
    rows.forEach((row, n) => {
      const fits = Object.entries(wanted).every(([name, value]) => !value || row.dataset[name] === value);
      row.hidden = !(fits && words.every((word) => said[n].includes(word)));
      count += row.hidden ? 0 : 1;
    });
    filters.querySelector("output").textContent = `${count} of ${rows.length} shown`;
  };
  // The address after "#" presets the filters, so that the overview can link to one kind of flag.
  const preset = () => {
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (filters.elements[name]) filters.elements[name].value = value;
    }
    apply();
  };
  filters.addEventListener("input", apply);
  filters.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", preset);
  preset();
}

// ── Lists of an article that are folded: a link to one of their rows opens them; on a phone they begin folded.
const folded = [...document.querySelectorAll("details.list")];
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let node = target && target.parentElement; node; node = node.parentElement) if (node.matches("details")) node.open = true;
  const whole = document.getElementById("whole");
  if (target && whole && target.closest(".fold")) whole.checked = true;
  if (target) target.scrollIntoView();
};
if (folded.length) {
  if (matchMedia("(max-width: 52rem)").matches) for (const list of folded) list.open = false;
  addEventListener("hashchange", unfold);
  unfold();
}
