//! The bulletin as PDF: report.typ of the layout, laid out by typst.
//!
//! Document and style go to report.typ as one JSON file with the pictures beside it, so
//! no markup is built from strings and a layout can be worked on by itself.

mod arrange;
mod diagnosis;
mod feet;
mod inputs;
mod printable;
mod screen;
mod texts;
mod world;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diagnostics::{Outcome, Problem};
use crate::{document, layout};

pub use inputs::{Inputs, inputs};
pub use printable::unprintable;
pub use screen::{HeadingSpot, Sheet};

/// What pages are laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The file that is sent out.
    Print,
    /// A look on screen: each figure is a link to “figure:” and its key, which stays in
    /// the SVG of a page as a place to click.
    Preview,
}

/// Lays documents out; holds the fonts, which are read once.
pub struct Typesetter {
    resources: world::Resources,
    layouts: AtomicUsize,
}

/// Pages, laid out.
pub struct Pages {
    laid_out: PagedDocument,
    origin: diagnosis::Origin,
    identity: String,
    /// From the top of the paper to the end of the text area.
    text_bottom_mm: f64,
    warnings: Vec<Problem>,
}

/// Every so many layouts, what none of them used is forgotten: looking through all that is
/// remembered takes a tenth of a layout.
const MEMORY: usize = 8;

/// Lays a document out and gives it as PDF/A-2a and PDF/UA-1.
///
/// Warnings are to be had from [`Pages`].
///
/// # Errors
/// Everything in report.typ that typst objects to, and charts that cannot be drawn.
pub fn write(
    document: &document::Document,
    style: &layout::Style,
    report: &layout::Source,
) -> Outcome<Vec<u8>> {
    Typesetter::shared()
        .lay_out(document, style, report, Purpose::Print)?
        .pdf()
}

impl Typesetter {
    /// The one of this process.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Typesetter> = LazyLock::new(|| Typesetter {
            resources: world::Resources::load(),
            layouts: AtomicUsize::new(0),
        });
        &SHARED
    }

    /// Lays a document out. What was laid out before and did not change is not laid out
    /// again.
    ///
    /// # Errors
    /// Everything in report.typ that typst objects to, and charts that cannot be drawn.
    pub fn lay_out(
        &self,
        document: &document::Document,
        style: &layout::Style,
        report: &layout::Source,
        purpose: Purpose,
    ) -> Outcome<Pages> {
        let Inputs { files, mut warnings } = inputs(document, style, purpose)?;
        let world = self.resources.world(&report.text, style, files);
        let origin =
            diagnosis::Origin { path: report.path.clone(), source: world.main() };
        let typst::diag::Warned { output, warnings: remarks } =
            origin.guarded(|| typst::compile::<PagedDocument>(&world))?;
        if self.layouts.fetch_add(1, Ordering::Relaxed) % MEMORY == MEMORY - 1 {
            comemo::evict(1);
        }
        let laid_out = output.map_err(|errors| origin.problems(&errors))?;
        warnings.extend(origin.problems(&remarks));
        let document::Properties { title, author: _, subject: _, date } =
            &document.properties;
        let identity = format!("bulletin {title} {date}");
        let text_bottom_mm = style.page.height_mm - style.page.bottom_mm;
        Ok(Pages { laid_out, origin, identity, text_bottom_mm, warnings })
    }
}

impl Pages {
    /// What is worth a look: characters without a glyph, remarks of typst.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// As typst holds them.
    pub fn laid_out(&self) -> &PagedDocument {
        &self.laid_out
    }

    /// As PDF/A-2a and PDF/UA-1; the same pages give the same bytes.
    ///
    /// # Errors
    /// Where report.typ breaks a rule of these standards: a picture without alternative
    /// text, say.
    pub fn pdf(&self) -> Outcome<Vec<u8>> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| vec![self.origin.whole(error.message())])?;
        let options = PdfOptions {
            ident: Smart::Custom(self.identity.clone()),
            creator: Smart::Custom(Some("bulletin".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        self.origin
            .guarded(|| typst_pdf::pdf(&self.laid_out, &options))?
            .map_err(|errors| self.origin.problems(&errors))
    }
}
