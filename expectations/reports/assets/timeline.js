// The timeline: canonical events, filtered by the form, drawn a stretch at a time on one ruler. They come newest first in
// the files that timeline-data.js names, a stretch of time each; the next one is fetched when the list asks for it.
// Every word of the data is put into the page as text, never as markup.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 150;
const chunks = window.datelineTimeline; // {file, count, dated, events once they are here}
const total = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
const form = document.getElementById("filters");
const list = document.getElementById("timeline");
const more = document.getElementById("more");
let found = [];
let drawn = 0;
let lo = 0;
let hi = 1;

const time = (iso) => Date.parse(`${iso}T00:00:00Z`);
const DAY = 86400000;

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function svg(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

const place = (at) => (100 * (at - lo)) / (hi - lo);

// The stretch of the ruler: the shown events, but those far from the middle half of them (1961 among months of 2016)
// stand at its edge.
function stretch() {
  const ends = found.filter((e) => e.from && e.to).flatMap((e) => [time(e.from), time(e.to) + DAY]).sort((a, b) => a - b);
  const [early, late] = [0.25, 0.75].map((part) => ends[Math.floor((ends.length - 1) * part)] || 0);
  const reach = 3 * Math.max(late - early, 365 * DAY);
  const near = ends.filter((at) => at >= early - reach && at <= late + reach);
  [lo, hi] = near.length ? [near[0], near[near.length - 1]] : [0, DAY];
  const margin = Math.max((hi - lo) * 0.02, 3 * DAY);
  lo -= margin;
  hi += margin;
}

function ruler() {
  const first = new Date(lo).getUTCFullYear();
  const last = new Date(hi).getUTCFullYear();
  const box = svg("svg", { class: "ticks", width: "100%", height: "22" });
  const tick = (at, label) => {
    if (at < lo || at > hi) return;
    const text = svg("text", { x: `${place(at)}%`, y: "15" });
    text.textContent = label;
    box.append(text);
  };
  const years = last - first;
  if (years > 2) {
    const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].find((n) => years / n <= 7) || 10000;
    for (let year = Math.ceil(first / every) * every; year <= last; year += every) tick(Date.UTC(year, 0, 1), year);
  } else {
    const months = (hi - lo) / DAY / 30;
    const every = months > 18 ? 6 : months > 8 ? 3 : months > 4 ? 2 : 1;
    for (let n = 0; n <= years * 12 + 12; n += every) {
      const at = Date.UTC(first, n, 1);
      tick(at, new Date(at).toLocaleDateString("en", { month: "short", year: "numeric", timeZone: "UTC" }));
    }
  }
  document.getElementById("ruler").replaceChildren(box);
}

function bar(event) {
  const box = svg("svg", { class: "lane", width: "100%", height: "22", "aria-hidden": "true" });
  if (!event.from && !event.to) return box;
  const from = event.from ? Math.max(place(time(event.from)), 0) : 0;
  const to = event.to ? Math.min(place(time(event.to) + DAY), 100) : 100;
  if (from > 100 || to < 0) {
    const text = svg("text", { x: to < 0 ? "0" : "100%", y: "15", class: "edge", "text-anchor": to < 0 ? "start" : "end" });
    text.textContent = to < 0 ? "◂" : "▸";
    box.append(text);
  } else {
    box.append(svg("rect", { class: `happening ${event.status}`, x: `${from}%`, width: `${Math.max(to - from, 0.5)}%`, y: "6", height: "10", rx: "2" }));
  }
  return box;
}

function row(event) {
  const item = element("li");
  const details = element("details");
  const summary = element("summary");
  const what = element("span", "what");
  what.append(element("strong", "", event.type), ` ${event.title} `, element("span", "meta", `${event.status}, ${event.sources === 1 ? "1 source" : `${event.sources} sources`}, confidence ${event.confidence.toFixed(2)}`));
  summary.append(element("span", "when", event.when), what, bar(event));
  details.append(summary);
  // The sentences are put in when they are asked for: thousands of them would make the page heavy.
  details.addEventListener("toggle", () => {
    if (details.childElementCount > 1) return;
    for (const told of event.told) {
      const quote = element("blockquote");
      quote.append(told.before, element("mark", "", told.words), told.after);
      const from = element("p", "meta");
      const title = element(told.page ? "a" : "span", "", told.title);
      if (told.page) title.href = told.page;
      from.append(title);
      quote.append(from);
      details.append(quote);
    }
  });
  item.append(details);
  return item;
}

// The files in the order in which they are read: oldest first turns those with a first day round, the others stay last.
function sequence(oldest) {
  const dated = chunks.filter((chunk) => chunk.dated);
  return [...(oldest ? dated.reverse() : dated), ...chunks.filter((chunk) => !chunk.dated)];
}

function load(chunk) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = chunk.file;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(`${chunk.file} is not there`)));
    document.head.append(script);
  });
}

const words = (e) => (e.words ||= [e.title, e.type, ...e.told.map((t) => t.before + t.words + t.after)].join(" ").toLowerCase());

function fits(wanted) {
  const asked = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
  const least = Number(wanted.confidence) || 0;
  return (e) =>
    e.confidence >= least
    && (!wanted.country || e.countries.includes(wanted.country))
    && (!wanted.type || e.type === wanted.type)
    && (!wanted.status || e.status === wanted.status)
    && (!wanted.from || (e.to || "9999") >= wanted.from.padStart(4, "0"))
    && (!wanted.to || (e.from || "0000").slice(0, 4) <= wanted.to.padStart(4, "0"))
    && asked.every((word) => words(e).includes(word));
}

let latest = 0; // a later change of the form overtakes an earlier one that still waits for a file

// Show at least `least` of the events that the form asks for, if there are so many; files are read until there are.
async function show(least) {
  const mine = ++latest;
  const wanted = Object.fromEntries(new FormData(form));
  const oldest = wanted.order === "oldest";
  const fit = fits(wanted);
  found = [];
  let looked = 0;
  for (const chunk of sequence(oldest)) {
    if (found.length >= least) break;
    if (!chunk.events) {
      form.querySelector("output").textContent = "reading …";
      await load(chunk);
      if (mine !== latest) return;
    }
    const own = chunk.events.filter(fit);
    found.push(...(oldest && chunk.dated ? own.reverse() : own));
    looked += chunk.count;
  }
  drawn = Math.min(least, found.length);
  stretch();
  ruler();
  list.replaceChildren(...found.slice(0, drawn).map(row));
  more.hidden = drawn === found.length && looked === total;
  const among = looked < total ? `, ${looked.toLocaleString("en")} of ${total.toLocaleString("en")} looked through` : "";
  form.querySelector("output").textContent = (found.length > drawn ? `${drawn} of ${found.length} drawn` : `${found.length} shown`) + among;
}

form.addEventListener("input", () => show(STEP));
form.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", () => show(drawn + STEP));
show(STEP);
