//! The values that columns may hold, with the spellings met in practice.

use super::spelling::plain;
use super::{Callback, Column, Dispatch, Satisfaction, Settings, suggestions};
use crate::diagnostics::{Code, Problem, Remedy};

/// The values of a column.
pub(super) struct Values<T: 'static> {
    /// The spellings that messages name.
    expected: &'static [&'static str],
    spellings: &'static [(&'static str, T)],
}

/// Whether a row is about the unit in charge or one that helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Lead,
    CoHandler,
}

/// The longest spelling has a tenth of it.
const SPELLING_BYTES_MAX: usize = 300;

/// Why a row is left out that holds another value than these.
pub(super) const UNKNOWN: &str = "值不在允许的写法之内";

pub(super) const ASSESSED: Values<bool> = Values {
    expected: &["是", "否"],
    spellings: &[
        ("是", true),
        ("否", false),
        ("纳入", true),
        ("不纳入", false),
        ("未纳入", false),
        ("剔除", true),
        ("已剔除", true),
        ("未剔除", false),
        ("1", true),
        ("0", false),
    ],
};

pub(super) const RATED: Values<bool> = Values {
    expected: &["是", "否"],
    spellings: &[
        ("是", true),
        ("否", false),
        ("参评", true),
        ("未参评", false),
        ("不参评", false),
        ("有效", true),
        ("无效", false),
        ("成功", true),
        ("未成功", false),
        ("不成功", false),
        ("1", true),
        ("0", false),
    ],
};

pub(super) const RESPONDED: Values<bool> = Values {
    expected: &["是", "否"],
    spellings: &[
        ("是", true),
        ("否", false),
        ("响应", true),
        ("已响应", true),
        ("未响应", false),
        ("联系", true),
        ("已联系", true),
        ("未联系", false),
        ("按时签收", true),
        ("未按时签收", false),
        ("1", true),
        ("0", false),
    ],
};

/// None where the caller did not judge.
pub(super) const RESOLVED: Values<Option<bool>> = Values {
    expected: &["解决", "未解决"],
    spellings: &[
        ("解决", Some(true)),
        ("未解决", Some(false)),
        ("已解决", Some(true)),
        ("是", Some(true)),
        ("否", Some(false)),
        ("未评价", None),
        ("未参评", None),
        ("未回访", None),
        ("1", Some(true)),
        ("0", Some(false)),
    ],
};

/// None where the caller did not judge.
pub(super) const SATISFIED: Values<Option<Satisfaction>> = Values {
    expected: &["满意", "基本满意", "不满意", "未评价"],
    spellings: &[
        ("满意", Some(Satisfaction::Satisfied)),
        ("基本满意", Some(Satisfaction::Basic)),
        ("不满意", Some(Satisfaction::Dissatisfied)),
        ("未评价", None),
        ("非常满意", Some(Satisfaction::Satisfied)),
        ("非常不满意", Some(Satisfaction::Dissatisfied)),
        ("是", Some(Satisfaction::Satisfied)),
        ("否", Some(Satisfaction::Dissatisfied)),
        ("未参评", None),
        ("未回访", None),
    ],
};

pub(super) const DISPATCH: Values<Dispatch> = Values {
    expected: &["直派", "转派"],
    spellings: &[
        ("直派", Dispatch::Direct),
        ("转派", Dispatch::Transferred),
        ("区分转", Dispatch::Transferred),
        ("区转派", Dispatch::Transferred),
        ("分转", Dispatch::Transferred),
        ("市直派", Dispatch::Direct),
        ("街乡镇直派", Dispatch::Direct),
        ("街镇直派", Dispatch::Direct),
        ("区级转派", Dispatch::Transferred),
        // To a department, so that a town has it from the district.
        ("部门直派", Dispatch::Transferred),
        ("是", Dispatch::Direct),
        ("否", Dispatch::Transferred),
    ],
};

/// None where the district did not call back.
pub(super) const CALLBACK: Values<Option<Callback>> = Values {
    expected: &["双满", "单否", "双否"],
    spellings: &[
        ("双满", Some(Callback::BothPositive)),
        ("单否", Some(Callback::OneNegative)),
        ("双否", Some(Callback::BothNegative)),
        ("未回访", None),
        ("未评价", None),
    ],
};

pub(super) const ROLE: Values<Role> = Values {
    expected: &["主办", "从办"],
    spellings: &[
        ("主办", Role::Lead),
        ("从办", Role::CoHandler),
        ("协办", Role::CoHandler),
        ("主办单位", Role::Lead),
        ("从办单位", Role::CoHandler),
        ("协办单位", Role::CoHandler),
    ],
};

impl<T: Copy> Values<T> {
    /// The value that a spelling means.
    pub(super) fn find(&self, written: &str) -> Option<T> {
        let of = |text: &str| {
            let fits = |(spelling, _): &&(&str, T)| *spelling == text;
            self.spellings.iter().find(fits).map(|(_, value)| *value)
        };
        // A cell that holds a book is no spelling, and to compare it takes long.
        if written.len() > SPELLING_BYTES_MAX {
            return None;
        }
        of(written).or_else(|| of(&plain(written)))
    }

    /// The same for a cell under a title, where engines write 是 and 否 in their own
    /// ways. Digits are codes of some list unless the title asks a question (是否响应).
    pub(super) fn find_under(&self, title: &str, written: &str) -> Option<T> {
        self.find(written).or_else(|| {
            if written.len() > SPELLING_BYTES_MAX {
                return None;
            }
            let yes = match plain(written).to_ascii_lowercase().as_str() {
                "true" | "t" | "yes" | "y" => true,
                "false" | "f" | "no" | "n" => false,
                "1" | "1.0" if title.starts_with("是否") => true,
                "0" | "0.0" if title.starts_with("是否") => false,
                _ => return None,
            };
            self.find(if yes { "是" } else { "否" })
        })
    }

    /// The spellings of a value, the usual one first.
    pub(super) fn spellings_of(&self, meant: T) -> impl Iterator<Item = &'static str>
    where
        T: PartialEq,
    {
        let fits = move |(_, value): &&(&str, T)| *value == meant;
        self.spellings.iter().filter(fits).map(|(spelling, _)| *spelling)
    }

    /// The problem of a cell that holds no known spelling.
    pub(super) fn unknown(&self, column: Column, title: &str, written: &str) -> Problem {
        let message = format!("“{title}”应为{}，单元格里是“{written}”", self.listed());
        let remedy = Remedy::Value {
            column: column.key(),
            written: written.to_owned(),
            expected: self.expected,
        };
        let problem = Problem::error(Code::UNKNOWN_VALUE, message).remedy(remedy);
        let setting = format!(
            "如确为新写法，可在 bulletin.yaml 的 tickets.values 中登记在 {} 之下",
            column.key()
        );
        match suggestions::word(written, self.spellings.iter().map(|(known, _)| *known)) {
            Some(near) => problem.hint(format!("是否“{near}”？{setting}")),
            None => problem.hint(setting),
        }
    }

    /// “满意”“基本满意”或“不满意”.
    fn listed(&self) -> String {
        let quoted = |values: &[&str]| -> String {
            values.iter().map(|value| format!("“{value}”")).collect()
        };
        match self.expected.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                format!("{}或“{last}”", quoted(rest))
            }
            _ => quoted(self.expected),
        }
    }
}

/// Spellings of the settings that stand for no built-in one.
pub(super) fn check(settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (column, values) in &settings.values {
        for (written, value) in values {
            if let Some(expected) = unmet(*column, value) {
                let key = column.key();
                let message = format!(
                    "tickets.values 的 {key} 里，“{written}”对应的应为{expected}，写的是“{value}”"
                );
                problems.push(Problem::error(Code::WRONG_VALUE, message));
            }
        }
    }
    problems
}

/// What should have been written where a value is none of the column's.
fn unmet(column: Column, value: &str) -> Option<String> {
    let values = of(column)?;
    (!values.knows("", value)).then(|| values.listed())
}

/// The values of a column, whatever they mean.
pub(super) trait Spellings {
    /// Whether a cell under a title holds one of them.
    fn knows(&self, title: &str, written: &str) -> bool;

    /// The spellings that messages name.
    fn expected(&self) -> &'static [&'static str];

    /// The same in a sentence.
    fn listed(&self) -> String;
}

impl<T: Copy> Spellings for Values<T> {
    fn knows(&self, title: &str, written: &str) -> bool {
        self.find_under(title, written).is_some()
    }

    fn expected(&self) -> &'static [&'static str] {
        self.expected
    }

    fn listed(&self) -> String {
        Values::listed(self)
    }
}

/// The values that a column may hold; none where anything may stand.
pub(super) fn of(column: Column) -> Option<&'static dyn Spellings> {
    match column {
        Column::Dispatch => Some(&DISPATCH),
        Column::Role => Some(&ROLE),
        Column::Assessed => Some(&ASSESSED),
        Column::Rated => Some(&RATED),
        Column::Responded => Some(&RESPONDED),
        Column::Resolved | Column::CallbackResolved => Some(&RESOLVED),
        Column::Satisfied | Column::CallbackSatisfied => Some(&SATISFIED),
        Column::Callback => Some(&CALLBACK),
        // It is read like a cell.
        Column::Number
        | Column::Count
        | Column::AcceptedAt
        | Column::ClosedAt
        | Column::Type
        | Column::Channel
        | Column::Category
        | Column::Category2
        | Column::Category3
        | Column::CategoryPath
        | Column::Town
        | Column::Community
        | Column::Lead
        | Column::CoHandlers
        | Column::Rank
        | Column::PreviousRank
        | Column::District
        | Column::Street
        | Column::Score
        | Column::TicketCount
        | Column::Residents
        | Column::PreviousTicketCount
        | Column::Own => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_typing_error_is_told_with_the_list_and_the_nearest_value() {
        let problem = SATISFIED.unknown(Column::Satisfied, "满意情况", "基本满义");
        assert_eq!(
            problem.message,
            "“满意情况”应为“满意”“基本满意”“不满意”或“未评价”，单元格里是“基本满义”"
        );
        assert!(problem.hint.unwrap().starts_with("是否“基本满意”？"));
    }

    #[test]
    fn yes_and_no_of_engines_are_understood_and_codes_are_not() {
        for (written, meant) in
            [("true", true), ("F", false), ("TRUE", true), ("No", false)]
        {
            assert_eq!(
                RESPONDED.find_under("响应情况", written),
                Some(meant),
                "{written}"
            );
        }
        let satisfied = |title, written| SATISFIED.find_under(title, written);
        assert_eq!(satisfied("是否满意", "1"), Some(Some(Satisfaction::Satisfied)));
        assert_eq!(satisfied("满意度", "1"), None);
    }

    #[test]
    fn a_setting_that_stands_for_nothing_known_is_told() {
        let values = BTreeMap::from([("已办结".to_owned(), "解块".to_owned())]);
        let settings = Settings {
            values: BTreeMap::from([(Column::Resolved, values)]),
            ..Settings::default()
        };
        let messages: Vec<_> = check(&settings).into_iter().map(|p| p.message).collect();
        assert_eq!(
            messages,
            [
                "tickets.values 的 resolved 里，“已办结”对应的应为“解决”或“未解决”，写的是“解块”"
            ]
        );
    }
}
