//! Keys, values and files that do not fit: what is told of each, whole.

use crate::config::told::{BULLETIN, UNITS, bulletin_tells, cases_tell, shown, told};

#[test]
fn the_standard_files_are_in_order() {
    assert_eq!(told(&[]), "");
}

#[test]
fn a_typo_in_a_key_is_told_with_the_key_that_was_meant_and_read_as_that() {
    bulletin_tells(
        "district: 密云区",
        "distrct: ''",
        "错误 C02：“distrct”不是可用的配置项
--> bulletin.yaml，第1行第1列
提示：是否“district”？
错误 C03：这里应为文字，写的却是空白
--> bulletin.yaml，第1行第10列
提示：填上文字，或删去这一项",
    );
    bulletin_tells(
        "",
        "colour: red",
        "错误 C02：“colour”不是可用的配置项
--> bulletin.yaml，第7行第1列
提示：这里可用的有“district”“office”“date”“issue”“period”“exports”“register”\
“cases”“layout”“word”“city”“previous”“last_year”“tickets”“statistics”“measures”“lists”“checks”“tolerances”“confirmed”“masthead”“title”\
“addressee”“attachments”“signature”“imprint”“edits”“review”",
    );
}

#[test]
fn wrong_types_are_told_with_what_stands_there() {
    bulletin_tells(
        "2023-09-25",
        "9月25日\ncity: { rank: 十一, response: 99.96%, score: [] }\ntickets: { empty: 无 }",
        "错误 C03：“date”应为日期，如 2023-09-25，这里写的是“9月25日”
--> bulletin.yaml，第3行第7列
提示：改写为日期，如 2023-09-25
错误 C03：“rank”应为不小于 0 的整数，这里写的是“十一”
--> bulletin.yaml，第4行第15列
提示：只写数字，不带单位、“%”和千位分隔号
错误 C03：“response”应为数字，这里写的是“99.96%”
--> bulletin.yaml，第4行第29列
提示：只写数字，不带单位、“%”和千位分隔号
错误 C03：“score”应为数字，这里写的是列表
--> bulletin.yaml，第4行第44列
提示：只写数字，不带单位、“%”和千位分隔号
错误 C03：“empty”应为列表，这里写的是“无”
--> bulletin.yaml，第5行第19列
提示：每项一行，以“-”加一个空格开头",
    );
}

#[test]
fn a_missing_key_is_told_where_it_belongs_in_the_language_of_the_file() {
    bulletin_tells(
        "start: 2023-08-19, ",
        "",
        "错误 C04：“period”下缺少“start”
--> bulletin.yaml，第4行第9列
提示：补上一行“start: …”",
    );
    cases_tell(
        "案例:\n  - 正文: 好\n    图片:\n      - 说明: 车棚\n",
        "错误 C04：“案例”第1项下缺少“标题”
--> cases.yaml，第2行第5列
提示：补上“标题: …”，或用“文件: 案例一.docx”从 Word 文件中取
错误 C04：“图片”第1项下缺少“文件”
--> cases.yaml，第4行第9列
提示：补上一行“文件: …”",
    );
}

#[test]
fn a_missing_file_is_told_with_the_nearest_name() {
    bulletin_tells(
        "units.yaml",
        "unit.yml\nexports: { accepted: data/工单.xlsx, assessed: { file: data } }",
        "错误 C05：找不到“unit.yml”
--> bulletin.yaml，第5行第11列
提示：是否“units.yaml”？
错误 C05：找不到“data/工单.xlsx”
--> bulletin.yaml，第6行第22列
提示：路径从项目文件夹算起，检查文件名和扩展名
错误 C05：找不到“data”
--> bulletin.yaml，第6行第54列
提示：路径从项目文件夹算起，检查文件名和扩展名",
    );
}

#[test]
fn a_path_out_of_the_folder_is_refused() {
    let outside = |written: &str| {
        format!(
            "错误 C06：“{written}”在项目文件夹之外
--> bulletin.yaml，第5行第11列
提示：把文件复制到项目文件夹里，再写从项目文件夹算起的路径"
        )
    };
    for written in ["../units.yaml", "/etc/passwd", "data/../../x.yaml"] {
        bulletin_tells("units.yaml", written, &outside(written));
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_out_of_the_folder_is_refused() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("car.jpg"), "").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let cases =
        "案例:\n  - 标题: 好\n    正文: 好\n    图片:\n      - 文件: 图/car.jpg\n";
    for (name, text) in
        [("bulletin.yaml", BULLETIN), ("units.yaml", UNITS), ("cases.yaml", cases)]
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    std::os::unix::fs::symlink(outside.path(), folder.path().join("图")).unwrap();
    assert_eq!(
        shown(folder.path()),
        "错误 C06：“图/car.jpg”在项目文件夹之外
--> cases.yaml，第5行第13列
提示：把文件复制到项目文件夹里，再写从项目文件夹算起的路径"
    );
}

#[test]
fn a_unit_that_stands_twice_is_told_at_its_line() {
    let units =
        "towns:\n  - 檀营地区\n  - { name: 密云镇, aliases: [檀 营地区] }\n  - 密云镇\n";
    assert_eq!(
        told(&[("units.yaml", units)]),
        "错误 C07：“檀 营地区”已是“檀营地区”的名称或别名
--> units.yaml，第3行第28列
提示：一个名称或别名只能属于一个单位，删去或改写其中一处
错误 C07：“密云镇”在名册中写了两次
--> units.yaml，第4行第5列
提示：一个名称或别名只能属于一个单位，删去或改写其中一处"
    );
}

#[test]
fn a_case_without_text_is_told() {
    let told_at = |place: &str| {
        format!(
            "错误 C08：案例“建好”没有正文
--> cases.yaml，{place}
提示：在“正文”（paragraphs）下写出文字，段与段之间空一行"
        )
    };
    cases_tell("案例:\n  - 标题: 建好\n", &told_at("第2行第5列"));
    cases_tell("案例:\n  - 标题: 建好\n    正文: |\n\n", &told_at("第3行第9列"));
    cases_tell("案例:\n  - 标题: 建好\n    正文: ['', ' ']\n", &told_at("第3行第9列"));
}

#[test]
fn a_picture_that_is_missing_or_misplaced_is_told() {
    cases_tell(
        "案例:\n  - 标题: 建好\n    正文: 好\n    图片:\n      - { 文件: 图.jpg, 位置: 2 }\n",
        "错误 C05：找不到“图.jpg”
--> cases.yaml，第5行第15列
提示：路径从项目文件夹算起，检查文件名和扩展名
错误 C03：图片位置应为 0 到 1（在第几段之后），这里写的是“2”
--> cases.yaml，第5行第26列
提示：正文共1段，放在最后写 1",
    );
}

#[test]
fn an_unknown_check_is_told_with_the_nearest_and_what_it_means() {
    bulletin_tells(
        "",
        "checks: { D144: error, D14: warn }",
        "错误 C02：没有“D144”这个问题代码
--> bulletin.yaml，第7行第17列
提示：是否“D14”（考评工单不在受理明细中）？
错误 C03：“D14”只能是“error”或“warning”，这里写的是“warn”
--> bulletin.yaml，第7行第29列
提示：是否“warning”？",
    );
}

#[test]
fn values_that_cannot_be_meant_are_told() {
    bulletin_tells(
        "2023-09-19",
        "2023-08-18 08:00",
        "错误 C03：考核期的结束时间应晚于开始时间，这里是 2023-08-19 到 2023-08-18
--> bulletin.yaml，第4行第35列
提示：“end”写考核期之后第一天，当天零时起不计入",
    );
    bulletin_tells(
        "",
        "statistics: { weights: { response: 10, resolution: 50, satisfaction: 39.9 } }",
        "错误 C03：三项权重之和应为 100，这里是 10、50、39.9
--> bulletin.yaml，第7行第24列
提示：一般为 10、50、40",
    );
}

#[test]
fn six_mistakes_in_one_file_are_told_in_one_run() {
    bulletin_tells(
        "office: 指挥中心\ndate: 2023-09-25\n",
        "office：指挥中心\ndate: 昨天\nlayuot: official\nexports: { accepted: 工单.xlsx }\n\
checks: { D088: error }\ndistrict: 平谷区\n",
        "错误 C01：“office：指挥中心”中，名称后面的冒号是全角的
--> bulletin.yaml，第2行第1列
提示：写成“office: 指挥中心”，用半角冒号加一个空格
错误 C03：“date”应为日期，如 2023-09-25，这里写的是“昨天”
--> bulletin.yaml，第3行第7列
提示：改写为日期，如 2023-09-25
错误 C02：“layuot”不是可用的配置项
--> bulletin.yaml，第4行第1列
提示：是否“layout”？
错误 C05：找不到“工单.xlsx”
--> bulletin.yaml，第5行第22列
提示：路径从项目文件夹算起，检查文件名和扩展名
错误 C02：没有“D088”这个问题代码
--> bulletin.yaml，第6行第17列
提示：是否“D08”（不是日期）？
错误 C01：“district”写了两次，前一次在第1行
--> bulletin.yaml，第7行第1列
提示：删去其中一处，或改成别的名称",
    );
}
