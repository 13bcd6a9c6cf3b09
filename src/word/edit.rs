//! What other rooms write Word files with.

pub(crate) use super::build::{declare, element, relate_as, run, words};
pub(crate) use super::package::Package;
pub(crate) use super::write::{package, xml};
pub(crate) use super::xml::{Element, Node, Tree};
