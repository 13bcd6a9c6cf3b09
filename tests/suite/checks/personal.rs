//! Personal data: errors at their places, half masked, and never read from exports.

use std::process::Output;

use bulletin::pipeline;

use super::{sound, told, told_of_draft};
use crate::month::Month;

fn with_text(text: &str) -> Month {
    sound().with("cases.yaml", "居民反映的问题已经解决。", text)
}

#[test]
fn personal_data_of_a_case_are_errors_and_in_a_draft_warnings() {
    let month = with_text(
        "张某（13812340000，证件11010519491231002X）的车京A12345，邮箱zhang@163.com。",
    );
    let place = "--> cases.yaml，第3行第9列";
    let found = [
        "S01 案例正文中有手机号码“138****0000”",
        "S02 案例正文中有身份证号“1101************2X”",
        "S03 案例正文中有车牌号“京A***45”",
        "S04 案例正文中有电子邮箱“zh***@163.com”",
    ];
    assert_eq!(told(&month), found.map(|one| format!("错误 {one} {place}")));
    assert_eq!(told_of_draft(&month), found.map(|one| format!("提醒 {one} {place}")));
    let output = month.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let all = everything(&output);
    for secret in ["13812340000", "11010519491231002X", "A12345", "zhang@"] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[test]
fn every_text_is_searched() {
    let month = sound()
        .with("cases.yaml", "标题: 小案例", "标题: 拨打13812340000")
        .with("cases.yaml", "说明: 现场", "说明: 13812340001\n        替代文字: 13812340002")
        .with(
            "bulletin.yaml",
            "register:",
            "title: [通报, 13812340003]\nimprint: [{ left: 联系电话, right: 13812340004 }]\nregister:",
        )
        .with("units.yaml", "{ name: 北庄镇 }", "{ name: 13812340005, aliases: [北庄镇] }");
    let expected = [
        "标题中有手机号码“138****0003” --> bulletin.yaml，第9行第13列",
        "版记中有手机号码“138****0004” --> bulletin.yaml，第10行第32列",
        "单位名称中有手机号码“138****0005” --> units.yaml，第3行第13列",
        "案例标题中有手机号码“138****0000” --> cases.yaml，第2行第9列",
        "图片说明中有手机号码“138****0001” --> cases.yaml，第6行第13列",
        "替代文字中有手机号码“138****0002” --> cases.yaml，第7行第15列",
    ];
    assert_eq!(told(&month), expected.map(|one| format!("错误 S01 {one}")));
}

#[test]
fn an_office_number_may_be_confirmed_and_a_persons_may_not() {
    let text = "咨询电话010-69041234，邮箱jsjb@bjmy.gov.cn，手机13812340000。";
    let confirmed =
        "    确认数字: [（010）69041234, jsjb@bjmy.gov.cn, 13812340000]\n    正文:";
    let month = with_text(text).with("cases.yaml", "    正文:", confirmed);
    let expected =
        ["错误 S01 案例正文中有手机号码“138****0000” --> cases.yaml，第4行第9列"];
    assert_eq!(told(&month), expected);
    assert_eq!(told(&with_text(text)).len(), 3);
}

#[test]
fn hotlines_counts_and_ticket_numbers_are_no_alarm() {
    let numbers = "请拨12345或96156，工单202309081234，受理138123400001件";
    let personal: Vec<String> = told(&with_text(numbers))
        .into_iter()
        .filter(|line| line.contains(" S0"))
        .collect();
    assert_eq!(personal, [""; 0]);
}

#[test]
fn checks_in_the_configuration_sets_the_severity() {
    let month = with_text("车牌京A12345。").with(
        "bulletin.yaml",
        "register:",
        "checks: { S03: warning }\nregister:",
    );
    let expected = ["提醒 S03 案例正文中有车牌号“京A***45” --> cases.yaml，第3行第9列"];
    assert_eq!(told(&month), expected);
}

/// Columns with the callers' names and numbers in all exports.
fn with_callers() -> Month {
    let month = sound();
    for name in ["data/受理.csv", "data/考评.csv"] {
        let text = std::fs::read_to_string(month.path(name)).unwrap();
        let rows: Vec<String> = text
            .lines()
            .enumerate()
            .map(|(n, row)| match n {
                0 => format!("来电人,联系电话,{row},企业名称"),
                _ => format!("欧阳不具,1381234000{n},{row},无名商行"),
            })
            .collect();
        std::fs::write(month.path(name), rows.join("\n")).unwrap();
    }
    month
}

#[test]
fn callers_of_an_export_never_appear_anywhere() {
    let secrets = ["欧阳不具", "1381234000", "无名商行"];
    let month = with_callers();
    let (loaded, problems) = pipeline::load(&month.path(""), &|_| {});
    let loaded = loaded.unwrap();
    assert_eq!(loaded.tickets.assessed.as_ref().unwrap().len(), 3);
    let kept = format!("{:?}{:?}{problems:?}", loaded.tickets, loaded.statistics);
    // A row with a slip is told of, and tells nothing else of itself.
    let spoiled = with_callers().with("data/考评.csv", "未解决", "未解诀");
    let printed = ["build", "check", "figures"].map(|command| {
        everything(&month.run(&[command, "--json"]))
            + &everything(&spoiled.run(&[command]))
    });
    let written: String = month
        .outputs()
        .iter()
        .flat_map(|(name, bytes)| [name.clone(), unpacked(bytes)])
        .collect();
    assert!(written.contains("檀营地区"));
    for secret in secrets {
        assert!(!kept.contains(secret), "{secret} is kept");
        assert!(!printed.concat().contains(secret), "{secret} is printed");
        assert!(!written.contains(secret), "{secret} is written");
    }
}

fn everything(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// The texts in a Word file; of others the bytes as they are.
fn unpacked(bytes: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    (0..archive.len())
        .map(|n| {
            std::io::read_to_string(archive.by_index(n).unwrap()).unwrap_or_default()
        })
        .collect()
}

#[test]
fn a_phone_number_in_a_category_stops_the_bulletin_at_its_cell() {
    let month = sound().with(
        "data/受理.csv",
        "工单编号,受理时间\n0001,2023-08-19 10:22:03",
        "工单编号,受理时间,一级分类\n0001,2023-08-19 10:22:03,找王某139.1234.5678",
    );
    let told = told(&month);
    let line = told.iter().find(|line| line.contains("S01")).unwrap();
    assert!(line.contains("错误 S01 第2行的诉求分类中有手机号码“139****5678”"), "{line}");
    assert!(!line.contains("1234"), "{line}");
}
