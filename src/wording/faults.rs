//! What is wrong with a template, in Chinese and at its line.

use std::fmt;

use minijinja::{Error, ErrorKind};

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read or run; the line within the template, from 1.
    Wrong {
        /// In Chinese.
        message: String,
        /// Within the template.
        line: usize,
    },
    /// It refers to a table or chart that the outline does not have.
    Lost {
        /// The name.
        name: String,
        /// The one that may have been meant.
        nearest: Option<String>,
    },
    /// It names a figure or list that does not exist.
    Unknown {
        /// The name.
        name: String,
        /// The one that may have been meant.
        nearest: Option<String>,
    },
}

/// Marks errors whose detail is a message of our own.
#[derive(Debug)]
struct Refusal;

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refusal {}

/// What a template asks for and does not get.
pub(super) fn refusal(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into()).with_source(Refusal)
}

/// The engine's error as a message; it speaks English.
pub(super) fn message(error: &Error, source: &str) -> String {
    let detail = error.detail().unwrap_or_default();
    let is_ours = std::error::Error::source(error)
        .is_some_and(|source| source.downcast_ref::<Refusal>().is_some());
    if is_ours {
        return detail.to_owned();
    }
    let place = error.range().and_then(|range| source.get(range)).unwrap_or_default();
    let place = place.lines().next().unwrap_or_default().trim();
    let at = if place.is_empty() { String::new() } else { format!("：{place}") };
    let name = |before: &str| {
        let name = detail.strip_prefix(before).unwrap_or(detail);
        name.split(' ').next().unwrap_or_default().to_owned()
    };
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "minijinja may gain kinds; all others read alike"
    )]
    match error.kind() {
        ErrorKind::InvalidOperation if detail.contains("not iterable") => {
            format!("不能逐个取{at}；列表的各行请写 rows('列表的名称')")
        }
        ErrorKind::SyntaxError => syntax(detail, place),
        ErrorKind::UndefinedError => format!("用到的名称不存在{at}"),
        ErrorKind::UnknownFilter => format!("没有“{}”这个过滤器", name("filter ")),
        ErrorKind::UnknownTest => format!("没有“{}”这种判断", name("test ")),
        ErrorKind::UnknownFunction => format!("没有“{}”这个函数", name("")),
        ErrorKind::UnknownMethod => format!("没有这种用法{at}"),
        ErrorKind::TooManyArguments => format!("括号里写的参数多了{at}"),
        ErrorKind::MissingArgument => format!("括号里缺少参数{at}"),
        ErrorKind::BadEscape => format!("引号里的“\\”写法不对{at}"),
        ErrorKind::CannotUnpack => format!("等号左边或 for 后面的名称个数不对{at}"),
        ErrorKind::OutOfFuel => "循环不止，超过了允许的步数".to_owned(),
        _ => format!("不能这样用{at}"),
    }
}

fn syntax(detail: &str, place: &str) -> String {
    let near =
        if place.is_empty() { "末尾".to_owned() } else { format!("“{place}”") };
    if let Some(statement) = detail.strip_prefix("unknown statement ") {
        return format!("没有“{statement}”这种语句");
    }
    if detail.starts_with("cannot assign to reserved variable name") {
        return format!("{near}是留用的名称，不能拿来存放");
    }
    if detail == "unexpected end of string" {
        return "引号没有成对".to_owned();
    }
    if detail.starts_with("unexpected end of input") {
        return match detail.ends_with("end of variable block") {
            true => "没有写完，缺少 }}".to_owned(),
            false => "没有写完，缺少 %}，或 {% endif %}、{% endfor %}".to_owned(),
        };
    }
    let wanted = detail.rsplit_once("expected ").map_or("", |(_, wanted)| wanted);
    let missing = match wanted {
        "end of variable block" => "}}",
        "end of block" => "%}",
        "in" => "in",
        "identifier" | "identifier or integer" => "名称",
        "assignment operator" => "=",
        "expression" => "数字或名称",
        sign if sign.starts_with('`') => sign.trim_matches('`'),
        _ => return format!("{near}处写法不对"),
    };
    format!("{near}处写法不对，这里应是 {missing}")
}
