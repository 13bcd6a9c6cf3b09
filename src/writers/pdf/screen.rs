//! Laid-out pages as a screen shows them: pictures of pages, and where the headings are.

use std::hash::{Hash, Hasher};

use typst::foundations::{NativeElement as _, StyleChain};
use typst::introspection::Introspector as _;
use typst::layout::{Frame, FrameItem, GroupItem};
use typst::model::{Destination, HeadingElem};

use super::Pages;

/// A page of a laid-out document.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Equal for pages that look the same, also of different layouts.
    pub id: String,
    /// Width of the paper.
    pub width_mm: f64,
    /// Height of the paper.
    pub height_mm: f64,
}

/// A heading and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadingSpot {
    /// From 1.
    pub level: usize,
    /// With its number.
    pub text: String,
    /// From 1.
    pub page: usize,
    /// How far under the top of the paper.
    pub top_mm: f64,
}

impl Pages {
    /// Every page in order.
    pub fn sheets(&self) -> Vec<Sheet> {
        self.laid_out.pages().iter().map(sheet).collect()
    }

    /// A page as SVG, by its place from 0.
    pub fn svg(&self, index: usize) -> Option<String> {
        let page = self.laid_out.pages().get(index)?;
        Some(typst_svg::svg(page, &typst_svg::SvgOptions::default()))
    }

    /// Every heading in order.
    pub fn headings(&self) -> Vec<HeadingSpot> {
        let introspector = self.laid_out.introspector();
        let spot = |content: &typst::foundations::Content| {
            let heading = content.to_packed::<HeadingElem>()?;
            let position = introspector.position(content.location()?)?;
            Some(HeadingSpot {
                level: heading.resolve_level(StyleChain::default()).get(),
                text: heading.body.plain_text().trim().to_owned(),
                page: position.page.get(),
                top_mm: position.point.y.to_mm(),
            })
        };
        introspector
            .query(&HeadingElem::ELEM.select())
            .iter()
            .filter_map(spot)
            .collect()
    }
}

fn sheet(page: &typst_layout::Page) -> Sheet {
    let size = page.frame.size();
    Sheet {
        id: format!("{:032x}", typst::utils::hash128(&Visible(&page.frame))),
        width_mm: size.x.to_mm(),
        height_mm: size.y.to_mm(),
    }
}

/// What of a frame is seen. Tags are not: they tell where in the whole document a page
/// stands, and so differ when another page does.
struct Visible<'a>(&'a Frame);

impl Hash for Visible<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (point, item) in self.0.items() {
            point.hash(state);
            match item {
                FrameItem::Group(group) => {
                    let GroupItem { frame, transform, clip, label: _, parent: _ } = group;
                    (transform, clip).hash(state);
                    Visible(frame).hash(state);
                }
                FrameItem::Text(text) => text.hash(state),
                FrameItem::Shape(shape, _) => shape.hash(state),
                FrameItem::Image(image, size, _) => (image, size).hash(state),
                FrameItem::Link(Destination::Url(url), size) => (url, size).hash(state),
                FrameItem::Link(_, size) => size.hash(state),
                FrameItem::Tag(_) => {}
            }
        }
    }
}
