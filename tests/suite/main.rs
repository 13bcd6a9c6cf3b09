//! Every test that needs only Rust, in one program so that typst is linked once.

mod analysis;
mod architecture;
mod audit;
mod characters;
mod charts;
mod checks;
mod clerk;
mod codes;
mod command;
mod config;
mod docx;
mod draft;
mod edge_cases;
mod exports;
mod hostile;
mod layouts;
mod ledger;
mod manual;
mod month;
mod pdf;
mod reference;
mod review;
mod sentences;
mod specimen;
mod units;
mod workbench;
