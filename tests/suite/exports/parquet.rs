//! Parquet of engines: the same tickets as from the same table in CSV.

use bulletin::tickets::{Column, Decimal, Tickets};
use chrono::NaiveDateTime;

use crate::exports::bench::Bench;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/suite/exports/samples/{name}")).unwrap()
}

fn told(name: &str) -> Vec<String> {
    Bench::new().accepted("工单.parquet", sample(name)).problems()
}

#[test]
fn the_tickets_are_those_of_the_same_table_in_csv() {
    let read = |name: &str| {
        let (tickets, problems) = Bench::new().assessed_as(name, sample(name)).read();
        assert_eq!(problems, [], "{name}");
        (tickets.assessed.unwrap(), tickets.readings[0].rows)
    };
    let (expected, rows) = read("tickets.csv");
    assert_eq!((expected.len(), rows), (12, 12));
    assert!(expected.iter().any(|ticket| ticket.co_handlers.len() > 1));
    for name in ["tickets-pyarrow.parquet", "tickets-duckdb.parquet"] {
        let (tickets, rows) = read(name);
        // Rows too: the names are row 1 of both.
        assert_eq!(tickets, expected, "{name}");
        assert_eq!(rows, 12, "{name}");
    }
}

#[test]
fn every_usual_compression_is_read_and_the_others_are_named() {
    let list = |name: &str| {
        let bench = Bench::new().accepted("工单.xlsx", sample(name));
        let (tickets, problems) = bench.read();
        assert_eq!(problems, [], "{name}");
        tickets.accepted.unwrap()
    };
    let expected = list("codec-none.parquet");
    assert_eq!(expected[1].number, "20230819090500");
    for name in ["codec-snappy", "codec-gzip", "codec-zstd", "codec-lz4", "pages-v2"] {
        assert_eq!(list(&format!("{name}.parquet")), expected, "{name}");
    }
    let message =
        "错误 D01 | 导出表打不开：用了 BROTLI 压缩，本程序不能解压 | 工单.parquet | 1";
    assert_eq!(told("codec-brotli.parquet"), [message]);
    let message = "错误 D01 | 导出表打不开：用了 DELTA_BYTE_ARRAY 编码，本程序读不了 | 工单.parquet | 1";
    assert_eq!(told("codec-delta.parquet"), [message]);
}

/// When the tickets were accepted, by a column of this name.
fn hours(sample_name: &str, column: &str) -> Vec<NaiveDateTime> {
    let mut bench = Bench::new().accepted("工单.parquet", sample(sample_name));
    let names = vec![column.to_owned()];
    bench.settings.columns.insert(Column::AcceptedAt, names);
    let (tickets, problems) = bench.read();
    assert_eq!(problems, [], "{column}");
    let accepted = tickets.accepted.unwrap();
    assert_eq!(accepted[0].number, "9007199254740993");
    assert_eq!(accepted[2].number, u64::MAX.to_string());
    accepted.iter().filter_map(|ticket| ticket.detail.at).collect()
}

#[test]
fn moments_are_those_of_beijing_in_every_type() {
    let moment =
        |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    let expected =
        ["2023-08-19 10:00", "2023-08-20 15:00", "2023-09-18 00:00"].map(moment);
    for column in ["秒", "微秒", "纳秒", "时区", "数字"] {
        assert_eq!(hours("moments.parquet", column), expected, "{column}");
    }
    assert_eq!(hours("moments-96.parquet", "时区"), expected);
    let days = ["2023-08-19 00:00", "2023-08-20 00:00", "2023-09-18 00:00"].map(moment);
    assert_eq!(hours("moments.parquet", "日期"), days);
}

fn ranking(name: &str, score: &str) -> (Tickets, Vec<String>) {
    let mut bench = Bench::new().ranking("");
    std::fs::write(bench.path("排名.csv"), sample(name)).unwrap();
    bench.settings.columns.insert(Column::Score, vec![score.to_owned()]);
    bench.settings.ranges.score = [Decimal::whole(0), Decimal::whole(100)];
    (bench.read().0, bench.problems())
}

#[test]
fn scores_are_exact_in_every_type() {
    for name in ["numbers.parquet", "numbers-int.parquet"] {
        for column in ["定点", "长定点", "单精度", "双精度"] {
            let (tickets, problems) = ranking(name, column);
            assert_eq!(problems, [] as [&str; 0], "{column}");
            let scores: Vec<String> = tickets
                .ranking
                .unwrap()
                .iter()
                .map(|row| row.score.to_string())
                .collect();
            assert!(["7.1", "7.10"].contains(&scores[2].as_str()), "{column}");
            assert_eq!(scores[..2], ["99.98", "99.95"], "{column}");
        }
    }
}

#[test]
fn what_no_cell_can_show_matters_only_where_it_is_needed() {
    for column in ["结构", "字节"] {
        let (_, problems) = ranking("numbers.parquet", column);
        let is_told = problems.iter().any(|line| line.contains("“（嵌套或二进制内容）”"));
        assert!(is_told, "{problems:?}");
    }
}

#[test]
fn an_encrypted_file_is_told_as_one() {
    let message = "错误 D01 | 导出表打不开：Parquet 文件已加密 | 工单.parquet | 1";
    assert_eq!(told("locked.parquet"), [message]);
    // Which of its columns are encrypted such a file does not say.
    assert!(told("locked-columns.parquet")[0].contains("已损坏或有加密的列"));
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_told() {
    for name in ["tickets-duckdb.parquet", "tickets-pyarrow.parquet"] {
        let whole = sample(name);
        for length in (4..whole.len()).step_by(13) {
            let bench = Bench::new().assessed_as("考评.parquet", &whole[..length]);
            let message = "错误 D01 | 导出表打不开：Parquet 文件不完整、已损坏或有加密的列 | 考评.parquet | 1";
            assert_eq!(bench.problems(), [message], "{length}");
        }
    }
}
