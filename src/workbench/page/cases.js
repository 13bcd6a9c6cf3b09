// Cases: title, unit, paragraphs and pictures, beside the page that will print.

import { html, store, act, at, edit, post, redraw, tell, upload } from "./store.js";
import { dropArea } from "./exports.js";

let chosen = 0;

export function casesView() {
  const [file] = store.files.cases;
  if (!file) return html`<h2>典型案例</h2><p class="bad">bulletin.yaml 没有写明案例文件（cases）。</p>`;
  if (!file.is_sound) return html`<h2>典型案例</h2><p class="bad">“${file.file}”的写法有误，请先在“问题”里改正。</p>`;
  const words = wordsOf(file.value);
  const cases = at(file.value, words.cases) ?? [];
  const it = cases[chosen];
  return html`
    <div class="beside"><div>
      <h2>典型案例</h2>
      <div class="line">
        <label>案例<select value=${chosen} onChange=${(event) => { chosen = Number(event.target.value); redraw(); }}>
          ${cases.map((each, index) => html`<option value=${index}>${index + 1}. ${each[words.title] ?? each[words.file] ?? "（无标题）"}</option>`)}
          <option value=${cases.length}>新的案例</option>
        </select></label>
        ${it && html`<button type="button" onClick=${() => moveCase(file, words, cases, -1)} disabled=${chosen === 0}>前移</button>
        <button type="button" onClick=${() => remove(file, words)}>删除这一篇</button>`}
      </div>
      ${form(file, words, cases, it ?? {})}
    </div>
    <iframe class="pages" src="pages?beside" title="印出的样子"></iframe></div>`;
}

/// The words that the file is written with: Chinese, unless it began in English.
function wordsOf(value) {
  const pairs = store.files.case_keys;
  const isEnglish = value && "cases" in value;
  return Object.fromEntries(pairs.map(([chinese, english]) => [english, isEnglish ? english : chinese]));
}

const paragraphsOf = (it, words) => {
  const text = it[words.paragraphs] ?? "";
  return Array.isArray(text) ? text.join("\n\n") : text.trimEnd();
};

function form(file, words, cases, it) {
  const images = it[words.images] ?? [];
  const isWord = it[words.file] !== undefined;
  return html`<form key=${`${file.stamp}${chosen}`} class="case" onSubmit=${(event) => { event.preventDefault(); save(event.target, file, words, cases, it); }}>
    ${isWord && fromWord(it[words.file])}
    <label>标题<input name="title" required=${!isWord} defaultValue=${it[words.title] ?? ""}/></label>
    <label>单位<input name="unit" list="units" defaultValue=${it[words.unit] ?? ""}/></label>
    <datalist id="units">${names().map((name) => html`<option value=${name}/>`)}</datalist>
    ${!isWord && html`<label>正文（空一行分段）<textarea name="paragraphs" rows="12" required
      onInput=${watch}>${paragraphsOf(it, words)}</textarea></label>
      ${personalWords()}`}
    ${images.map((image, index) => html`<fieldset key=${image[words.file]}><legend>图片：${image[words.file]}</legend>
      <label>说明（印在图下）<input name=${`caption:${index}`} defaultValue=${image[words.caption] ?? ""}/></label>
      <label>替代文字（读给看不见的人）<input name=${`alt:${index}`} defaultValue=${image[words.alt] ?? ""}/></label>
      ${view(image, index, words)}
      <label>排在第几段之后<input name=${`after:${index}`} size="3" inputmode="numeric" defaultValue=${image[words.after] ?? ""}/></label>
      <button type="button" onClick=${() => edit(file, "去掉图片", [{ path: [words.cases, String(chosen), words.images, String(index)] }])}>去掉这张</button>
    </fieldset>`)}
    <button class="main">保存这一篇</button>
    ${dropArea(it[words.title] || isWord ? "把图片或 Word 文件拖到这里" : "把 Word 文件拖到这里（图片先保存再加）", "选择文件", true,
      (list) => take(list, file, words, cases, it))}
  </form>`;
}

const SIDES = [["left", "左"], ["top", "上"], ["right", "右"], ["bottom", "下"]];

/// What is cut away and how it is turned; the page beside shows it.
function view(image, index, words) {
  const crop = image[words.crop] ?? {};
  return html`<div class="line"><span>裁去（%）</span>${SIDES.map(([key, name]) => html`
      <label>${name}<input name=${`${key}:${index}`} type="number" min="0" max="99" step="any" class="few"
        defaultValue=${crop[words[key]] ?? ""}/></label>`)}
    <label>旋转<select name=${`turn:${index}`}>${[["", "不转"], ["90", "向右 90°"], ["180", "180°"], ["270", "向左 90°"]].map(([value, name]) =>
      html`<option value=${value} selected=${String(image[words.turn] ?? "") === value}>${name}</option>`)}</select></label></div>`;
}

/// What a Word file gave, and what of it could not be taken over.
function fromWord(name) {
  const mine = (store.state?.problems ?? []).filter((it) => it.place?.startsWith(name));
  return html`<p class="soft">正文和图片取自 Word 文件“${name}”。</p>
    ${mine.length > 0 && html`<details open><summary>有${mine.length}种内容没有照原样取入</summary>
      <ul>${mine.map((it) => html`<li>${it.message}<span class="soft">（${[it.place, ...it.more].join("；")}${it.unlisted > 0 ? `，另有${it.unlisted}处` : ""}）</span></li>`)}</ul></details>`}`;
}

const names = () => ["towns", "departments"].flatMap((list) =>
  (at(store.files.register?.value, list) ?? []).map((unit) => (typeof unit === "string" ? unit : unit.name)));

async function save(form, file, words, cases, it) {
  const answers = Object.fromEntries(new FormData(form));
  const set = (key, value) => ({ path: [words.cases, String(chosen), words[key]], value });
  const why = `案例“${answers.title || it[words.file]}”`;
  const isNew = chosen >= cases.length;
  const paragraphs = (answers.paragraphs ?? "").replace(/\r/g, "").split(/\n\s*\n/).map((one) => one.replace(/\n/g, "").trim()).filter(Boolean);
  if (isNew) {
    const value = { [words.title]: answers.title, ...(answers.unit && { [words.unit]: answers.unit }), [words.paragraphs]: paragraphs };
    const path = cases.length === 0 ? [words.cases] : [words.cases, String(cases.length)];
    return edit(file, why, [{ path, value: cases.length === 0 ? [value] : value }]);
  }
  const changes = [];
  const change = (key, value) => {
    if ((it[words[key]] ?? "") === value) return;
    changes.push(value === "" ? { path: [words.cases, String(chosen), words[key]] } : set(key, value));
  };
  change("title", answers.title);
  change("unit", answers.unit);
  if (answers.paragraphs !== undefined && answers.paragraphs !== paragraphsOf(it, words)) changes.push(set("paragraphs", paragraphs));
  (it[words.images] ?? []).forEach((image, index) => {
    for (const key of ["caption", "alt", "after"]) {
      const written = answers[`${key}:${index}`].trim();
      const value = key === "after" && written !== "" ? Number(written) : written;
      if (String(image[words[key]] ?? "") === written) continue;
      const path = [words.cases, String(chosen), words.images, String(index), words[key]];
      changes.push(written === "" ? { path } : { path, value });
    }
    const path = [words.cases, String(chosen), words.images, String(index)];
    const sides = SIDES.map(([key]) => [words[key], answers[`${key}:${index}`]]).filter(([, written]) => Number(written) > 0);
    const crop = sides.length > 0 ? Object.fromEntries(sides.map(([key, written]) => [key, Number(written)])) : undefined;
    const turn = answers[`turn:${index}`] === "" ? undefined : Number(answers[`turn:${index}`]);
    for (const [key, value] of [["crop", crop], ["turn", turn]]) {
      if (JSON.stringify(image[words[key]]) === JSON.stringify(value)) continue;
      changes.push(value === undefined ? { path: [...path, words[key]] } : { path: [...path, words[key]], value });
    }
  });
  if (changes.length === 0) return tell("good", "没有改动");
  return edit(file, why, changes);
}

async function take(list, file, words, cases, it) {
  for (const one of list) {
    const isWord = /\.docx$/i.test(one.name);
    const put = await act(`已放入 ${one.name}`, () => upload(one, isWord ? "cases" : "images"));
    if (!put) return;
    const [now] = store.files.cases;
    if (isWord) {
      const value = { [words.file]: put.file };
      const path = cases.length === 0 ? [words.cases] : [words.cases, String(cases.length)];
      await edit(now, `案例“${one.name}”`, [{ path, value: cases.length === 0 ? [value] : value }]);
      chosen = cases.length;
    } else if (chosen < cases.length) {
      const images = at(now.value, words.cases, chosen, words.images) ?? [];
      await edit(now, `图片“${one.name}”`, [{
        path: [words.cases, String(chosen), words.images], value: [...images, { [words.file]: put.file }],
      }]);
    }
  }
}

function moveCase(file, words, cases, by) {
  const moved = [...cases];
  const [one] = moved.splice(chosen, 1);
  moved.splice(chosen + by, 0, one);
  chosen += by;
  return edit(file, "调整案例次序", [{ path: [words.cases], value: moved }]);
}

function remove(file, words) {
  if (!confirm("删除这一篇案例吗？（可以撤销）")) return;
  const at = chosen;
  chosen = 0;
  edit(file, "删除案例", [{ path: [words.cases, String(at)] }]);
}

let watching = 0;
let personal = null; // { at, found: [{ written, masked }] }

function personalWords() {
  const found = personal?.at === chosen ? personal.found : [];
  return html`<p id="personal" role="status" class=${found.length > 0 ? "bad" : "soft"}>${found.length > 0 && html`
    像是个人信息，请删去或改写：${found.map(({ written }) => `“${written}”`).join("、")}
    <button type="button" onClick=${mask}>遮住</button>`}</p>`;
}

/// Puts stars into the text in place of what looks personal.
function mask(event) {
  const field = event.target.form.elements.paragraphs;
  for (const { written, masked } of personal.found) field.value = field.value.replaceAll(written, masked);
  personal = null;
  redraw();
  field.focus();
}

/// Says which words of a text look like personal data.
function watch(event) {
  const { value } = event.target;
  clearTimeout(watching);
  watching = setTimeout(async () => {
    const { found } = await post("personal", { text: value });
    personal = { at: chosen, found };
    redraw();
  }, 300);
}
