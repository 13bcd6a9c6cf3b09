// The outline as a list, beside the pages that come of it.

import { html, store, act, edit, get, post, redraw, tell } from "./store.js";

let outline = null; // what `outline` gives
let seen = null; // the state for which it was read
let found = []; // figures for sentences

export function outlineView() {
  const now = store.state?.seen;
  if (seen !== now) { seen = now; read(); }
  return html`<div class="beside"><div>
      <h2>提纲</h2>
      ${!outline ? html`<p class="soft">正在读取……</p>` : body()}
    </div>
    <iframe class="pages" src="pages?beside" title="印出的样子"></iframe></div>`;
}

async function read() {
  try {
    outline = await get("outline");
  } catch (error) {
    tell("bad", error.message);
  }
  redraw();
}

function body() {
  const { file, value } = outline;
  if (!value) return html`<p class="bad">提纲的写法有误，请先在“问题”里改正。</p>`;
  const isOwn = file !== null;
  return html`
    ${isOwn ? html`<p class="lead">改动写在本月的 ${file}。</p>` : html`
      <p class="lead">现在用的是自带的提纲。要改，先给本月建一份自己的，其余仍随自带版式。</p>
      <button type="button" class="main" onClick=${() => act("已建立本月的提纲", () => post("own-layout", {}))}>改写本月的提纲</button>`}
    ${isOwn && html`<details><summary>在句子里插入数字</summary>
      <div class="line"><label>查找<input type="search" onInput=${(event) => search(event.target.value)}/></label></div>
      <ul class="found">${found.map((it) => html`<li><button type="button" class="plain"
        onClick=${() => insert(it.key)}>${it.definition}：${it.printed}</button></li>`)}</ul></details>`}
    <ol class="outline">${(value.sections ?? []).map((section, index) =>
      part(section, ["sections", String(index)], value.sections.length, isOwn))}</ol>`;
}

function part(it, path, count, isOwn) {
  if (it === "cases" || it.cases !== undefined) return leaf("典型案例", "各篇案例排在这里", path, count, isOwn);
  if (it.heading !== undefined && it.body !== undefined) {
    return html`<li key=${path.join("/")}>
      <div class="head">${text("标题", it.heading, [...path, "heading"], isOwn)}
        ${isOwn && tools(path, count)}</div>
      <ol>${it.body.map((inner, index) => part(inner, [...path, "body", String(index)], it.body.length, isOwn))}</ol>
      ${isOwn && addTable(it, path)}
      ${isOwn && addChart(it, path)}
    </li>`;
  }
  if (it.paragraph !== undefined) {
    const sentences = Array.isArray(it.paragraph) ? it.paragraph : [it.paragraph];
    return html`<li key=${path.join("/")} class="leaf"><b>段落</b>${isOwn && tools(path, count)}
      ${sentences.map((sentence, index) => text("句子", sentence,
        Array.isArray(it.paragraph) ? [...path, "paragraph", String(index)] : [...path, "paragraph"], isOwn))}</li>`;
  }
  if (it.table) {
    return html`<li key=${path.join("/")} class="leaf"><b>表</b>${isOwn && tools(path, count)}
      ${text("表题", it.table.caption, [...path, "table", "caption"], isOwn)}
      ${isOwn ? columns(it.table, path) : html`<p class="soft">${it.table.rows}</p>`}</li>`;
  }
  if (it.chart) {
    return html`<li key=${path.join("/")} class="leaf"><b>图</b>${isOwn && tools(path, count)}
      ${text("图题", it.chart.caption, [...path, "chart", "caption"], isOwn)}</li>`;
  }
  return leaf(Object.keys(it)[0] ?? "其他", "", path, count, isOwn);
}

const leaf = (name, words, path, count, isOwn) => html`<li key=${path.join("/")} class="leaf">
  <b>${name}</b>${isOwn && tools(path, count)}<p class="soft">${words}</p></li>`;

let focused = null; // the field into which a figure goes

function text(label, words, path, isOwn) {
  if (!isOwn) return html`<p>${words}</p>`;
  const rows = Math.min(6, Math.ceil(words.length / 34));
  return html`<label class="field">${label}<textarea rows=${rows} key=${words}
    onFocus=${(event) => { focused = event.target; }}
    onChange=${(event) => change(`改写${label}`, [{ path, value: event.target.value.replace(/\n/g, "") }])}>${words}</textarea></label>`;
}

const change = (why, changes) => edit(outline, why, changes);

function tools(path, count) {
  const at = Number(path.at(-1));
  return html`<span class="tools">
    <button type="button" class="plain" disabled=${at === 0} aria-label="上移" onClick=${() => move(path, -1)}>↑</button>
    <button type="button" class="plain" disabled=${at === count - 1} aria-label="下移" onClick=${() => move(path, 1)}>↓</button>
    <button type="button" class="plain" onClick=${() => change("去掉一项", [{ path }])}>去掉</button></span>`;
}

function move(path, by) {
  const list = path.slice(0, -1);
  const at = Number(path.at(-1));
  const items = [...list.reduce((inner, step) => inner[step], outline.value)];
  const [one] = items.splice(at, 1);
  items.splice(at + by, 0, one);
  return change("调整次序", [{ path: list, value: items }]);
}

/// Columns of a table, in the order in which they are ticked; and how many rows.
function columns(table, path) {
  const list = outline.lists.find(({ key }) => key === table.rows);
  const names = (table.columns ?? []).map((it) => (typeof it === "string" ? it : Object.values(it)[0]));
  const all = [...new Set([...names, ...(list?.columns ?? [])])];
  return html`<details><summary>${table.rows}：${names.join("、")}</summary>
    <form onSubmit=${(event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      const chosen = form.getAll("column");
      const kept = (table.columns ?? []).filter((it) => typeof it !== "string" || chosen.includes(it));
      const value = [...kept, ...chosen.filter((it) => !names.includes(it))];
      const first = form.get("first").trim();
      const changes = [{ path: [...path, "table", "columns"], value }];
      if (first !== String(table.first ?? "")) {
        const where = [...path, "table", "first"];
        changes.push(first === "" ? { path: where } : { path: where, value: Number(first) });
      }
      change("改表的列", changes);
    }}>
      <div class="ticks">${all.map((name) => html`<label><input type="checkbox" name="column" value=${name}
        defaultChecked=${names.includes(name)}/>${name}</label>`)}</div>
      <div class="line"><label>只列前几行<input name="first" size="3" inputmode="numeric" defaultValue=${table.first ?? ""}/></label>
      <button>保存</button></div>
    </form></details>`;
}

function addTable(section, path) {
  return html`<details><summary>在这里添一张表</summary><form class="line" onSubmit=${(event) => {
    event.preventDefault();
    const { caption, rows } = Object.fromEntries(new FormData(event.target));
    const list = outline.lists.find(({ key }) => key === rows);
    const value = { table: { name: caption, caption, rows, columns: ["rank", "unit", ...list.columns].filter((it, at, all) =>
      all.indexOf(it) === at && ["rank", "unit", "assessed", "count", "share", "score"].includes(it)) } };
    change("添一张表", [{ path: [...path, "body", String(section.body.length)], value }]);
  }}>
    <label>表题<input name="caption" required/></label>
    <label>列表<select name="rows" required>${outline.lists.map(({ key, rows }) =>
      html`<option value=${key}>${key}（${rows}行）</option>`)}</select></label>
    <button>添上</button></form></details>`;
}

const FORMS = [["columns", "柱形"], ["bars", "横条"], ["lines", "折线"]];

function addChart(section, path) {
  const subjects = outline.lists.flatMap(({ key, rows, columns }) => columns
    .filter((name) => !["rank", "name", "unit", "class"].includes(name))
    .map((name) => [`${key}.${name}`, rows]));
  return html`<details><summary>在这里添一幅图</summary><form class="line" onSubmit=${(event) => {
    event.preventDefault();
    const { caption, subject, form, first } = Object.fromEntries(new FormData(event.target));
    // The list's own name may be taken by another table or chart of it.
    const chart = { name: caption, form, subject, caption, ...(first.trim() !== "" && { first: Number(first) }) };
    change("添一幅图", [{ path: [...path, "body", String(section.body.length)], value: { chart } }]);
  }}>
    <label>图题<input name="caption" required/></label>
    <label>样子<select name="form">${FORMS.map(([value, name]) => html`<option value=${value}>${name}</option>`)}</select></label>
    <label>画什么<select name="subject" required>${subjects.map(([key, rows]) =>
      html`<option value=${key}>${key}（${rows}行）</option>`)}</select></label>
    <label>只画前几行<input name="first" size="3" inputmode="numeric"/></label>
    <button>添上</button></form></details>`;
}

async function search(words) {
  try {
    found = words ? (await get(`figures?find=${encodeURIComponent(words)}`)).figures : [];
  } catch (error) {
    tell("bad", error.message);
  }
  redraw();
}

function insert(key) {
  if (!focused?.isConnected) return tell("bad", "先点到要插入的句子里");
  focused.setRangeText(`{{ ${key} }}`, focused.selectionStart, focused.selectionEnd, "end");
  focused.focus();
  tell("good", "已插入，离开句子时保存");
}
