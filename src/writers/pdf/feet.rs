//! Where the blocks of a document begin, and how much of each page is left white under them.

use typst::foundations::{NativeElement as _, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::layout::{Abs, Frame, FrameItem, Point};

use super::Pages;

/// The label of the marks that report.typ sets before each block.
const MARK: &str = "block";

impl Pages {
    /// For each block of the document, in its order, the page on which it begins, from 1;
    /// none for one that is not shown.
    pub(super) fn blocks(&self) -> Vec<Option<usize>> {
        let introspector = self.laid_out.introspector();
        let mut pages = Vec::new();
        for mark in introspector.query(&MetadataElem::ELEM.select()) {
            let is_mark =
                mark.label().is_some_and(|label| label.resolve().as_str() == MARK);
            let value = mark.to_packed::<MetadataElem>().map(|mark| &mark.value);
            let (true, Some(Value::Int(index))) = (is_mark, value) else { continue };
            let place = mark.location().and_then(|at| introspector.position(at));
            let Ok(index) = usize::try_from(*index) else { continue };
            if pages.len() <= index {
                pages.resize(index + 1, None);
            }
            if let Some(page) = pages.get_mut(index) {
                *page = place.map(|place| place.page.get());
            }
        }
        pages
    }

    /// What is free under the lowest line, rule or picture in the text area of each page.
    pub(super) fn feet_mm(&self) -> Vec<f64> {
        let bottom = Abs::mm(self.text_bottom_mm);
        let foot = |page: &typst_layout::Page| {
            (bottom - lowest(&page.frame, Point::zero(), bottom)).to_mm()
        };
        self.laid_out.pages().iter().map(foot).collect()
    }
}

/// The lowest edge in a frame above a limit.
fn lowest(frame: &Frame, origin: Point, limit: Abs) -> Abs {
    let mut lowest = Abs::zero();
    for (place, item) in frame.items() {
        let at = origin + *place;
        let edge = match item {
            // A mark across a draft is turned.
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                self::lowest(&group.frame, at, limit)
            }
            FrameItem::Text(_) => at.y,
            FrameItem::Image(_, size, _) => at.y + size.y,
            FrameItem::Shape(shape, _) => at.y + shape.bbox(false).max.y,
            FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => Abs::zero(),
        };
        if edge <= limit {
            lowest.set_max(edge);
        }
    }
    lowest
}
