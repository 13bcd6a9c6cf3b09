//! What goes home as changed files of the month: only what differs is touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::output::File;
use crate::config::{self, Project};
use crate::diagnostics::{Code, Place, Problem};
use crate::layout;
use crate::review::import::{Added, CasePlan, Plan};
use crate::yaml::{self, Value};

const BULLETIN: &str = "bulletin.yaml";

/// An outline of a month: its file in the month's folder, and what it says.
pub(super) struct OutlineText {
    file: String,
    pub(super) text: String,
    /// What else makes the layout the month's own.
    own: layout::Own,
}

/// The outline that a month uses; one of the program's own as it would stand in the
/// month's folder.
pub(super) fn outline_of(project: &Project) -> OutlineText {
    let name = match &project.layout {
        config::Layout::BuiltIn { name, .. } | config::Layout::Folder { name, .. } => {
            name
        }
    };
    let mut own = layout::own(name, &project.folder);
    let (file, text) = match own.files.is_empty() {
        true => (String::new(), String::new()),
        false => own.files.remove(0),
    };
    OutlineText { file, text, own }
}

/// The steps of a path: `sections[0].body[1].paragraph[0]`.
fn steps(path: &str) -> Vec<&str> {
    path.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect()
}

/// The value at a path with its steps; a text that stands alone is its own first.
pub(super) fn value_at<'v, 'p>(
    root: &'v Value,
    path: &'p str,
) -> Option<(&'v Value, Vec<&'p str>)> {
    let mut value = root;
    let mut taken = Vec::new();
    for step in steps(path) {
        let inner = match value.as_sequence() {
            Some(items) => items.get(step.parse::<usize>().ok()?)?,
            None if value.is_string() && step == "0" => break,
            None => value.get(step)?,
        };
        taken.push(step);
        value = inner;
    }
    Some((value, taken))
}

/// The files that a plan changes, as they are then.
///
/// # Errors
/// A file that cannot be read, or is written so that it cannot be changed in place.
pub(super) fn changed(
    folder: &Path,
    project: &Project,
    plan: &Plan,
) -> Result<Vec<File>, Vec<Problem>> {
    let mut texts = Texts { folder, before: BTreeMap::new(), now: BTreeMap::new() };
    if !plan.outline.is_empty() {
        texts.outline(project, &plan.outline)?;
    }
    for (n, case) in &plan.cases {
        texts.case(project, *n, case)?;
    }
    texts.edits(plan)?;
    let Texts { before, now, .. } = texts;
    let differs = |(file, text): &(String, String)| before.get(file) != Some(text);
    let file = |(name, text): (String, String)| File { name, bytes: text.into_bytes() };
    Ok(now.into_iter().filter(differs).map(file).collect())
}

struct Texts<'a> {
    folder: &'a Path,
    before: BTreeMap<String, String>,
    now: BTreeMap<String, String>,
}

impl Texts<'_> {
    /// What a file says now.
    fn text(&mut self, file: &str) -> Result<String, Vec<Problem>> {
        if let Some(text) = self.now.get(file) {
            return Ok(text.clone());
        }
        let text = fs::read_to_string(self.folder.join(file)).map_err(|error| {
            let reason = crate::files::reason(&error);
            let problem =
                Problem::error(Code::CANNOT_READ, format!("文件读不出来：{reason}"));
            vec![problem.at(Place::file(Path::new(file))).hint("检查文件能否打开")]
        })?;
        self.before.insert(file.to_owned(), text.clone());
        self.now.insert(file.to_owned(), text.clone());
        Ok(text)
    }

    fn set(
        &mut self,
        file: &str,
        steps: &[&str],
        value: &Value,
    ) -> Result<(), Vec<Problem>> {
        let text = self.text(file)?;
        let changed = yaml::set(&text, steps, value).map_err(|_| unfit(file, steps))?;
        self.now.insert(file.to_owned(), changed);
        Ok(())
    }

    fn remove(&mut self, file: &str, steps: &[&str]) -> Result<(), Vec<Problem>> {
        let text = self.text(file)?;
        let changed = yaml::remove(&text, steps).map_err(|_| unfit(file, steps))?;
        self.now.insert(file.to_owned(), changed);
        Ok(())
    }

    fn outline(
        &mut self,
        project: &Project,
        plan: &[(String, Option<String>)],
    ) -> Result<(), Vec<Problem>> {
        let OutlineText { file, text, own } = outline_of(project);
        self.now.insert(file.clone(), text.clone());
        if self.folder.join(&file).is_file() && own.name.is_none() {
            self.before.insert(file.clone(), text.clone());
        }
        for (other, text) in own.files {
            if !self.folder.join(&other).exists() {
                self.now.insert(other, text.to_owned());
            }
        }
        if let Some(name) = own.name {
            self.set(BULLETIN, &["layout"], &name.into())?;
        }
        let root = yaml::value(&text).unwrap_or_default();
        let mut gone: Vec<Vec<&str>> = Vec::new();
        for (path, template) in plan {
            let found = value_at(&root, path);
            let (_, steps) = found.ok_or_else(|| unfit(&file, &[path]))?;
            match template {
                Some(template) => self.set(&file, &steps, &template.as_str().into())?,
                None => gone.push(steps),
            }
        }
        // From the end, so that those before keep their numbers.
        let order = |steps: &Vec<&str>| -> Vec<(usize, String)> {
            let number = |step: &&str| step.parse().unwrap_or_default();
            steps.iter().map(|step| (number(step), (*step).to_owned())).collect()
        };
        gone.sort_by_key(order);
        for steps in gone.into_iter().rev() {
            self.remove_text(&file, &steps)?;
        }
        Ok(())
    }

    /// Removes a text, and what holds it where nothing else is left there.
    fn remove_text(&mut self, file: &str, steps: &[&str]) -> Result<(), Vec<Problem>> {
        let root = yaml::value(&self.text(file)?).unwrap_or_default();
        let mut steps = steps.to_vec();
        while let [holder @ .., last] = steps.as_slice() {
            let value =
                holder
                    .iter()
                    .try_fold(&root, |value, step| match value.as_sequence() {
                        Some(items) => items.get(step.parse::<usize>().ok()?),
                        None => value.get(step),
                    });
            // A section without content goes as a whole, a table without note stays.
            let is_alone = match value.and_then(Value::as_sequence) {
                Some(items) => items.len() <= 1,
                None => matches!(*last, "paragraph" | "body"),
            };
            if !is_alone || holder.is_empty() {
                break;
            }
            steps = holder.to_vec();
        }
        self.remove(file, &steps)
    }

    fn case(
        &mut self,
        project: &Project,
        n: usize,
        plan: &CasePlan,
    ) -> Result<(), Vec<Problem>> {
        let Some(case) = project.cases.get(n) else { return Ok(()) };
        let file_of = |case: &config::Case| match case.title.place() {
            Place::Line { path, .. } => Some(path),
            Place::File { .. } | Place::Cell { .. } | Place::Spot { .. } => None,
        };
        let path: PathBuf = file_of(case).unwrap_or_default();
        let before = project.cases.iter().take(n);
        let at = before.filter(|case| file_of(case).as_ref() == Some(&path)).count();
        let file = path.to_string_lossy().into_owned();
        let at = at.to_string();
        let root = yaml::value(&self.text(&file)?).unwrap_or_default();
        let key = |value: Option<&Value>, names: [&'static str; 2]| {
            let is_there =
                |name: &&&str| value.is_some_and(|it| it.get(**name).is_some());
            let found = names.iter().find(is_there).copied();
            found.unwrap_or_else(|| names.first().copied().unwrap_or_default())
        };
        let cases = key(Some(&root), ["案例", "cases"]);
        let own = value_at(&root, cases).and_then(|(it, _)| it.get(n_of(&at)));
        if let Some(title) = &plan.title {
            let steps = [cases, &at, key(own, ["标题", "title"])];
            self.set(&file, &steps, &title.as_str().into())?;
        }
        let images = key(own, ["图片", "images"]);
        for (image, caption) in &plan.captions {
            let image = image.to_string();
            let one = own.and_then(|it| it.get(images)?.get(n_of(&image)));
            let steps = [cases, &at, images, &image, key(one, ["说明", "caption"])];
            self.set(&file, &steps, &caption.as_str().into())?;
        }
        // A picture stays behind the paragraph that it stood behind.
        for (image, one) in case.images.iter().enumerate() {
            let end = one.after.checked_sub(1).and_then(|at| plan.ends.get(at));
            let image = image.to_string();
            let written = own.and_then(|it| it.get(images)?.get(n_of(&image)));
            let name = key(written, ["位置", "after"]);
            let is_written = written.is_some_and(|it| it.get(name).is_some());
            if let Some(end) = end.filter(|end| is_written && **end != one.after) {
                self.set(&file, &[cases, &at, images, &image, name], &(*end).into())?;
            }
        }
        if let Some(paragraphs) = &plan.paragraphs {
            let steps = [cases, &at, key(own, ["正文", "paragraphs"])];
            self.paragraphs(&file, &steps, paragraphs)?;
        }
        Ok(())
    }

    /// Sets paragraphs; where they stand below each other with a blank line between, they
    /// stay so.
    fn paragraphs(
        &mut self,
        file: &str,
        steps: &[&str],
        paragraphs: &[String],
    ) -> Result<(), Vec<Problem>> {
        let text = self.text(file)?;
        let path = steps.join(".");
        let of = |text: &str| {
            let root = yaml::value(text).ok()?;
            let (value, _) = value_at(&root, &path)?;
            Some(value.clone())
        };
        if let Some(Value::String(old)) = of(&text)
            && let Some(changed) = in_lines(&text, &old, paragraphs)
        {
            let now = of(&changed);
            let is_meant = now.as_ref().and_then(Value::as_str).is_some_and(|now| {
                now.trim_end().split("\n\n").eq(paragraphs.iter().map(String::as_str))
            });
            if is_meant {
                self.now.insert(file.to_owned(), changed);
                return Ok(());
            }
        }
        if let [one] = paragraphs {
            return self.set(file, steps, &one.as_str().into());
        }
        let items = paragraphs.iter().map(|it| it.as_str().into()).collect();
        self.set(file, steps, &Value::Sequence(items))
    }

    fn edits(&mut self, plan: &Plan) -> Result<(), Vec<Problem>> {
        let (gone, changed): (Vec<_>, Vec<_>) =
            plan.edits.iter().partition(|(_, text)| text.is_none());
        for (n, text) in changed {
            let text = text.clone().unwrap_or_default();
            self.set(BULLETIN, &["edits", &n.to_string(), "text"], &text.into())?;
        }
        let mut gone: Vec<usize> = gone.iter().map(|(n, _)| *n).collect();
        gone.sort_unstable();
        for n in gone.into_iter().rev() {
            self.remove(BULLETIN, &["edits", &n.to_string()])?;
        }
        for Added { heading, after, text } in &plan.added {
            let item = Value::Mapping(
                [
                    ("heading", Value::from(heading.as_str())),
                    ("after", Value::from(*after)),
                    ("text", Value::from(text.as_str())),
                ]
                .into_iter()
                .map(|(key, value)| (Value::from(key), value))
                .collect(),
            );
            let root = yaml::value(&self.text(BULLETIN)?).unwrap_or_default();
            let known = root.get("edits").and_then(Value::as_sequence).map(Vec::len);
            match known.filter(|count| *count > 0) {
                Some(count) => {
                    self.set(BULLETIN, &["edits", &count.to_string()], &item)?;
                }
                None => self.set(BULLETIN, &["edits"], &Value::Sequence(vec![item]))?,
            }
        }
        Ok(())
    }
}

fn n_of(written: &str) -> usize {
    written.parse().unwrap_or_default()
}

/// A text with the lines of a block exchanged for paragraphs at the same indentation;
/// none where the block is not found once.
fn in_lines(text: &str, old: &str, paragraphs: &[String]) -> Option<String> {
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let first = old.lines().next().filter(|line| !line.trim().is_empty())?;
    let line = text.lines().find(|line| line.trim_start() == first)?;
    let indent = line.strip_suffix(first)?;
    let indented = |lines: Vec<&str>| {
        let line = |line: &&str| match line.is_empty() {
            true => String::new(),
            false => format!("{indent}{line}"),
        };
        lines.iter().map(line).collect::<Vec<_>>().join(line_break)
    };
    let before = indented(old.trim_end().lines().collect());
    let mut lines: Vec<&str> = Vec::new();
    for (n, paragraph) in paragraphs.iter().enumerate() {
        if n > 0 {
            lines.push("");
        }
        lines.extend(paragraph.lines());
    }
    let is_once = text.matches(&before).count() == 1;
    is_once.then(|| text.replacen(&before, &indented(lines), 1))
}

fn unfit(file: &str, steps: &[&str]) -> Vec<Problem> {
    let message =
        format!("“{file}”里的“{}”的写法不能就地修改，没有改动任何文件", steps.join("."));
    let problem = Problem::error(Code::CANNOT_WRITE, message);
    vec![
        problem
            .at(Place::file(Path::new(file)))
            .hint("把这一项写成一行文字后再试"),
    ]
}
