//! Slips of typing and other flaws of YAML: what is told of each, whole.

use crate::config::told::{bulletin_tells, cases_tell, shown};

#[test]
fn tabs_are_told_once_with_every_line() {
    cases_tell(
        "案例:\n\t- 标题: 建好\n\t  正文: 好\n",
        "错误 C01：行首用了制表符（Tab）缩进
--> cases.yaml，第2行第1列；cases.yaml，第3行第1列
提示：改用空格，每深一级两个空格",
    );
}

#[test]
fn colons_that_yaml_does_not_take_are_told_with_the_right_way() {
    cases_tell(
        "案例:\n  - 标题：建好\n    正文:好\n    单位: 檀营地区\n",
        "错误 C01：“标题：建好”中，名称后面的冒号是全角的
--> cases.yaml，第2行第5列
提示：写成“标题: 建好”，用半角冒号加一个空格
错误 C01：“正文:好”中，冒号后面缺少空格
--> cases.yaml，第3行第5列
提示：写成“正文: 好”",
    );
    bulletin_tells(
        "office: 指挥中心",
        "office 指挥中心",
        "错误 C01：“office 指挥中心”中，名称后面缺少冒号
--> bulletin.yaml，第2行第1列
提示：写成“office: 指挥中心”",
    );
}

#[test]
fn a_clock_time_needs_no_quotes_but_a_colon_with_a_blank_does() {
    cases_tell("案例:\n  - 标题: 12:30 到场\n    正文: 12:30\n", "");
    cases_tell(
        "案例:\n  - 标题: 建好\n    正文: 时间: 12:30\n",
        "错误 C01：“时间: 12:30”里有半角冒号加空格，会被当作名称
--> cases.yaml，第3行第9列
提示：整个内容用英文单引号括起来：正文: '时间: 12:30'",
    );
}

#[test]
fn quotes_that_do_not_match_are_told() {
    cases_tell(
        "案例:\n  - 标题: \"建好”\n    正文: “甲: 乙”\n    单位: \"檀营\"地区\n",
        "错误 C01：开头是英文引号 \"，结尾是中文引号
--> cases.yaml，第2行第9列
提示：写成 标题: '建好'
错误 C01：中文引号括不住半角冒号，冒号前的内容会被当作名称
--> cases.yaml，第3行第9列
提示：整个内容用英文单引号括起来：正文: '“甲: 乙”'
错误 C01：引号后面还有“地区”
--> cases.yaml，第4行第9列
提示：写成 单位: '\"檀营\"地区'",
    );
    cases_tell("案例:\n  - 标题: “接诉即办”见实效\n    正文: 好\n", "");
}

#[test]
fn wrong_indentation_is_told_with_the_line_to_follow() {
    cases_tell(
        "案例:\n  - 标题: 建好\n   正文: |\n      一段\n     二段\n",
        "错误 C01：这一行的缩进与上面的行对不齐
--> cases.yaml，第3行第4列
提示：行首改为4个空格，与第2行对齐
错误 C01：这一行的缩进与上面的行对不齐
--> cases.yaml，第5行第6列
提示：行首改为6个空格，与第4行对齐",
    );
    cases_tell(
        "案例:\n  -标题: 建好\n   正文: 好\n",
        "错误 C01：“-标题: 建好”中，“-”后面缺少空格
--> cases.yaml，第2行第3列
提示：写成“- 标题: 建好”",
    );
}

#[test]
fn a_value_that_begins_with_a_sign_of_yaml_is_told() {
    bulletin_tells(
        "office: 指挥中心",
        "office: [密]指挥中心\nissue: [9",
        "错误 C01：“[密]指挥中心”以“[”开头，在 YAML 中另有含义
--> bulletin.yaml，第2行第9列
提示：整个内容用英文单引号括起来：office: '[密]指挥中心'
错误 C01：“[9”缺少配对的“]”
--> bulletin.yaml，第3行第8列
提示：写成“issue: [9]”",
    );
}

#[test]
fn a_doubled_key_is_told_with_its_first_line_even_in_two_languages() {
    cases_tell(
        "案例:\n  - 标题: 建好\n    title: 建成\n    正文: 好\n",
        "错误 C01：“title”写了两次，前一次在第2行
--> cases.yaml，第3行第5列
提示：删去其中一处，或改成别的名称",
    );
}

#[test]
fn an_alias_bomb_and_deep_nesting_are_refused() {
    let mut bomb = "x0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for level in 1..10 {
        let before = format!("*x{}, ", level - 1).repeat(10);
        bomb += &format!("x{level}: &x{level} [{before}]\n");
    }
    bulletin_tells(
        "",
        &bomb,
        "错误 C01：文件展开后超过 20 万项
--> bulletin.yaml，第12行第5列
提示：检查“&”“*”引用是否层层重复",
    );
    let deep = "- ".repeat(100);
    bulletin_tells(
        "",
        &format!("x:\n  {deep}1"),
        "错误 C01：嵌套超过 64 层
--> bulletin.yaml，第8行第129列
提示：检查是否多写了“[”或“{”",
    );
}

#[test]
fn a_file_that_is_no_utf_8_text_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bulletin.yaml"), [0xc3, 0xdc]).unwrap();
    assert_eq!(
        shown(folder.path()),
        "错误 F01：文件不是 UTF-8 编码
--> bulletin.yaml
提示：在记事本中另存为，编码选 UTF-8"
    );
}

#[test]
fn a_number_sign_that_swallows_text_is_worth_a_look() {
    cases_tell(
        "案例:\n  - 标题: 建好 #3 号楼车棚\n    正文: 好 # 说明\n",
        "警告 C01：“#3 号楼车棚”会被当作说明略去
--> cases.yaml，第2行第12列
提示：是内容时，整个内容用英文单引号括起来；是说明时，“#”后面空一格",
    );
}
