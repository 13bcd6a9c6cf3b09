//! The query that tallies a table of tickets in the engine where it lives.
//!
//! It counts tickets that are alike as they are written. Names of units and values are
//! matched when the result is read, in the one place that does so.

mod dialect;

pub use dialect::Dialect;

use crate::diagnostics::{Code, Problem};
use crate::tickets::{Column, Headings};

/// The table when none is named.
pub const TABLE: &str = "考评明细";

/// The header of counts in the result.
const COUNT: &str = "件数";

/// What tickets of a group have in common, in the order of the result.
const GROUPED: &[Column] = &[
    Column::Assessed,
    Column::Dispatch,
    Column::Lead,
    Column::CoHandlers,
    Column::Responded,
    Column::Rated,
    Column::Resolved,
    Column::Satisfied,
    Column::Callback,
    Column::CallbackResolved,
    Column::CallbackSatisfied,
];

/// Writes the query for a table, whose name may have a schema in front.
///
/// # Errors
/// D33 when the table has co-handlers both in a column and in rows of their own, C03
/// when a name holds characters that no name can have.
pub fn query(
    headings: &Headings,
    dialect: Dialect,
    table: &str,
) -> Result<String, Box<Problem>> {
    let names = headings.columns.values().map(String::as_str);
    for name in names.chain([table]) {
        check(name)?;
    }
    let table = dialect.table(table);
    match headings.columns.get(&Column::Role) {
        None => Ok(of_tickets(headings, dialect, &table)),
        Some(role) => of_units(headings, dialect, &table, role),
    }
}

/// A row per ticket.
fn of_tickets(headings: &Headings, dialect: Dialect, table: &str) -> String {
    let name = |column| Some(dialect.name(headings.columns.get(&column)?));
    let grouped: Vec<String> = GROUPED.iter().copied().filter_map(name).collect();
    tallied(&grouped, &grouped, dialect, table)
}

/// A row per unit: those of co-handlers join the lead's. A ticket without lead stays in,
/// so that reading the result can tell.
fn of_units(
    headings: &Headings,
    dialect: Dialect,
    table: &str,
    role: &str,
) -> Result<String, Box<Problem>> {
    let number = headings.columns.get(&Column::Number);
    let (Some(number), None) = (number, headings.columns.get(&Column::CoHandlers)) else {
        return Err(Box::new(two_shapes(role)));
    };
    let (number, role) = (dialect.name(number), dialect.name(role));
    let co_handlers = dialect.name("从办单位");
    let name = |column: Column| {
        if column == Column::CoHandlers {
            return Some(format!("helpers.{co_handlers}"));
        }
        Some(format!("leads.{}", dialect.name(headings.columns.get(&column)?)))
    };
    let grouped: Vec<String> = GROUPED.iter().copied().filter_map(name).collect();
    let shown = |name: &String| {
        let (_, own) = name.split_once('.').unwrap_or_default();
        format!("{name} AS {own}")
    };
    let selected: Vec<String> = grouped.iter().map(shown).collect();
    let quoted = |text: &String| dialect.text(text);
    let leads: Vec<String> = headings.lead_roles.iter().map(quoted).collect();
    let leads = leads.join(", ");
    let unit = headings.columns.get(&Column::Lead).map_or("", String::as_str);
    let list = dialect.list(&dialect.name(unit));
    let source = format!(
        "(\n  SELECT * FROM {table} WHERE {role} IN ({leads})\n) AS leads\n\
         FULL JOIN (\n  SELECT {number}, {list} AS {co_handlers}\n  FROM {table}\n  \
         WHERE {role} NOT IN ({leads})\n  GROUP BY {number}\n) AS helpers\n\
         ON leads.{number} = helpers.{number}"
    );
    Ok(tallied(&selected, &grouped, dialect, &source))
}

fn tallied(
    selected: &[String],
    grouped: &[String],
    dialect: Dialect,
    source: &str,
) -> String {
    let count = dialect.name(COUNT);
    format!(
        "SELECT\n  {},\n  count(*) AS {count}\nFROM {source}\nGROUP BY\n  {};\n",
        selected.join(",\n  "),
        grouped.join(",\n  "),
    )
}

/// No engine takes control characters in a name, and a query is not the place to try.
fn check(name: &str) -> Result<(), Box<Problem>> {
    if !name.trim().is_empty() && !name.chars().any(char::is_control) {
        return Ok(());
    }
    let message = format!("“{}”不能作表名或列名", name.escape_debug());
    Err(Box::new(
        Problem::error(Code::WRONG_VALUE, message)
            .hint("名称不能为空，不能有换行等控制字符"),
    ))
}

fn two_shapes(role: &str) -> Problem {
    let message =
        format!("有“{role}”列的表应有工单编号列，没有从办单位列，才能写成一条语句");
    Problem::error(Code::TALLY_SHAPE, message)
        .hint("每件工单一行的，请去掉工单性质列；每个单位一行的，请去掉从办单位列")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn headings(columns: &[(Column, &str)]) -> Headings {
        let columns = columns.iter().map(|(column, name)| (*column, (*name).to_owned()));
        let lead_roles = vec!["主办".to_owned(), "主'办\\".to_owned()];
        Headings { columns: columns.collect::<BTreeMap<_, _>>(), lead_roles }
    }

    #[test]
    fn names_of_a_table_cannot_leave_their_quotes() {
        let evil = "x\"; DROP TABLE t; --`\\";
        let columns = headings(&[(Column::Lead, evil)]);
        for (dialect, quoted) in [
            (Dialect::Postgres, "\"x\"\"; DROP TABLE t; --`\\\""),
            (Dialect::DuckDb, "\"x\"\"; DROP TABLE t; --`\\\""),
            (Dialect::Spark, "`x\"; DROP TABLE t; --``\\`"),
            (Dialect::ClickHouse, "`x\"; DROP TABLE t; --\\`\\\\`"),
        ] {
            let query = query(&columns, dialect, "a.b").unwrap();
            let lines: Vec<&str> = query.lines().collect();
            assert_eq!(lines[1], format!("  {quoted},"));
            assert_eq!(lines[5], format!("  {quoted};"));
        }
        let broken = headings(&[(Column::Lead, "主办\n单位")]);
        let problem = query(&broken, Dialect::Spark, "t").unwrap_err();
        assert_eq!(problem.message, "“主办\\n单位”不能作表名或列名");
    }

    #[test]
    fn texts_are_escaped_as_each_engine_reads_them() {
        let columns = [
            (Column::Number, "编号"),
            (Column::Role, "工单性质"),
            (Column::Lead, "单位"),
            (Column::Responded, "响应"),
        ];
        let of = |dialect| query(&headings(&columns), dialect, "明细").unwrap();
        assert!(of(Dialect::Postgres).contains("IN ('主办', '主''办\\')"));
        assert!(of(Dialect::Spark).contains("IN ('主办', '主\\'办\\\\')"));
        let both = [&columns[..], &[(Column::CoHandlers, "从办")]].concat();
        let problem = query(&headings(&both), Dialect::DuckDb, "明细").unwrap_err();
        assert_eq!(problem.code, Code::TALLY_SHAPE);
    }
}
