// Problems, each with what can be decided about it.

import { html, store, at, edit, find, get, post, redraw, tell } from "./store.js";

let explained = {}; // code → explanation

export function problemsView() {
  const { state } = store;
  if (!state) return html`<h2>问题</h2><p class="soft">正在读取……</p>`;
  const { problems } = state;
  const [errors, rest] = [problems.filter((it) => it.is_error), problems.filter((it) => !it.is_error)];
  return html`
    <h2>问题</h2>
    ${problems.length === 0 && html`<p class="good">没有发现问题。</p>`}
    ${errors.length > 0 && html`<h3>错误：改好才能出稿</h3><ol class="problems">${errors.map((one) => problem(one))}</ol>`}
    ${rest.length > 0 && html`<h3>提醒：请看一看</h3><ol class="problems">${rest.map((one) => problem(one))}</ol>`}
    ${leftOut().length > 0 && html`<section aria-label="不计的行"><h3>不计的行：${leftOut().length}行</h3>
      <div class="scroll short" tabindex="0" role="region" aria-label="不计的行的列表"><table>
      <thead><tr><th scope="col">位置</th><th scope="col">当时的内容</th><th scope="col">原因</th><th scope="col"></th></tr></thead>
      <tbody>${leftOut().map((it, index) => html`<tr><td>${it.file}${it.sheet && `，工作表“${it.sheet}”`}，第${it.row}行</td>
        <td class="words">${Object.entries(it.cells ?? {}).filter(([, text]) => text !== "").map((cell) => cell.join("：")).join("，")}</td><td class="words">${it.reason}</td>
        <td><button type="button" onClick=${() => countAgain(`恢复计入第${it.row}行`, [index])}>恢复计入</button></td></tr>`)}</tbody>
      </table></div></section>`}`;
}

/// Rows that somebody decided not to count.
const leftOut = () => at(store.files?.bulletin.value, "tickets", "left_out") ?? [];

function countAgain(why, indexes) {
  const changes = indexes.sort((a, b) => b - a).map((index) => ({ path: ["tickets", "left_out", String(index)] }));
  // An empty list would stay behind.
  const all = indexes.length === leftOut().length ? [{ path: ["tickets", "left_out"] }] : changes;
  return edit(store.files.bulletin, why, all);
}

/// A form that leaves a problem's rows out, for a reason; where they were left out and
/// are others by now, a button that counts them again.
function rowsRemedy({ rows: { file, sheet, rows }, code }) {
  const decided = leftOut().flatMap((it, index) =>
    it.file === file && (it.sheet ?? sheet) === sheet && rows.includes(it.row) ? [index] : []);
  if (code === "V12") {
    return decided.length > 0 && html`<button type="button" onClick=${() => countAgain("去掉剔除的记录", decided)}>去掉剔除的记录</button>`;
  }
  const words = rows.length === 1 ? "不计这一行" : `不计这${rows.length}行`;
  return html`<details><summary>${words}……</summary><form class="line" onSubmit=${(event) => {
    event.preventDefault();
    leaveOut({ file, sheet, rows }, new FormData(event.target).get("reason").trim());
  }}>
    <label>原因<input name="reason" required pattern=".*\\S.*" size="28" placeholder="如 重复录入、市里已同意剔除"/></label>
    <button class="main">${words}</button></form></details>`;
}

async function leaveOut({ file, sheet, rows }, reason) {
  try {
    const found = (await find("rows", { file, ...sheet && { sheet }, rows: rows.join(",") })).rows;
    if (found.length === 0) throw new Error("这几行已经变了，请看新的列表");
    const values = found.map(({ file, sheet, row, cells }) => ({ file, ...sheet && { sheet }, row, cells, reason }));
    const old = leftOut().length;
    const changes = old === 0 ? [{ path: ["tickets", "left_out"], value: values }]
      : values.map((value, index) => ({ path: ["tickets", "left_out", String(old + index)], value }));
    await edit(store.files.bulletin, `${found.length}行不计：${reason}`, changes);
  } catch (error) {
    tell("bad", error.message);
  }
}

/// A problem with its buttons.
export function problem(it, isOfMonth = true) {
  const more = it.more.length + it.unlisted;
  const told = explained[it.code];
  return html`<li class=${it.is_error ? "problem error" : "problem"} key=${`${it.code}${it.message}${it.place}`}>
    <p><b>${it.is_error ? "错误" : "提醒"} ${it.code}</b> ${it.message}</p>
    ${it.place && html`<p class="soft">${it.place}${more > 0 ? `，另有${more}处` : ""}</p>`}
    ${it.hint && !it.remedy && html`<p>${it.hint}</p>`}
    <div class="line">
      ${isOfMonth && remedy(it)}
      <button type="button" onClick=${() => explain(it.code)} aria-expanded=${told ? "true" : "false"}>说明</button>
      ${isOfMonth && fileOf(it.place) && html`<button type="button" onClick=${() => show(fileOf(it.place))}>打开文件</button>`}
      ${isOfMonth && it.rows && rowsRemedy(it)}
    </div>
    ${told && html`<dl><dt>意思</dt><dd>${told.means}</dd><dt>例</dt><dd>${told.example}</dd><dt>改法</dt><dd>${told.mend}</dd></dl>`}
  </li>`;
}

function remedy({ remedy: it, code }) {
  if (it?.kind === "name") return nameRemedy(it);
  if (it?.kind === "value") {
    return choice("按此理解", `“${it.written}”是`, it.expected, undefined, (value) => edit(
      store.files.bulletin, `“${it.written}”按“${value}”理解`,
      [{ path: ["tickets", "values", it.column, it.written], value }],
    ));
  }
  if (it?.kind === "header") {
    return choice("就是这一列", "改用", it.titles, it.near, (title) => {
      const old = at(store.files.bulletin.value, "tickets", "columns", it.column) ?? [];
      return edit(store.files.bulletin, `“${title}”作为缺少的列`, [
        { path: ["tickets", "columns", it.column], value: [title.replace(/\s+/g, ""), ...old] },
      ]);
    });
  }
  if (code === "D09") return html`<a class="button" href="#city">到考核期</a>`;
  if (code === "C05" || code.startsWith("D0")) return html`<a class="button" href="#exports">到导出表</a>`;
  if (code.startsWith("S")) return html`<a class="button" href="#cases">到典型案例</a>`;
  if (code.startsWith("K") || code.startsWith("P")) return html`<a class="button" href="#city">到市级数据</a>`;
  return "";
}

function choice(button, words, options, near, take) {
  return html`<form class="line" onSubmit=${(event) => {
    event.preventDefault();
    take(new FormData(event.target).get("choice"));
  }}>
    <label>${words}<select name="choice" required>
      <option value="" selected=${!near}>请选择</option>${options.map((it) => html`<option selected=${it === near}>${it}</option>`)}</select></label>
    <button class="main">${button}</button>
  </form>`;
}

function nameRemedy(it) {
  const { register } = store.files;
  const units = unitsOf(register?.value);
  const near = units.find((unit) => unit.spellings.includes(it.near))?.name;
  return html`
    ${units.length > 0 && choice("登记为别名", `“${it.written}”是`, units.map((unit) => unit.name), near,
      (name) => edit(register, `“${it.written}”登记为“${name}”的别名`, [alias(units, name, it.written)]))}
    ${[["towns", "新增为镇街"], ["departments", "新增为部门"], ["outside", "名册外单位"]].map(([list, words]) => html`
      <button type="button" onClick=${() => add(register, list, it.written, words)}>${words}</button>`)}`;
}

function unitsOf(value) {
  return ["towns", "departments"].flatMap((list) => (at(value, list) ?? []).map((unit, index) => {
    const name = typeof unit === "string" ? unit : unit.name;
    const aliases = unit.aliases ?? [];
    return { list, index, unit, name, aliases, spellings: [name, ...aliases] };
  }));
}

function alias(units, name, written) {
  const { list, index, unit, aliases } = units.find((it) => it.name === name);
  if (typeof unit === "string") return { path: [list, String(index)], value: { name, aliases: [written] } };
  return { path: [list, String(index), "aliases"], value: [...aliases, written] };
}

function add(register, list, written, words) {
  const old = at(register.value, list) ?? [];
  const value = list === "departments" ? { name: written, class: "一类部门" } : written;
  return edit(register, `“${written}”${words}`, [{ path: [list], value: [...old, value] }]);
}

async function explain(code) {
  if (explained[code]) delete explained[code];
  else {
    try {
      explained[code] = await get(`/api/explain?code=${code}`);
    } catch (error) {
      tell("bad", error.message);
    }
  }
  redraw();
}

const fileOf = (place) => place?.split("，")[0];

async function show(path) {
  try {
    await post("show", { path });
  } catch (error) {
    tell("bad", error.message);
  }
}
