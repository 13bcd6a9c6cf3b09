//! 附件 on pages of their own: number and name over what they say, as GB/T 9704 sets them;
//! pages that lie on their long side are sections of their own.

use super::block;
use super::flow::{Flow, inset};
use super::frame::spaced;
use super::roles::Role;
use super::styles::line_twips;
use crate::diagnostics::Problem;
use crate::document::Attachment;
use crate::layout::Style;

/// Writes those that say something; what could not be drawn comes back.
pub(super) fn attachments<'a>(
    flow: &mut Flow<'a>,
    attachments: &[Attachment],
    turned: &'a Style,
) -> Vec<Problem> {
    let upright = flow.style;
    let mut problems = Vec::new();
    let mut is_turned = false;
    for Attachment { tag, name, blocks, is_landscape } in attachments {
        if blocks.is_empty() {
            continue;
        }
        let turns = *is_landscape != is_turned;
        if turns {
            flow.end_section(is_turned);
            is_turned = *is_landscape;
            flow.style = if is_turned { turned } else { upright };
        }
        let number = inset(flow.plain(Role::Heading(0), tag), 0, 0);
        flow.paragraph(number.page_break_before(!turns));
        // The name stands on the third line.
        let line = line_twips(flow.style, Role::Body);
        let title = spaced(flow.plain(Role::Title, name), flow, Role::Title, line);
        flow.paragraph(title.keep_next(true));
        problems.extend(blocks.iter().filter_map(|it| block(flow, it, false)));
    }
    if is_turned {
        flow.end_section(true);
        flow.style = upright;
    }
    problems
}
