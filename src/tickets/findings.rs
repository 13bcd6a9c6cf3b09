//! Problems of one export, gathered so that equal ones become one with many places.

use std::collections::BTreeMap;

use super::units::NOT_IN_REGISTER;
use crate::diagnostics::{CODES, Code, Problem, has_errors};

/// Of one code, so many different messages are told one by one; the rest are summed up.
const DIFFERENT_MESSAGES_MAX: usize = 20;

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    problems: Vec<Problem>,
    known: BTreeMap<(Code, String), usize>,
    different: BTreeMap<Code, usize>,
}

impl Findings {
    /// Adds a problem; one with a known code and message adds only its place.
    pub(super) fn add(&mut self, problem: Problem) {
        let key = (problem.code, problem.message.clone());
        if let Some(first) =
            self.known.get(&key).and_then(|&at| self.problems.get_mut(at))
        {
            first.add_places(problem);
            return;
        }
        let different = self.different.entry(problem.code).or_default();
        *different += 1;
        // The last of them stands for all that follow.
        let at = if *different > DIFFERENT_MESSAGES_MAX {
            let rest = (problem.code, String::new());
            *self.known.entry(rest).or_insert(self.problems.len())
        } else {
            self.problems.len()
        };
        match self.problems.get_mut(at) {
            Some(rest) => {
                rest.severity = rest.severity.max(problem.severity);
                rest.add_places(problem);
            }
            None => self.problems.push(problem),
        }
        if *different <= DIFFERENT_MESSAGES_MAX {
            self.known.insert(key, at);
        }
    }

    /// Adds several.
    pub(super) fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        problems.into_iter().for_each(|problem| self.add(problem));
    }

    /// Whether any of them stops the build.
    pub(super) fn has_errors(&self) -> bool {
        has_errors(&self.problems)
    }

    /// Adds what was found further down.
    pub(super) fn absorb(&mut self, below: Self) {
        for problem in below.problems {
            self.add(problem);
        }
    }

    /// Every problem, in the order found.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        for ((code, message), at) in &self.known {
            let Some(problem) = self.problems.get_mut(*at) else { continue };
            if message.is_empty() && !problem.more.is_empty() {
                let meaning = CODES.iter().find(|(known, _)| known == code);
                let meaning = meaning.map_or("同类问题", |(_, meaning)| meaning);
                let places = problem.places();
                problem.message = format!("另有 {places} 处{meaning}，内容各不相同");
                problem.remedy = None;
                problem.hint = Some("可先改正前面列出的，再运行一次".to_owned());
            }
        }
        for problem in &mut self.problems {
            let is_one = problem.message.ends_with(NOT_IN_REGISTER);
            if is_one && problem.places() > 1 {
                problem.message.push_str(&format!("，共 {} 处", problem.places()));
            }
        }
        self.problems
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diagnostics::Place;

    fn problem(message: &str, line: usize) -> Problem {
        Problem::error(Code::BAD_DATE, message).at(Place::line(
            Path::new("a.csv"),
            line,
            1,
        ))
    }

    #[test]
    fn equal_problems_become_one_with_every_place() {
        let mut findings = Findings::default();
        findings.add(problem("甲", 1));
        findings.add(problem("乙", 2));
        findings.add(problem("甲", 3));
        let problems = findings.into_problems();
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0].more, [Place::line(Path::new("a.csv"), 3, 1)]);
    }

    #[test]
    fn many_different_problems_are_summed_up_without_losing_a_place() {
        let mut findings = Findings::default();
        for line in 1..=500 {
            findings.add(problem(&format!("第 {line} 种"), line));
        }
        let problems = findings.into_problems();
        assert_eq!(problems.len(), DIFFERENT_MESSAGES_MAX + 1);
        assert_eq!(problems[20].message, "另有 480 处不是日期，内容各不相同");
        let places: usize = problems.iter().map(Problem::places).sum();
        assert_eq!(places, 500);
    }
}
