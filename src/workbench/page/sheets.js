// The pages: drawn from SVG, renewed one by one when they change, zoomed.

const PX_PER_MM = 96 / 25.4;
const GAP_PX = 20;
const STEPS = [0.35, 0.5, 0.75, 1, 1.25, 1.5, 2, 3];

const desk = document.getElementById("sheets");
const stack = document.getElementById("stack");
const thumbs = document.getElementById("thumbs");
const headings = document.getElementById("headings");
const zoom = document.getElementById("zoom");

// A page has its own tree, so that ids of one page mean nothing on another.
const links = new CSSStyleSheet();
links.replaceSync(`
  svg { display: block; width: 100%; height: 100%; }
  a[href^="figure:"] { cursor: pointer; outline: none; }
  a[href^="figure:"]:hover rect { fill: rgb(217 164 65 / .28); }
  a[href^="figure:"]:focus-visible rect { fill: rgb(217 164 65 / .28); stroke: #a61c26; }
  a.chosen rect { fill: rgb(217 164 65 / .42); }
`);

let pages = []; // { id, width_mm, height_mm, element, thumb, url }
let spots = []; // { page, top_mm, button }
let chosen = null;
let turn = 0;
let onFigure = () => {};

/// Calls back with the key of a figure that is clicked.
export function whenFigureIsChosen(call) {
  onFigure = call;
}

/// Shows the pages of a draft; those that did not change stay as they are.
export async function show(draft) {
  turn += 1;
  const mine = turn;
  const isFirst = pages.length === 0;
  while (pages.length > draft.sheets.length) {
    const page = pages.pop();
    page.element.remove();
    page.thumb.remove();
    URL.revokeObjectURL(page.url);
  }
  while (pages.length < draft.sheets.length) pages.push(emptyPage(pages.length + 1));
  draft.sheets.forEach((sheet, index) => Object.assign(pages[index], {
    width_mm: sheet.width_mm, height_mm: sheet.height_mm, wanted: sheet.id,
  }));
  listHeadings(draft.headings);
  resize();
  const waiting = pages.filter((page) => page.id !== page.wanted).sort(byNearness);
  const draw = async () => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      await renew(page, mine, isFirst);
    }
  };
  await Promise.all([draw(), draw(), draw()]);
  follow();
}

/// Marks the places where a figure is printed.
export function mark(key) {
  chosen = key;
  for (const page of pages) markOn(page);
}

/// Goes to the page so many pages on.
export function turnPages(by) {
  const at = current() + by;
  const page = pages[Math.min(Math.max(at, 0), pages.length - 1)];
  if (page) goTo(page, 0);
}

/// One step larger or smaller.
export function step(by) {
  const now = scale();
  const steps = by > 0 ? STEPS : [...STEPS].reverse();
  const next = steps.find((value) => (by > 0 ? value > now + 0.01 : value < now - 0.01));
  if (next) setZoom(String(next));
}

/// “width”, “page” or a factor.
export function setZoom(value) {
  if (![...zoom.options].some((option) => option.value === value)) {
    zoom.add(new Option(`${Math.round(value * 100)}%`, value));
  }
  zoom.value = value;
  try { localStorage.setItem("zoom", value); } catch { /* It is forgotten, then. */ }
  const page = pages[current()];
  const rest = page ? (desk.scrollTop - page.element.offsetTop) / page.element.offsetHeight : 0;
  resize();
  if (page) desk.scrollTop = page.element.offsetTop + rest * page.element.offsetHeight;
}

function emptyPage(number) {
  const element = document.createElement("div");
  element.className = "sheet";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", `第${number}页`);
  element.attachShadow({ mode: "open" }).adoptedStyleSheets = [links];
  element.shadowRoot.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const key = keyOf(link);
    if (key) onFigure(key);
  });
  stack.append(element);
  const thumb = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", `第${number}页`);
  const image = new Image();
  image.alt = "";
  button.append(image);
  thumb.append(button, String(number));
  thumbs.append(thumb);
  const page = { element, thumb, button, image, id: null, url: "" };
  button.addEventListener("click", () => goTo(page, 0));
  return page;
}

async function renew(page, mine, isFirst) {
  const id = page.wanted;
  const answer = await fetch(`sheet?${id}`);
  // A page that is gone has been overtaken by the next draft.
  if (!answer.ok || mine !== turn) return;
  const text = await answer.text();
  if (mine !== turn) return;
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  page.element.shadowRoot.replaceChildren(document.importNode(drawn, true));
  page.id = id;
  for (const link of page.element.shadowRoot.querySelectorAll("a")) {
    const key = keyOf(link);
    if (key) link.setAttribute("aria-label", `数字 ${key}`);
  }
  markOn(page);
  URL.revokeObjectURL(page.url);
  page.url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  page.image.src = page.url;
  if (!isFirst) flash(page.element);
}

function flash(element) {
  element.classList.remove("changed");
  // Reading a measure lets the same animation start over.
  void element.offsetWidth;
  element.classList.add("changed");
}

function keyOf(link) {
  const target = link.getAttribute("href") ?? "";
  return target.startsWith("figure:") ? target.slice(7) : null;
}

function markOn(page) {
  for (const link of page.element.shadowRoot.querySelectorAll("a")) {
    link.classList.toggle("chosen", chosen !== null && keyOf(link) === chosen);
  }
}

function listHeadings(list) {
  headings.replaceChildren();
  spots = list.map((heading) => {
    const item = document.createElement("li");
    item.dataset.level = heading.level;
    const button = document.createElement("button");
    button.type = "button";
    const [text, number] = [document.createElement("span"), document.createElement("span")];
    text.textContent = heading.text;
    number.textContent = heading.page;
    button.append(text, number);
    item.append(button);
    headings.append(item);
    const spot = { page: heading.page, top_mm: heading.top_mm, button };
    button.addEventListener("click", () => {
      const page = pages[heading.page - 1];
      if (page) goTo(page, Math.max(heading.top_mm - 8, 0) * PX_PER_MM * scale());
    });
    return spot;
  });
}

function goTo(page, down) {
  const top = page.element.offsetTop - GAP_PX + down;
  desk.scrollTo({ top, behavior: "smooth" });
}

// The page in the upper part of the window, from 0.
function current() {
  const line = desk.scrollTop + desk.clientHeight / 3;
  const after = pages.findIndex((page) => page.element.offsetTop > line);
  return Math.max((after < 0 ? pages.length : after) - 1, 0);
}

function follow() {
  const page = pages[current()];
  for (const each of pages) setCurrent(each.button, each === page);
  const line = desk.scrollTop + desk.clientHeight / 3;
  const top = (spot) => {
    const page = pages[spot.page - 1];
    return page ? page.element.offsetTop + spot.top_mm * PX_PER_MM * scale() : Infinity;
  };
  const last = spots.filter((spot) => top(spot) <= line).pop();
  for (const spot of spots) setCurrent(spot.button, spot === last);
  if (page && !thumbs.hidden) page.thumb.scrollIntoView({ block: "nearest" });
}

function setCurrent(button, isCurrent) {
  if (isCurrent) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}

function scale() {
  const [first] = pages;
  if (!first) return 1;
  const wide = (desk.clientWidth - 2 * GAP_PX) / (first.width_mm * PX_PER_MM);
  if (zoom.value === "width") return Math.min(Math.max(wide, 0.3), 1.6);
  const high = (desk.clientHeight - 2 * GAP_PX) / (first.height_mm * PX_PER_MM);
  if (zoom.value === "page") return Math.max(Math.min(wide, high), 0.2);
  return Number(zoom.value);
}

function resize() {
  const factor = PX_PER_MM * scale();
  for (const { element, image, width_mm, height_mm } of pages) {
    element.style.width = `${width_mm * factor}px`;
    element.style.height = `${height_mm * factor}px`;
    image.style.aspectRatio = `${width_mm} / ${height_mm}`;
  }
}

function byNearness(a, b) {
  const middle = desk.scrollTop + desk.clientHeight / 2;
  const far = (page) => Math.abs(page.element.offsetTop + page.element.offsetHeight / 2 - middle);
  return far(a) - far(b);
}

let isFollowing = false;
desk.addEventListener("scroll", () => {
  if (isFollowing) return;
  isFollowing = true;
  requestAnimationFrame(() => { isFollowing = false; follow(); });
});
new ResizeObserver(() => { resize(); follow(); }).observe(desk);
zoom.addEventListener("change", () => setZoom(zoom.value));
document.getElementById("smaller").addEventListener("click", () => step(-1));
document.getElementById("larger").addEventListener("click", () => step(1));
try { setZoom(localStorage.getItem("zoom") ?? "width"); } catch { /* As it stands. */ }
