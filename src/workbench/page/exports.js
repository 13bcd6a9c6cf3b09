// Exports: dropped in, recognised, their columns and values given a meaning.

import { html, store, act, at, edit, get, redraw, tell, upload } from "./store.js";

const KINDS = [
  ["accepted", "受理明细"],
  ["assessed", "市级考评明细"],
  ["ranking", "全市街乡镇排名（本期）"],
  ["previous_ranking", "全市街乡镇排名（上期）"],
  ["districts", "各区万人诉求比"],
];

let seen = new Map(); // file → { stamp, look, chosen }

export function exportsView() {
  const { files } = store;
  const named = at(files.bulletin.value, "exports") ?? {};
  const all = files.data.map((name) => `data/${name}`);
  return html`
    <h2>导出表</h2>
    <p class="lead">把各系统导出的表拖到这里，程序认出是什么表、哪一列是什么，认不准的由您来定。</p>
    ${dropArea("把导出表拖到这里", "选择文件", true, async (chosen) => {
      for (const file of chosen) await act(`已放入 ${file.name}`, () => upload(file, "data"));
    })}
    <ul class="awaited">${KINDS.map(([key, words]) => {
      const file = fileOf(named[key]);
      const isThere = file && all.includes(file);
      return html`<li class=${isThere ? "good" : ""}><b>${words}</b>
        <span>${file ? (isThere ? file : `${file}（还没有放入）`) : "没有"}</span></li>`;
    })}</ul>
    ${all.map((file) => card(file, named))}`;
}

const fileOf = (named) => (typeof named === "string" ? named : named?.file);

/// A place to drop files, or to choose them by a button.
export function dropArea(words, button, isMultiple, take) {
  const taken = (list) => { if (list.length > 0) take([...list]); };
  return html`<div class="drop"
    onDragOver=${(event) => { event.preventDefault(); event.currentTarget.classList.add("over"); }}
    onDragLeave=${(event) => event.currentTarget.classList.remove("over")}
    onDrop=${(event) => {
      event.preventDefault();
      event.currentTarget.classList.remove("over");
      taken(event.dataTransfer.files);
    }}>
    <span>${words}，或</span>
    <label class="button">${button}<input type="file" multiple=${isMultiple}
      onChange=${(event) => { taken(event.target.files); event.target.value = ""; }}/></label>
  </div>`;
}

async function look(file, sheet) {
  const { stamp } = store.files.bulletin;
  const old = seen.get(file);
  if (old && old.stamp === stamp && sheet === undefined) return;
  seen.set(file, { ...old, stamp, chosen: old?.chosen ?? {} });
  try {
    const more = sheet ? `&sheet=${encodeURIComponent(sheet)}` : "";
    const found = await get(`export?file=${encodeURIComponent(file)}${more}`);
    seen.set(file, { stamp, look: found, chosen: {} });
  } catch (error) {
    seen.set(file, { stamp, look: { kind: null, why: error.message }, chosen: {} });
  }
  redraw();
}

function card(file, named) {
  look(file);
  const { look: it, chosen } = seen.get(file);
  const id = `file-${file}`;
  if (!it) return html`<section class="card" key=${file}><h3>${file}</h3><p class="soft">正在辨认……</p></section>`;
  const used = KINDS.find(([key]) => fileOf(named[key]) === file);
  if (!it.kind) {
    return html`<section class="card" key=${file} aria-labelledby=${id}><h3 id=${id}>${file}</h3>
      <p class="bad">${it.why ?? "认不出这是什么表：前30行里没有认识的表头。"}</p></section>`;
  }
  const kind = chosen.kind ?? used?.[0] ?? it.kind;
  const open = it.missing.length > 0 || unknown(it).length > 0 || !used;
  return html`<section class="card" key=${file} aria-labelledby=${id}>
    <h3 id=${id}>${file} <span class=${`mark ${used ? "good" : ""}`}>${used ? used[1] : "还没有确认"}</span></h3>
    <form onSubmit=${(event) => { event.preventDefault(); confirmExport(file, it, kind, event.target); }}>
      <div class="line">
        <label>这是<select name="kind" onChange=${(event) => { chosen.kind = event.target.value; redraw(); }}>
          ${KINDS.map(([key, words]) => html`<option value=${key} selected=${key === kind}>${words}</option>`)}
        </select></label>
        ${it.sheets.length > 1 && html`<label>工作表<select name="sheet"
          onChange=${(event) => look(file, event.target.value)}>
          ${it.sheets.map((sheet) => html`<option selected=${sheet === it.sheet}>${sheet}</option>`)}</select></label>`}
        <span class="soft">表头在第${it.header_row}行</span>
        <button class=${open ? "main" : ""}>${used ? "保存" : "确认"}</button>
      </div>
      ${missing(it)}
      ${values(it)}
      <details open=${open}>
        <summary>各列的意思和前几行</summary>
        ${sample(it)}
      </details>
    </form>
  </section>`;
}

const unknown = (it) => it.headings.flatMap((heading) => heading.spellings
  .filter((spelling) => !spelling.is_known)
  .map((spelling) => ({ heading, spelling })));

function missing(it) {
  if (it.missing.length === 0) return "";
  const free = it.headings.filter((heading) => heading.column === null);
  return html`<fieldset><legend>缺少的列：请指出是哪一列</legend>
    ${it.missing.map((gap) => html`<label>${gap.name}
      <select name=${`column:${gap.column}`}>
        <option value="">没有这一列</option>
        ${free.map(({ title }) => html`<option selected=${title === gap.near}>${title}</option>`)}
      </select><span class="soft">${gap.reason}</span></label>`)}
  </fieldset>`;
}

function values(it) {
  const open = unknown(it);
  if (open.length === 0) return "";
  return html`<fieldset><legend>没见过的写法：请指出是什么意思</legend>
    ${open.map(({ heading, spelling }) => html`<label>${heading.title}：“${spelling.written}”（${spelling.count}行）
      <select name=${`value:${heading.column}:${spelling.written}`}>
        <option value="">先不管</option>
        ${heading.expected.map((value) => html`<option selected=${spelling.written.endsWith(value)}>${value}</option>`)}
      </select></label>`)}
  </fieldset>`;
}

function sample(it) {
  const names = new Map(it.columns);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="各列的意思和前几行"><table class="sample">
    <thead>
      <tr>${it.headings.map((heading, index) => html`<td>
        <select name=${`heading:${index}`} aria-label=${`“${heading.title}”是什么`}>
          <option value="">${heading.is_personal ? "不读取（个人信息）" : "不用"}</option>
          ${it.columns.map(([key, name]) => html`<option value=${key} selected=${key === heading.column}>${name}</option>`)}
        </select></td>`)}</tr>
      <tr>${it.headings.map(({ title, column, is_personal: isPersonal }) => html`<th scope="col" class=${column ? "" : "soft"}
        title=${names.get(column) ?? "不用"}>${isPersonal && !column ? lock() : ""}${title}</th>`)}</tr>
    </thead>
    <tbody>${it.rows.map((row) => html`<tr>${row.map((cell, index) =>
      html`<td class=${it.headings[index].column ? "" : "soft"}>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

const lock = () => html`<svg class="lock" viewBox="0 0 12 14" role="img" aria-label="锁定"><path
  d="M2.5 6V4a3.5 3.5 0 0 1 7 0v2M1 6h10v7H1z" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>`;

async function confirmExport(file, it, kind, form) {
  const { bulletin } = store.files;
  const answers = new FormData(form);
  const changes = [];
  for (const [key, named] of Object.entries(at(bulletin.value, "exports") ?? {})) {
    if (key !== kind && fileOf(named) === file) changes.push({ path: ["exports", key] });
  }
  const value = it.sheets.length > 1 ? { file, sheet: it.sheet } : file;
  changes.push({ path: ["exports", kind], value });
  const columns = new Map(); // key → title
  it.headings.forEach((heading, index) => {
    const chosen = answers.get(`heading:${index}`);
    if (chosen && chosen !== heading.column) columns.set(chosen, heading.title);
  });
  for (const gap of it.missing) {
    const title = answers.get(`column:${gap.column}`);
    if (title && !columns.has(gap.column)) columns.set(gap.column, title);
  }
  for (const [key, title] of columns) {
    const plain = title.replace(/\s+/g, "");
    const old = at(bulletin.value, "tickets", "columns", key) ?? [];
    // The first of them is the one that is taken.
    changes.push({ path: ["tickets", "columns", key], value: [plain, ...old.filter((it) => it !== plain)] });
  }
  for (const { heading, spelling } of unknown(it)) {
    const meant = answers.get(`value:${heading.column}:${spelling.written}`);
    if (meant) changes.push({ path: ["tickets", "values", heading.column, spelling.written], value: meant });
  }
  if (changes.length === 0) return tell("good", "没有改动");
  await edit(bulletin, `确认 ${file}`, changes);
}
