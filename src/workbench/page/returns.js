// A Word file that leaders changed: what they changed, and the way home for their words.

import { html, redraw, refresh, send, tell } from "./store.js";
import { dropArea } from "./exports.js";
import { problem } from "./problems.js";

let sent = null; // the file itself
let read = null; // what `import` gives
let isTyped = false;

export function returnsView() {
  return html`
    <h2>读回修改</h2>
    <p class="lead">把领导改过的 Word 文件拖进来，先看改了什么，再决定带不带回。文件要是本程序为这一期生成的；用不用修订都可以。</p>
    ${dropArea("把改过的 .docx 拖到这里", "选择文件", false, ([file]) => { sent = file; ask({}); })}
    ${read && sent && html`<section aria-label="改动">
      <h3>${sent.name}：${summary()}</h3>
      ${read.problems.length > 0 && html`<ol class="problems">${read.problems.map((one) => problem(one, false))}</ol>`}
      ${read.changes.length > 0 && html`<div class="scroll" tabindex="0" role="region" aria-label="改动列表"><table>
        <thead><tr><th scope="col">种类</th><th scope="col">位置</th><th scope="col">原来</th><th scope="col">现在</th><th scope="col">怎样处理</th></tr></thead>
        <tbody>${read.changes.map((it) => html`<tr><td>${it.kind}</td><td>${it.place}</td><td class="words">${it.old}</td><td class="words">${it.new}</td><td>${fate(it)}</td></tr>`)}</tbody>
      </table></div>`}
      ${read.comments.length > 0 && html`<h3>批注</h3><ul>${read.comments.map((it) => html`<li><b>${it.author}</b>：${it.text}<span class="soft">（在“${it.quoted}”处）</span></li>`)}</ul>`}
      ${read.is_applied ? html`<p class="good">已带回。要反悔，按右上角的“撤销”。</p>` : read.can_apply && html`
        <label class="line"><input type="checkbox" checked=${isTyped} onChange=${(event) => { isTyped = event.target.checked; ask({}); }}/>
          改过的数字也按手工数字写入（核对时会一直提醒）</label>
        <button type="button" class="main" onClick=${() => ask({ apply: 1 })}>带回这些改动</button>`}
    </section>`}`;
}

function summary() {
  if (read.failed) return "没有读成";
  if (read.changes.length + read.comments.length === 0) return "没有改动";
  return `改动${read.changes.length}处，批注${read.comments.length}条`;
}

function fate(it) {
  if (it.definition === null && it.formula === null) {
    return it.is_taken ? `可以带回${it.remark && `；注意：${it.remark}`}` : `没有带回：${it.remark}`;
  }
  return html`数据给出${it.old}${it.definition && `（${it.definition}${it.formula && `：${it.formula}`}）`}。
    ${it.is_taken ? "按手工数字写入" : "不带回，通报仍印数据给出的数字"}`;
}

async function ask(more) {
  try {
    read = await send("import", { name: sent.name, ...isTyped && { typed: 1 }, ...more }, sent);
    tell(read.is_applied ? "good" : "", read.is_applied ? "已带回修改" : "");
    if (read.is_applied) await refresh();
  } catch (error) {
    tell("bad", error.message);
  }
  redraw();
}
