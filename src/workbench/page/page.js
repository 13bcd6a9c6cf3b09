// Asks for the next state again and again, and shows each as it comes.

import * as panel from "./panel.js";
import * as sheets from "./sheets.js";

// Beside a form only the pages themselves have room.
document.body.classList.toggle("beside", location.search === "?beside");

const status = document.getElementById("status");
const side = ["headings", "thumbs"];
let seen = "";
let chosen = null;
let overdue = 0;

function tell(kind, words) {
  status.dataset.kind = kind;
  status.textContent = words;
}

async function choose(key) {
  if (key !== null && await panel.showFigure(key, choose)) {
    chosen = key;
  } else {
    chosen = null;
    panel.hideFigure();
  }
  sheets.mark(chosen);
}

async function show(state) {
  const { draft, is_current: isCurrent, is_working: isWorking, problems } = state;
  clearTimeout(overdue);
  if (isWorking) {
    // Until the new pages come the old ones stand as they are.
    tell("busy", "正在更新");
    overdue = setTimeout(() => tell("bad", "还没有排完，显示的是之前的版面"), 4000);
    if (document.querySelector(".sheet") || !draft) return;
  }
  panel.showProblems(problems, isCurrent);
  document.getElementById("empty").hidden = draft !== null || !isCurrent;
  const time = new Date().toLocaleTimeString("zh-CN", { hour12: false });
  if (isWorking) { /* Told above. */ } else if (isCurrent) tell("good", `已更新 ${time}`);
  else if (problems.some((it) => it.code === "V02")) tell("bad", "预览已停止");
  else tell("bad", draft ? "输入有错误，显示的是上一次的版面" : "输入有错误，还没有版面");
  for (const button of document.querySelectorAll("button.file")) button.disabled = !draft;
  if (!draft) return;
  document.getElementById("title").textContent = draft.title;
  document.title = `${problems.length > 0 ? `(${problems.length}) ` : ""}${draft.title} · 预览`;
  panel.showReadings(draft.readings);
  await sheets.show(draft);
  if (chosen !== null) await choose(chosen);
}

async function run() {
  for (;;) {
    try {
      const answer = await fetch(`state?${seen}`);
      if (answer.status === 200) {
        const state = await answer.json();
        seen = state.seen;
        await show(state);
      } else if (answer.status === 403) {
        tell("bad", "程序重新打开过，请用程序新开的窗口");
        await new Promise((resume) => setTimeout(resume, 1500));
      } else if (answer.status !== 204) {
        throw new Error(answer.statusText);
      }
    } catch {
      tell("bad", "预览程序已停止，重新运行 bulletin preview 后自动恢复");
      await new Promise((resume) => setTimeout(resume, 1500));
      seen = "";
    }
  }
}

async function save(button) {
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(button.dataset.file);
    if (!answer.ok) throw new Error(await answer.text());
    const header = answer.headers.get("Content-Disposition") ?? "";
    const name = decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    tell("good", `已生成 ${name}`);
  } catch (error) {
    tell("bad", `没有生成：${error.message}`);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function openTab(name) {
  for (const each of side) {
    const tab = document.getElementById(`tab-${each}`);
    tab.setAttribute("aria-selected", String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
    document.getElementById(each).hidden = each !== name;
  }
}

for (const each of side) {
  const tab = document.getElementById(`tab-${each}`);
  tab.addEventListener("click", () => openTab(each));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = side.find((name) => name !== each);
    openTab(other);
    document.getElementById(`tab-${other}`).focus();
    event.stopPropagation();
  });
}

const keys = document.getElementById("keys");
const acts = {
  ArrowLeft: () => sheets.turnPages(-1),
  ArrowRight: () => sheets.turnPages(1),
  "+": () => sheets.step(1),
  "=": () => sheets.step(1),
  "-": () => sheets.step(-1),
  0: () => sheets.setZoom("width"),
  "?": () => keys.showModal(),
  Escape: () => choose(null),
};
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("select, input, dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.getElementById("help").addEventListener("click", () => keys.showModal());
for (const button of document.querySelectorAll("button.file")) {
  button.addEventListener("click", () => save(button));
}
sheets.whenFigureIsChosen(choose);
run();
