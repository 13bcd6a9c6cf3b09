// Draft, build, final and the units' issues; what came of them.

import { html, store, get, post, redraw, refresh, tell } from "./store.js";
import { problem } from "./problems.js";

const STEPS = [
  ["draft", "生成草稿", "每页加“草稿”字样，有错误也能出，末页列出问题"],
  ["build", "生成通报", "没有错误才写出 Word 和 PDF，并读回来核对数字"],
  ["final", "定稿", "同上，并存下本期数字供下期取用"],
  ["units", "各单位通报", "给名册里每个单位各出一份"],
];

let job = null;
let isWatching = false;

export function finishView() {
  if (!isWatching) watch();
  const isRunning = job?.what && !job.done;
  return html`
    <h2>出稿</h2>
    <ul class="steps">${STEPS.map(([what, words, means]) => html`<li>
      <button type="button" class=${what === "final" ? "main" : ""} disabled=${isRunning} onClick=${() => run(what)}>${words}</button>
      <span>${means}</span></li>`)}</ul>
    <div role="status">${isRunning && html`<p class="busy">${job.is_cancelled ? "正在停下" : job.doing || "开始"}……（${job.seconds}秒）
      <button type="button" disabled=${job.is_cancelled} onClick=${cancel}>取消</button></p>`}</div>
    ${job?.done && result(job)}
    <section><h3>写好的文件</h3>
      ${store.files.finished.length === 0 && html`<p class="soft">还没有。</p>`}
      <ul class="files">${store.files.finished.map((name) => html`<li>
        <span>${name}</span>
        <a class="button" href=${`finished/${encodeURIComponent(name)}`} download=${name}>另存</a>
        <button type="button" onClick=${() => show(`out/${name}`)}>打开</button></li>`)}</ul>
      <button type="button" onClick=${() => show("out")}>打开文件夹</button>
    </section>`;
}

function result({ what, done }) {
  const words = STEPS.find(([each]) => each === what)[1];
  if (done.cancelled) return html`<p role="status">${words}：已取消。已经放好的文件都是完整的，没有做完的没有放进来。</p>`;
  return html`<section aria-label="结果">
    <h3 class=${done.failed ? "bad" : "good"}>${words}：${done.failed && done.files.length === 0 ? "没有写出文件" : `写好${done.files.length}个文件`}</h3>
    ${done.readings.length > 0 && html`<table><caption>各表的行数</caption>
      <thead><tr><th scope="col">文件</th><th scope="col">数据行</th><th scope="col">采用</th><th scope="col">未采用</th></tr></thead>
      <tbody>${done.readings.map((it) => html`<tr><th scope="row">${it.file}</th><td class="number">${it.rows}</td><td class="number">${it.used}</td>
        <td>${it.left_out.join("，") || "—"}</td></tr>`)}</tbody></table>`}
    ${done.problems.length > 0 && html`<ol class="problems">${done.problems.map((one) => problem(one))}</ol>`}
  </section>`;
}

async function run(what) {
  if (what === "final" && !confirm("定稿会存下本期数字，供下期取用。现在定稿吗？")) return;
  try {
    await post("run", { what });
    await watch();
  } catch (error) {
    tell("bad", error.message);
  }
}

async function cancel() {
  await post("cancel", {}).catch((error) => tell("bad", error.message));
}

async function watch() {
  isWatching = true;
  for (;;) {
    try {
      job = await get("job");
    } catch { return; }
    redraw();
    if (!job.what || job.done) break;
    await new Promise((resume) => setTimeout(resume, 300));
  }
  await refresh().catch(() => {});
}

async function show(path) {
  try {
    await post("show", { path });
  } catch (error) {
    tell("bad", error.message);
  }
}
