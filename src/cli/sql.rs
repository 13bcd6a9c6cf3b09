//! The query that tallies tickets where they live.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use bulletin::pipeline;
use bulletin::sql::Dialect;

use super::arguments::Engine;
use super::project::Shown;
use super::stdout;

/// Prints the query.
pub(super) fn print(folder: &Path, engine: Engine, table: Option<&str>) -> ExitCode {
    match pipeline::query(folder, dialect(engine), table) {
        Ok(query) => {
            // A closed pipe is the reader's wish.
            drop(write(&query));
            ExitCode::SUCCESS
        }
        Err(found) => {
            let shown = Shown { quiet: false, json: false, verbose: false };
            super::fail(folder, found, &shown)
        }
    }
}

fn write(query: &str) -> io::Result<()> {
    let mut out = stdout();
    out.write_all(query.as_bytes())?;
    out.flush()
}

fn dialect(engine: Engine) -> Dialect {
    match engine {
        Engine::Spark => Dialect::Spark,
        Engine::Postgres => Dialect::Postgres,
        Engine::Clickhouse => Dialect::ClickHouse,
        Engine::Duckdb => Dialect::DuckDb,
    }
}
