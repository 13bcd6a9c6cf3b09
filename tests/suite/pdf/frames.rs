//! Reads laid-out pages: which character stands where, in which font.

use bulletin::diagnostics::Problem;
use bulletin::document::Document;
use bulletin::layout::Style;
use bulletin::writers::pdf::{Pages, Purpose, Typesetter};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::Destination;

use crate::specimen;

/// A printed character; lengths in mm from the top left of the paper.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// Which page, from 1.
    pub(crate) page: usize,
    /// Left edge.
    pub(crate) x: f64,
    /// Base line.
    pub(crate) y: f64,
    /// Size of the type in pt.
    pub(crate) size_pt: f64,
    /// The character.
    pub(crate) text: String,
    /// Family of its font.
    pub(crate) family: String,
}

/// Characters with the same base line on a page, from left to right.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its characters.
    pub(crate) glyphs: Vec<Glyph>,
}

impl Line {
    /// What it says.
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// Which page.
    pub(crate) fn page(&self) -> usize {
        self.glyphs[0].page
    }

    /// Base line in mm.
    pub(crate) fn y(&self) -> f64 {
        self.glyphs[0].y
    }
}

/// Lays a document out in the official layout.
pub(crate) fn lay_out(document: &Document) -> Pages {
    lay_out_in(document, &specimen::style(), Purpose::Print)
}

/// Lays a document out in a style of its own.
pub(crate) fn lay_out_in(document: &Document, style: &Style, purpose: Purpose) -> Pages {
    let laid_out =
        Typesetter::shared().lay_out(document, style, &specimen::report(), purpose);
    match laid_out {
        Ok(pages) => pages,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// The messages of problems.
pub(crate) fn messages(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.message.as_str()).collect()
}

/// The lines of all pages from top to bottom.
pub(crate) fn lines(pages: &Pages) -> Vec<Line> {
    let mut glyphs = Vec::new();
    for (number, page) in (1..).zip(pages.laid_out().pages()) {
        let mut found = Vec::new();
        walk(&page.frame, Transform::identity(), &mut |item, at| {
            if let FrameItem::Text(text) = item {
                read(number, text, at, &mut found);
            }
        });
        glyphs.extend(found);
    }
    glyphs.sort_by(|a: &Glyph, b: &Glyph| {
        let key = |glyph: &Glyph| (glyph.page, (glyph.y * 20.0).round() as i64);
        key(a).cmp(&key(b)).then(a.x.total_cmp(&b.x))
    });
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line)
                if line.page() == glyph.page && (line.y() - glyph.y).abs() < 0.1 =>
            {
                line.glyphs.push(glyph);
            }
            _ => lines.push(Line { glyphs: vec![glyph] }),
        }
    }
    lines
}

/// The one line that holds a text.
pub(crate) fn line(pages: &Pages, text: &str) -> Line {
    let mut found: Vec<Line> = lines(pages);
    found.retain(|line| line.text().contains(text));
    assert_eq!(found.len(), 1, "lines with “{text}”");
    found.remove(0)
}

/// Targets of links that lead out of the document.
pub(crate) fn links(pages: &Pages) -> Vec<String> {
    let mut urls = Vec::new();
    for page in pages.laid_out().pages() {
        walk(&page.frame, Transform::identity(), &mut |item, _| {
            if let FrameItem::Link(Destination::Url(url), _) = item {
                urls.push(url.as_str().to_owned());
            }
        });
    }
    urls
}

/// The number of pictures on each page.
pub(crate) fn pictures(pages: &Pages) -> Vec<usize> {
    let count = |frame: &Frame| {
        let mut count = 0;
        walk(frame, Transform::identity(), &mut |item, _| {
            count += usize::from(matches!(item, FrameItem::Image(..)));
        });
        count
    };
    pages
        .laid_out()
        .pages()
        .iter()
        .map(|page| count(&page.frame))
        .collect()
}

fn walk(frame: &Frame, place: Transform, visit: &mut dyn FnMut(&FrameItem, Point)) {
    for (at, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            let moved = Transform::translate(at.x, at.y).pre_concat(group.transform);
            walk(&group.frame, place.pre_concat(moved), visit);
        } else {
            visit(item, at.transform(place));
        }
    }
}

fn read(page: usize, item: &typst::text::TextItem, at: Point, found: &mut Vec<Glyph>) {
    let mut x = at.x;
    for glyph in &item.glyphs {
        found.push(Glyph {
            page,
            x: (x + glyph.x_offset.at(item.size)).to_mm(),
            y: at.y.to_mm(),
            size_pt: item.size.to_pt(),
            text: item.text[glyph.range()].to_owned(),
            family: item.font.info().family.clone(),
        });
        x += glyph.x_advance.at(item.size);
    }
}
