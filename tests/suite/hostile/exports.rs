//! Export files: their bytes, and the values of their cells.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use bulletin::diagnostics::{Problem, has_errors};
use bulletin::sources::{self, Export};
use bulletin::tickets::{self, Exports, Period, Register, Settings, Unit, UnitKind};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};

/// A file of these bytes and the folder that goes with it.
fn export(name: &str, bytes: &[u8]) -> (tempfile::TempDir, Export) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, Export { path, name: PathBuf::from(name), sheet: None })
}

/// What is told when every row of every sheet is read.
fn problems(name: &str, bytes: &[u8]) -> Vec<Problem> {
    let (_folder, export) = export(name, bytes);
    let mut workbook = match sources::open(&export) {
        Ok(workbook) => workbook,
        Err(problems) => {
            assert!(has_errors(&problems));
            return problems;
        }
    };
    let mut all = Vec::new();
    for sheet in workbook.sheets().to_vec() {
        let read = workbook.rows(&sheet, &mut |_| ControlFlow::Continue(()));
        all.extend(read.err().into_iter().flatten());
    }
    all
}

/// What is told about tickets of these cells, with the reference's headers.
fn assessed(rows: &[Vec<String>]) -> Vec<Problem> {
    let header = "工单编号,派单方式,主办单位,从办单位,是否响应,是否参评,解决情况,满意情况,受理时间";
    let mut text = format!("{header}\n");
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    let (_folder, export) = export("考评.csv", text.as_bytes());
    let exports = Exports { assessed: Some(export), ..Exports::default() };
    let mut register = Register::default();
    register
        .add(Unit {
            name: "密云镇".to_owned(),
            aliases: Vec::new(),
            kind: UnitKind::Town,
            bonus: None,
        })
        .expect("one unit");
    let day = |day| chrono::NaiveDate::from_ymd_opt(2023, 9, day).unwrap();
    let midnight = |day: chrono::NaiveDate| day.and_hms_opt(0, 0, 0).unwrap();
    let period = Period { start: midnight(day(1)), end: midnight(day(30)) };
    let (tickets, problems) =
        tickets::read(&exports, &Settings::default(), &register, period, "密云区");
    // Whatever the cells hold, no row is lost in silence.
    for reading in &tickets.readings {
        let left_out: usize = reading.left_out.iter().map(|left| left.count).sum();
        assert_eq!(reading.rows, reading.used + left_out);
    }
    problems
}

#[test]
fn a_workbook_that_unpacks_to_gigabytes_is_refused() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let workbook = "<workbook><sheets><sheet name='1' id='a'/></sheets></workbook>";
    let relation = "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
    for (part, content) in
        [("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relation)]
    {
        writer.start_file(part, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let blank = vec![b' '; 8 << 20];
    for _ in 0..70 {
        writer.write_all(&blank).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let told = problems("bomb.xlsx", &bytes);
    assert!(told.iter().any(|problem| problem.message.contains("512 MB")), "{told:?}");
}

/// A description of a table with nothing in it, nested so deep.
fn nested(depth: usize) -> Vec<u8> {
    // Thrift's compact form: a byte for a field and its type, numbers times two.
    let mut description = vec![0x15, 2, 0x19, 0xFC];
    let mut count = depth + 1;
    while count >= 0x80 {
        description.push((count & 0x7F) as u8 | 0x80);
        count >>= 7;
    }
    description.push(count as u8);
    for _ in 0..depth {
        description.extend([0x35, 0, 0x18, 1, b'a', 0x15, 2, 0]);
    }
    description.extend([0x15, 2, 0x25, 0, 0x18, 1, b'a', 0, 0x16, 0, 0x19, 0x0C, 0]);
    let size = u32::try_from(description.len()).unwrap().to_le_bytes();
    [b"PAR1", description.as_slice(), &size, b"PAR1"].concat()
}

#[test]
fn a_parquet_file_that_nests_without_end_is_refused() {
    assert_eq!(problems("a.parquet", &nested(1)), []);
    for depth in [100, 10_000, 250_000, 10_000_000] {
        let told = problems("a.parquet", &nested(depth));
        assert!(told[0].message.contains("已损坏"), "{depth}: {told:?}");
    }
}

/// Samples with a few bytes changed.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let samples = [
        "tickets-duckdb",
        "tickets-pyarrow",
        "numbers",
        "pages-v2",
        "codec-lz4",
        "codec-zstd",
        "codec-gzip",
        "moments-96",
    ];
    let changes = prop::collection::vec((any::<usize>(), any::<u8>()), 1..4);
    (prop::sample::select(samples.to_vec()), changes).prop_map(|(name, changes)| {
        let mut bytes =
            std::fs::read(format!("tests/suite/exports/samples/{name}.parquet")).unwrap();
        for (at, byte) in changes {
            let at = at % bytes.len();
            if let Some(slot) = bytes.get_mut(at) {
                *slot = byte;
            }
        }
        bytes
    })
}

/// Values as exports hold them, and what nobody would write.
fn cell() -> impl Strategy<Value = String> {
    let known = [
        "",
        "是",
        "否",
        "直派",
        "密云镇",
        "解决",
        "满意",
        "001",
        "2023-09-02 10:00",
        "45171.5",
        "20230819090500",
        "2023年9月2日上午9时",
        "1e308",
        "-1",
        "９",
        "\u{0}",
        "=1+1",
        "　",
        "0000-00-00",
        "99999999999999999999",
        "2023-13-45 99:99",
    ];
    (prop::sample::select(known.to_vec()), "\\PC{0,20}", any::<bool>()).prop_map(
        |(known, free, is_known)| if is_known { known.to_owned() } else { free },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..1000),
        head in prop::sample::select(vec![
            &b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe", b"PAR1",
        ]),
    ) {
        let bytes = [head, &bytes].concat();
        problems("a.xlsx", &bytes);
        problems("a.csv", &bytes);
    }

    #[test]
    fn any_damage_of_a_parquet_file_is_told_or_harmless(bytes in damaged()) {
        problems("a.parquet", &bytes);
    }

    #[test]
    fn any_text_is_read_as_rows(text in "[\"',;\t\r\n a1一，\u{feff}]{0,300}") {
        problems("a.csv", text.as_bytes());
    }

    #[test]
    fn any_cells_are_read_or_told(
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..11), 0..6),
    ) {
        assessed(&rows);
    }
}
