//! What each code means at length: the source of `bulletin explain D07` and of codes.md.

mod audit;
mod checks;
mod config;
mod exports;
mod files;
mod outline;

use super::Code;

/// A code's explanation in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    code: &'static str,
    /// What is wrong and why it matters.
    pub means: &'static str,
    /// A case of it.
    pub example: &'static str,
    /// How it is mended.
    pub mend: &'static str,
}

/// One list for each part of the program that tells problems.
const LISTS: &[&[Explanation]] =
    &[config::LIST, exports::LIST, outline::LIST, checks::LIST, files::LIST, audit::LIST];

/// What a code means, with an example and how to mend it.
pub fn explain(code: Code) -> Option<&'static Explanation> {
    let all = LISTS.iter().flat_map(|list| list.iter());
    all.into_iter().find(|explanation| explanation.code == code.as_str())
}

/// An entry of a list: code, meaning, example, mending.
const fn entry(
    code: &'static str,
    means: &'static str,
    example: &'static str,
    mend: &'static str,
) -> Explanation {
    Explanation { code, means, example, mend }
}
