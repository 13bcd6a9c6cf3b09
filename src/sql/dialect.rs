//! How engines quote names and texts, and join texts of a group.

/// An engine's kind of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Apache Spark SQL, Databricks, Hive.
    Spark,
    /// PostgreSQL and what speaks like it: openGauss, KingbaseES, Greenplum.
    Postgres,
    /// ClickHouse.
    ClickHouse,
    /// DuckDB.
    DuckDb,
}

impl Dialect {
    /// A name that may hold anything.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Self::Spark => format!("`{}`", name.replace('`', "``")),
            Self::Postgres | Self::DuckDb => {
                format!("\"{}\"", name.replace('"', "\"\""))
            }
            // Backslashes escape in its names, too.
            Self::ClickHouse => {
                format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`"))
            }
        }
    }

    /// A table's name, with the database and schema in front of it.
    pub(super) fn table(self, name: &str) -> String {
        let parts: Vec<String> = name.split('.').map(|part| self.name(part)).collect();
        parts.join(".")
    }

    /// A text that may hold anything.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::Postgres | Self::DuckDb => format!("'{}'", text.replace('\'', "''")),
            Self::Spark | Self::ClickHouse => {
                format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
            }
        }
    }

    /// The texts of a group in one, in an order that is always the same.
    pub(super) fn list(self, name: &str) -> String {
        match self {
            Self::Spark => format!("array_join(sort_array(collect_list({name})), '、')"),
            Self::Postgres | Self::DuckDb => {
                format!("string_agg({name}, '、' ORDER BY {name})")
            }
            Self::ClickHouse => {
                format!("arrayStringConcat(arraySort(groupArray({name})), '、')")
            }
        }
    }
}
