//! Patterns that are made once.

use regex::Regex;

/// A pattern that is a constant of this program.
#[expect(clippy::expect_used, reason = "every pattern is a constant that a test makes")]
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern that is right")
}

/// Declares patterns by name.
macro_rules! patterns {
    ($($name:ident = $text:expr;)*) => {
        $(pub(crate) static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::audit::facts::patterns::pattern($text));)*
    };
}
pub(crate) use patterns;
