// Beside the pages: problems, exports, and what is behind a number.

const figure = document.getElementById("figure");
const broken = document.getElementById("broken");

/// Lists the problems; while the input is broken its errors stand above the pages too.
export function showProblems(problems, isCurrent) {
  const errors = problems.filter((problem) => problem.is_error);
  const count = document.getElementById("count");
  count.textContent = problems.length;
  count.classList.toggle("error", errors.length > 0);
  const list = document.getElementById("problems");
  list.replaceChildren(...problems.map(problemItem));
  if (problems.length === 0) list.append(element("li", "none", "没有发现问题"));
  broken.hidden = isCurrent;
  document.body.classList.toggle("stale", !isCurrent);
  if (isCurrent) return;
  const told = errors.length > 0 ? errors : problems;
  broken.replaceChildren(
    element("h2", "", `输入有${told.length}处错误，改好之前版面停在上一次`),
    ...told.map((problem) => problemItem(problem, "div")),
  );
}

/// Lists what was read of each export.
export function showReadings(readings) {
  document.getElementById("readings").replaceChildren(...readings.map((reading) => {
    const item = element("li", "", reading.file);
    const sheet = reading.sheet ? `“${reading.sheet}”，` : "";
    const rest = reading.left_out.map((words) => `，${words}`).join("");
    item.append(element("span", "", `${sheet}${reading.rows}行，采用${reading.used}行${rest}`));
    return item;
  }));
}

/// Shows what is behind a number; false when there is nothing.
export async function showFigure(key, follow) {
  const answer = await fetch(`figure?${encodeURIComponent(key)}`);
  if (!answer.ok) return false;
  const it = await answer.json();
  const value = element("p", "value", it.printed);
  const list = document.createElement("dl");
  const add = (term, ...content) => {
    const definition = document.createElement("dd");
    definition.append(...content);
    list.append(element("dt", "", term), definition);
  };
  add("口径", it.definition);
  if (it.exact !== null) {
    const fraction = it.fraction ? `（${it.fraction.replace("/", " ∕ ")}）` : "";
    add("精确值", it.exact + fraction);
  }
  add("计算", it.formula);
  if (it.denominator !== null && it.fraction !== `${it.numerator}/${it.denominator}`) {
    add("分子、分母", `${it.numerator}，${it.denominator}`);
  }
  if (it.parts.length > 0) add("由来", ...it.parts.map((part) => partButton(part, follow)));
  if (it.source !== null) add("数据来源", it.source);
  if (it.places.length > 0) add("印出之处", ...it.places.map((place) => element("div", "", place)));
  add("名称", element("code", "", it.key));
  const close = element("button", "close", "×");
  close.type = "button";
  close.setAttribute("aria-label", "收起");
  close.addEventListener("click", () => follow(null));
  figure.replaceChildren(element("h2", "", "数字的来历"), value, list, close);
  figure.hidden = false;
  document.getElementById("panel").scrollTop = 0;
  return true;
}

/// Puts the number away.
export function hideFigure() {
  figure.hidden = true;
}

function partButton(part, follow) {
  const button = element("button", "part", part.printed);
  button.type = "button";
  button.append(element("small", "", part.definition));
  button.addEventListener("click", () => follow(part.key));
  return button;
}

function problemItem(problem, tag = "li") {
  const item = element(typeof tag === "string" ? tag : "li",
    problem.is_error ? "problem error" : "problem", "");
  const head = document.createElement("p");
  const kind = problem.is_error ? "错误" : "提醒";
  head.append(element("b", "", `${kind} ${problem.code}`), ` ${problem.message}`);
  item.append(head);
  if (problem.place) item.append(element("p", "place", problem.place));
  if (problem.more.length > 0) {
    const more = document.createElement("details");
    more.append(element("summary", "", `另有${problem.more.length + problem.unlisted}处`));
    more.append(...problem.more.map((place) => element("div", "", place)));
    item.append(more);
  }
  if (problem.hint) item.append(element("p", "hint", `提示：${problem.hint}`));
  return item;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
