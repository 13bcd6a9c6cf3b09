//! The part of the manual that lists figures, words, columns and charts is what the code
//! has. `UPDATE_MANUAL=1 cargo test --release --test suite manual` writes it anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bulletin::content;
use bulletin::figures::{List, Statistics};
use bulletin::wording::{self, Templates};
use bulletin::{pipeline, schema};

const START: &str =
    "<!-- 以下由程序生成：UPDATE_MANUAL=1 cargo test --release --test suite manual -->\n";
const END: &str = "<!-- 以上由程序生成 -->";

/// What templates have beside figures: how it is registered, its name, an example and what
/// it is for.
const TOOLS: &[(&str, &str, &str, &str)] = &[
    ("filter", "trend", "{{ accepted.change | trend }}", "比上期升降"),
    (
        "filter",
        "against",
        "成绩{{ towns.direct.score }}分{{ towns.direct.score | against(city.score, '全区') }}",
        "与别的数字比较，可写几对“数字、名称”，没有数值的一对略去",
    ),
    (
        "test",
        "given",
        "{% if city.rank is given %}排名第{{ city.rank }}位{% endif %}",
        "有没有数值",
    ),
    (
        "function",
        "rows",
        "{% for one in rows('districts')[:2] %}{{ one.name }}{{ one.per_10k }} {% endfor %}",
        "列表的各行，每行有 name 和各列",
    ),
    (
        "function",
        "rates",
        "{% for rate in rates('towns.all') %}{{ rate.name }}{{ rate.value }} {% endfor %}",
        "构成综合成绩的各率，名称和数值都随自定的数字",
    ),
    ("function", "ref", "见{{ ref('towns.direct') }}", "引用表或图的编号"),
    (
        "operator",
        ">",
        "{% if accepted.change > 0 %}多了{% elif accepted.change < 0 %}少了{% endif %}",
        "比较：== != < <= > >= in",
    ),
    (
        "operator",
        "/",
        "纳入考评的占{{ assessed.count / accepted.count * 100 }}%",
        "计算：+ - * / // % **，文字相连用 ~",
    ),
    (
        "filter",
        "sum",
        "参评{{ rows('towns.direct') | sum(attribute='rated') }}件",
        "列表各行之和；min、max 取最小、最大的一行",
    ),
    (
        "filter",
        "sort",
        "{% for one in (rows('districts') | sort(attribute='per_10k', reverse=true))[:2] %}{{ one.name }} {% endfor %}",
        "按一列排列，没有数值的在最后",
    ),
    (
        "filter",
        "round",
        "{{ (assessed.count / accepted.count * 100) | round(1) }}%",
        "保留几位小数；另有 abs、int",
    ),
];

/// What needs no example: those who know Jinja know it, others get on without.
const OTHERS: &[(&str, &str)] = &[
    (
        "filter",
        "abs batch chain default first float int join last length list lower map max min reject rejectattr replace reverse select selectattr slice split string trim unique upper zip",
    ),
    (
        "test",
        "boolean defined divisibleby endingwith even false in integer iterable none number odd sequence startingwith string true undefined",
    ),
    ("function", "namespace range"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn statistics() -> Arc<Statistics> {
    let (loaded, _) = pipeline::load(&root().join("examples/2023-09"), &|_| {});
    loaded.unwrap().statistics
}

/// A key and its words with “〈行〉” for the names of rows, so that all rows are one line.
fn pattern(statistics: &Statistics, key: &str, words: &str) -> (String, String) {
    let (mut key, mut words) = (format!("{key}."), words.to_owned());
    // Lists of rows stand in rows of other lists.
    while let Some((found, start, name)) = row_of(statistics, &key) {
        key = key.replacen(&found, &format!("{start}〈行〉."), 1);
        words = words.replace(&name, "〈行〉");
    }
    (key.trim_end_matches('.').to_owned(), words)
}

/// The key of the row in which another key lies, what stands before its name, and that.
fn row_of(statistics: &Statistics, key: &str) -> Option<(String, String, String)> {
    let whole = key.strip_prefix("course.").unwrap_or(key);
    let rows = statistics.lists().flat_map(|list| &list.rows);
    let mut found = rows.filter_map(|row| {
        let start = row.key.strip_suffix(&row.name)?.to_owned();
        let own = format!("{}.", row.key);
        whole.starts_with(&own).then(|| (own, start, row.name.clone()))
    });
    found.next().or_else(|| {
        // Within a row whose name is already put so.
        let (start, rest) = key.split_once("〈行〉.")?;
        let (kind, rest) = rest.split_once('.')?;
        let (name, _) = rest.split_once('.')?;
        let is_list = |list: &List| list.key == format!("accepted.{kind}");
        let is_name = statistics
            .lists()
            .find(|list| is_list(list))?
            .rows
            .iter()
            .any(|row| row.name == name);
        let start = format!("{start}〈行〉.{kind}.");
        is_name.then(|| (format!("{start}{name}."), start.clone(), name.to_owned()))
    })
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn figures(out: &mut String, statistics: &Statistics) {
    out.push_str("\n### 数字\n\n“〈行〉”是列表中一行的名称，如 `towns.direct.檀营地区.score`；表和图里只写最后一段。\n\n| 名称 | 2023 年 9 月 | 口径 |\n|---|---|---|\n");
    let mut seen = BTreeSet::new();
    for figure in statistics.figures() {
        let (key, definition) = pattern(statistics, &figure.key, &figure.definition);
        if seen.insert(key.clone()) {
            let text = wording::text(figure);
            writeln!(out, "| `{key}` | {text} | {} |", cell(&definition)).unwrap();
        }
    }
}

fn lists(out: &mut String, statistics: &Statistics) {
    out.push_str("\n### 列表\n\n表格的 `rows`、图表的 `subject` 和 `rows('…')` 用。\n\n| 名称 | 行数 | 各列 |\n|---|---|---|\n");
    let mut seen = BTreeSet::new();
    for list in statistics.lists() {
        let (key, _) = pattern(statistics, &list.key, "");
        if !seen.insert(key.clone()) {
            continue;
        }
        let start = list.rows.first().map(|row| format!("{}.", row.key));
        let columns: Vec<&str> = statistics
            .figures()
            .filter_map(|figure| figure.key.strip_prefix(start.as_deref()?))
            .filter(|column| !column.contains('.'))
            .collect();
        let columns = columns.join(" ");
        writeln!(out, "| `{key}` | {} | {columns} |", list.rows.len()).unwrap();
    }
}

fn columns(out: &mut String) {
    out.push_str("\n### 表格的列\n\n`columns` 里写名称；要换表头写成 `{ figure: score, header: 成绩 }`。没有列出的，写数字名称的最后一段也可以。\n\n| 名称 | 表头 |\n|---|---|\n");
    for column in content::columns() {
        writeln!(out, "| `{}` | {} |", column.name, column.header).unwrap();
    }
}

fn charts(out: &mut String) {
    out.push_str("\n### 图表的形式\n\n| `form` | 形式 |\n|---|---|\n");
    let outline = schema::of("outline").unwrap();
    let forms = outline.pointer("/$defs/ChartForm/oneOf").unwrap();
    for form in forms.as_array().unwrap() {
        let text = |key: &str| form.get(key).unwrap().as_str().unwrap().to_owned();
        writeln!(out, "| `{}` | {} |", text("const"), text("description")).unwrap();
    }
}

fn tools(out: &mut String, statistics: &Arc<Statistics>) {
    out.push_str("\n### 语句里可用的写法\n\n另有 `period`（考核期，及 period.year、period.month、period.start、period.end）和 `district`（区名）。\n\n| 写法 | 作用 | 印出 |\n|---|---|---|\n");
    let labels = BTreeMap::from([("towns.direct".to_owned(), Some("表1".to_owned()))]);
    let templates = Templates::new(Arc::clone(statistics), labels);
    for (_, _, example, meaning) in TOOLS {
        let printed = templates.render(example).unwrap().text();
        writeln!(out, "| `{}` | {meaning} | {printed} |", cell(example)).unwrap();
    }
    out.push_str("\n语句的写法是 Jinja 的，还能用");
    for (n, (kind, names)) in OTHERS.iter().enumerate() {
        let kind = match *kind {
            "filter" => "过滤器",
            "test" => "判断",
            _ => "函数",
        };
        let between = if n == 0 { "" } else { "；" };
        let names = names.replace(' ', "`、`");
        write!(out, "{between}{kind} `{names}`").unwrap();
    }
    out.push_str("。别的写法会被指出，不会悄悄算错。\n");
}

fn generated() -> String {
    let statistics = statistics();
    let mut out = String::new();
    tools(&mut out, &statistics);
    charts(&mut out);
    columns(&mut out);
    lists(&mut out, &statistics);
    figures(&mut out, &statistics);
    out.push('\n');
    out
}

#[test]
fn the_manual_lists_what_the_code_has() {
    let path = root().join("README.zh.md");
    let manual = fs::read_to_string(&path).unwrap();
    let (head, rest) = manual.split_once(START).unwrap();
    let (listed, tail) = rest.split_once(END).unwrap();
    let generated = generated();
    if std::env::var_os("UPDATE_MANUAL").is_some() {
        fs::write(&path, format!("{head}{START}{generated}{END}{tail}")).unwrap();
        return;
    }
    let differs = generated.lines().zip(listed.lines()).find(|(now, then)| now != then);
    assert_eq!(differs, None, "run with UPDATE_MANUAL=1");
    assert_eq!(generated.lines().count(), listed.lines().count());
}

#[test]
fn the_manual_leaves_out_no_filter_test_or_function() {
    let mut registered = BTreeSet::new();
    for entry in fs::read_dir(root().join("src/wording")).unwrap() {
        let code = fs::read_to_string(entry.unwrap().path()).unwrap();
        for kind in ["filter", "test", "function"] {
            for rest in code.split(&format!(".add_{kind}(\"")).skip(1) {
                let name = rest.split('"').next().unwrap();
                // Operators are functions that no template calls.
                if kind == "function" && ["in", "~"].contains(&name) {
                    continue;
                }
                registered.insert((kind.to_owned(), name.to_owned()));
            }
        }
    }
    let with_example = TOOLS.iter().map(|(kind, name, ..)| (*kind, *name));
    let others = OTHERS
        .iter()
        .flat_map(|(kind, names)| names.split(' ').map(|name| (*kind, name)));
    let listed: BTreeSet<_> = with_example
        .chain(others)
        .map(|(kind, name)| (kind.to_owned(), name.to_owned()))
        .collect();
    let missing: Vec<_> = registered.difference(&listed).collect();
    assert_eq!(missing, Vec::<&(String, String)>::new());
}

#[test]
fn every_file_that_the_manual_names_is_there() {
    let manual = fs::read_to_string(root().join("README.zh.md")).unwrap();
    let mut named = manual.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    assert!(
        named.all(|name| name.starts_with('#') || Path::new(&root()).join(name).exists())
    );
}
