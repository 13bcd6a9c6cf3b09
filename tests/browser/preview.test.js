// The preview in a real browser: what an editor sees while working on a month.
//
// Needs chromium and the built program; `run.sh` sees to both.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.BULLETIN ?? join(root, "target/release/bulletin");

let browser, project, preview, url, page, complaints;

before(async () => {
  // Chromium's own sandbox needs rights that a container does not give.
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});

after(async () => {
  await browser?.close();
  await stop();
});

beforeEach(async () => {
  await stop();
  project = await mkdtemp(join(tmpdir(), "bulletin-"));
  await cp(join(root, "examples/2023-09"), project, {
    recursive: true,
    filter: (from) => !from.endsWith("/out"),
  });
  url = await open(["--port", "0"]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  complaints = [];
  page.on("console", (it) => it.type() === "error" && complaints.push(it.text()));
  page.on("pageerror", (it) => complaints.push(it.message));
  await page.goto(url);
  await page.locator("#status[data-kind=good]").waitFor();
  await page.locator(".sheet svg").first().waitFor();
});

/** Starts the program and gives the address that it prints. */
async function open(port) {
  preview = spawn(program, ["preview", project, "--no-open", ...port]);
  const lines = createInterface({ input: preview.stdout })[Symbol.asyncIterator]();
  return (await lines.next()).value.replace("预览：", "");
}

async function stop() {
  await page?.context().close();
  page = undefined;
  if (preview && preview.exitCode === null) {
    preview.kill("SIGINT");
    await new Promise((ended) => preview.once("exit", ended));
  }
  if (project) await rm(project, { recursive: true });
  project = undefined;
}

async function edit(file, from, to) {
  const path = join(project, file);
  const text = await readFile(path, "utf8");
  assert.ok(text.includes(from), `${file} has no ${from}`);
  await writeFile(path, text.replace(from, to));
}

const drawings = () => page.locator(".sheet").evaluateAll(
  (sheets) => sheets.map((sheet) => sheet.shadowRoot.innerHTML),
);

/** Waits until the page as drawn differs in the way that is asked for. */
async function drawnDifferently(old) {
  await page.waitForFunction(
    (before) => {
      const sheets = [...document.querySelectorAll(".sheet")];
      return sheets.some((sheet, at) => sheet.shadowRoot.innerHTML !== before[at]);
    },
    old,
  );
  return drawings();
}

test("the pages appear, with headings, thumbnails and exports", async () => {
  await page.locator(".sheet svg").nth(6).waitFor();
  const count = await page.locator(".sheet").count();
  assert.equal(await page.locator("#title").textContent(), "9月“接诉即办”考核期工作情况分析");
  assert.match(await page.locator("#headings").textContent(), /一、诉求总量情况/);
  assert.match(await page.locator("#readings").textContent(), /20893行/);
  await page.getByRole("tab", { name: "页面" }).click();
  assert.equal(await page.locator("#thumbs img").count(), count);
  const width = await page.locator("#thumbs img").first().evaluate((it) => it.naturalWidth);
  assert.ok(width > 0, "the thumbnail is drawn");
  assert.deepEqual(complaints, []);
});

test("an edited case appears without a reload by hand, on its page alone", async () => {
  await page.locator(".sheet svg").nth(6).waitFor();
  const old = await drawings();
  await page.evaluate(() => { window.isTheSame = true; });
  await edit("cases.yaml", "建好车棚", "修好车棚");
  const now = await drawnDifferently(old);
  assert.ok(await page.evaluate(() => window.isTheSame), "the page was not loaded again");
  assert.deepEqual(now.slice(0, 5), old.slice(0, 5));
  await page.getByRole("button", { name: /修好车棚/ }).waitFor();
});

test("a broken YAML shows its message and keeps the pages", async () => {
  await page.locator(".sheet svg").nth(6).waitFor();
  const old = await drawings();
  await edit("bulletin.yaml", "district:", "distrikt:");
  const told = page.locator("#broken");
  await told.waitFor();
  assert.match(await told.textContent(), /distrikt/);
  assert.match(await told.textContent(), /bulletin\.yaml，第4行/);
  assert.match(await page.locator("#problems").textContent(), /错误 C0/);
  assert.deepEqual(await drawings(), old);
  await edit("bulletin.yaml", "distrikt:", "district:");
  await told.waitFor({ state: "hidden" });
  assert.deepEqual(await drawings(), old);
});

test("the buttons give files that can be opened", async () => {
  for (const [name, extension, start] of [["下载 PDF", "pdf", "%PDF-"], ["下载 Word", "docx", "PK"]]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name }).click(),
    ]);
    assert.equal(
      download.suggestedFilename(),
      `9月“接诉即办”考核期工作情况分析（草稿）.${extension}`,
    );
    const bytes = await readFile(await download.path());
    assert.equal(bytes.subarray(0, start.length).toString("latin1"), start);
    assert.ok(bytes.length > 100_000);
  }
  assert.deepEqual(complaints, []);
});

test("a number that is clicked tells where it comes from", async () => {
  const number = page.locator('a[href="figure:towns.direct.score"]').first();
  await number.click();
  const figure = page.locator("#figure");
  await figure.waitFor();
  assert.match(await figure.textContent(), /97\.08/);
  assert.match(await figure.textContent(), /口径全区镇街（直派）综合成绩/);
  assert.match(await figure.textContent(), /97\.082263…/);
  await figure.getByRole("button", { name: /解决率/ }).click();
  await page.getByText("towns.direct.resolution").waitFor();
  await page.keyboard.press("Escape");
  await figure.waitFor({ state: "hidden" });
});

test("the keyboard does it all", async () => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#figure").waitFor();
  await page.locator("#zoom").selectOption("1");
  await page.locator("#sheets").focus();
  const width = () => page.locator(".sheet").first().evaluate((it) => it.offsetWidth);
  // 210 mm at 96 dots an inch.
  assert.equal(await width(), 794);
  await page.keyboard.press("+");
  assert.equal(await width(), 992);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.getElementById("sheets").scrollTop > 900);
});

test("a heading is gone to by its entry", async () => {
  await page.locator(".sheet svg").nth(6).waitFor();
  await page.getByRole("button", { name: /当月典型案例/ }).click();
  await page.waitForFunction(() => {
    const sheet = document.querySelectorAll(".sheet")[5].getBoundingClientRect();
    return sheet.top < innerHeight / 2 && sheet.bottom > 0;
  });
});

test("a preview that ends says so, and one that starts again is found", async () => {
  preview.kill("SIGINT");
  await page.locator("#status[data-kind=bad]").waitFor();
  assert.match(await page.locator("#status").textContent(), /预览程序已停止/);
  const again = await open(["--port", new URL(url).port]);
  await page.getByText("请用程序新开的窗口").waitFor();
  // The program's own window brings the new secret to all windows of the browser.
  const other = await page.context().newPage();
  await other.goto(again);
  await page.locator("#status[data-kind=good]").waitFor();
  await other.close();
});

test("a template that ends the typesetter is told and mended", async () => {
  await cp(join(root, "layouts/official"), join(project, "版式"), { recursive: true });
  await edit("bulletin.yaml", "layout: official", "layout: ./版式");
  await page.locator(".sheet svg").nth(6).waitFor();
  const old = await drawings();
  const bomb = '#cbor(bytes((155,255,255,255,255,255,255,255,255)))\n';
  await edit("版式/report.typ", "#let data =", `${bomb}#let data =`);
  await page.locator("#broken").waitFor();
  assert.match(await page.locator("#status").textContent(), /上一次的版面|预览已停止/);
  assert.deepEqual(await drawings(), old);
  await edit("版式/report.typ", bomb, "");
  await page.locator("#status[data-kind=good]").waitFor();
});
