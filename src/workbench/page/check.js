// Numbers looked up, a Word file checked.

import { html, get, redraw, send, tell } from "./store.js";
import { dropArea } from "./exports.js";
import { problem } from "./problems.js";

let found = null; // figures
let audited = null; // { name, problems }
let asking = 0;

export function checkView() {
  if (!found) { found = []; look(""); }
  return html`
    <h2>查数和核对</h2>
    <section class="card" aria-labelledby="find-title">
      <h3 id="find-title">查一个数字</h3>
      <div class="line"><label>名称、口径或数值<input type="search" onInput=${(event) => {
        clearTimeout(asking);
        const { value } = event.target;
        asking = setTimeout(() => look(value), 200);
      }}/></label><span class="soft">要看来历，在“通报版面”上点它</span></div>
      <div class="scroll short" tabindex="0" role="region" aria-label="找到的数字"><table>
        <thead><tr><th scope="col">口径</th><th scope="col">数值</th><th scope="col">名称（写提纲用）</th></tr></thead>
        <tbody>${found.map((it) => html`<tr key=${it.key}><td>${it.definition}</td><td class="number">${it.printed}</td><td>${it.key}</td></tr>`)}</tbody>
      </table></div>
    </section>
    <section class="card" aria-labelledby="audit-title">
      <h3 id="audit-title">核对一份 Word 通报</h3>
      <p class="soft">无论是手工编写的，还是生成后改过的。原文件不动。</p>
      ${dropArea("把 .docx 拖到这里", "选择文件", false, ([file]) => audit(file))}
      <label class="line"><input type="checkbox" id="against"/>同时与本月的底稿逐个比对</label>
      ${audited && html`<p class=${audited.problems.length > 0 ? "bad" : "good"} role="status">
        ${audited.name}：${audited.problems.length > 0 ? `发现${audited.problems.length}处` : "没有发现问题"}</p>
        ${looked(audited.looked)}
        <ol class="problems">${audited.problems.map((one) => problem(one, false))}</ol>`}
    </section>`;
}

/// What was looked at and what was not: without it no finding would say little.
function looked(it) {
  const unread = [...it.unread_first, ...it.unused_first];
  return html`<p class="soft">看了${it.tables}张表（${it.rows}行）、${it.charts}幅图、${it.sentences}句有数字的话。
      ${it.closed.map(([what, count]) => `有${count}处${what}看不了。`)}</p>
    ${unread.length > 0 && html`<details><summary>没有看懂的：${it.unread}句，${it.unused}列</summary>
      <ul>${unread.map(({ place, words }) => html`<li><span class="soft">${place}：</span>${words}</li>`)}</ul></details>`}`;
}

async function look(words) {
  try {
    found = (await get(`figures?find=${encodeURIComponent(words)}`)).figures;
  } catch (error) {
    if (error.status !== 404) tell("bad", error.message);
  }
  redraw();
}

async function audit(file) {
  const against = document.getElementById("against").checked;
  try {
    audited = { name: file.name, ...await send("audit", { name: file.name, ...against && { against: 1 } }, file) };
    tell("", "");
  } catch (error) {
    tell("bad", error.message);
  }
}
