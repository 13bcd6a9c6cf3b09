// The frame: which view is shown, what came of the last step, and news from the program.

import { html, store, monthName, mount, redraw, refresh, tell, undo } from "./store.js";
import { startView, loadMonths } from "./start.js";
import { exportsView } from "./exports.js";
import { unitsView } from "./units.js";
import { cityView } from "./city.js";
import { problemsView } from "./problems.js";
import { casesView } from "./cases.js";
import { outlineView } from "./outline.js";
import { finishView } from "./finish.js";
import { checkView } from "./check.js";
import { compareView } from "./compare.js";
import { learnView } from "./learn.js";
import { returnsView } from "./returns.js";

const VIEWS = [
  ["exports", "导出表", exportsView],
  ["units", "单位名册", unitsView],
  ["city", "期数和市级数据", cityView],
  ["problems", "问题", problemsView],
  ["cases", "典型案例", casesView],
  ["outline", "提纲", outlineView],
  ["pages", "通报版面", pagesView],
  ["finish", "出稿", finishView],
  ["returns", "读回修改", returnsView],
  ["compare", "比较", compareView],
  ["check", "查数和核对", checkView],
  ["learn", "学习", learnView],
];

const current = () => VIEWS.find(([name]) => `#${name}` === location.hash) ?? VIEWS[0];

function pagesView() {
  return html`<iframe class="pages" src="pages" title="通报版面"></iframe>`;
}

function frame() {
  if (!monthName) {
    return html`
      <header><h1>通报工作台</h1>${note()}</header>
      <main id="main" tabindex="-1" class="start">${startView()}</main>`;
  }
  const [name, title, view] = current();
  document.title = `${title} · ${monthName} · 通报工作台`;
  return html`
    <header>
      <a class="home" href="/">全部月份</a>
      <h1>${monthName}</h1>
      ${status()}
      ${note()}
      <button type="button" disabled=${!store.files?.undo} onClick=${undo}
        title=${store.files?.undo ? `撤销：${store.files.undo}` : "没有可以撤销的改动"}>撤销</button>
    </header>
    <nav aria-label="步骤">
      <ol>${VIEWS.map(([each, words]) => html`
        <li><a href=${`#${each}`} aria-current=${each === name ? "page" : undefined}>
          ${words}${each === "problems" ? count() : ""}</a></li>`)}</ol>
    </nav>
    <main id="main" tabindex="-1" class=${name}>
      ${store.files ? view() : html`<p class="soft">正在读取……</p>`}
    </main>`;
}

function status() {
  const { state } = store;
  if (!state) return html`<p class="state" role="status">正在读取</p>`;
  const errors = state.problems.filter((it) => it.is_error).length;
  if (state.is_working) return html`<p class="state busy" role="status">正在更新</p>`;
  if (errors > 0) return html`<p class="state bad" role="status">还有${errors}处错误</p>`;
  return html`<p class="state good" role="status">可以出稿</p>`;
}

function count() {
  const problems = store.state?.problems ?? [];
  if (problems.length === 0) return "";
  const isBad = problems.some((it) => it.is_error);
  return html` <span class=${isBad ? "badge bad" : "badge"}>${problems.length}</span>`;
}

function note() {
  const { told } = store;
  return html`<p class=${`note ${told?.kind ?? ""}`} role="status" aria-live="polite">
    ${told ? html`${told.words} <button type="button" class="plain" aria-label="收起提示"
      onClick=${() => tell("", "")}>×</button>` : ""}</p>`;
}

async function follow() {
  let seen = "";
  for (;;) {
    try {
      const answer = await fetch(`state?${seen}`);
      if (answer.status === 200) {
        store.state = await answer.json();
        seen = store.state.seen;
        await refresh();
      } else if (answer.status === 403) {
        throw new Error("程序重新打开过，请用程序新开的窗口");
      } else if (answer.status !== 204) {
        throw new Error(await answer.text());
      }
    } catch (error) {
      const isGone = error instanceof TypeError;
      tell("bad", isGone ? "程序已退出，重新打开后自动恢复" : error.message);
      await new Promise((resume) => setTimeout(resume, 1500));
      seen = "";
    }
  }
}

addEventListener("hashchange", () => { store.told = null; redraw(); document.getElementById("main").focus({ preventScroll: true }); scrollTo(0, 0); });
// A file dropped beside the place for it must not replace the page.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());

mount(frame, document.getElementById("app"));
if (monthName) {
  refresh().catch((error) => tell("bad", error.message));
  follow();
} else {
  loadMonths();
}
