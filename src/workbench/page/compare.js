// What changed since the last draft or from another month: figures, words, and a Word file
// with tracked changes.

import { html, store, get, redraw, tell, monthName } from "./store.js";

let months = null;
let other = ""; // a month's name; this month's last build or draft when empty
let compared = null; // what `compare` gives
let isMaking = false;

export function compareView() {
  if (!months) loadMonths();
  const words = store.files.finished.filter((name) => name.endsWith(".docx"));
  return html`
    <h2>比较</h2>
    <p class="lead">现在的通报，与上次生成的或别的月份比，哪些数字、哪些话变了。</p>
    <form class="line" onSubmit=${(event) => { event.preventDefault(); compare(new FormData(event.target).get("with")); }}>
      <label>与<select name="with">
        ${words.length > 0 && html`<option value="">本月上次生成的</option>`}
        ${(months ?? []).map((name) => html`<option>${name}</option>`)}</select></label>
      <button class="main" disabled=${words.length + (months ?? []).length === 0}>比较</button></form>
    ${compared && html`<section aria-label="变化"><h3>${compared.titles[0]} → ${compared.titles[1]}</h3>
      <p>印出的数字变了${compared.count}个${compared.count > compared.figures.length ? `，这里列出${compared.figures.length}个` : ""}${compared.hidden > 0 ? `；没有印出的变了${compared.hidden}个` : ""}。
        ${compared.is_same_period ? `语句变了${compared.sentences.length}处。` : ""}</p>
      <div class="line">${other && html`<button type="button" disabled=${isMaking} onClick=${() => redline({ with: other })}>存为修订稿（Word）</button>`}
        ${!other && words.map((name) => html`<button type="button" disabled=${isMaking} onClick=${() => redline({ file: name })}>对照 ${name}</button>`)}
        <span class="soft">修订稿里，改动是 Word 的修订标记</span></div>
      ${compared.figures.length > 0 && html`<div class="scroll short" tabindex="0" role="region" aria-label="变了的数字"><table>
        <thead><tr><th scope="col">口径</th><th scope="col">原来</th><th scope="col">现在</th><th scope="col">相差</th><th scope="col">位置</th></tr></thead>
        <tbody>${compared.figures.map((it) => html`<tr key=${it.key}><td>${it.definition}</td><td class="number">${it.old ?? "—"}</td>
          <td class="number">${it.new ?? "—"}</td><td class="number">${it.difference ?? ""}</td><td>${it.place}</td></tr>`)}</tbody></table></div>`}
      ${compared.sentences.length > 0 && html`<h3>语句</h3><div class="scroll short" tabindex="0" role="region" aria-label="变了的语句"><table>
        <thead><tr><th scope="col">位置</th><th scope="col">原来</th><th scope="col">现在</th></tr></thead>
        <tbody>${compared.sentences.map((it) => html`<tr><td class="words">${it.place}</td><td class="words">${it.old ?? "—"}</td><td class="words">${it.new ?? "—"}</td></tr>`)}</tbody></table></div>`}
    </section>`}`;
}

async function loadMonths() {
  months = [];
  try {
    const all = (await get("/api/months")).months;
    months = all.map(({ name }) => name).filter((name) => name !== monthName);
  } catch { /* The list stays empty. */ }
  redraw();
}

async function compare(chosen) {
  other = chosen ?? "";
  compared = null;
  try {
    compared = await get(`compare?with=${encodeURIComponent(other)}`);
    tell("", "");
  } catch (error) {
    tell("bad", error.message);
  }
  redraw();
}

/// Makes the file and hands it to the browser as a download.
async function redline(query) {
  isMaking = true;
  tell("", "");
  try {
    const asked = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
    const answer = await fetch(`redline?${asked}`);
    if (!answer.ok) throw new Error(await answer.text());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `对照${query.with ?? query.file.replace(/\.docx$/, "")}的修订稿.docx`;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) {
    tell("bad", error.message);
  }
  isMaking = false;
  redraw();
}
