//! Times each stage of the reference month's build, and the whole.
#![expect(clippy::expect_used, reason = "a benchmark without its month cannot go on")]

use std::path::Path;

use bulletin::audit::{self, File};
use bulletin::document::Block;
use bulletin::figures::{self, LastPeriod, Month};
use bulletin::pipeline::{self, Loaded, Options};
use bulletin::writers::{docx, pdf};
use bulletin::{config, drawing, tickets};
use criterion::{Criterion, criterion_group, criterion_main};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-09");

fn loaded() -> Loaded {
    let (loaded, _) = pipeline::load(Path::new(FOLDER), &|_| {});
    loaded.expect("the reference month loads")
}

fn reading(criterion: &mut Criterion) {
    let project = loaded().project;
    criterion.bench_function("读取配置", |bencher| {
        bencher.iter(|| config::read(Path::new(FOLDER)));
    });
    criterion.bench_function("读取导出表", |bencher| {
        bencher.iter(|| {
            tickets::read(
                &project.exports,
                &project.tickets,
                &project.register,
                project.period,
                &project.district,
            )
        });
    });
}

fn composing(criterion: &mut Criterion) {
    let loaded = loaded();
    let month = Month {
        district: &loaded.project.district,
        period: loaded.project.period,
        register: &loaded.project.register,
        tickets: &loaded.tickets,
        rules: &loaded.project.rules,
        city: &loaded.project.city,
        last: &LastPeriod::default(),
        before: None,
        year_ago: None,
    };
    criterion.bench_function("计算统计数字", |bencher| {
        bencher.iter(|| figures::compute(&month));
    });
    criterion.bench_function("组织内容", |bencher| {
        bencher.iter(|| pipeline::compose(&loaded, Vec::new(), Options::default()));
    });
}

fn writing(criterion: &mut Criterion) {
    let loaded = loaded();
    let document = pipeline::compose(&loaded, Vec::new(), Options::default()).document;
    let layout = &loaded.layout;
    let chart = document.blocks.iter().find_map(|block| {
        if let Block::Chart(chart) = block { Some(chart.clone()) } else { None }
    });
    let chart = chart.expect("the reference has a chart");
    criterion.bench_function("画图（300 dpi）", |bencher| {
        bencher.iter(|| {
            let drawing = drawing::draw(&chart, &layout.style).expect("a drawing");
            drawing::raster(&drawing, layout.style.chart.dpi).expect("a picture")
        });
    });
    criterion.bench_function("生成 Word", |bencher| {
        bencher.iter(|| docx::write(&document, &layout.style));
    });
    criterion.bench_function("生成 PDF（排版已缓存）", |bencher| {
        bencher.iter(|| pdf::write(&document, &layout.style, &layout.report));
    });
}

/// A Word file read back and looked at, as `bulletin audit` does; reading it alone is the
/// smaller part.
fn auditing(criterion: &mut Criterion) {
    let loaded = loaded();
    let document = pipeline::compose(&loaded, Vec::new(), Options::default()).document;
    let word = docx::write(&document, &loaded.layout.style).expect("a Word file");
    criterion.bench_function("核对 Word", |bencher| {
        let file = File { path: Path::new("通报.docx"), bytes: &word };
        bencher.iter(|| audit::bulletin(file, None).expect("a bulletin"));
    });
}

fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bulletin");
    group.sample_size(20);
    group.bench_function("build（一个新进程）", |bencher| {
        bencher.iter(|| {
            std::process::Command::new(env!("CARGO_BIN_EXE_bulletin"))
                .args(["build", FOLDER, "--quiet"])
                .status()
                .expect("the program runs")
        });
    });
    group.finish();
}

criterion_group!(benches, reading, composing, writing, auditing, whole);
criterion_main!(benches);
