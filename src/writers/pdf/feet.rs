//! Where the blocks of a document stand, and how much of each page is left white under them.

use typst::foundations::{NativeElement as _, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::layout::{Abs, Frame, FrameItem, Point};

use super::Pages;

/// The label of the marks that report.typ sets before each block, with its index.
const BEGINS: &str = "block";

/// The label of those in the last row of each table, with its name.
const ENDS: &str = "end";

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// From 1.
    pub(super) page: usize,
    /// Down to the foot of the text area.
    pub(super) room_mm: f64,
}

impl Pages {
    /// For each block of the document, in its order, where it begins; none for one that is
    /// not shown.
    pub(super) fn blocks(&self) -> Vec<Option<Spot>> {
        let mut begins = Vec::new();
        for (value, spot) in self.marks(BEGINS) {
            let Value::Int(index) = value else { continue };
            let Ok(index) = usize::try_from(index) else { continue };
            if begins.len() <= index {
                begins.resize(index + 1, None);
            }
            if let Some(begin) = begins.get_mut(index) {
                *begin = Some(spot);
            }
        }
        begins
    }

    /// The page of the last row of a table.
    pub(super) fn last_page(&self, table: &str) -> Option<usize> {
        let is_of =
            |value: &Value| matches!(value, Value::Str(name) if name.as_str() == table);
        self.marks(ENDS)
            .find(|(value, _)| is_of(value))
            .map(|(_, spot)| spot.page)
    }

    fn marks(&self, name: &str) -> impl Iterator<Item = (Value, Spot)> {
        let introspector = self.laid_out.introspector();
        let marks = introspector.query(&MetadataElem::ELEM.select());
        marks.into_iter().filter_map(move |mark| {
            let label = mark.label()?;
            let value = mark.to_packed::<MetadataElem>()?.value.clone();
            let place = introspector.position(mark.location()?)?;
            let spot = Spot {
                page: place.page.get(),
                room_mm: self.text_bottom_mm - place.point.y.to_mm(),
            };
            (label.resolve().as_str() == name).then_some((value, spot))
        })
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
