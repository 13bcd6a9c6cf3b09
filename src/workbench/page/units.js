// The register as a table: drafted from the exports, sorted, filtered, pasted into.

import { html, store, act, at, get, post, redraw, tell } from "./store.js";

let rows = null; // being edited
let base = null; // the stamp of the file that they were made from
let filter = "";
let order = null; // { by, isDown }

const KINDS = [["town", "镇街"], ["department", "部门"], ["outside", "名册外"], ["none", "不列入"]];

export function unitsView() {
  const { register } = store.files;
  if (!register) return html`<h2>单位名册</h2><p class="bad">bulletin.yaml 没有写明名册文件。</p>`;
  if (base !== register.stamp) {
    rows = rowsOf(register.value);
    base = register.stamp;
  }
  const isSample = rows.some((row) => row.name.includes("某某")) || rows.length === 0;
  return html`
    <h2>单位名册</h2>
    <p class="lead">各表里的单位，按这里的先后和名称印出。别名是导出表里的其他写法，用“、”隔开。</p>
    <div class="line">
      <button type="button" class=${isSample ? "main" : ""} onClick=${draft}>从考评明细起草</button>
      <label>筛选<input value=${filter} onInput=${(event) => { filter = event.target.value; redraw(); }}/></label>
      <button type="button" onClick=${() => { rows.push(empty()); redraw(); }}>添一行</button>
      <button type="button" class=${isSample ? "" : "main"} onClick=${save}>保存名册</button>
      <span class="soft">${rows.length}个单位</span>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label="单位名册"><table class="units">
      <thead><tr>${[["name", "名称"], ["kind", "种类"], ["class", "分类"], ["aliases", "别名"], ["bonus", "加分项"], ["count", "行数"]]
        .map(([by, words]) => html`<th scope="col" aria-sort=${order?.by === by ? (order.isDown ? "descending" : "ascending") : undefined}>
          <button type="button" class="plain" onClick=${() => sort(by)}>${words}</button></th>`)}
        <th scope="col">次序</th></tr></thead>
      <tbody>${rows.filter(isShown).map(line)}</tbody>
    </table></div>`;
}

const empty = () => ({ name: "", kind: "town", class: "", aliases: "", bonus: "", count: "" });

const isShown = (row) => !filter || [row.name, row.aliases, row.class].some((it) => it.includes(filter));

function rowsOf(value) {
  const row = (kind) => (unit) => (typeof unit === "string"
    ? { ...empty(), name: unit, kind }
    : {
      name: unit.name ?? "", kind, class: unit.class ?? "", aliases: (unit.aliases ?? []).join("、"),
      bonus: String(unit.bonus ?? ""), count: "",
    });
  const list = (key, kind) => (at(value, key) ?? []).map(row(kind));
  return [...list("towns", "town"), ...list("departments", "department"), ...list("outside", "outside")];
}

function line(row) {
  const set = (key) => (event) => { row[key] = event.target.value; };
  const name = row.name || "新单位";
  const paste = (key) => (event) => {
    const words = event.clipboardData.getData("text");
    if (!words.includes("\n")) return;
    event.preventDefault();
    // A column copied from a spreadsheet fills the rows from here on.
    const shown = rows.filter(isShown);
    const from = shown.indexOf(row);
    words.replace(/\r?\n$/, "").split(/\r?\n/).forEach((word, index) => {
      if (shown[from + index]) shown[from + index][key] = word.trim();
    });
    redraw();
  };
  const input = (key, words, size) => html`<td><input size=${size} value=${row[key]} aria-label=${`${name}的${words}`}
    onInput=${set(key)} onPaste=${paste(key)}/></td>`;
  return html`<tr key=${row}>
    ${input("name", "名称", 12)}
    <td><select value=${row.kind} aria-label=${`${name}的种类`} onChange=${(event) => { row.kind = event.target.value; redraw(); }}>
      ${KINDS.map(([key, words]) => html`<option value=${key}>${words}</option>`)}</select></td>
    ${row.kind === "department" ? input("class", "分类", 8) : html`<td></td>`}
    ${input("aliases", "别名", 34)}
    ${input("bonus", "加分项", 5)}
    <td class="number">${row.count}${row.is_guess ? html` <span class="mark" title="简称和全称是程序猜的，请核对">请核对</span>` : ""}</td>
    <td><button type="button" class="plain" aria-label=${`${name}上移`} onClick=${() => move(row, -1)}>↑</button>
      <button type="button" class="plain" aria-label=${`${name}下移`} onClick=${() => move(row, 1)}>↓</button></td>
  </tr>`;
}

function move(row, by) {
  const from = rows.indexOf(row);
  const to = from + by;
  if (to < 0 || to >= rows.length) return;
  rows.splice(from, 1);
  rows.splice(to, 0, row);
  redraw();
}

function sort(by) {
  order = { by, isDown: order?.by === by ? !order.isDown : false };
  const sign = order.isDown ? -1 : 1;
  const key = (row) => (by === "count" || by === "bonus" ? Number(row[by]) || 0 : row[by]);
  rows.sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return sign * (typeof left === "number" ? left - right : left.localeCompare(right, "zh-CN"));
  });
  redraw();
}

async function draft() {
  try {
    const { units } = await get("draft-units");
    const old = new Map(rows.map((row) => [row.name, row]));
    rows = units.map((unit) => ({
      ...empty(), ...unit, aliases: unit.aliases.join("、"), count: String(unit.count),
      class: unit.kind === "department" ? "一类部门" : "",
      bonus: old.get(unit.name)?.bonus ?? "",
    }));
    tell("good", `起草了${rows.length}个单位，核对后保存`);
  } catch (error) {
    tell("bad", error.message);
  }
}

async function save() {
  const { register } = store.files;
  const units = rows.filter((row) => row.name.trim()).map((row) => ({
    name: row.name, kind: row.kind, class: row.class, bonus: row.bonus,
    aliases: row.aliases.split(/[、，,；;]/).map((it) => it.trim()).filter(Boolean),
  }));
  await act("已保存名册", () => post("units", { file: register.file, stamp: register.stamp, units }));
}
