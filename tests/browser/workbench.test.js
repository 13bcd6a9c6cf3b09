// The workbench in a real browser: a month from raw exports to the final bulletin, as a
// clerk does it, without a line of YAML.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.BULLETIN ?? join(root, "target/release/bulletin");
// A twentieth of ../shared/reference/district-b: its two months as its office exports them.
const raw = (month) => join(root, "tests/browser/exports", month);
// Pictures of the views, to be looked at.
const shots = process.env.SHOTS;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let browser, home, served, url, page, complaints;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Chromium's own sandbox needs rights that a container does not give.
    args: ["--no-sandbox"],
  });
});

after(async () => {
  await browser?.close();
  await stop();
});

beforeEach(async () => {
  await stop();
  home = await mkdtemp(join(tmpdir(), "bulletin-"));
  await serve();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
  page = await context.newPage();
  complaints = [];
  page.on("console", (it) => it.type() === "error" && complaints.push(it.text()));
  page.on("pageerror", (it) => complaints.push(it.message));
  page.on("dialog", (it) => it.accept());
  await page.goto(url);
});

async function serve() {
  served = spawn(program, ["workbench", home, "--no-open", "--port", "0"], {
    env: { ...process.env, XDG_CONFIG_HOME: home },
  });
  const lines = createInterface({ input: served.stdout })[Symbol.asyncIterator]();
  url = (await lines.next()).value.replace("工作台：", "");
}

async function stop() {
  await page?.context().close();
  page = undefined;
  if (served && served.exitCode === null) {
    served.kill("SIGINT");
    await new Promise((ended) => served.once("exit", ended));
  }
  if (home) await rm(home, { recursive: true });
  home = undefined;
}

async function shot(name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** Copies an example into the folder and opens it. */
async function openExample(name = "2023-10") {
  await cp(join(root, "examples", name), join(home, name), {
    recursive: true,
    filter: (from) => !from.endsWith("/out"),
  });
  await page.goto(new URL(`/m/${name}/`, url).href);
  await page.locator(".state:not(.busy)").filter({ hasText: /错误|可以出稿/ }).waitFor();
}

const go = (view) => page.getByRole("navigation").getByRole("link", { name: view }).click();
const saved = (words = "已保存") => page.locator(".note.good", { hasText: words }).waitFor();
const file = (name) => readFile(join(home, name), "utf8");

/** Drops a month's exports onto the page and waits until each is recognised. */
async function drop(month) {
  const names = (await readdir(raw(month))).sort();
  await page.locator(".drop input").setInputFiles(names.map((name) => join(raw(month), name)));
  for (const name of names) await card(name).waitFor();
  return names;
}

const card = (name) => page.getByRole("region", { name: `data/${name}` }).first();

async function confirm(name) {
  await card(name).getByRole("button", { name: "确认" }).click();
  await card(name).locator("h3 .mark.good").waitFor();
}

async function fill(fields) {
  for (const [label, value] of fields) await page.getByLabel(label, { exact: false }).first().fill(value);
  await page.getByRole("button", { name: "保存" }).click();
  await saved();
}

/** Makes the final bulletin and reads its stored figures. */
async function finish(month) {
  await page.locator(".state.good").waitFor();
  await go("出稿");
  await page.getByRole("button", { name: "定稿" }).click();
  await page.getByRole("heading", { name: /定稿：写好/ }).waitFor({ timeout: 60_000 });
  const { figures } = JSON.parse(await file(`${month}/out/figures.json`));
  return (key) => figures.find((it) => it.key === key)?.text;
}

test("from raw exports to a final bulletin without YAML, and the next month from it", { timeout: 300_000 }, async () => {
  await shot("start-empty");
  const fresh = page.getByRole("region", { name: "从头开始" });
  await fresh.getByLabel("月份").fill("2024-03");
  await fresh.getByLabel("区名").fill("示例区");
  await fresh.getByLabel("编发单位").fill("示例区城市管理指挥中心");
  await fresh.getByRole("button", { name: "建立" }).click();
  await page.getByRole("heading", { name: "导出表" }).waitFor();
  await drop("2024-03");
  await shot("exports");
  const assessed = card("考评工单明细表.xlsx");
  // Spellings that the program does not know are asked about.
  for (const [written, meant] of [["街乡镇直派", "直派"], ["区级转派", "转派"], ["部门直派", "转派"]]) {
    const asked = assessed.getByLabel(`“${written}”`);
    if (await asked.count() > 0) await asked.selectOption(meant);
  }
  await assessed.scrollIntoViewIfNeeded();
  await shot("exports-assessed");
  for (const name of ["考评工单明细表.xlsx", "各区万人诉求比.xlsx", "全市街乡镇排名.csv", "示例区受理工单明细(2.19-3.19).xls"]) await confirm(name);
  await shot("exports-confirmed");

  await go("单位名册");
  await page.getByRole("button", { name: "从考评明细起草" }).click();
  await page.locator("table.units tbody tr").nth(20).waitFor();
  await shot("units");
  await page.getByRole("button", { name: "保存名册" }).click();
  await saved("已保存名册");

  await go("期数和市级数据");
  await fill([
    ["首日", "2024-02-19"], ["末日", "2024-03-19"], ["编发日期", "2024-03-25"],
    ["响应率", "99.95 %"], ["解决率", "95.02"], ["满意率", "９６．１１"], ["综合成绩", "96.02分"],
    ["在各区中的名次", "第7"], ["上期受理", "9,455"], ["上期纳入考评", "5210件"],
  ]);
  await shot("city");

  await go("问题");
  await page.locator(".state:not(.busy)").filter({ hasText: /错误|可以出稿/ }).waitFor();
  await shot("problems");
  await page.locator(".state.good").waitFor();
  await go("通报版面");
  await page.frameLocator("iframe").locator(".sheet svg").first().waitFor();
  await shot("pages");

  const figure = await finish("2024-03");
  await shot("finish");
  // Worked out from the same files by another program.
  assert.equal(figure("accepted.count"), "446");
  assert.equal(figure("assessed.count"), "250");
  assert.equal(figure("rated.count"), "177");
  assert.equal(figure("towns.direct.score"), "90.02");
  assert.equal(figure("towns.direct.西山镇.score"), "100.00");
  assert.equal(figure("towns.direct.龙泉镇.score"), "35.00");
  assert.equal(figure("city.rank"), "7");
  assert.deepEqual(complaints, []);

  await page.getByRole("link", { name: "全部月份" }).click();
  await page.getByText("已定稿").waitFor();
  await shot("start");
  await page.getByRole("region", { name: "新的一月" }).getByRole("button", { name: "建立" }).click();
  await page.getByRole("heading", { name: "2024-04" }).waitFor();
  assert.match(await file("2024-04/units.yaml"), /name: 城管委/);

  // Those of the same names are known already.
  await drop("2024-04");
  await confirm("示例区受理工单明细(3.20-4.19).xls");
  await shot("next-exports");
  await go("期数和市级数据");
  assert.equal(await page.getByLabel("首日").inputValue(), "2024-03-20");
  await page.getByLabel("末日").fill("2024-04-19");
  await shot("next-city");
  await fill([["响应率", "99.9"], ["解决率", "95"], ["满意率", "96"], ["综合成绩", "95.89"], ["在各区中的名次", "6"]]);
  await go("问题");
  await page.locator(".state:not(.busy)").filter({ hasText: /错误|可以出稿/ }).waitFor();
  await shot("next-problems");
  // A department that had no tickets in March.
  const unknown = page.locator(".problem.error", { hasText: "“示例区经济和信息化局”不在单位名册中" });
  await unknown.getByRole("button", { name: "新增为部门" }).click();
  await saved();
  await unknown.waitFor({ state: "detached" });
  const next = await finish("2024-04");
  await shot("next-finish");
  for (const [key, text] of [
    ["accepted.count", "465"], ["accepted.change", "4.26%"], ["assessed.count", "254"], ["rated.count", "179"],
    ["towns.direct.score", "91.46"], ["towns.direct.柳河街道.score", "89.20"], ["towns.direct.龙泉镇.score", "87.14"],
  ]) assert.equal(next(key), text, key);
  assert.deepEqual(complaints, []);
});

test("an unknown name becomes an alias by a button, and 撤销 takes it back", async () => {
  await cp(join(root, "examples/2023-10"), join(home, "2023-10"), { recursive: true });
  const register = (await file("2023-10/units.yaml")).replace(", aliases: [区住房城乡建设委]", "");
  await writeFile(join(home, "2023-10/units.yaml"), register);
  await openExampleAgain();
  await go("问题");
  const told = page.locator(".problem", { hasText: "区住房城乡建设委" }).first();
  await told.waitFor();
  await shot("problem-name");
  await told.getByLabel("“区住房城乡建设委”是").selectOption("住建委");
  await told.getByRole("button", { name: "登记为别名" }).click();
  await saved();
  await page.locator(".state.good").waitFor();
  assert.match(await file("2023-10/units.yaml"), /name: 住建委, class: 一类部门, aliases: \[区住房城乡建设委\]/);
  await page.getByRole("button", { name: "撤销" }).click();
  await page.locator(".state.bad").waitFor();
  assert.equal(await file("2023-10/units.yaml"), register);
});

test("a row is left out for a reason by a button, listed, counted again, and told when it changes", async () => {
  const data = join(home, "2023-10/data/考评明细.csv");
  await cp(join(root, "examples/2023-10"), join(home, "2023-10"), { recursive: true });
  const break_ = (old, now) => execFileSync("python3", ["-c", `
import sys
path, old, now = sys.argv[1:]
text = open(path, encoding="gb18030", newline="").read()
assert old in text
open(path, "w", encoding="gb18030", newline="").write(text.replace(old, now, 1))`, data, old, now]);
  break_("直派,是,是,是,满意", "直派,是,是,是,满义");
  await openExampleAgain();
  await page.locator(".state.bad").waitFor();
  await go("问题");
  const told = page.locator(".problem", { hasText: "满义" }).first();
  await told.locator("summary").click();
  await told.getByLabel("原因").fill("市里已同意剔除");
  await shot("problem-leave-out");
  await told.getByRole("button", { name: "不计这一行" }).click();
  await saved("1行不计：市里已同意剔除");
  await page.locator(".state.good").waitFor();
  assert.match(await file("2023-10/bulletin.yaml"), /reason: 市里已同意剔除/);
  const list = page.getByRole("region", { name: "不计的行", exact: true });
  await list.getByText("市里已同意剔除").waitFor();
  await shot("left-out");
  // Another row stands there by now.
  break_("满义", "不满意");
  await page.locator(".problem", { hasText: "“满意度”当时是“满义”，现在是“不满意”" }).waitFor();
  await page.getByRole("button", { name: "去掉剔除的记录" }).click();
  await saved("去掉剔除的记录");
  await page.locator(".problem", { hasText: "V12" }).waitFor({ state: "detached" });
  assert.doesNotMatch(await file("2023-10/bulletin.yaml"), /left_out/);
  await page.getByRole("button", { name: "撤销" }).click();
  await page.locator(".problem", { hasText: "V12" }).waitFor();
  break_("不满意", "满义");
  await page.locator(".state.good").waitFor();
  await list.getByRole("button", { name: "恢复计入" }).click();
  await page.locator(".state.bad").waitFor();
});

async function openExampleAgain() {
  await page.goto(new URL("/m/2023-10/", url).href);
  await page.locator(".state:not(.busy)").filter({ hasText: /错误|可以出稿/ }).waitFor();
}

test("a case is written in the form and stands on the page beside it", async () => {
  await openExample();
  const before = await file("2023-10/cases.yaml");
  await go("典型案例");
  await page.locator("main .line select").first().selectOption({ label: "新的案例" });
  await page.getByLabel("标题").fill("路灯亮了 夜路好走");
  await page.getByLabel("单位").fill("密云镇");
  await page.getByLabel("正文").fill("居民来电反映路灯不亮。\n\n镇里当天换好。请拨打13800006979。");
  await page.getByText("像是个人信息").waitFor();
  await page.getByRole("button", { name: "遮住" }).click();
  assert.match(await page.getByLabel("正文").inputValue(), /请拨打138\*\*\*\*6979。/);
  await page.getByLabel("正文").fill("居民来电反映路灯不亮。\n\n镇里当天换好。");
  await shot("cases");
  await page.getByRole("button", { name: "保存这一篇" }).click();
  await saved();
  const now = await file("2023-10/cases.yaml");
  assert.ok(now.startsWith(before.trimEnd()), "what stood there is as it was");
  assert.match(now, /标题: 路灯亮了 夜路好走/);
  await page.frameLocator("iframe").getByText("路灯亮了").first().waitFor({ state: "attached" });
});

test("a picture is cropped and turned, and its file stays as it was", async () => {
  await openExample();
  await go("典型案例");
  const picture = page.locator("fieldset").first();
  const name = (await picture.locator("legend").textContent()).replace("图片：", "");
  const before = await readFile(join(home, "2023-10", name));
  await picture.getByRole("spinbutton", { name: "左" }).fill("20");
  await picture.getByRole("spinbutton", { name: "下" }).fill("12.5");
  await picture.getByLabel("旋转").selectOption("90");
  await page.getByRole("button", { name: "保存这一篇" }).click();
  await saved();
  await shot("picture-turned");
  assert.match(await file("2023-10/cases.yaml"), /裁剪: ?\{? ?\s*左: 20,?\s+下: 12\.5/);
  assert.match(await file("2023-10/cases.yaml"), /旋转: 90/);
  assert.deepEqual(await readFile(join(home, "2023-10", name)), before);
  await page.locator(".state.good").waitFor();
});

test("a step that runs is cancelled and leaves whole files", { timeout: 120_000 }, async () => {
  await openExample();
  await go("出稿");
  await page.getByRole("button", { name: "各单位通报" }).click();
  await page.getByRole("button", { name: "取消" }).click();
  await page.getByText("各单位通报：已取消").waitFor({ timeout: 60_000 });
  const made = await readdir(join(home, "2023-10/out/各单位")).catch(() => []);
  assert.deepEqual(made.filter((name) => name.startsWith("~")), []);
  // Nothing holds the folder any more.
  await page.getByRole("button", { name: "生成草稿" }).click();
  await page.getByRole("heading", { name: /生成草稿：写好/ }).waitFor({ timeout: 60_000 });
});

test("the months of another folder are opened, also by the next start", async () => {
  await mkdir(join(home, "别处", "通报"), { recursive: true });
  await cp(join(root, "examples/2023-10"), join(home, "别处", "通报", "2023-10"), { recursive: true });
  await page.getByRole("button", { name: "换一个文件夹" }).click();
  await page.getByRole("button", { name: "别处" }).click();
  await page.getByRole("button", { name: "通报", exact: true }).click();
  await page.getByText("2023-10（一个月份）").waitFor();
  await shot("folders");
  await page.getByRole("button", { name: "就用这个文件夹" }).click();
  await page.getByRole("link", { name: "2023-10" }).waitFor();
  const note = JSON.parse(await file("bulletin/workbench.json"));
  assert.equal(note.home, join(home, "别处", "通报"));
});

test("a leader's words come home from Word, and 撤销 takes them back", { timeout: 120_000 }, async () => {
  await openExample();
  await go("出稿");
  await page.getByRole("button", { name: "生成通报" }).click();
  await page.getByRole("heading", { name: /生成通报：写好/ }).waitFor({ timeout: 60_000 });
  const out = join(home, "2023-10/out");
  const word = (await readdir(out)).find((name) => name.endsWith(".docx"));
  const edited = join(home, "领导改过.docx");
  execFileSync("python3", ["-c", `
import sys, zipfile
old, new = zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED)
for item in old.infolist():
    data = old.read(item)
    if item.filename == "word/document.xml":
        assert "热线诉求".encode() in data
        data = data.replace("热线诉求".encode(), "热线的诉求".encode(), 1)
    new.writestr(item, data)
new.close()`, join(out, word), edited]);
  await go("读回修改");
  await page.locator(".drop input").setInputFiles(edited);
  await page.getByRole("heading", { name: /领导改过\.docx：改动1处/ }).waitFor({ timeout: 60_000 });
  await shot("returns");
  await page.getByRole("button", { name: "带回这些改动" }).click();
  await page.getByText("已带回。").waitFor({ timeout: 60_000 });
  assert.match(await file("2023-10/版式/outline.yaml"), /热线的诉求\{\{ accepted\.count \}\}件/);
  await page.getByRole("button", { name: "撤销" }).click();
  await saved("已撤销");
  assert.doesNotMatch(await file("2023-10/bulletin.yaml"), /版式/);
});

test("a month is learned from a bulletin made before: what was assumed is told with the report", { timeout: 180_000 }, async () => {
  await openExample();
  const made = join(home, "手工.docx");
  execFileSync(program, ["build", join(home, "2023-10"), "--to", join(home, "made")]);
  const [name] = (await readdir(join(home, "made"))).filter((it) => it.endsWith(".docx"));
  await cp(join(home, "made", name), made);
  await rm(join(home, "made"), { recursive: true });
  await go("学习");
  await page.getByLabel("选择通报").setInputFiles(made);
  const data = join(root, "examples/2023-10/data");
  await page.getByLabel("选择导出表").setInputFiles((await readdir(data)).map((it) => join(data, it)));
  await page.getByLabel("新文件夹的名称").fill("学习");
  await page.getByRole("button", { name: "学习", exact: true }).click();
  const head = page.getByRole("heading", { name: /已建立 学习：\d+个数字/ });
  await head.waitFor({ timeout: 120_000 });
  // Without the register, a long name is taken for a short one, which is told.
  await page.getByText("“区住房城乡建设委”认作“住建委”").waitFor();
  await shot("learn");
  const [, count, settled] = (await head.textContent()).match(/：(\d+)个数字，(\d+)个/).map(Number);
  assert.ok(count > 50 && settled > count * 0.8, `${settled} of ${count}`);
  // What was lent has gone.
  assert.deepEqual(await readdir(join(home, ".learn")), []);
  const [report] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "另存 学习结果.xlsx" }).click()]);
  assert.equal((await readFile(await report.path())).subarray(0, 2).toString(), "PK");
  await page.getByRole("link", { name: "打开这个月份" }).click();
  await page.getByRole("heading", { name: "导出表" }).waitFor();
});

test("what changed since the last build is listed, and stands in a Word file as revisions", { timeout: 180_000 }, async () => {
  await openExample();
  await go("出稿");
  await page.getByRole("button", { name: "生成通报" }).click();
  await page.getByRole("heading", { name: /生成通报：写好/ }).waitFor({ timeout: 60_000 });
  await go("期数和市级数据");
  await page.getByLabel("解决率").fill("91.5");
  await page.getByRole("button", { name: "保存" }).click();
  await saved();
  await page.locator(".state:not(.busy)").filter({ hasText: /错误|可以出稿/ }).waitFor();
  await go("比较");
  await page.getByRole("button", { name: "比较" }).click();
  const row = page.getByRole("row", { name: /93\.79.*91\.50?/ }).first();
  await row.waitFor();
  await shot("compare");
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), page.getByRole("button", { name: /^对照/ }).first().click()]);
  assert.match(download.suggestedFilename(), /修订稿\.docx$/);
  const revised = execFileSync("python3", ["-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('word/document.xml').decode())", await download.path()], { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.match(revised, /<w:del /);
  assert.match(revised, /<w:ins /);
});

test("a number is looked up, a Word file is checked", { timeout: 120_000 }, async () => {
  await openExample();
  await go("查数和核对");
  await page.getByLabel("名称、口径或数值").fill("towns.direct.score");
  await page.getByRole("cell", { name: "towns.direct.score", exact: true }).waitFor();
  await page.locator(".drop input").setInputFiles(join(root, "tests/suite/audit/handmade.docx"));
  await page.locator(".problem", { hasText: /A1\d/ }).first().waitFor();
  assert.match(await page.locator(".problem").first().textContent(), /handmade\.docx/);
  await page.getByText(/看了\d+张表/).waitFor();
  await shot("check");
});

test("a sentence is rewritten in an outline of the month's own", { timeout: 120_000 }, async () => {
  await openExample();
  await go("提纲");
  await page.getByRole("button", { name: "改写本月的提纲" }).click();
  const sentence = page.getByLabel("句子").first();
  await sentence.waitFor();
  await shot("outline");
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("button", { name: "改写本月的提纲" }).waitFor();
  assert.doesNotMatch(await file("2023-10/bulletin.yaml"), /版式/, "one step made both files");
  await page.getByRole("button", { name: "改写本月的提纲" }).click();
  await sentence.waitFor();
  await sentence.fill("本期全区共受理诉求{{ accepted.count }}件。");
  await sentence.blur();
  await saved();
  await page.getByRole("button", { name: "去掉" }).last().click();
  await saved("去掉一项");
  const section = page.locator("ol.outline > li").first();
  await section.getByText("在这里添一幅图").first().click();
  const drawn = section.locator("details[open] form").first();
  await drawn.getByLabel("图题").fill("各镇街受理诉求");
  await drawn.getByLabel("画什么").selectOption("towns.direct.assessed");
  await drawn.getByRole("button", { name: "添上" }).click();
  await saved("添一幅图");
  const outline = await file("2023-10/版式/outline.yaml");
  assert.match(outline, /- paragraph: "本期全区共受理诉求\{\{ accepted\.count \}\}件。"/);
  assert.match(await file("2023-10/bulletin.yaml"), /layout: \.\/版式/);
  await page.locator(".state.good").waitFor();
});

test("two windows and an editor outside do not overwrite each other", async () => {
  await openExample();
  await go("期数和市级数据");
  const other = await page.context().newPage();
  await other.goto(new URL("/m/2023-10/#city", url).href);
  await other.getByLabel("响应率").fill("98.5");
  await page.getByLabel("解决率").fill("91.5");
  await other.getByRole("button", { name: "保存" }).click();
  await other.locator(".note.good").waitFor();
  // The first window has read the change and does not carry the old value back.
  await page.waitForFunction(() => document.querySelector("[name='city.response']").value === "98.5");
  const text = await file("2023-10/bulletin.yaml");
  assert.match(text, /response: 98\.5\n/);
  await other.close();
});

test("the program killed in the middle of a save leaves whole files, and 撤销 goes on from them", { timeout: 120_000 }, async () => {
  await openExample();
  const path = join(home, "2023-10/bulletin.yaml");
  const versions = ["甲", "乙"].map((word) => word.repeat(40_000));
  for (let round = 0; round < 4; round += 1) {
    // Saves that take turns, until the program is gone.
    const saving = page.evaluate(async (versions) => {
      for (let turn = 0; ; turn += 1) {
        const { bulletin } = await (await fetch("month")).json();
        await fetch("edit", { method: "POST", body: JSON.stringify({
          file: bulletin.file, stamp: bulletin.stamp, why: `第${turn}次`,
          changes: [{ path: ["addressee"], value: versions[turn % 2] }],
        }) });
      }
    }, versions).catch(() => {});
    await new Promise((resume) => setTimeout(resume, 500 + 137 * round));
    served.kill("SIGKILL");
    await new Promise((ended) => served.once("exit", ended));
    await saving;
    const text = await readFile(path, "utf8");
    const written = text.match(/^addressee: ?(.*)$/m)[1];
    assert.ok(round === 0 || versions.some((it) => written === it), "the old text or the new one");
    assert.match(text, /印发\n$/, "to its end");
    await serve();
    await page.goto(url);
    await page.goto(new URL("/m/2023-10/", url).href);
    await page.locator(".state:not(.busy)").filter({ hasText: /错误|可以出稿/ }).waitFor();
  }
  await page.getByRole("button", { name: "撤销" }).click();
  await saved("已撤销");
  const left = await readdir(join(home, "2023-10"));
  assert.deepEqual(left.filter((name) => /^[.~].*bulletin/.test(name)), []);
  complaints = [];
});

const VIEWS = ["导出表", "单位名册", "期数和市级数据", "问题", "典型案例", "提纲", "出稿", "读回修改", "比较", "查数和核对", "学习"];

test("at 1366×768 and a zoom of 125 to 200 % nothing is cut off and no controls lie on each other", { timeout: 180_000 }, async () => {
  await openExample();
  for (const zoom of [1, 1.25, 1.5, 2]) {
    await page.setViewportSize({ width: Math.round(1366 / zoom), height: Math.round(768 / zoom) });
    for (const view of VIEWS) {
      await go(view);
      await page.waitForTimeout(300);
      await shot(`zoom-${zoom * 100}-${view}`);
      const faults = await page.evaluate(() => {
        const shown = [...document.querySelectorAll("main :is(button, a, input, select, textarea, summary), header button, nav a")]
          .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".scroll, .found, .folders") && it.type !== "file");
        const boxes = shown.map((it) => [it, it.getBoundingClientRect()]);
        const name = (it) => it.outerHTML.slice(0, 80);
        const wide = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
        const cut = boxes.filter(([, box]) => box.left < -1 || box.right > innerWidth + 1).map(([it]) => `cut: ${name(it)}`);
        const inMain = boxes.filter(([it]) => it.closest("main"));
        const over = inMain.flatMap(([a, one], at) => inMain.slice(at + 1).filter(([b, two]) => !a.contains(b)
          && Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2
          && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 2).map(([b]) => `over: ${name(a)} ${name(b)}`));
        return [...wide, ...cut, ...over];
      });
      assert.deepEqual(faults, [], `${view} at ${zoom * 100} %`);
    }
  }
});

test("with the keyboard alone a problem is settled and the final is made", { timeout: 120_000 }, async () => {
  await cp(join(root, "examples/2023-10"), join(home, "2023-10"), { recursive: true });
  const register = (await file("2023-10/units.yaml")).replace(", aliases: [区住房城乡建设委]", "");
  await writeFile(join(home, "2023-10/units.yaml"), register);
  await page.goto(url);
  await page.getByRole("link", { name: "2023-10" }).waitFor();
  const to = async (words) => {
    for (let steps = 0; steps < 80; steps += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const it = document.activeElement;
        return { words: `${it.textContent} ${it.closest("label")?.textContent ?? ""}`, seen: getComputedStyle(it).outlineStyle,
          isControl: it.matches("a, button, select, input, summary") };
      });
      if (!at.isControl || !at.words.includes(words)) continue;
      assert.notEqual(at.seen, "none", `${words} shows that it has the focus`);
      return;
    }
    assert.fail(`${words} is not reached`);
  };
  const chosen = (words) => page.evaluate((words) => document.activeElement.value === words, words);
  await to("2023-10");
  await page.keyboard.press("Enter");
  await page.locator(".state.bad").waitFor();
  await to("问题");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "问题", exact: true }).waitFor();
  await to("“区住房城乡建设委”是");
  for (let steps = 0; steps < 40 && !await chosen("住建委"); steps += 1) await page.keyboard.press("ArrowDown");
  await to("登记为别名");
  await page.keyboard.press("Enter");
  await saved();
  await page.locator(".state.good").waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await to("出稿");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "出稿" }).waitFor();
  await to("定稿");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /定稿：写好/ }).waitFor({ timeout: 60_000 });
});

test("every view is free of violations of WCAG 2.2 AA", { timeout: 120_000 }, async () => {
  await openExample();
  for (const view of VIEWS) {
    await go(view);
    await page.waitForTimeout(400);
    await check(view);
  }
  await page.getByRole("link", { name: "全部月份" }).click();
  await page.getByRole("heading", { name: "从头开始" }).waitFor();
  await check("全部月份");
});

async function check(view) {
  await page.addScriptTag({ path: axe }).catch(() => {});
  const source = await readFile(axe, "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], iframes: false,
  }));
  const told = violations.map((it) => `${view}: ${it.id}: ${it.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
  assert.deepEqual(told, []);
}

test("a second start opens the one that runs", async () => {
  const again = spawn(program, ["workbench", home, "--no-open"], {
    env: { ...process.env, XDG_CONFIG_HOME: home },
  });
  const lines = createInterface({ input: again.stdout })[Symbol.asyncIterator]();
  assert.equal((await lines.next()).value, `工作台已在运行：${url}`);
  if (again.exitCode === null) await new Promise((ended) => again.once("exit", ended));
  assert.equal(again.exitCode, 0);
});

test("the end is asked for, and a page from elsewhere cannot post", async () => {
  await openExample();
  const { origin } = new URL(url);
  const elsewhere = await fetch(`${origin}/m/2023-10/undo`, { method: "POST", headers: { Origin: "http://evil.example" }, body: "{}" });
  assert.equal(elsewhere.status, 403);
  await page.getByRole("link", { name: "全部月份" }).click();
  await page.getByRole("button", { name: "退出工作台" }).click();
  await page.getByText("工作台已退出").waitFor();
  if (served.exitCode === null) await new Promise((ended) => served.once("exit", ended));
  assert.equal(served.exitCode, 0);
});
