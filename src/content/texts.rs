//! Templates of the outline become inlines; what is wrong with them becomes problems.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::labels;
use crate::diagnostics::{Code, Place, Problem};
use crate::document::{Figure, Inline};
use crate::figures::{Kind, Statistics};
use crate::layout::Outline;
use crate::wording::{Fault, Phrase, Piece, Templates};

/// Renders single sentences over a month's figures.
#[derive(Debug)]
pub struct Sentences(Templates);

impl Sentences {
    /// Sentences of a month with this outline.
    pub fn new(outline: &Outline, statistics: &Arc<Statistics>) -> Self {
        let labels = labels::of(outline, statistics);
        Self(Templates::new(Arc::clone(statistics), labels))
    }

    /// What a template prints; none where it has a fault.
    pub fn render(&self, template: &str) -> Option<Vec<Piece>> {
        self.0.render(template).ok().map(|phrase| phrase.pieces)
    }
}

/// Renders texts of one outline and gathers its problems.
pub(super) struct Texts<'a> {
    pub(super) statistics: Arc<Statistics>,
    pub(super) problems: Vec<Problem>,
    /// What was printed so far, each with the path of its template.
    pub(super) printed: Vec<(String, String)>,
    place: &'a dyn Fn(&str) -> Place,
    templates: Templates,
}

impl<'a> Texts<'a> {
    pub(super) fn new(
        outline: &Outline,
        place: &'a dyn Fn(&str) -> Place,
        statistics: Arc<Statistics>,
    ) -> Self {
        let Sentences(templates) = Sentences::new(outline, &statistics);
        Self { statistics, problems: Vec::new(), printed: Vec::new(), place, templates }
    }

    /// A text; figures without a value print — and are warned of.
    pub(super) fn inlines(&mut self, template: &str, path: &str) -> Vec<Inline> {
        let phrase = self.phrase(template, path, &());
        self.warn_of_absent(&phrase, path, "印为“—”");
        self.composed(phrase, path)
    }

    /// A text that keeps no names.
    pub(super) fn plain(&mut self, template: &str, path: &str) -> String {
        self.plain_with(template, path, &())
    }

    /// The same, with further words that the template sees.
    pub(super) fn plain_with(
        &mut self,
        template: &str,
        path: &str,
        words: &impl Serialize,
    ) -> String {
        let text = self.phrase(template, path, words).text();
        self.printed.push((path.to_owned(), text.clone()));
        text
    }

    /// A sentence; none when it has nothing to say or a figure of it has no value.
    pub(super) fn sentence(&mut self, template: &str, path: &str) -> Option<Vec<Inline>> {
        let phrase = self.phrase(template, path, &());
        if !phrase.absent.is_empty() {
            self.warn_of_absent(&phrase, path, "这一句已略去");
            return None;
        }
        (!phrase.is_empty()).then(|| self.composed(phrase, path))
    }

    pub(super) fn place(&self, path: &str) -> Place {
        (self.place)(path)
    }

    pub(super) fn report(&mut self, problem: Problem, path: &str) {
        self.problems.push(problem.at(self.place(path)));
    }

    fn phrase(&mut self, template: &str, path: &str, words: &impl Serialize) -> Phrase {
        match self.templates.render_with(template, words) {
            Ok(phrase) => phrase,
            Err(faults) => {
                for fault in faults {
                    self.report(problem(fault, template), path);
                }
                Phrase::default()
            }
        }
    }

    fn composed(&mut self, phrase: Phrase, path: &str) -> Vec<Inline> {
        self.printed.push((path.to_owned(), phrase.text()));
        let inline = |piece| match piece {
            Piece::Words(text) => Inline::Text { text },
            Piece::Figure { text, key } => Inline::Figure(self.figure(text, key)),
            Piece::Reference { text, target } => Inline::Reference { target, text },
        };
        phrase.pieces.into_iter().map(inline).collect()
    }

    fn figure(&self, text: String, key: String) -> Figure {
        match self.statistics.named(&key) {
            Some(figure) => Figure::of(&figure, text),
            // Only dates have a name without a number.
            None => Figure { text, value: None, kind: Kind::Date, key: key.into() },
        }
    }

    fn warn_of_absent(&mut self, phrase: &Phrase, path: &str, what: &str) {
        if phrase.absent.is_empty() {
            return;
        }
        let names: BTreeSet<&str> = phrase.absent.iter().map(String::as_str).collect();
        let names = names.into_iter().collect::<Vec<_>>().join("”“");
        let message = format!("“{names}”没有数值，{what}");
        let hint =
            "如数据齐全，请检查 bulletin.yaml 中的 exports、city、previous 是否写全";
        self.report(Problem::warning(Code::ABSENT_FIGURE, message).hint(hint), path);
    }
}

/// The beginning of a sentence, enough to find it by.
fn shortened(template: &str) -> String {
    const SHOWN_MAX: usize = 16;
    let mut characters = template.chars();
    let shown: String = characters.by_ref().take(SHOWN_MAX).collect();
    if characters.next().is_some() { format!("{shown}…") } else { shown }
}

fn problem(fault: Fault, template: &str) -> Problem {
    match fault {
        Fault::Lost { name, nearest } => {
            let beginning = shortened(template);
            let message = format!("“{beginning}”这一句引用的表或图“{name}”不在提纲里");
            let otherwise = "把那张表或图放回提纲，或从这一句删去 ref(…)";
            Problem::error(Code::UNKNOWN_FIGURE, message)
                .meant(nearest.as_deref(), otherwise)
        }
        Fault::Wrong { message, line } => {
            let within = if line > 1 {
                format!("（本段第{line}行）")
            } else {
                String::new()
            };
            let message = format!("提纲的语句有误{within}：{message}");
            Problem::error(Code::OUTLINE_ERROR, message)
                .hint("能用的写法见使用手册（README.zh.md）“语句里可用的写法”")
        }
        Fault::Unknown { name, nearest } => {
            let message = format!("提纲用到的“{name}”不是数字或列表的名称");
            let otherwise = "运行 bulletin figures 可列出能用的数字名称";
            Problem::error(Code::UNKNOWN_FIGURE, message)
                .meant(nearest.as_deref(), otherwise)
        }
    }
}
