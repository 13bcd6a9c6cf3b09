//! JSON Schemas of the files that people write, described in Chinese.
//!
//! The shapes come from the types that read the files, the words from the tables here;
//! a test finds every key without words, and words without a key.

mod aliases;
mod describe;
mod names;
mod partial;
mod words;

use serde_json::Value;

use crate::{config, layout};

/// The folder beside bulletin.yaml in which schemas are kept.
pub const FOLDER: &str = ".schema";

/// The kinds of file, by the names that commands use.
pub const KINDS: [&str; 6] =
    ["bulletin", "cases", "register", "outline", "style", "measures"];

/// The schema of a kind of file; none of a kind that there is not.
pub fn of(kind: &str) -> Option<Value> {
    let [bulletin, cases, register, measures] = config::schemas();
    let mut schema = match kind {
        "bulletin" => bulletin,
        "cases" => cases,
        "register" => register,
        "measures" => measures,
        "outline" => schemars::schema_for!(layout::Outline),
        "style" => schemars::schema_for!(layout::Style),
        _ => return None,
    };
    describe::describe(&mut schema);
    let mut schema = schema.to_value();
    names::add(&mut schema);
    match kind {
        "cases" => aliases::add(&mut schema, config::CASE_KEYS),
        "outline" => partial::allow(&mut schema, "Outline"),
        "style" => partial::allow(&mut schema, "Style"),
        _ => {}
    }
    Some(schema)
}

/// Every schema as a file: its name and text.
pub fn files() -> impl Iterator<Item = (String, String)> {
    KINDS.iter().filter_map(|kind| {
        let schema = of(kind)?;
        Some((format!("{kind}.json"), format!("{schema:#}\n")))
    })
}

/// A YAML text that names its schema, so that editors complete and check its keys. `name`
/// is the file's path from the folder in which [`FOLDER`] lies.
pub fn named(text: &str, kind: &str, name: &str) -> String {
    const MARK: &str = "yaml-language-server:";
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.lines().any(|line| line.starts_with('#') && line.contains(MARK)) {
        return text.to_owned();
    }
    let is_step = |step: &&str| !step.is_empty() && *step != ".";
    let depth = name.split(['/', '\\']).filter(is_step).count().saturating_sub(1);
    let up = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("# {MARK} $schema={up}{FOLDER}/{kind}.json{end}{text}")
}
