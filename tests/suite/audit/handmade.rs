//! A bulletin typed in Word: two-level headers, merged cells, a text box, a footnote, a
//! deleted sentence, a field. Made with python-docx, with eleven errors in it.

use super::plant::{self, finding};

#[test]
fn every_error_is_found_at_its_place() {
    let word = include_bytes!("handmade.docx");
    let sum = "“一、总体情况”下第1段“考核期内，全区响应率…”";
    let difference = "“一、总体情况”下第2段“镇街直派工单综合成绩…”";
    let unit = "“一、总体情况”下第3段“檀营地区直派工单综合成绩…”";
    let text_box = "“二、下步工作”下第1段“万人诉求比由390.10件/…”";
    let footnote = "“二、下步工作”下第3段“高频问题共60件：供暖30件…”";
    assert_eq!(
        plant::audit(word),
        [
            finding("A12", sum, "95.80", "95.78"),
            finding("A17", sum, "1500", "1490"),
            finding("A15", difference, "1.50", "1.40"),
            finding("A18", unit, "98.85", "98.80"),
            finding("A10", "表1第3行（果园街道）“排名”", "2", "3"),
            finding("A13", "表1第4行（鼓楼街道）“满意率”", "1", "2"),
            finding("A12", "表1第5行（北庄镇）“综合成绩”", "95.60", "95.00"),
            finding("A11", "表1第6行（合计）“纳入考评”", "1060", "1050"),
            finding("A14", "表2第2行（商务局）“环比变化”", "1↑", "1↓"),
            finding("A16", text_box, "上升", "下降"),
            finding("A17", footnote, "60", "61"),
        ]
    );
}
