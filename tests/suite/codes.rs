//! The page of all problem codes says what the program says of each.
#![expect(clippy::expect_used, reason = "a test that cannot read the page has to fail")]

use std::fmt::Write;
use std::path::Path;

use bulletin::diagnostics::{CODES, Code, Explanation, explain};

const HEAD: &str = "\
# 问题代码

每个问题都有一个代码，如“D07”。下面逐一说明含义、例子和改法；运行 `bulletin explain D07` 看到的是同样的说明。
“错误”不改正就不写出文件，“提醒”请看一看；各代码的轻重可在 bulletin.yaml 中另定：`checks: { D14: error }`。

本页由 `src/diagnostics` 中的说明生成，不要直接改动：`UPDATE_CODES=1 cargo test --release --test suite codes`。
";

const GROUPS: &[(char, &str)] = &[
    ('C', "配置、名册和案例"),
    ('D', "导出表"),
    ('O', "提纲"),
    ('L', "版式"),
    ('G', "图表"),
    ('W', "文档"),
    ('K', "核对"),
    ('S', "个人信息"),
    ('P', "上期存档"),
    ('A', "核对成稿"),
    ('N', "新建"),
    ('M', "Word 来稿"),
    ('V', "预览"),
    ('F', "读写文件"),
];

fn page() -> String {
    let mut page = HEAD.to_owned();
    for (letter, title) in GROUPS {
        let codes: Vec<&(Code, &str)> = CODES
            .iter()
            .filter(|(code, _)| code.as_str().starts_with(*letter))
            .collect();
        if codes.is_empty() {
            continue;
        }
        write!(page, "\n## {letter} {title}\n").expect("a string takes all");
        for (code, meaning) in codes {
            let Explanation { means, example, mend, .. } =
                explain(*code).expect("every code is explained");
            write!(
                page,
                "\n### {code} {meaning}\n\n{means}\n\n- 例：{example}\n- 改法：{mend}\n"
            )
            .expect("a string takes all");
        }
    }
    // Masked numbers are no emphasis.
    page.replace('*', "\\*")
}

#[test]
fn every_code_is_explained_in_whole_sentences() {
    for (code, _) in CODES {
        let explanation = explain(*code);
        assert!(explanation.is_some(), "{code} 没有说明（src/diagnostics/explanations）");
        for text in explanation.iter().flat_map(|one| [one.means, one.mend]) {
            assert!(text.ends_with('。'), "{code}: {text}");
        }
        assert!(explanation.is_some_and(|one| !one.example.is_empty()), "{code}");
    }
}

#[test]
fn a_code_is_known_once_and_stands_in_a_group() {
    for (n, (code, _)) in CODES.iter().enumerate() {
        let is_first = CODES.iter().position(|(other, _)| other == code) == Some(n);
        assert!(is_first, "{code} 用了两次");
        assert!(
            GROUPS.iter().any(|(letter, _)| code.as_str().starts_with(*letter)),
            "{code}"
        );
    }
}

#[test]
fn a_code_that_became_one_with_another_is_still_known() {
    for (former, now) in [("K04", "A12"), ("K40", "A30"), ("A12", "A12")] {
        assert_eq!(Code::find(former).map(Code::as_str), Some(now), "{former}");
    }
    assert_eq!(Code::find("K99"), None);
}

#[test]
fn the_page_of_codes_is_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostics/codes.md");
    if option_env!("UPDATE_CODES").is_some() {
        std::fs::write(&path, page()).expect("a page that can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == page(),
        "src/diagnostics/codes.md 已过时，请运行 UPDATE_CODES=1 cargo test --release --test suite codes"
    );
}
