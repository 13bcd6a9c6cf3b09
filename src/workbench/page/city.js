// Period, date and the city's figures, as a person writes them.

import { html, store, at, edit, get, redraw, tell } from "./store.js";
import { dayBefore, moved } from "./start.js";

const CITY = [
  ["response", "响应率", "%"],
  ["resolution", "解决率", "%"],
  ["satisfaction", "满意率", "%"],
  ["score", "综合成绩", "分"],
  ["rank", "在各区中的名次", "名"],
  ["departments_average", "全市部门平均水平", "分"],
];
const COUNTS = [["accepted", "上期受理", "件"], ["assessed", "上期纳入考评", "件"]];

let months = null;
let faults = {};

export function cityView() {
  const { bulletin } = store.files;
  if (!months) loadMonths();
  const value = (...path) => at(bulletin.value, ...path);
  const text = (...path) => String(value(...path) ?? "");
  const [start, end] = [text("period", "start"), text("period", "end")];
  const previous = value("previous");
  const isFolder = typeof previous === "string";
  return html`
    <h2>期数和市级数据</h2>
    <p class="lead">照市级通报填写，“99.95%”“第7”“9,455”这样的写法都可以。没有的留空，正文里相应的话就不写。</p>
    <form key=${bulletin.stamp} onSubmit=${save}>
      <fieldset><legend>本期</legend>
        ${field("district", "区名", "", text("district"))}
        ${field("office", "编发单位", "", text("office"))}
        ${field("date", "编发日期", "", text("date"), "date")}
        ${field("issue", "期号", "期", text("issue"))}
      </fieldset>
      <fieldset><legend>考核期（首日和末日都计入）</legend>
        ${field("start", "首日", "", start.slice(0, 10), "date")}
        ${field("end", "末日", "", isMidnight(end) ? dayBefore(end.slice(0, 10)) : end.slice(0, 10), "date")}
      </fieldset>
      <fieldset><legend>市级通报里的本区数据</legend>
        ${CITY.map(([key, words, unit]) => field(`city.${key}`, words, unit, text("city", key)))}
      </fieldset>
      <fieldset><legend>上期数字</legend>
        <label>取自<select name="previous" onChange=${redraw}>
          <option value="">下面填写的件数</option>
          ${(months ?? []).map(({ name, state }) => html`<option value=${`../${name}`}
            selected=${isFolder && previous === `../${name}`}>${name}（${state}）</option>`)}
          ${isFolder && !(months ?? []).some(({ name }) => previous === `../${name}`)
            ? html`<option value=${previous} selected>${previous}</option>` : ""}
        </select></label>
        ${COUNTS.map(([key, words, unit]) => field(`previous.${key}`, words, unit, isFolder ? "" : text("previous", key)))}
      </fieldset>
      <button class="main">保存</button>
    </form>`;
}

const isMidnight = (moment) => !/[T ]\d{1,2}:/.test(moment) || /[T ]0?0:00(:00)?$/.test(moment);

async function loadMonths() {
  months = [];
  try {
    months = (await get("/api/months")).months;
  } catch { /* The list stays empty. */ }
  redraw();
}

function field(name, words, unit, value, type = "text") {
  const fault = faults[name];
  return html`<label>${words}<span class="unit"><input name=${name} type=${type} defaultValue=${value}
    aria-invalid=${fault ? "true" : undefined}/>${unit}</span>
    ${fault && html`<span class="bad">${fault}</span>`}</label>`;
}

/// A number as typed: “99.95 %”, “第7名”, “9,455”, “９９．５”.
function number(written) {
  const plain = written.normalize("NFKC").replace(/[,，\s%]|^第|[名件分期]$/g, "");
  if (plain === "") return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

async function save(event) {
  event.preventDefault();
  const { bulletin } = store.files;
  const form = Object.fromEntries(new FormData(event.target));
  const changes = [];
  faults = {};
  const change = (path, value) => {
    const old = at(bulletin.value, ...path);
    if (value === null || value === "") {
      if (old !== undefined && old !== null) changes.push(path[0] === "city" ? { path, value: null } : { path });
    } else if (old !== value) changes.push({ path, value });
  };
  for (const key of ["district", "office", "date"]) change([key], form[key].trim());
  change(["period", "start"], keepHour(at(bulletin.value, "period", "start"), form.start));
  const end = String(at(bulletin.value, "period", "end") ?? "");
  change(["period", "end"], isMidnight(end) ? moved(form.end, 1) : keepHour(end, form.end));
  const numbers = [["issue", ["issue"]], ...CITY.map(([key]) => [`city.${key}`, ["city", key]])];
  if (form.previous) change(["previous"], form.previous);
  else {
    if (typeof at(bulletin.value, "previous") === "string") changes.push({ path: ["previous"] });
    numbers.push(...COUNTS.map(([key]) => [`previous.${key}`, ["previous", key]]));
  }
  for (const [name, path] of numbers) {
    const value = number(form[name]);
    if (value === undefined) faults[name] = `“${form[name]}”不是数字`;
    else if (/rate|response|resolution|satisfaction|score/.test(name) && value > 100) {
      faults[name] = "不会超过100，请核对";
    } else change(path, value);
  }
  if (Object.keys(faults).length > 0) return tell("bad", "有几处没填对，见红字");
  if (changes.length === 0) return tell("good", "没有改动");
  await edit(bulletin, "填写期数和市级数据", changes);
}

/// Another day at the hour that stands there.
function keepHour(old, day) {
  const hour = String(old ?? "").slice(10);
  return `${day}${hour}`;
}
