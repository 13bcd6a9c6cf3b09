//! Time and memory of a build from 20 thousand, 200 thousand and 2 million tickets.
//!
//! `cargo bench --bench city` prints the README's table. Each size is a project of its
//! own under target/city: the reference month with generated lists in CSV, every assessed
//! ticket also in the accepted list.
#![expect(clippy::expect_used, reason = "a benchmark without its files cannot go on")]
#![expect(clippy::print_stdout, reason = "a benchmark tells its result")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");
const SIZES: [u64; 3] = [20_000, 200_000, 2_000_000];
const RUNS: usize = 3;

fn main() {
    println!("| 考评工单 | 考评表 | 受理表 | 用时 | 内存 |");
    println!("|---:|---:|---:|---:|---:|");
    for size in SIZES {
        let folder = project(size);
        let runs: Vec<(Duration, Option<u64>)> =
            (0..RUNS).map(|_| build(&folder)).collect();
        let fastest = runs.iter().map(|(time, _)| *time).min().unwrap_or_default();
        let most = runs.iter().filter_map(|(_, memory)| *memory).max();
        let megabytes = |name: &str| {
            let bytes = fs::metadata(folder.join(name)).map_or(0, |about| about.len());
            bytes / 1_000_000
        };
        println!(
            "| {size} | {} MB | {} MB | {:.1} 秒 | {} MB |",
            megabytes("data/考评.csv"),
            megabytes("data/受理.csv"),
            fastest.as_secs_f64(),
            most.map_or("—".to_owned(), |kilobytes| (kilobytes / 1000).to_string()),
        );
    }
}

/// Builds in a process of its own; how long it took, and the most memory in kB that it
/// had, where the system tells.
fn build(folder: &Path) -> (Duration, Option<u64>) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bulletin"))
        .arg("build")
        .arg(folder)
        .arg("--quiet")
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the program runs");
    let mut most = None;
    let status = loop {
        most = peak_kb(&child).max(most);
        if let Some(status) = child.try_wait().expect("a running program") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{} builds", folder.display());
    (start.elapsed(), most)
}

fn peak_kb(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// The reference month with lists of so many tickets.
fn project(tickets: u64) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("city-{tickets}"));
    copy(Path::new(EXAMPLE), &folder);
    let configuration = folder.join("bulletin.yaml");
    let text = fs::read_to_string(&configuration).expect("a configuration");
    let text = text
        .replace("data/工单明细.xlsx", "data/受理.csv")
        .replace("data/市级考评明细.xlsx", "data/考评.csv");
    fs::write(configuration, text).expect("a writable folder");
    write_lists(&folder.join("data"), tickets).expect("a writable folder");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a readable entry");
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() && entry.file_name() != "out" {
            copy(&path, &target);
        } else if path.is_file() {
            fs::copy(&path, &target).expect("a readable file");
        }
    }
}

const UNITS: &[&str] = &[
    "檀营地区",
    "古北口镇",
    "十里堡镇",
    "北庄镇",
    "大城子镇",
    "不老屯镇",
    "密云镇",
    "巨各庄镇",
    "鼓楼街道",
    "果园街道",
    "溪翁庄镇",
    "太师屯镇",
    "教委",
    "住建委",
    "交通局",
    "民政局",
    "水务局",
    "城市管理委",
];

/// The same lists for the same size, in every run and on every machine.
fn write_lists(folder: &Path, tickets: u64) -> std::io::Result<()> {
    let mut accepted = BufWriter::new(File::create(folder.join("受理.csv"))?);
    let mut assessed = BufWriter::new(File::create(folder.join("考评.csv"))?);
    writeln!(
        accepted,
        "工单编号,受理时间,受理渠道,诉求类型,一级分类,二级分类,三级分类,被反映街镇,被反映社区,办结时间"
    )?;
    writeln!(
        assessed,
        "工单编号,受理时间,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况,区级回访结果"
    )?;
    let mut random = Random(42);
    for ticket in 0..tickets {
        let second = ticket * 31 * 86_400 / tickets;
        // From 19 August to 18 September.
        let day = 19 + second / 86_400;
        let (month, day) = if day > 31 { (9, day - 31) } else { (8, day) };
        let (hour, minute) = (second / 3600 % 24, second / 60 % 60);
        let number = format!("BJ2023{month:02}{day:02}{ticket:08}");
        let moment =
            format!("2023-{month:02}-{day:02} {hour:02}:{minute:02}:{:02}", second % 60);
        writeln!(accepted, "{number},{moment},{}", about(&mut random, day, month))?;
        write!(
            assessed,
            "{number},{moment},{},",
            random.one_of(&["直派", "转派", "转派"])
        )?;
        let lead = random.below(UNITS.len());
        let helper = random.below(UNITS.len());
        let helped = random.below(100) == 0 && helper != lead;
        let name = |at: usize| UNITS.get(at).copied().unwrap_or_default();
        write!(assessed, "{},{},", name(lead), if helped { name(helper) } else { "" })?;
        let responded = if random.below(2000) == 0 { "否" } else { "是" };
        let rated =
            random.one_of(&["是,解决,满意,双满", "是,解决,满意,双满", "否,,,", "否,,,"]);
        let rated = match random.below(20) {
            0 => "是,未解决,不满意,双否",
            1 => "是,解决,基本满意,双满",
            _ => rated,
        };
        writeln!(assessed, "{responded},{rated}")?;
    }
    accepted.flush()?;
    assessed.flush()
}

/// Channel, type, category in three levels, town, community and time of closing.
fn about(random: &mut Random, day: u64, month: u64) -> String {
    let channel = random.one_of(&["电话", "电话", "网络", "微信"]);
    let kind = random.one_of(&["投诉", "投诉", "求助", "咨询", "举报", "建议", "表扬"]);
    let (first, second, third) = (random.below(25), random.below(6), random.below(5));
    let town = UNITS.get(random.below(12)).copied().unwrap_or_default();
    let community = random.below(25);
    let closed = random.below(10_000);
    let (hour, minute, second_of) = (closed / 420, closed / 7 % 60, closed % 60);
    // Two days later, in the next month where this one ends.
    let (month, day) = if day > 28 { (month + 1, day - 28) } else { (month, day + 2) };
    format!(
        "{channel},{kind},分类{first},分类{first}之{second},分类{first}之{second}之{third},{town},第{community:02}社区,2023-{month:02}-{day:02} {hour:02}:{minute:02}:{second_of:02}"
    )
}

/// Numbers without order, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        // Constants of Knuth's MMIX; the upper bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn one_of(&mut self, all: &[&'static str]) -> &'static str {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }
}
