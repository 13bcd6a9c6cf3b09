//! A small month in a folder of its own, to be spoiled by tests.
#![expect(clippy::unwrap_used, reason = "a month that cannot be made fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A project folder that goes with the value.
pub(crate) struct Month {
    folder: tempfile::TempDir,
}

const CONFIGURATION: &str = "\
district: 密云区
office: 密云区城市管理指挥中心
date: 2023-09-25
period: { start: 2023-08-19, end: 2023-09-19 }
exports:
  accepted: { file: data/受理.csv }
  assessed: { file: data/考评.csv }
register: units.yaml
cases: cases.yaml
";

const REGISTER: &str = "\
towns:
  - { name: 檀营地区 }
  - { name: 北庄镇 }
departments:
  - { name: 教委, class: 一类部门 }
";

const CASES: &str = "\
案例:
  - 标题: 小案例
    正文: 居民反映的问题已经解决。
    图片:
      - 文件: images/照片.png
        说明: 现场
";

const ACCEPTED: &str = "\
工单编号,受理时间
0001,2023-08-19 10:22:03
0002,2023/9/1 8:00
0003,2023年9月18日
";

const ASSESSED: &str = "\
工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况
0001,直派,檀营地区,,是,是,解决,满意
0002,直派,北庄镇,,是,是,未解决,不满意
0003,转派,教委,,是,否,,
";

impl Month {
    /// A month without a problem.
    pub(crate) fn sound() -> Self {
        let month = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["data", "images"] {
            fs::create_dir(month.path(folder)).unwrap();
        }
        for (name, text) in [
            ("bulletin.yaml", CONFIGURATION),
            ("units.yaml", REGISTER),
            ("cases.yaml", CASES),
            ("data/受理.csv", ACCEPTED),
            ("data/考评.csv", ASSESSED),
        ] {
            fs::write(month.path(name), text).unwrap();
        }
        let example = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("examples/2023-09/images/residents-meeting.png");
        fs::copy(example, month.path("images/照片.png")).unwrap();
        month
    }

    /// A file of the month.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same month with a stretch of a file replaced; it has to be there.
    pub(crate) fn with(self, name: &str, old: &str, new: &str) -> Self {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(old), "{name} has no “{old}”");
        fs::write(self.path(name), text.replacen(old, new, 1)).unwrap();
        self
    }

    /// The same month with a file of other content.
    pub(crate) fn with_file(self, name: &str, bytes: &[u8]) -> Self {
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    /// Runs the program on the month.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let (command, options) = arguments.split_first().unwrap();
        Command::new(env!("CARGO_BIN_EXE_bulletin"))
            .arg(command)
            .arg(self.folder.path())
            .args(options)
            .output()
            .unwrap()
    }

    /// The finished files, in the order of names.
    pub(crate) fn outputs(&self) -> Vec<(String, Vec<u8>)> {
        let Ok(entries) = fs::read_dir(self.path("out")) else { return Vec::new() };
        let mut outputs: Vec<_> = entries
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_file())
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read(entry.path()).unwrap())
            })
            .collect();
        outputs.sort();
        outputs
    }
}
