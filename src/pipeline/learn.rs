//! A working month from a bulletin that was made by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::learn_base::Base;
use super::{Loaded, Progress, Written, load, review};
use crate::config::{self, Previous};
use crate::diagnostics::{Code, Place, Problem};
use crate::files;
use crate::layout::{self, Choice, Style};
use crate::ledger::{self, Listed};
use crate::review::learn::{self, Entry, Frame, Given, Learned, Sure};
use crate::scaffold::{self, Files, unwritable};
use crate::schema;
use crate::word;
use crate::wording;
use crate::yaml::{self, Value};

/// The red head of the Word file, where it is drawn.
const HEAD: &str = "红头.docx";
/// The layout's folder in the new month.
const LAYOUT: &str = "版式";
/// What became of each number, in the new month's folder.
const REPORT: &str = "学习结果.xlsx";
/// The new bulletin as tracked changes against the old one.
const REDLINE: &str = "学习对照.docx";
/// The files about how a month was learned, in its folder.
pub const LEARNED: [&str; 2] = [REPORT, REDLINE];
/// Larger files are no bulletins.
const BYTES_MAX: u64 = 200 << 20;

/// What came of learning.
#[derive(Debug)]
pub struct Taught {
    /// The new folder.
    pub folder: PathBuf,
    /// Its files, from the folder.
    pub files: Vec<PathBuf>,
    /// Every number of the Word file.
    pub entries: Vec<Entry>,
    /// What could not be taken over: place and what it is.
    pub left: Vec<(String, String)>,
    /// What the new month still says of itself.
    pub problems: Vec<Problem>,
    /// The new bulletin against the old one; none when it cannot be built yet.
    pub redline: Option<Written>,
}

/// Makes a month in a new folder of a Word file and of the exports of its month: a
/// project's folder, one that holds nothing but exports, or none.
///
/// # Errors
/// A file that cannot be read or holds nothing, a folder that is there, exports with
/// errors. Then nothing is left behind.
pub fn learn(
    old: &Path,
    from: Option<&Path>,
    to: &Path,
    progress: Progress<'_>,
) -> Result<Taught, Vec<Problem>> {
    if to.exists() {
        return Err(vec![scaffold::exists(to)]);
    }
    progress("读取 Word 文件");
    let bytes = read(old)?;
    let (package, reading) = opened(old, &bytes)?;
    let mut begun = Base::of(from, to, &reading, old)?;
    let mut loaded = begun.load(progress)?;
    progress("学习");
    let official = layout::read(&Choice::BuiltIn(layout::BASE.to_owned()))?;
    let picture = |picture: &word::Picture| package.bytes(&picture.part).ok().flatten();
    let learned_from = |loaded: &Loaded| {
        learn::learn(&Given {
            reading: &reading,
            statistics: &loaded.statistics,
            usual: &official.outline,
            bytes: &picture,
            has_gaps: from.is_none(),
        })
    };
    let mut learned = learned_from(&loaded);
    if begun.set_city(&learned.named)? {
        loaded = begun.load(progress)?;
        learned = learned_from(&loaded);
    }
    let assumed = begun.assumed().map(|told| ("请核对".to_owned(), told.clone()));
    learned.left.extend(assumed);
    if learned.outline.sections.is_empty() {
        return Err(vec![empty(old)]);
    }
    let style = style(&package, &reading, &official.style, &mut learned);
    let title = learned.title_lines.first().map(String::as_str);
    let head = learn::head(&bytes, &package, title, &learned.frame).ok().flatten();
    let mut files = month(&loaded, begun.folder(), to, (&learned, head.is_some()))?;
    if let Some(head) = head {
        files.add(HEAD, head);
        let what = "红头有图，照原样用作 Word 模板；PDF 里是文字的红头，请看看 红头.docx";
        learned.left.push(("红头".to_owned(), what.to_owned()));
    }
    if let Some(style) = style {
        files.add(&format!("{LAYOUT}/style.yaml"), style);
    }
    let report = ledger::listed_workbook(&report(&learned)).map_err(|it| vec![*it])?;
    files.add(REPORT, report);
    progress("建立文件夹");
    files.write(to).map_err(|problem| vec![*problem])?;
    progress("对照原文");
    let (_, problems) = load(to, &|_| {});
    let redline = review::redline(old, to, &to.join(REDLINE), (false, false)).ok();
    let (folder, files) = (to.to_owned(), files.names());
    let Learned { entries, left, .. } = learned;
    Ok(Taught { folder, files, entries, left, problems, redline })
}

/// style.yaml of a Word file, where its looks are sound.
fn style(
    package: &word::edit::Package,
    reading: &word::Reading,
    usual: &Style,
    learned: &mut Learned,
) -> Option<String> {
    let part = package.body().ok()?;
    let tree = package.tree(&part).ok()??;
    let relations = package.relations(&part).ok()?;
    let styles = package.related(&relations, "styles").ok()?;
    let written = learn::Written {
        document: &tree.root,
        styles: styles.as_ref().map(|(_, styles)| styles),
    };
    let (style, told) = learn::looks(&written, reading, &learned.rooms, usual);
    let left = &mut learned.left;
    left.extend(told.into_iter().map(|what| ("版式".to_owned(), what)));
    let found = style.problems();
    if let Some(problem) = found.first() {
        let what = format!("照用公文版式：{} {}", problem.key, problem.problem);
        left.push(("版式".to_owned(), what));
        return None;
    }
    let text = yaml::write(&style).ok()?;
    Some(schema::named(&text, "style", "版式/style.yaml"))
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Vec<Problem>> {
    files::read(path, BYTES_MAX).map_err(|fault| {
        let problem = Problem::error(Code::CANNOT_READ, format!("文件读不出来：{fault}"));
        vec![problem.at(Place::file(path)).hint("请检查路径，并确认文件未被占用")]
    })
}

fn opened(
    path: &Path,
    bytes: &[u8],
) -> Result<(word::edit::Package, word::Reading), Vec<Problem>> {
    let refused = |refusal: word::Refusal| {
        let message = format!("Word 文件打不开：{}", refusal.message);
        let problem = Problem::error(Code::NOT_A_BULLETIN, message);
        vec![problem.at(Place::file(path)).hint(refusal.hint)]
    };
    let package = word::edit::Package::open(bytes).map_err(refused)?;
    let reading = word::read(bytes).map_err(refused)?;
    Ok((package, reading))
}

fn empty(path: &Path) -> Problem {
    Problem::error(Code::NOTHING_TO_LEARN, "Word 文件里没有可学的文字和表格")
        .at(Place::file(path))
        .hint("扫描件、图片要先转成文字；换一份有文字的通报")
}

/// The files of the new month.
fn month(
    loaded: &Loaded,
    from: &Path,
    to: &Path,
    (learned, has_head): (&Learned, bool),
) -> Result<Files, Vec<Problem>> {
    let survey = config::survey(from)?;
    let mut files = Files::default();
    let unfit = |_| vec![unwritable(from)];
    let text = bulletin(loaded, &survey.text, to, (learned, has_head)).map_err(unfit)?;
    files.add("bulletin.yaml", text);
    for name in std::iter::once(&survey.register)
        .chain(survey.exports.iter().map(|export| &export.file))
    {
        files.add(name, read(&from.join(name))?);
    }
    if let Some(folder) = &survey.layout {
        // report.typ and what else lies there goes along; the rest is learned.
        files.copy_folder(from, folder).map_err(|problem| vec![*problem])?;
    }
    let outline = learned.outline_yaml().ok_or_else(|| vec![unwritable(from)])?;
    files.add(
        &format!("{LAYOUT}/outline.yaml"),
        schema::named(&outline, "outline", "版式/outline.yaml"),
    );
    if let Some(cases) = learned.cases.yaml() {
        files.add("cases.yaml", schema::named(&cases, "cases", "cases.yaml"));
    }
    for image in &learned.cases.images {
        files.add(&image.name, image.bytes.clone());
    }
    for (name, schema) in schema::files() {
        files.add(&format!("{}/{name}", schema::FOLDER), schema);
    }
    Ok(files)
}

/// bulletin.yaml of the exports' month with what the Word file says.
fn bulletin(
    loaded: &Loaded,
    text: &str,
    to: &Path,
    (learned, has_head): (&Learned, bool),
) -> Result<String, yaml::Unfit> {
    let mut text = yaml::remove(text, &["title"])?;
    let mut set = |key: &str, value: Option<Value>| {
        text = match value {
            Some(value) => yaml::set(&text, &[key], &value)?,
            None => yaml::remove(&text, &[key])?,
        };
        Ok(())
    };
    set("layout", Some(format!("./{LAYOUT}").into()))?;
    let template = format!("./{HEAD}");
    let template = has_head.then(|| {
        Value::Mapping(std::iter::once(("template".into(), template.into())).collect())
    });
    if template.is_some() {
        set("word", template)?;
    }
    set("cases", learned.cases.yaml().map(|_| "cases.yaml".into()))?;
    let project = &loaded.project;
    if let Previous::Folder { path, .. } = &project.previous
        && let Some(path) = scaffold::relative(&scaffold::beside(to), path)
    {
        set("previous", Some(path.into()))?;
    }
    if let config::LastYear::Folder { path, .. } = &project.last_year
        && let Some(path) = scaffold::relative(&scaffold::beside(to), path)
    {
        set("last_year", Some(path.into()))?;
    }
    let date = wording::day(project.date);
    for (key, value) in around(&learned.frame, &project.office, &date) {
        set(key, value)?;
    }
    Ok(text)
}

/// The entries that have a value.
fn mapping(entries: Vec<(&str, Option<Value>)>) -> Value {
    let entries = entries.into_iter();
    let entries = entries.filter_map(|(key, value)| Some((key.into(), value?)));
    Value::Mapping(entries.collect())
}

/// What stands around the body, by the keys of bulletin.yaml.
fn around(
    frame: &Frame,
    office: &str,
    date: &str,
) -> BTreeMap<&'static str, Option<Value>> {
    let Frame {
        title: _,
        masthead,
        issue,
        document_number,
        office: shown,
        date: day,
        addressee,
        signature,
        attachments,
        imprint,
    } = frame;
    // What bulletin.yaml says anyway follows it.
    let part = |told: &Option<String>, usual: &str| {
        told.as_ref().map(|told| match told == usual {
            true => Value::from(true),
            false => told.as_str().into(),
        })
    };
    let number = issue.as_ref().and_then(|issue| {
        let digits = issue.strip_prefix('第')?.strip_suffix('期')?;
        digits.trim().parse::<u32>().ok()
    });
    let shown_issue = number.map(|_| true.into());
    let shown_issue = shown_issue.or_else(|| issue.as_deref().map(Value::from));
    let masthead = masthead.as_ref().map(|name| {
        mapping(vec![
            ("name", Some(name.as_str().into())),
            ("issue", shown_issue),
            ("document_number", document_number.as_deref().map(Value::from)),
            ("office", part(shown, office)),
            ("date", part(day, date)),
        ])
    });
    let signature = signature.as_ref().map(|(issuer, day)| {
        let own = Some(day.as_str().into()).filter(|_| day != date);
        match issuer == office && day == date {
            true => true.into(),
            false => {
                mapping(vec![("issuer", Some(issuer.as_str().into())), ("date", own)])
            }
        }
    });
    let attachments = Some(attachments).filter(|names| !names.is_empty());
    let attachments = attachments.map(|names| {
        Value::Sequence(names.iter().map(|name| name.as_str().into()).collect())
    });
    let rows: Vec<Value> = imprint
        .iter()
        .map(|row| mapping(vec![("left", Some(row.as_str().into()))]))
        .collect();
    BTreeMap::from([
        ("issue", number.map(Value::from)),
        ("masthead", masthead),
        ("addressee", addressee.as_deref().map(Value::from)),
        ("signature", signature),
        ("attachments", attachments),
        ("imprint", Some(Value::Sequence(rows)).filter(|_| !imprint.is_empty())),
    ])
}

/// Each number, what it became, how sure, and where to mend.
fn report(learned: &Learned) -> Vec<Listed> {
    let row = |entry: &Entry| {
        let (sure, data) = told(&entry.sure);
        let Entry { place, words, number, became, .. } = entry;
        let cells: [&str; 6] = [place, words, number, became, sure, &data];
        cells.map(str::to_owned).to_vec()
    };
    let numbers = Listed {
        name: "数字",
        caption: "Word 通报里的每个数字".to_owned(),
        columns: vec![
            ("位置", 36.0),
            ("前后文字", 40.0),
            ("原文", 14.0),
            ("改为", 50.0),
            ("把握", 18.0),
            ("数据或可选的名称", 50.0),
        ],
        rows: learned.entries.iter().map(row).collect(),
    };
    let rows = learned
        .left
        .iter()
        .map(|(place, what)| vec![place.clone(), what.clone()]);
    let left = Listed {
        name: "没有带过来的",
        caption: "没有带过来的内容，在 版式/outline.yaml 里补；请核对的，在 bulletin.yaml 和 units.yaml 里改".to_owned(),
        columns: vec![("位置", 36.0), ("内容", 90.0)],
        rows: rows.collect(),
    };
    vec![numbers, left]
}

/// How sure it is what a number became, in Chinese, and what speaks for or against it.
pub fn told(sure: &Sure) -> (&'static str, String) {
    match sure {
        Sure::Certain => ("确定", String::new()),
        Sure::Form(data) => ("确定，写法不同", data.clone()),
        Sure::Other(data) => ("与数据不符", data.clone()),
        Sure::Named => ("按文字认定，数据里还没有", String::new()),
        Sure::Open(choices) => ("未定，请选", choices.join("、")),
        Sure::Unknown => ("没有对应的数字", String::new()),
    }
}
