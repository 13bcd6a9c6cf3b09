//! What serde finds wrong at a node, told in Chinese.

use std::fmt;

use super::tree::{Node, Value};
use super::typing::Typing;
use crate::diagnostics::{self, Code, Place, Problem, visible};

/// A value does not fit its type.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub kind: Kind,
    pub at: Option<At>,
}

/// What is wrong.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A text where keys are expected: its key lacks a proper colon, or its item a blank.
    Typing(Typing),
    /// Told by a type of the program: “应为日期，如 2023-09-25”.
    Told(String),
    /// Something else is expected here.
    Expected(String),
    /// A key that is none of those that may stand here.
    UnknownKey { typed: String, known: Vec<String> },
    /// A word that is none of those that may stand here.
    UnknownWord { typed: String, known: Vec<String> },
    /// A key that must stand here does not.
    Missing {
        key: &'static str,
        /// In the language of the file.
        shown: String,
    },
    /// A stand-in was of no use to the type; nothing that the user did.
    StandIn,
}

/// The node where the fault lies.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// The node to be replaced for the next attempt.
    pub node: usize,
    pub place: Place,
    /// As messages name it: “date”, or empty for the whole file.
    pub label: String,
    /// What was written there.
    pub written: String,
}

/// How messages name a node.
#[derive(Debug, Clone, Copy)]
pub(super) enum Label<'a> {
    /// The whole file.
    Root,
    /// The value of a key.
    Key(&'a str),
    /// A key itself.
    Name,
    /// An item of a list, from 1; the list is the value of the key.
    Item(&'a str, usize),
}

impl Label<'_> {
    /// The nearest key.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Root | Self::Name => "",
            Self::Key(key) | Self::Item(key, _) => key,
        }
    }
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root | Self::Name => Ok(()),
            Self::Key(key) => write!(f, "“{key}”"),
            Self::Item("", number) => write!(f, "第{number}项"),
            Self::Item(list, number) => write!(f, "“{list}”第{number}项"),
        }
    }
}

impl Fault {
    /// A fault whose node is yet to be told.
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, at: None }
    }

    /// A fault that says what is expected here.
    pub(super) fn expected(what: impl fmt::Display) -> Self {
        Self::new(Kind::Expected(what.to_string()))
    }

    /// A fault of the struct that lacks this key.
    pub(super) fn missing(key: &'static str) -> Self {
        Self::new(Kind::Missing { key, shown: key.to_owned() })
    }

    /// At this node, unless a node within it is told already.
    pub(super) fn at(mut self, node: &Node, label: Label<'_>) -> Self {
        if self.at.is_none() {
            self.at = Some(At {
                node: node.id,
                place: node.place(),
                label: label.to_string(),
                written: written(node),
            });
        }
        self
    }

    /// At a key; the node that gets a stand-in is the one that holds the key.
    pub(super) fn at_key_of(self, node: &Node, key: &Node) -> Self {
        let mut fault = self.at(key, Label::Name);
        if let Some(at) = &mut fault.at {
            at.node = node.id;
        }
        fault
    }

    /// The problem to be shown; none when the user did nothing wrong.
    pub(super) fn problem(&self) -> Option<Problem> {
        let at = self.at.as_ref()?;
        let label = if at.label.is_empty() { "文件内容" } else { &at.label };
        let problem = match &self.kind {
            Kind::Typing(typing) => typing.problem(),
            Kind::Told(text) if text.chars().any(super::scalar::is_wide) => {
                Problem::error(
                    Code::WRONG_VALUE,
                    format!("{label}{text}，这里{}", at.written),
                )
                .hint("按要求改写这一项")
            }
            Kind::Told(_) => Problem::error(
                Code::WRONG_VALUE,
                format!("{label}的内容不合要求，这里{}", at.written),
            )
            .hint("对照说明改写这一项"),
            Kind::Expected(what) => Problem::error(
                Code::WRONG_VALUE,
                format!("{label}应为{}，这里{}", spaced(what), at.written),
            )
            .hint(cure(what, &at.written)),
            Kind::UnknownKey { typed, known } => unknown(
                Code::UNKNOWN_KEY,
                format!("“{typed}”不是可用的配置项"),
                typed,
                known,
            ),
            Kind::UnknownWord { typed, known } => unknown(
                Code::WRONG_VALUE,
                format!("{label}只能是{}，这里写的是“{typed}”", either(known)),
                typed,
                known,
            ),
            Kind::Missing { shown, .. } if at.label.is_empty() => missing(shown, "缺少"),
            Kind::Missing { shown, .. } => missing(shown, &format!("{label}下缺少")),
            Kind::StandIn => return None,
        };
        Some(problem.at(at.place.clone()))
    }
}

/// How to write what is expected.
fn cure(expected: &str, written: &str) -> String {
    if written == NOTHING {
        return "填上内容；不需要的项整行删去".to_owned();
    }
    let seen = |c: &char| visible(c.encode_utf8(&mut [0; 4])).chars().eq([*c]);
    if let Some(unseen) = written.chars().find(|c| !seen(c)) {
        return format!("里面有看不见的字符 U+{:04X}，删去它", u32::from(unseen));
    }
    if expected == "文字" && written == KEYS {
        return "文字里有半角冒号时，整个内容用英文单引号括起来".to_owned();
    }
    if expected.ends_with("数") || expected.ends_with("数字") {
        return "只写数字，不带单位、“%”和千位分隔号".to_owned();
    }
    if expected.starts_with("列表") {
        return "每项一行，以“-”加一个空格开头".to_owned();
    }
    if expected.starts_with("一组") {
        return "在下面缩进两个空格，每行写一个“名称: 内容”".to_owned();
    }
    if written.contains("““") {
        return "去掉外面的中文引号".to_owned();
    }
    format!("改写为{}", spaced(expected))
}

/// With a blank in front of what is not Chinese.
fn spaced(text: &str) -> String {
    let blank = if text.starts_with(super::scalar::is_wide) { "" } else { " " };
    format!("{blank}{text}")
}

fn unknown(code: Code, message: String, typed: &str, known: &[String]) -> Problem {
    let hint = match diagnostics::nearest(typed, known.iter().map(String::as_str)) {
        Some(near) => format!("是否“{near}”？"),
        None if known.is_empty() => "删去这一行".to_owned(),
        None => format!("这里可用的有{}", list(known)),
    };
    Problem::error(code, message).hint(hint)
}

fn missing(key: &str, lead: &str) -> Problem {
    Problem::error(Code::MISSING_KEY, format!("{lead}“{key}”"))
        .hint(format!("补上一行“{key}: …”"))
}

fn list(words: &[String]) -> String {
    words.iter().map(|word| format!("“{word}”")).collect()
}

fn either(words: &[String]) -> String {
    words
        .iter()
        .map(|word| format!("“{word}”"))
        .collect::<Vec<_>>()
        .join("或")
}

const NOTHING: &str = "是空的";
const KEYS: &str = "写的是一组“名称: 内容”";

/// What stands at a node, as a message tells it: 写的是“十一”.
fn written(node: &Node) -> String {
    match &node.value {
        Value::Scalar(_) if node.is_null() => NOTHING.to_owned(),
        Value::Scalar(scalar) => format!("写的是“{}”", shortened(&scalar.text)),
        Value::Sequence(_) => "写的是列表".to_owned(),
        Value::Mapping(_) => KEYS.to_owned(),
    }
}

/// The beginning of a long text.
pub(super) fn shortened(text: &str) -> String {
    const SHOWN_MAX: usize = 24;
    let line: String = text.trim().lines().next().unwrap_or("").chars().collect();
    if line.chars().count() <= SHOWN_MAX && line == text.trim() {
        return line;
    }
    line.chars().take(SHOWN_MAX).chain(['…']).collect()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for Fault {}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(told: T) -> Self {
        Self::new(Kind::Told(told.to_string()))
    }

    fn invalid_type(
        _: serde::de::Unexpected<'_>,
        expected: &dyn serde::de::Expected,
    ) -> Self {
        Self::expected(expected_in_chinese(expected))
    }

    fn invalid_value(
        _: serde::de::Unexpected<'_>,
        expected: &dyn serde::de::Expected,
    ) -> Self {
        Self::expected(expected_in_chinese(expected))
    }

    fn invalid_length(count: usize, expected: &dyn serde::de::Expected) -> Self {
        let _ = count;
        Self::expected(expected_in_chinese(expected))
    }

    fn unknown_variant(typed: &str, known: &'static [&'static str]) -> Self {
        let known = known.iter().map(|&word| word.to_owned()).collect();
        Self::new(Kind::UnknownWord { typed: typed.to_owned(), known })
    }

    fn unknown_field(typed: &str, known: &'static [&'static str]) -> Self {
        let known = known.iter().map(|&word| word.to_owned()).collect();
        Self::new(Kind::UnknownKey { typed: typed.to_owned(), known })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::missing(field)
    }
}

/// A type of the program says itself in Chinese what it expects; serde's own do not.
fn expected_in_chinese(expected: &dyn serde::de::Expected) -> String {
    let told = expected.to_string();
    if told.chars().any(super::scalar::is_wide) {
        return told;
    }
    // “an array of length 4”, “a tuple of size 2”
    if let Some(length) =
        told.rsplit(' ').next().filter(|word| word.parse::<u32>().is_ok())
    {
        return format!("{length}项的列表");
    }
    match told.as_str() {
        "a string" => "文字".to_owned(),
        "a boolean" => "true 或 false".to_owned(),
        _ => "别的内容".to_owned(),
    }
}
