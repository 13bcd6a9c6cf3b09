//! What is still open, for the last page of a draft.

use crate::checks;
use crate::diagnostics::Problem;
use crate::document::Draft;
use crate::layout::DraftWords;

/// The marks of a draft with a line for every problem.
pub(super) fn draft(words: &DraftWords, problems: &[Problem]) -> Draft {
    Draft {
        mark: words.mark.clone(),
        heading: words.heading.clone(),
        open: problems.iter().map(line).collect(),
    }
}

fn line(problem: &Problem) -> String {
    let severity = problem.severity;
    let place = problem.place.as_ref().map(|place| format!("（{place}）"));
    let more = match problem.places() {
        1 => String::new(),
        places => format!("，另有{}处相同", places - 1),
    };
    format!(
        "{severity} {}：{}{}{more}",
        problem.code,
        checks::masked(&problem.message),
        place.unwrap_or_default()
    )
}
