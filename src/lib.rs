//! Makes the monthly 12345 hotline bulletin of a Beijing district as Word and PDF.
//!
//! A [`Month`] is read from its folder once, then checked, asked for its figures and built;
//! what is wrong is told as [`Problem`]s, in Chinese.
//!
//! ```
//! use bulletin::{Format, Month};
//!
//! let month = Month::open("examples/2023-10")?;
//! for problem in month.check() {
//!     println!("{problem}");
//! }
//! let score = month.figure("towns.direct.score").ok_or("no such figure")?;
//! assert_eq!(score.text.as_deref(), Some("92.77"));
//! let folder = tempfile::tempdir()?;
//! for file in month.build(&[Format::Word, Format::Pdf])? {
//!     std::fs::write(folder.path().join(&file.name), &file.bytes)?;
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The modules are for the program itself and its tests; they may change with any version.

pub use diagnostics::{Code, Place, Problem, Severity};
pub use pipeline::{File, Format, Month, Number, Problems};

#[doc(hidden)]
pub mod audit;
#[doc(hidden)]
pub mod checks;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod content;
#[doc(hidden)]
pub mod diagnostics;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod drawing;
#[doc(hidden)]
pub mod figures;
#[doc(hidden)]
pub mod files;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod ledger;
#[doc(hidden)]
pub mod pictures;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod review;
#[doc(hidden)]
pub mod scaffold;
#[doc(hidden)]
pub mod schema;
#[doc(hidden)]
pub mod sources;
#[doc(hidden)]
pub mod sql;
#[doc(hidden)]
pub mod tickets;
#[doc(hidden)]
pub mod word;
#[doc(hidden)]
pub mod wording;
#[doc(hidden)]
pub mod workbench;
#[doc(hidden)]
pub mod writers;
#[doc(hidden)]
pub mod yaml;
