// The months of the folder, and a new one.

import { html, get, post, redraw, tell } from "./store.js";
import { learnView } from "./learn.js";

let found = null; // what `months` gives

export async function loadMonths() {
  try {
    found = await get("/api/months");
  } catch (error) {
    tell("bad", error.message);
  }
  redraw();
}

let inside = null; // what `folders` gives

async function browse(folder) {
  try {
    inside = await get(`/api/folders${folder && `?in=${encodeURIComponent(folder)}`}`);
    tell("", "");
  } catch (error) {
    tell("bad", error.message);
  }
  redraw();
}

/// Folders to walk through, or a path typed or pasted.
function chooser() {
  const { folder, above, folders } = inside;
  return html`<form class="card" aria-label="选文件夹" onSubmit=${(event) => {
    event.preventDefault();
    browse(new FormData(event.target).get("folder"));
  }}>
    <div class="line"><label>各月通报放在<input name="folder" size="60" key=${folder} defaultValue=${folder}/></label><button>转到</button>
      <button type="button" class="main" onClick=${() => settle(folder)}>就用这个文件夹</button>
      <button type="button" onClick=${() => { inside = null; redraw(); }}>取消</button></div>
    <ul class="folders">
      ${above && html`<li><button type="button" class="plain" onClick=${() => browse(above)}>↑ 上一级</button></li>`}
      ${folders.map((it) => html`<li>${it.is_month ? html`<span class="soft">${it.name}（一个月份）</span>`
        : html`<button type="button" class="plain" onClick=${() => browse(it.path)}>${it.name}</button>`}</li>`)}</ul>
  </form>`;
}

async function settle(folder) {
  try {
    await post("/api/home", { folder });
    inside = null;
    await loadMonths();
    tell("good", "已换文件夹，下次打开也是这里");
  } catch (error) {
    tell("bad", error.message);
  }
}

const address = (name) => `/m/${encodeURIComponent(name)}/`;

export function startView() {
  if (!found) return html`<p class="soft">正在读取……</p>`;
  const { home, months } = found;
  return html`
    <section aria-labelledby="months-title">
      <h2 id="months-title">各月通报</h2>
      <p class="soft">文件夹：${home} <button type="button" onClick=${() => browse("")}>换一个文件夹</button></p>
      ${inside && chooser()}
      ${months.length === 0 ? html`<p>这个文件夹里还没有通报，从下面开始第一个月。</p>` : html`
      <table>
        <thead><tr><th scope="col">月份</th><th scope="col">考核期</th><th scope="col">状态</th><th scope="col">文件</th></tr></thead>
        <tbody>${months.map((month) => html`<tr>
          <th scope="row"><a href=${address(month.name)}>${month.name}</a></th>
          <td>${month.period ? `${month.period[0]} 至 ${dayBefore(month.period[1])}` : "—"}</td>
          <td><span class=${`mark ${month.state === "已定稿" ? "good" : ""}`}>${month.state}</span></td>
          <td>${month.files.map((file) => html`<div>${file}</div>`)}</td>
        </tr>`)}</tbody>
      </table>`}
    </section>
    <div class="two">
      ${months.length > 0 && html`<section aria-labelledby="next-title">
        <h2 id="next-title">新的一月</h2>
        <p class="soft">照一个已有的月份接着做：名册、版式、表头的写法都带过来，数字清空。</p>
        <form onSubmit=${begin}>
          <label>照哪个月<select name="from">${months.map((it) => html`<option>${it.name}</option>`)}</select></label>
          <label>新的月份<input name="month" required placeholder="2024-04" pattern="\\d{4}-\\d{1,2}"
            defaultValue=${next(months[0].name)}/></label>
          <button class="main">建立</button>
        </form>
      </section>`}
      <section aria-labelledby="fresh-title">
        <h2 id="fresh-title">从头开始</h2>
        <p class="soft">没有可照的月份时，填好这几项建一个新文件夹。</p>
        <form onSubmit=${begin}>
          <label>月份<input name="month" required placeholder="2024-03" pattern="\\d{4}-\\d{1,2}"/></label>
          <label>区名（与导出表一致）<input name="district" required placeholder="密云区"/></label>
          <label>编发单位<input name="office" required placeholder="密云区城市管理指挥中心"/></label>
          <button class="main">建立</button>
        </form>
      </section>
    </div>
    <section>${learnView()}</section>
    <p><button type="button" onClick=${end}>退出工作台</button></p>`;
}

/// The program may be gone before it has answered.
async function end() {
  await post("/api/end", {}).catch(() => {});
  tell("good", "工作台已退出，可以关闭这个窗口");
}

async function begin(event) {
  event.preventDefault();
  const form = Object.fromEntries(new FormData(event.target));
  try {
    const { name } = await post("/api/begin", form);
    location.href = address(name);
  } catch (error) {
    tell("bad", error.message);
  }
}

function next(name) {
  const [year, month] = name.split("-").map(Number);
  if (!year || !month) return "";
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
}

/// The day before one: 2024-03-20 → 2024-03-19.
export function dayBefore(day) {
  return moved(day, -1);
}

/// So many days later.
export function moved(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
