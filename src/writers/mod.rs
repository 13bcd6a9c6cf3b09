//! A document as a file: each format has a folder with a function `write`.

pub mod pdf;
