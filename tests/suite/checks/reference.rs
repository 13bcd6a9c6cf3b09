//! The reference month: what is odd in what was published, and only that.

use std::path::Path;

use bulletin::pipeline;

use super::lines;

#[test]
fn the_reference_is_warned_of_its_true_oddities_only() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023-09");
    let report = pipeline::check(&folder, &|_| {});
    let expected = [
        "提醒 A12 市级公布的综合成绩是 95.21，按公布的三率和权重（10、50、40）应为 95.12，相差 0.09 --> bulletin.yaml，第27行第10列",
        "提醒 K05 市级公布的解决率是 94.29%，按考评明细计算是 94.40%，相差 0.11 个百分点 --> bulletin.yaml，第25行第15列",
        "提醒 K05 市级公布的满意率是 94.94%，按考评明细计算是 95.04%，相差 0.10 个百分点 --> bulletin.yaml，第26行第17列",
        "提醒 K06 市级公布的综合成绩是 95.21，既低于镇街的 95.48，又低于部门的 95.28 --> bulletin.yaml，第27行第10列",
    ];
    assert_eq!(lines(&report.problems), expected);
    assert!(!report.failed());
}
