//! How wide text is in the chart's font.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::diagnostics::{Code, Problem};
use crate::layout;

use super::mark::{Anchor, Colour, Mark, Rect, Text};

/// Height of a line of characters that stand close, in its size.
pub(super) const LINE: f64 = 1.15;

/// Height of the characters themselves, in their size.
const BODY: f64 = 0.92;

/// The chart's font in its two weights.
pub(super) struct Metrics {
    /// The family's name, as the SVG names it.
    pub(super) family: &'static str,
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

impl Metrics {
    /// Loads the first bundled font of the face that is not for Latin letters only.
    pub(super) fn load(style: &layout::Style) -> Result<Self, Box<Problem>> {
        let face = &style.chart.face;
        let family = style
            .faces
            .get(face)
            .and_then(|face| {
                let mut fonts = face.pdf.iter().filter(|font| font.covers.is_none());
                fonts.find(|font| layout::font(&font.name, 400).is_some())
            })
            .ok_or_else(|| no_font(face))?;
        let load = |weight| {
            let font = layout::font(&family.name, weight)?;
            let face = FontRef::new(font.bytes).ok()?;
            Some((font.family, face))
        };
        // Labels are regular whatever the weight of the face: that is meant for headings.
        let (family, regular) = load(400).ok_or_else(|| no_font(&family.name))?;
        let (_, bold) = load(700).ok_or_else(|| no_font(family))?;
        Ok(Self { family, regular, bold })
    }

    /// Width of a line of text of size 1.
    pub(super) fn width(&self, text: &str, bold: bool) -> f64 {
        let face = if bold { &self.bold } else { &self.regular };
        let characters = face.charmap();
        let (size, location) = (Size::unscaled(), LocationRef::default());
        let advances = face.glyph_metrics(size, location);
        let em = f64::from(face.metrics(size, location).units_per_em);
        let advance = |character| {
            let glyph = characters.map(character);
            glyph
                .and_then(|glyph| advances.advance_width(glyph))
                .map_or(1.0, |units| f64::from(units) / em)
        };
        text.chars().map(advance).sum()
    }

    /// Width of the widest of some texts of size 1.
    pub(super) fn widest<'a>(&self, texts: impl Iterator<Item = (&'a str, bool)>) -> f64 {
        texts.map(|(text, bold)| self.width(text, bold)).fold(0.0, f64::max)
    }

    /// The room that a text takes.
    pub(super) fn extent(&self, text: &Text) -> Rect {
        let length = self.width(&text.words, text.bold) * text.size;
        let before = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => length / 2.0,
            Anchor::End => length,
        };
        let half = BODY * text.size / 2.0;
        let (x, y) = (text.at.x, text.at.y);
        if text.turned {
            Rect {
                left: x - half,
                top: y + before - length,
                right: x + half,
                bottom: y + before,
            }
        } else {
            Rect {
                left: x - before,
                top: y - half,
                right: x - before + length,
                bottom: y + half,
            }
        }
    }

    /// White behind texts, so that no grid line runs through them.
    pub(super) fn clear(&self, texts: &[Text]) -> Vec<Mark> {
        let patch = |text| Mark::Fill { rect: self.extent(text), colour: Colour::WHITE };
        texts.iter().map(patch).collect()
    }

    /// The text, or as much of it as is no wider than `width` at size 1, with “…”.
    pub(super) fn shorten(&self, text: &str, bold: bool, width: f64) -> String {
        if self.width(text, bold) <= width {
            return text.to_owned();
        }
        let mut short = String::new();
        for character in text.chars() {
            short.push(character);
            if self.width(&short, bold) + self.width("…", bold) > width {
                short.pop();
                break;
            }
        }
        short + "…"
    }
}

fn no_font(name: &str) -> Box<Problem> {
    let message = format!("图表的字体“{name}”不在随附的字体之中");
    let problem = Problem::error(Code::LAYOUT_ERROR, message);
    Box::new(problem.hint("请在 style.yaml 的 chart.face 中填写 faces 里有的名称"))
}
