//! Every operator, filter and test of the engine over a figure, an absent figure, a number
//! and a text: a right answer or a refusal.

use std::collections::BTreeSet;

use minijinja::Environment;

use super::outcome;

/// 20893 tickets, a figure without a value, a number and a text.
const OPERANDS: [&str; 4] =
    ["accepted.count", "accepted.categories.住房.previous", "7", "'镇'"];

/// What an operator gives: a row for each left operand, in it a word for each right one.
/// “✗” is a refusal, “∅” a sentence that is left out for want of a value.
const ARITHMETIC: [(&str, [&str; 4]); 8] = [
    ("+", ["41786 ∅ 20900 ✗", "∅ ∅ ∅ ✗", "20900 ∅ 14 ✗", "✗ ✗ ✗ 镇镇"]),
    ("-", ["0 ∅ 20886 ✗", "∅ ∅ ∅ ✗", "-20886 ∅ 0 ✗", "✗ ✗ ✗ ✗"]),
    ("*", ["436517449 ∅ 146251 ✗", "∅ ∅ ∅ ✗", "146251 ∅ 49 ✗", "✗ ✗ ✗ ✗"]),
    ("/", ["1 ∅ 2984.71 ✗", "∅ ∅ ∅ ✗", "0.00 ∅ 1 ✗", "✗ ✗ ✗ ✗"]),
    ("//", ["1 ∅ 2984 ✗", "∅ ∅ ∅ ✗", "0 ∅ 1 ✗", "✗ ✗ ✗ ✗"]),
    ("%", ["0 ∅ 5 ✗", "∅ ∅ ∅ ✗", "7 ∅ 0 ✗", "✗ ✗ ✗ ✗"]),
    // 20893 ** 7 has thirty digits.
    ("**", ["✗ ∅ ✗ ✗", "∅ ∅ ∅ ✗", "✗ ∅ 823543 ✗", "✗ ✗ ✗ ✗"]),
    (
        "~",
        [
            "2089320893 ∅ 208937 20893镇",
            "∅ ∅ ∅ ∅",
            "720893 ∅ 77 7镇",
            "镇20893 ∅ 镇7 镇镇",
        ],
    ),
];

const RELATIONS: [(&str, [&str; 4]); 8] = [
    ("==", ["是 ∅ 否 ✗", "∅ ∅ ∅ ✗", "否 ∅ 是 ✗", "✗ ✗ ✗ 是"]),
    ("!=", ["否 ∅ 是 ✗", "∅ ∅ ∅ ✗", "是 ∅ 否 ✗", "✗ ✗ ✗ 否"]),
    ("<", ["否 ∅ 否 ✗", "∅ ∅ ∅ ✗", "是 ∅ 否 ✗", "✗ ✗ ✗ 否"]),
    ("<=", ["是 ∅ 否 ✗", "∅ ∅ ∅ ✗", "是 ∅ 是 ✗", "✗ ✗ ✗ 是"]),
    (">", ["否 ∅ 是 ✗", "∅ ∅ ∅ ✗", "否 ∅ 否 ✗", "✗ ✗ ✗ 否"]),
    (">=", ["是 ∅ 是 ✗", "∅ ∅ ∅ ✗", "否 ∅ 是 ✗", "✗ ✗ ✗ 是"]),
    ("in", ["✗ ✗ ✗ ✗", "✗ ✗ ✗ ✗", "✗ ✗ ✗ ✗", "✗ ✗ ✗ 是"]),
    ("not in", ["✗ ✗ ✗ ✗", "✗ ✗ ✗ ✗", "✗ ✗ ✗ ✗", "✗ ✗ ✗ 否"]),
];

/// What each filter gives of figure, absent figure, number and text, with the arguments
/// that it is tried with, and then of a list of the numbers 3, 1 and 2. To the engine a text is a list
/// of its characters.
const FILTERS: [(&str, &str, &str); 47] = [
    ("abs", "", "20893 ∅ 7 ✗ ✗"),
    ("attr", "('a')", "✗ ✗ ✗ ✗ ✗"),
    ("batch", "(2) | length", "✗ ✗ ✗ 1 2"),
    ("bool", "", "✗ ✗ ✗ ✗ ✗"),
    ("capitalize", "", "✗ ✗ ✗ ✗ ✗"),
    ("chain", "([4]) | length", "✗ ✗ ✗ ✗ 4"),
    ("count", "", "✗ ✗ ✗ 1 3"),
    ("d", "('无')", "20893 无 7 镇 ✗"),
    ("default", "('无')", "20893 无 7 镇 ✗"),
    ("dictsort", "", "✗ ✗ ✗ ✗ ✗"),
    ("e", "", "✗ ✗ ✗ ✗ ✗"),
    ("escape", "", "✗ ✗ ✗ ✗ ✗"),
    ("first", "", "✗ ✗ ✗ 镇 3"),
    ("float", "", "20893 ∅ 7 ✗ ✗"),
    ("format", "", "✗ ✗ ✗ ✗ ✗"),
    ("groupby", "('a')", "✗ ✗ ✗ ✗ ✗"),
    ("indent", "(2)", "✗ ✗ ✗ ✗ ✗"),
    ("int", "", "20893 ∅ 7 ✗ ✗"),
    ("items", "", "✗ ✗ ✗ ✗ ✗"),
    ("join", "('、')", "✗ ✗ ✗ ✗ 3、1、2"),
    ("last", "", "✗ ✗ ✗ 镇 2"),
    ("length", "", "✗ ✗ ✗ 1 3"),
    ("lines", "", "✗ ✗ ✗ ✗ ✗"),
    ("list", " | length", "✗ ✗ ✗ 1 3"),
    ("lower", "", "✗ ✗ ✗ 镇 ✗"),
    ("map", "('abs') | join", "✗ ✗ ✗ ✗ 312"),
    ("max", "", "✗ ✗ ✗ ✗ 3"),
    ("min", "", "✗ ✗ ✗ ✗ 1"),
    ("pprint", "", "✗ ✗ ✗ ✗ ✗"),
    ("reject", "('gt', 1) | join", "✗ ✗ ✗ ✗ 1"),
    ("rejectattr", "('a') | join", "✗ ✗ ✗ 镇 312"),
    ("replace", "('镇', '乡')", "✗ ✗ ✗ 乡 ✗"),
    ("reverse", " | join", "✗ ✗ ✗ ✗ 213"),
    ("round", "", "20893 ∅ 7 ✗ ✗"),
    ("safe", "", "✗ ✗ ✗ ✗ ✗"),
    ("select", "('gt', 1) | join", "✗ ✗ ✗ ✗ 32"),
    ("selectattr", "('a') | list | length", "✗ ✗ ✗ 0 0"),
    ("slice", "(2) | length", "✗ ✗ ✗ 2 2"),
    ("sort", " | join", "✗ ✗ ✗ ✗ 123"),
    ("split", "('、') | length", "✗ ✗ ✗ 1 ✗"),
    ("string", "", "20893 ∅ 7 镇 ✗"),
    ("sum", "", "✗ ✗ ✗ ✗ 6"),
    ("title", "", "✗ ✗ ✗ ✗ ✗"),
    ("trim", "", "✗ ✗ ✗ 镇 ✗"),
    ("unique", " | join", "✗ ✗ ✗ ✗ 312"),
    ("upper", "", "✗ ✗ ✗ 镇 ✗"),
    ("zip", "([4]) | length", "✗ ✗ ✗ 1 1"),
];

/// The same of tests, without the list.
const TESTS: [(&str, &str, &str); 44] = [
    ("!=", "7", "是 ∅ 否 ✗"),
    ("<", "7", "否 ∅ 否 ✗"),
    ("<=", "7", "否 ∅ 是 ✗"),
    ("==", "7", "否 ∅ 是 ✗"),
    (">", "7", "是 ∅ 否 ✗"),
    (">=", "7", "是 ∅ 是 ✗"),
    ("boolean", "", "否 否 否 否"),
    ("defined", "", "是 是 是 是"),
    ("divisibleby", "17", "是 ∅ 否 ✗"),
    ("endingwith", "'镇'", "✗ ✗ ✗ 是"),
    ("eq", "7", "否 ∅ 是 ✗"),
    ("equalto", "7", "否 ∅ 是 ✗"),
    ("escaped", "", "✗ ✗ ✗ ✗"),
    ("even", "", "否 ∅ 否 ✗"),
    ("false", "", "否 否 否 否"),
    ("filter", "", "✗ ✗ ✗ ✗"),
    ("float", "", "✗ ✗ ✗ ✗"),
    ("ge", "7", "是 ∅ 是 ✗"),
    ("given", "", "是 否 是 ✗"),
    ("greaterthan", "7", "是 ∅ 否 ✗"),
    ("gt", "7", "是 ∅ 否 ✗"),
    ("in", "[7]", "否 ∅ 是 ✗"),
    ("int", "", "✗ ✗ ✗ ✗"),
    ("integer", "", "是 ∅ 是 ✗"),
    ("iterable", "", "否 否 否 是"),
    ("le", "7", "否 ∅ 是 ✗"),
    ("lessthan", "7", "否 ∅ 否 ✗"),
    ("lower", "", "✗ ✗ ✗ ✗"),
    ("lt", "7", "否 ∅ 否 ✗"),
    ("mapping", "", "✗ ✗ ✗ ✗"),
    ("ne", "7", "是 ∅ 否 ✗"),
    ("none", "", "否 否 否 否"),
    ("number", "", "是 是 是 否"),
    ("odd", "", "是 ∅ 是 ✗"),
    ("safe", "", "✗ ✗ ✗ ✗"),
    ("sameas", "7", "✗ ✗ ✗ ✗"),
    ("sequence", "", "否 否 否 否"),
    ("startingwith", "'镇'", "✗ ✗ ✗ 是"),
    ("string", "", "否 否 否 是"),
    ("test", "", "✗ ✗ ✗ ✗"),
    ("true", "", "否 否 否 否"),
    ("undefined", "", "否 否 否 否"),
    ("upper", "", "✗ ✗ ✗ ✗"),
    ("未知", "", "✗ ✗ ✗ ✗"),
];

/// Outcomes as the tables have them; each refusal must be told in Chinese.
fn short(template: &str) -> String {
    let outcome = outcome(template);
    if let Some(message) = outcome.strip_prefix('✗') {
        assert!(message.contains(|c: char| !c.is_ascii()), "{template}: {message}");
        for english in ["unknown", "unexpected", "invalid", "object", "value", "cannot"] {
            assert!(!message.contains(english), "{template}: {message}");
        }
        return "✗".to_owned();
    }
    outcome
}

fn answered(question: &str) -> String {
    short(&format!("{{% if {question} %}}是{{% else %}}否{{% endif %}}"))
}

fn printed(expression: &str) -> String {
    short(&format!("{{{{ {expression} }}}}"))
}

fn all_outcomes(of: impl Fn(&str) -> String) -> String {
    OPERANDS.map(of).join(" ")
}

#[test]
fn every_operator_gives_a_right_answer_or_a_refusal() {
    for (operator, expected) in ARITHMETIC {
        let rows =
            OPERANDS.map(|a| all_outcomes(|b| printed(&format!("{a} {operator} {b}"))));
        assert_eq!(rows, expected, "{operator}");
    }
    for (operator, expected) in RELATIONS {
        let rows =
            OPERANDS.map(|a| all_outcomes(|b| answered(&format!("{a} {operator} {b}"))));
        assert_eq!(rows, expected, "{operator}");
    }
    assert_eq!(all_outcomes(|a| printed(&format!("-{a}"))), "-20893 ∅ -7 ✗");
    assert_eq!(all_outcomes(answered), "是 ∅ 是 是");
    assert_eq!(all_outcomes(|a| answered(&format!("not {a}"))), "否 ∅ 否 否");
}

#[test]
fn every_filter_gives_a_right_answer_or_a_refusal() {
    let tried = FILTERS.map(|(name, _, _)| name.to_owned());
    let mut own = BTreeSet::from(tried);
    own.extend(["against", "trend"].map(str::to_owned));
    assert_eq!(names_of_engine("filters").difference(&own).count(), 0, "{own:?}");
    let mut wrong = Vec::new();
    for (filter, arguments, expected) in FILTERS {
        let of = |operand: &str| printed(&format!("{operand} | {filter}{arguments}"));
        let outcomes = format!("{} {}", all_outcomes(of), of("[3, 1, 2]"));
        if outcomes != expected {
            wrong.push(format!("{filter}: {outcomes}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_test_gives_a_right_answer_or_a_refusal() {
    let tried = BTreeSet::from(TESTS.map(|(name, _, _)| name.to_owned()));
    assert_eq!(names_of_engine("tests").difference(&tried).count(), 0, "{tried:?}");
    let mut wrong = Vec::new();
    for (test, argument, expected) in TESTS {
        // Signs are no names; only select and its like can ask for them.
        let of =
            |operand: &str| match test.starts_with(|c: char| c.is_ascii_punctuation()) {
                true => answered(&format!(
                    "[{operand}] | select('{test}', {argument}) | list"
                )),
                false => answered(&format!("{operand} is {test} {argument}")),
            };
        let outcomes = all_outcomes(of);
        if outcomes != expected {
            wrong.push(format!("{test}: {outcomes}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Names of what the engine brings along, which it tells only to programmers.
fn names_of_engine(field: &str) -> BTreeSet<String> {
    let told = format!("{:?}", Environment::new());
    let list = told.split_once(&format!("{field}: ")).map_or("", |(_, rest)| rest);
    let list = list.split_once(['}', ']']).map_or("", |(list, _)| list);
    let names: BTreeSet<String> =
        list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(names.len() > 30, "{told}");
    names
}
