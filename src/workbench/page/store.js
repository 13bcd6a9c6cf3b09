// What all views share: the month's files, its problems, and the way to the program.

import { h, render } from "./vendor/preact.mjs";
import htm from "./vendor/htm.mjs";

export const html = htm.bind(h);

const [, , encoded] = location.pathname.match(/^\/(m)\/([^/]+)\//) ?? [];
/// The month's name; undefined on the start page.
export const monthName = encoded && decodeURIComponent(encoded);

export const store = {
  files: null, // what `month` gives
  state: null, // what `state` gives
  told: null, // { kind, words }
};

let draw = () => {};
let isDrawing = false;

/// Draws the whole page now and whenever something changes.
export function mount(view, root) {
  draw = () => render(view(), root);
  draw();
}

/// Draws anew, once for all changes of this moment.
export function redraw() {
  if (isDrawing) return;
  isDrawing = true;
  queueMicrotask(() => { isDrawing = false; draw(); });
}

/// Tells what came of a step: “good” or “bad”.
export function tell(kind, words) {
  store.told = words ? { kind, words } : null;
  redraw();
}

async function answered(answer) {
  if (answer.ok) return answer.json();
  const error = new Error(await answer.text() || answer.statusText);
  error.status = answer.status;
  throw error;
}

export const get = (path) => fetch(path).then(answered);

export const post = (path, body) => fetch(path, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
}).then(answered);

const query = (asked) =>
  Object.entries(asked).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");

/// What is looked for by names and values.
export const find = (path, asked) => get(`${path}?${query(asked)}`);

/// Sends a file with what is asked about it.
export const send = (path, asked, file) =>
  fetch(`${path}?${query(asked)}`, { method: "POST", body: file }).then(answered);

/// Puts a file into the month's folder; asks before one of that name is replaced.
export async function upload(file, to) {
  const { name } = file;
  try {
    return await send("upload", { name, to }, file);
  } catch (error) {
    if (error.status !== 409 || !confirm(`${error.message}。用新的替换吗？`)) throw error;
    return send("upload", { name, to, replace: 1 }, file);
  }
}

/// Reads the month's files again.
export async function refresh() {
  store.files = await get("month");
  redraw();
}

/// Does a step, tells its end or why it failed, and reads the files again.
export async function act(words, step) {
  try {
    const result = await step();
    await refresh();
    tell("good", words);
    return result;
  } catch (error) {
    tell("bad", error.message);
    await refresh().catch(() => {});
    return undefined;
  }
}

/// Changes values of one of the month's files.
export const edit = (file, why, changes) => act(`已保存：${why}`, () => post("edit", {
  file: file.file, stamp: file.stamp, why, changes,
}));

/// Takes the last change back.
export const undo = () => act("已撤销", () => post("undo", {}));

/// A value inside of a file's value.
export const at = (value, ...path) =>
  path.reduce((inner, step) => inner?.[step], value ?? undefined);
