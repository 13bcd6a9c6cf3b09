//! Footnotes within paragraphs: `[注：…]` becomes a mark with its words at the foot of the page.

use crate::document::Inline;

const OPEN: &str = "[注：";
const CLOSE: char = ']';

/// The inlines of a paragraph with its footnotes taken out of the line; what is never
/// closed stays as it is written.
pub(super) fn marked(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut line = Vec::new();
    // The words of a note that is open, and what opened it.
    let mut note: Option<Vec<Inline>> = None;
    for inline in inlines {
        let Inline::Text { text } = inline else {
            note.as_mut().unwrap_or(&mut line).push(inline);
            continue;
        };
        let mut rest = text.as_str();
        loop {
            let found = match note {
                None => rest.split_once(OPEN),
                Some(_) => rest.split_once(CLOSE),
            };
            let Some((before, after)) = found else { break };
            push(note.as_mut().unwrap_or(&mut line), before);
            rest = after;
            note = match note {
                None => Some(Vec::new()),
                Some(text) => {
                    line.push(Inline::Note { text });
                    None
                }
            };
        }
        push(note.as_mut().unwrap_or(&mut line), rest);
    }
    if let Some(open) = note {
        push(&mut line, OPEN);
        line.extend(open);
    }
    line
}

fn push(inlines: &mut Vec<Inline>, words: &str) {
    if !words.is_empty() {
        inlines.push(Inline::words(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain_text;

    fn note(inline: &Inline) -> Option<String> {
        let Inline::Note { text } = inline else { return None };
        Some(plain_text(text))
    }

    #[test]
    fn a_note_is_taken_out_of_its_line() {
        let line = marked(vec![
            Inline::words("办结12件[注：截至9月18日]，占"),
            Inline::words("[注：一][注：二]。"),
        ]);
        assert_eq!(plain_text(&line), "办结12件，占。");
        let notes: Vec<String> = line.iter().filter_map(note).collect();
        assert_eq!(notes, ["截至9月18日", "一", "二"]);
    }

    #[test]
    fn what_is_never_closed_stays_as_written() {
        let line = marked(vec![Inline::words("见[注：上期"), Inline::words("[1]数据")]);
        assert_eq!(plain_text(&line), "见数据");
        let line = marked(vec![Inline::words("见[注：上期")]);
        assert_eq!(plain_text(&line), "见[注：上期");
    }
}
