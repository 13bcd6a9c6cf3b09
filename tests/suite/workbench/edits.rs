//! Values change in place; remarks, order and quotes stay.

use bulletin::yaml::{remove, set, value};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, prop_oneof,
    proptest,
};
use serde_json::json;

fn yaml(json: serde_json::Value) -> serde_yaml::Value {
    serde_yaml::to_value(json).unwrap()
}

const MONTH: &str = "\
# 九月
district: 密云区   # 区名
city: # 市级
  response: # 响应率
  score: \"95.21\"

  # 名次在最后
  rank: 9
period: { start: 2023-08-19, end: 2023-09-19 } # 两头

tickets:
  columns:
    lead: [主办单位, '承办单位'] # 两种
towns:
  - { name: 檀营地区, aliases: [密云区檀营地区] }
  - 密云镇 # 无别名
cases:
  - title: 甲
    text: |
      一段。

      二段。
  # 末尾
";

#[test]
fn a_value_changes_where_it_stands() {
    for (path, new, old, changed) in [
        (&["district"][..], json!("怀柔区"), "密云区   # 区名", "怀柔区   # 区名"),
        (
            &["city", "response"],
            json!(99.95),
            "response: # 响应率",
            "response: 99.95 # 响应率",
        ),
        (&["city", "score"], json!("96.00"), "\"95.21\"", "\"96.00\""),
        (&["city", "note"], json!("一：二"), "rank: 9\n", "rank: 9\n  note: 一：二\n"),
        (&["period", "end"], json!("2023-09-20"), "2023-09-19 }", "2023-09-20 }"),
        (
            &["tickets", "columns", "lead", "2"],
            json!("处理单位"),
            "'承办单位']",
            "'承办单位', 处理单位]",
        ),
        (
            &["tickets", "columns", "lead", "1"],
            json!("办理单位"),
            "'承办单位'",
            "'办理单位'",
        ),
        (
            &["tickets", "values", "dispatch", "街乡镇直派"],
            json!("直派"),
            "# 两种\n",
            "# 两种\n  values:\n    dispatch:\n      街乡镇直派: 直派\n",
        ),
        (
            &["towns", "2"],
            json!({"name": "鼓楼街道"}),
            "# 无别名\n",
            "# 无别名\n  - name: 鼓楼街道\n",
        ),
        (
            &["towns", "1"],
            json!({"bonus": 0.1, "name": "密云镇"}),
            "- 密云镇 # 无别名",
            "- bonus: 0.1\n    name: 密云镇 # 无别名",
        ),
        (
            &["cases", "0", "text"],
            json!("甲\n乙"),
            "|\n      一段。\n\n      二段。",
            "\"甲\\n乙\"",
        ),
        (&["cases", "1"], json!({"title": "乙"}), "二段。\n", "二段。\n  - title: 乙\n"),
    ] {
        assert!(MONTH.contains(old), "{old}");
        let expected = MONTH.replacen(old, changed, 1);
        match set(MONTH, path, &yaml(new)) {
            Ok(text) => assert_eq!(text, expected, "{path:?}"),
            Err(_) => panic!("{path:?} is refused"),
        }
    }
}

#[test]
fn a_remark_in_a_column_with_others_stays_in_it() {
    let text = "office: 密云区指挥中心  # 编发\nrank:                   # 名次\n";
    let shorter = set(text, &["office"], &yaml(json!("县中心"))).unwrap();
    let both = set(&shorter, &["rank"], &yaml(json!(11))).unwrap();
    assert_eq!(both, "office: 县中心          # 编发\nrank: 11                # 名次\n");
    let none = set(&both, &["rank"], &yaml(json!(null))).unwrap();
    assert_eq!(none.lines().last(), text.lines().last());
}

#[test]
fn a_value_goes_and_its_remark_stays() {
    for (path, old, changed) in [
        (&["district"][..], "district: 密云区   # 区名", "# 区名"),
        (&["city", "rank"], "  rank: 9\n", ""),
        (&["towns", "1"], "  - 密云镇 # 无别名", "  # 无别名"),
        (&["towns", "0", "aliases"], ", aliases: [密云区檀营地区]", ""),
        (&["cases", "0", "title"], "title: 甲\n    text", "text"),
        (&["tickets", "columns", "lead", "0"], "[主办单位, ", "["),
        (
            &["tickets", "columns", "lead"],
            "columns:\n    lead: [主办单位, '承办单位'] # 两种",
            "columns: {} # 两种",
        ),
        (&["nothing"], "", ""),
        (&["nothing", "at", "all"], "", ""),
    ] {
        assert!(MONTH.contains(old), "{old}");
        match remove(MONTH, path) {
            Ok(text) => assert_eq!(text, MONTH.replacen(old, changed, 1), "{path:?}"),
            Err(_) => panic!("{path:?} is refused"),
        }
    }
}

#[test]
fn a_file_of_remarks_a_windows_file_and_a_mark_at_the_head_are_kept() {
    let new = yaml(json!([{"name": "甲"}]));
    assert_eq!(set("# 无", &["towns"], &new).unwrap(), "# 无\ntowns:\n  - name: 甲\n");
    assert_eq!(
        set("a: 1 # 一\r\nb: 2\r\n", &["c"], &yaml(json!(3))).unwrap(),
        "a: 1 # 一\r\nb: 2\r\nc: 3\r\n"
    );
    assert_eq!(set("\u{feff}a: 1", &["a"], &yaml(json!(2))).unwrap(), "\u{feff}a: 2");
    assert_eq!(set("a: 1", &["b"], &yaml(json!("x: y"))).unwrap(), "a: 1\nb: \"x: y\"");
    assert_eq!(
        set("towns: [] # 无\nb: 1\n", &["towns", "0"], &yaml(json!("甲"))).unwrap(),
        "towns: # 无\n  - 甲\nb: 1\n"
    );
}

#[test]
fn what_cannot_be_changed_in_place_is_refused() {
    for text in
        ["a: &x 1\nb: *x\n", "a: 1\na: 2\n", "a: [1\n", "a: 1\n---\nb: 1\n", "- 1\n"]
    {
        assert!(set(text, &["a"], &yaml(json!(3))).is_err(), "{text}");
    }
}

fn scalars() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        prop::sample::select(vec![
            "直派", "a: b", "x#y", " #", "- 1", "[", "甲,乙", "'", "\"", "是", "true",
            "1.50", "", "null", "第7", "二\n行", "：", "a:", "%", "&a", "*b", "!c", "|",
            "？", "@"
        ])
        .prop_map(|text| json!(text)),
        (-999i64..999).prop_map(|n| json!(n)),
        Just(json!(99.95)),
        Just(json!(true)),
        Just(json!(null)),
    ]
}

fn values() -> impl Strategy<Value = serde_json::Value> {
    scalars().prop_recursive(3, 12, 3, |inner| {
        let key = prop::sample::select(vec!["甲", "name", "b c", "1"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map(key, inner, 0..4).prop_map(|map| map
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

fn paths() -> impl Strategy<Value = Vec<&'static str>> {
    let step = prop::sample::select(vec![
        "district", "city", "response", "score", "rank", "period", "end", "tickets",
        "columns", "lead", "towns", "cases", "text", "title", "0", "1", "2", "new",
        "新 项",
    ]);
    prop::collection::vec(step, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// What an edit says is in the text afterwards, or the text is refused and not changed.
    #[test]
    fn any_edits_leave_what_was_meant_and_every_remark(
        edits in prop::collection::vec((paths(), prop::option::of(values())), 1..8)
    ) {
        let mut text = MONTH.to_owned();
        for (path, new) in edits {
            let changed = match &new {
                Some(new) => set(&text, &path, &yaml(new.clone())),
                None => remove(&text, &path),
            };
            let Ok(changed) = changed else { continue };
            let whole = value(&changed).unwrap();
            let found = path.iter().try_fold(&whole, |value, step| match step.parse::<usize>() {
                Ok(at) if value.is_sequence() => value.get(at),
                _ => value.get(*step),
            });
            if let Some(new) = &new {
                prop_assert_eq!(found, Some(&yaml(new.clone())), "{}", changed);
            }
            for remark in ["# 九月", "# 区名", "# 市级", "# 响应率", "# 名次在最后", "# 两头", "# 两种", "# 无别名", "# 末尾"] {
                prop_assert!(changed.contains(remark), "{remark} is gone:\n{changed}");
            }
            text = changed;
        }
    }
}
