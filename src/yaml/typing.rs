//! Slips of typing that people used to Chinese text make in YAML, told with their cure.

use super::Keys;
use super::fault::shortened;
use crate::diagnostics::{Code, Problem};

/// A slip in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typing {
    /// What is wrong with it.
    message: String,
    /// How it is written.
    hint: String,
    /// The line, or the part that was looked at, as it is meant.
    pub mended: String,
}

impl Typing {
    fn new(message: String, hint: String, mended: String) -> Self {
        Self { message, hint, mended }
    }

    /// The problem to be shown, without its place.
    pub(super) fn problem(&self) -> Problem {
        Problem::error(Code::YAML_SYNTAX, &self.message).hint(&self.hint)
    }

    /// A key with a full-width colon, or without a blank after its colon.
    pub(super) fn of_key(text: &str, keys: Keys) -> Option<Self> {
        let at = text.find([':', '：'])?;
        let (key, rest) = text.split_at(at);
        let key = key.trim_end();
        let colon = rest.chars().next()?;
        let value = rest.strip_prefix(colon)?;
        if !is_key(key, keys) {
            return None;
        }
        let mended = format!("{key}: {}", value.trim_start());
        let shown = shortened(text);
        let cure = shortened(&mended);
        match colon {
            '：' => Some(Self::new(
                format!("“{shown}”中，名称后面的冒号是全角的"),
                format!("写成“{cure}”，用半角冒号加一个空格"),
                mended,
            )),
            _ if !value.starts_with([' ', '/', '\n']) && !value.is_empty() => {
                Some(Self::new(
                    format!("“{shown}”中，冒号后面缺少空格"),
                    format!("写成“{cure}”"),
                    mended,
                ))
            }
            _ => None,
        }
    }

    /// A key with a blank where its colon should be.
    pub(super) fn of_key_without_colon(text: &str, keys: Keys) -> Option<Self> {
        let (key, value) = text.split_once([' ', '\u{3000}'])?;
        if !is_key(key, keys) || text.contains(':') {
            return None;
        }
        let mended = format!("{key}: {}", value.trim());
        Some(Self::new(
            format!("“{}”中，名称后面缺少冒号", shortened(text)),
            format!("写成“{}”", shortened(&mended)),
            mended,
        ))
    }

    /// A list item without a blank after its dash.
    pub(super) fn of_item(text: &str) -> Option<Self> {
        let item = text.strip_prefix(['-', '－'])?;
        let is_number = item.starts_with(|c: char| c.is_ascii_digit());
        if item.starts_with([' ', '-']) || item.is_empty() || is_number {
            return None;
        }
        // What follows another dash was meant as the next item.
        let shown = shortened(item.split('-').next().unwrap_or(item).trim_end());
        Some(Self::new(
            format!("“-{shown}”中，“-”后面缺少空格"),
            format!("写成“- {shown}”"),
            format!("- {item}"),
        ))
    }

    /// A key behind full-width blanks, which are letters to YAML.
    pub(super) fn of_wide_blank(text: &str) -> Option<Self> {
        let key = text.trim_start_matches('\u{3000}');
        (key.len() < text.len()).then(|| {
            Self::new(
                format!("“{}”前面用了全角空格缩进", shortened(key)),
                "改用半角空格，每深一级两个空格".to_owned(),
                key.to_owned(),
            )
        })
    }

    /// A value that YAML takes for something else unless it stands in quotes.
    pub(super) fn of_value(head: &str, value: &str) -> Option<Self> {
        let first = value.chars().next()?;
        let message = match first {
            '"' | '\'' => return Self::of_quotes(head, value, first),
            '|' | '>' => {
                let text = value.get(1..).unwrap_or("").trim();
                return Some(Self::new(
                    format!("“{first}”后面应换行再写文字"),
                    format!("“{}”移到下一行，比名称多缩进两个空格", shortened(text)),
                    format!("{head}{text}"),
                ));
            }
            '[' | '{' if !text_follows_bracket(value) => {
                return Self::of_open_bracket(head, value);
            }
            '@' | '`' | '%' | '*' | '&' | '!' | ',' | '[' | '{' => {
                format!("“{}”以“{first}”开头，在 YAML 中另有含义", shortened(value))
            }
            '“' | '‘' if has_colon(value) => {
                "中文引号括不住半角冒号，冒号前的内容会被当作名称".to_owned()
            }
            _ if has_colon(value) => {
                format!("“{}”里有半角冒号加空格，会被当作名称", shortened(value))
            }
            _ => return None,
        };
        let quoted = quoted(value);
        let mended = format!("{head}{quoted}");
        let hint = format!("整个内容用英文单引号括起来：{}", shortened(&mended));
        Some(Self::new(message, hint, mended))
    }

    fn of_open_bracket(head: &str, value: &str) -> Option<Self> {
        let mut open = Vec::new();
        for c in value.chars() {
            match c {
                '[' => open.push(']'),
                '{' => open.push('}'),
                ']' | '}' => {
                    open.pop();
                }
                _ => {}
            }
        }
        let closing: String = open.iter().rev().collect();
        let first = open.first()?;
        let mended = format!("{head}{value}{closing}");
        Some(Self::new(
            format!("“{}”缺少配对的“{first}”", shortened(value)),
            format!("写成“{}”", shortened(&mended)),
            mended,
        ))
    }

    fn of_quotes(head: &str, value: &str, quote: char) -> Option<Self> {
        let inner = value.strip_prefix(quote)?;
        let (message, text) = match inner.find(quote) {
            Some(at) => {
                let (inside, rest) = inner.split_at(at);
                let rest = rest.strip_prefix(quote)?;
                if rest.trim().is_empty() || rest.trim_start().starts_with('#') {
                    return None;
                }
                let message = format!("引号后面还有“{}”", shortened(rest));
                (message, format!("{quote}{inside}{quote}{rest}"))
            }
            None => match inner.trim_end().strip_suffix(['”', '“', '’', '‘']) {
                Some(text) => {
                    let message = format!("开头是英文引号 {quote}，结尾是中文引号");
                    (message, text.to_owned())
                }
                None => (
                    format!("引号没有配对：{}", shortened(value)),
                    inner.trim_end().to_owned(),
                ),
            },
        };
        let quoted = quoted(&text);
        let mended = format!("{head}{quoted}");
        let hint = format!("写成 {}", shortened(&mended));
        Some(Self::new(message, hint, mended))
    }
}

/// Whether a word can be meant as a key.
pub(super) fn is_key(word: &str, keys: Keys) -> bool {
    let is_name = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let starts_well = word.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_name && starts_well) || keys.iter().any(|(key, _)| *key == word)
}

fn has_colon(value: &str) -> bool {
    value.contains(": ") || value.ends_with(':')
}

/// Whether a value that begins with a bracket goes on after the bracket's end.
fn text_follows_bracket(value: &str) -> bool {
    let mut depth = 0_i32;
    for (at, c) in value.char_indices() {
        depth += match c {
            '[' | '{' => 1,
            ']' | '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            let rest = value.get(at + 1..).unwrap_or("").trim_start();
            return !rest.is_empty() && !rest.starts_with('#');
        }
    }
    false
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
