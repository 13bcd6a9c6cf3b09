// A month learned from a bulletin that was made by hand: its words, tables and charts as
// an outline, its numbers from the exports.

import { html, get, redraw, send, tell, monthName } from "./store.js";
import { dropArea } from "./exports.js";
import { problem } from "./problems.js";

let word = null; // the bulletin
let tables = []; // the exports that were dropped
let to = ""; // the new folder
let months = null;
let doing = "";
let learned = null; // what `learn` gives

export function learnView() {
  if (!months) loadMonths();
  return html`
    <h2>学习一份做好的通报</h2>
    <p class="lead">把以前手工做的 Word 通报和它那一期的导出表拖进来，程序照它的结构、语句、表和图建一个新文件夹；数字改由导出表得出，逐个报告。原文件不动。</p>
    ${dropArea(word ? `通报：${word.name}；换一份拖到这里` : "把 .docx 通报拖到这里", "选择通报", false, ([file]) => { word = file; redraw(); })}
    ${dropArea(tables.length > 0 ? `导出表：${tables.map((it) => it.name).join("、")}；还有的拖到这里` : "把那一期的导出表拖到这里", "选择导出表", true, (files) => {
      tables = [...tables.filter((old) => files.every((it) => it.name !== old.name)), ...files];
      redraw();
    })}
    <form class="line" onSubmit=${learn}>
      ${tables.length > 0 ? html`<button type="button" onClick=${() => { tables = []; redraw(); }}>不用这些表</button>`
        : html`<label>或用已有月份的表<select name="from" key=${months?.length}><option value="">不用表（数字留空）</option>
          ${(months ?? []).map((name) => html`<option selected=${name === monthName}>${name}</option>`)}</select></label>`}
      <label>新文件夹的名称<input required placeholder="如 2024-03" size="14" value=${to} onInput=${(event) => { to = event.target.value.trim(); }}/></label>
      <button class="main" disabled=${!word || doing !== ""}>学习</button>
    </form>
    <div role="status">${doing && html`<p class="busy">${doing}……</p>`}</div>
    ${learned && report(learned)}`;
}

function report(it) {
  if (!it.name) return html`<section aria-label="学习结果"><h3 class="bad">没有建立：改好这些再学习</h3><ol class="problems">${it.problems.map((one) => problem(one, false))}</ol></section>`;
  return html`<section class="card" aria-label="学习结果">
    <h3>已建立 ${it.name}：${it.count}个数字，${it.settled}个由数据得出</h3>
    <p class="line"><a class="button" href=${`/m/${encodeURIComponent(it.name)}/`}>打开这个月份</a>
      ${it.files.map((name) => html`<a class="button" download=${name} href=${`/m/${encodeURIComponent(it.name)}/finished/${encodeURIComponent(name)}`}>另存 ${name}</a>`)}</p>
    ${it.open.length > 0 && html`<h3>请逐个看一看</h3>
      <div class="scroll short" tabindex="0" role="region" aria-label="没有定下来的数字"><table>
      <thead><tr><th scope="col">位置</th><th scope="col">原文</th><th scope="col">前后文字</th><th scope="col">改为</th><th scope="col">把握</th></tr></thead>
      <tbody>${it.open.map((one) => html`<tr><td class="words">${one.place}</td><td class="number">${one.number}</td><td class="words">${one.words}</td>
        <td class="words">${one.became}</td><td class="words">${one.how}${one.data && `：${one.data}`}</td></tr>`)}</tbody></table></div>`}
    ${it.left.length > 0 && html`<h3>没有带过来的</h3><ul>${it.left.map(([place, what]) => html`<li><span class="soft">${place}：</span>${what}</li>`)}</ul>`}
    ${it.problems.length > 0 && html`<h3>新月份的问题</h3><ol class="problems">${it.problems.map((one) => problem(one, false))}</ol>`}
  </section>`;
}

async function loadMonths() {
  months = [];
  try {
    months = (await get("/api/months")).months.map(({ name }) => name);
  } catch { /* The list stays empty. */ }
  redraw();
}

async function learn(event) {
  event.preventDefault();
  const from = new FormData(event.target).get("from") ?? "";
  const say = (words) => { doing = words; redraw(); };
  learned = null;
  try {
    for (const table of tables) {
      say(`正在读入 ${table.name}`);
      await send(`/api/lend`, { name: table.name, to }, table);
    }
    say("正在学习");
    learned = await send(`/api/learn`, { name: word.name, to, from }, word);
    tell(learned.name ? "good" : "bad", learned.name ? `已建立 ${to}` : "没有建立");
    if (learned.name) tables = [];
  } catch (error) {
    tell("bad", error.message);
  }
  say("");
}
