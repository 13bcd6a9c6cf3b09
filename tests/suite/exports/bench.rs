//! A workbench for tests: a folder with small exports, a register and a period.

use std::path::{Path, PathBuf};

use bulletin::diagnostics::{Problem, Severity};
use bulletin::sources::Export;
use bulletin::tickets::{
    self, Exports, Period, Reading, Register, Settings, Tickets, Unit, UnitKind,
};
use chrono::NaiveDate;

/// A folder of its own, gone with the test.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
    pub(crate) exports: Exports,
    pub(crate) settings: Settings,
}

/// Columns of the assessed list as the reference has them.
pub(crate) const ASSESSED: &str = "工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况,区级回访结果";

impl Bench {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            exports: Exports::default(),
            settings: Settings::default(),
        }
    }

    /// With an accepted list of this text or these bytes.
    pub(crate) fn accepted(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.exports.accepted = Some(self.write(name, content.as_ref()));
        self
    }

    /// With an assessed list in CSV: the usual header and these rows.
    pub(crate) fn assessed(self, rows: &str) -> Self {
        let text = format!("{ASSESSED}\n{rows}");
        self.assessed_as("考评.csv", text)
    }

    /// With an assessed list of this text or these bytes.
    pub(crate) fn assessed_as(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.exports.assessed = Some(self.write(name, content.as_ref()));
        self
    }

    pub(crate) fn ranking(self, rows: &str) -> Self {
        self.ranking_as(&format!("排名,所属区,街乡镇,综合成绩\n{rows}"))
    }

    pub(crate) fn ranking_as(mut self, text: &str) -> Self {
        self.exports.ranking = Some(self.write("排名.csv", text.as_bytes()));
        self
    }

    pub(crate) fn districts(self, rows: &str) -> Self {
        self.districts_as(&format!(
            "区,诉求量（件）,常住人口（万人）,上期诉求量（件）\n{rows}"
        ))
    }

    pub(crate) fn districts_as(mut self, text: &str) -> Self {
        self.exports.districts = Some(self.write("各区.csv", text.as_bytes()));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self) -> (Tickets, Vec<Problem>) {
        let (tickets, problems) =
            tickets::read(&self.exports, &self.settings, &register(), period(), "密云区");
        // Whatever is read, no row is lost in silence.
        for reading in &tickets.readings {
            let left_out: usize = reading.left_out.iter().map(|left| left.count).sum();
            assert_eq!(reading.rows, reading.used + left_out);
        }
        (tickets, problems)
    }

    /// The problems as lines: “错误 D07 | message | place | how many places”.
    pub(crate) fn problems(&self) -> Vec<String> {
        self.read().1.iter().map(line).collect()
    }

    fn write(&self, name: &str, content: &[u8]) -> Export {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        export(&path, name)
    }
}

pub(crate) fn export(path: &Path, name: &str) -> Export {
    Export { path: path.to_owned(), name: PathBuf::from(name), sheet: None }
}

/// What a test compares of a problem.
pub(crate) fn line(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
    };
    let place = problem.place.as_ref().map_or(String::new(), ToString::to_string);
    let Problem { code, message, .. } = problem;
    format!("{severity} {code} | {message} | {place} | {}", problem.places())
}

/// Rows of an export that were not used, by reason.
pub(crate) fn left_out(reading: &Reading) -> Vec<(String, usize)> {
    let left = reading.left_out.iter();
    left.map(|left| (left.reason.clone(), left.count)).collect()
}

/// The units of the reference month.
pub(crate) fn register() -> Register {
    let text = std::fs::read_to_string("examples/2023-09/units.yaml").unwrap();
    let lists: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let text = |value: &serde_yaml::Value| value.as_str().map(str::to_owned);
    let mut register = Register::default();
    for list in ["towns", "departments"] {
        for unit in lists[list].as_sequence().unwrap() {
            let aliases = unit["aliases"].as_sequence();
            let kind = text(&unit["class"])
                .map_or(UnitKind::Town, |class| UnitKind::Department { class });
            let unit = Unit {
                name: text(unit).or_else(|| text(&unit["name"])).unwrap(),
                aliases: aliases.into_iter().flatten().filter_map(text).collect(),
                kind,
                bonus: None,
            };
            register.add(unit).unwrap();
        }
    }
    let name = "其他单位".to_owned();
    let other = Unit { name, aliases: vec![], kind: UnitKind::Outside, bonus: None };
    register.add(other).unwrap();
    register
}

pub(crate) fn period() -> Period {
    let day = |month| NaiveDate::from_ymd_opt(2023, month, 19).unwrap();
    let midnight = |month| day(month).and_hms_opt(0, 0, 0).unwrap();
    Period { start: midnight(8), end: midnight(9) }
}
