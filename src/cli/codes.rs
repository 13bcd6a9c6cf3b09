//! What the code of a problem means.

use std::io::{self, Write};

use bulletin::diagnostics::{CODES, Code, Explanation, explain};
use serde_json::json;

/// Prints a code's explanation.
pub(super) fn print(code: Code, as_json: bool) -> io::Result<()> {
    let mut out = super::stdout();
    let meaning = CODES.iter().find(|(known, _)| *known == code);
    let meaning = meaning.map_or("", |(_, meaning)| meaning);
    let explanation = explain(code);
    if as_json {
        let explained = json!({
            "code": code.as_str(),
            "meaning": meaning,
            "means": explanation.map(|one| one.means),
            "example": explanation.map(|one| one.example),
            "mend": explanation.map(|one| one.mend),
        });
        return super::json::write(&mut out, explained);
    }
    writeln!(out, "{code}：{meaning}")?;
    if let Some(Explanation { means, example, mend, .. }) = explanation {
        writeln!(out, "{means}\n例：{example}\n改法：{mend}")?;
    }
    out.flush()
}
