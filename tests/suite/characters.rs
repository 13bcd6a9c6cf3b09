//! Characters that cannot be printed are told once, where they were written.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use bulletin::diagnostics::Problem;
use bulletin::pipeline;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/2023-10");

/// What is told of the example when words of its files are exchanged for others.
fn told(changes: &[(&str, &str, &str)]) -> Vec<(String, Vec<String>)> {
    let folder = tempfile::tempdir().unwrap();
    for part in ["", "data", "images"] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
        for entry in fs::read_dir(Path::new(EXAMPLE).join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let to = folder.path().join(part).join(path.file_name().unwrap());
                fs::write(to, fs::read(path).unwrap()).unwrap();
            }
        }
    }
    for (file, old, new) in changes {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file}: {old}");
        fs::write(path, text.replace(old, new)).unwrap();
    }
    let report = pipeline::check(folder.path(), &|_| {});
    let places = |problem: &Problem| {
        let places = problem.place.iter().chain(&problem.more);
        places.map(ToString::to_string).collect()
    };
    let of = |problem: Problem| {
        (format!("{}：{}", problem.code, problem.message), places(&problem))
    };
    // The example has no figures of the last period, which a check notices.
    let problems = report.problems.into_iter();
    problems
        .filter(|one| !one.code.as_str().starts_with('K'))
        .map(of)
        .collect()
}

#[test]
fn rare_characters_of_names_are_printed() {
    let cases = fs::read_to_string(format!("{EXAMPLE}/cases.yaml")).unwrap();
    assert!("镕喆堃㛃".chars().all(|rare| cases.contains(rare)));
    assert_eq!(told(&[]), []);
}

#[test]
fn a_character_without_glyph_is_told_once_with_every_place() {
    let problems = told(&[
        ("cases.yaml", "社区书记王镕", "社区书记王𪚥"),
        ("cases.yaml", "更换后的供暖管道", "𪚥某摄"),
        ("units.yaml", "  - 密云镇", "  - { name: 密𪚥镇, aliases: [密云镇] }"),
        ("bulletin.yaml", "2023年10月考核期未解决工单清单", "𪚥清单"),
    ]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let (message, places) = &problems[0];
    assert_eq!(message, "L02：随附字体没有“𪚥”（U+2A6A5），PDF 中印作“〓”");
    let mut files: Vec<&str> =
        places.iter().map(|place| place.split('，').next().unwrap()).collect();
    files.sort_unstable();
    assert_eq!(files, ["bulletin.yaml", "cases.yaml", "cases.yaml", "units.yaml"]);
    assert!(places.iter().all(|place| place.contains('行')), "{places:?}");
}

#[test]
fn an_invisible_character_is_told_once_with_its_line() {
    let problems = told(&[("cases.yaml", "一处临街", "一处\u{200b}临街")]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let (message, places) = &problems[0];
    assert_eq!(message, "W01：文字里有看不见的控制字符 U+200B，已删去");
    assert!(places[0].starts_with("cases.yaml，第"), "{places:?}");
}
