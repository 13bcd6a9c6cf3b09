//! What `bulletin explain` says.

use calamine::{Reader, Xlsx};

use super::{complained, told};
use crate::month::Month;

#[test]
fn a_figure_is_explained_with_its_tickets() {
    let output = Month::sound().run(&["explain", "departments.教委.assessed"]);
    assert_eq!(
        told(&output),
        "\
departments.教委.assessed = 1
口径：教委（自办+从办）纳入考评的工单数
计算：纳入考评 = 计数 1
来源：data/考评.csv：教委主办和从办的工单
位置：
  表3第1行“教委”，“纳入考评”列：1
工单：1件：
  0003（第4行，教委）
"
    );
}

#[test]
fn what_a_sentence_works_out_is_explained_and_an_absent_figure_says_why() {
    let month = Month::sound();
    let explained = told(&month.run(&["explain", "(assessed.count+1)*2"]));
    assert!(explained.starts_with("(assessed.count+1)*2 = "), "{explained}");
    assert!(
        explained.contains("计算：得数 = （考核期内纳入考评的工单数 "),
        "{explained}"
    );
    let absent = told(&month.run(&["explain", "city.departments_average"]));
    assert!(
        absent.contains("没有数值，bulletin.yaml 中没有填写 city.departments_average"),
        "{absent}"
    );
}

#[test]
fn a_printed_number_is_every_figure_printed_so() {
    let output = Month::sound().run(&["explain", "100.00"]);
    let told = told(&output);
    let keys: Vec<&str> =
        told.lines().filter(|line| line.contains(" = 100.00")).collect();
    assert!(keys.contains(&"towns.direct.檀营地区.resolution = 100.00%"), "{told}");
    assert!(keys.contains(&"towns.direct.檀营地区.score = 100.00"), "{told}");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let output = Month::sound().run(&["explain", "towns.direct.檀营地区.resolutoin"]);
    assert_eq!(output.status.code(), Some(1));
    let complained = complained(&output);
    assert!(
        complained.starts_with("“towns.direct.檀营地区.resolutoin”不是数字的名称"),
        "{complained}"
    );
    assert_eq!(complained.lines().nth(2), Some("  towns.direct.檀营地区.resolution"));
}

#[test]
fn a_code_needs_no_folder() {
    let run = |word: &str| {
        let program = env!("CARGO_BIN_EXE_bulletin");
        std::process::Command::new(program)
            .args(["explain", word])
            .output()
            .unwrap()
    };
    assert_eq!(
        told(&run("d07")).lines().next(),
        Some("D07：单元格的值不在允许的写法之内")
    );
    let unknown = run("D99");
    assert_eq!(unknown.status.code(), Some(1));
    assert!(complained(&unknown).starts_with("没有“D99”这个问题代码"));
}

#[test]
fn all_tickets_behind_a_figure_are_written_to_a_workbook() {
    let month = Month::sound();
    let path = month.path("工单.xlsx");
    let file = path.to_str().unwrap();
    let output =
        month.run(&["explain", "towns.direct.resolution", "--tickets", file, "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let mut workbook: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let sheet = workbook.worksheet_range("工单").unwrap();
    let cells = |n: usize| -> Vec<String> {
        let row = sheet.rows().nth(n).unwrap();
        row.iter()
            .map(ToString::to_string)
            .filter(|text| !text.is_empty())
            .collect()
    };
    let ends = |n: usize| cells(n).into_iter().rev().take(3).collect::<Vec<_>>();
    assert_eq!(cells(2).first().map(String::as_str), Some("0001"));
    assert_eq!(ends(1), ["计入分母", "计入分子", "计入单位"]);
    assert_eq!(ends(2), ["1", "1", "檀营地区"]);
    assert_eq!(ends(3), ["1", "—", "北庄镇"]);
}

#[test]
fn a_figure_of_a_unit_s_issue_is_explained_with_its_place_and_tickets() {
    let month = Month::sound();
    let output = month.run(&["explain", "unit.unresolved.count", "--unit", "北庄镇"]);
    let told = told(&output);
    assert!(told.starts_with("units.北庄镇.unresolved.count = 1\n"), "{told}");
    assert!(told.contains("未解决工单，第1段：1"), "{told}");
    assert!(told.contains("0002（第3行，北庄镇）"), "{told}");
    let output = month.run(&["explain", "unit.unresolved.count", "--unit", "北装镇"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(complained(&output).contains("是否“北庄镇”"), "{}", complained(&output));
}
