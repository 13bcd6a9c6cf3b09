//! Settings of measures and lists become checked ones, with everything wrong with them.

use super::super::catalogue::{MEASURES, Measure};
use super::keys::{ChosenKeys, DifferenceKeys, ListKeys, MeasureKeys, Ordered, Test};
use super::lists::{Grouping, ListSpec};
use super::{BASES, Base, Chosen, Column, Condition, Field, How, Spec, Way};
use crate::tickets::Decimal;

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, under `measures` or `lists`: “contact.rate.of”.
    pub path: String,
    /// In Chinese.
    pub message: String,
    /// The name that nobody knows, and those that may have been meant.
    pub unknown: Option<(String, Vec<String>)>,
}

/// Built-in measures that may be worked out in another way.
const REPLACEABLE: [&str; 4] = ["response", "resolution", "satisfaction", "score"];

/// The measures of `measures:`; `columns` are those registered under
/// `tickets.columns.own`.
pub fn measures(
    written: &Ordered<MeasureKeys>,
    columns: &[String],
) -> (Vec<Spec>, Vec<Fault>) {
    let mut reading =
        Reading { columns, specs: Vec::new(), unfit: Vec::new(), faults: Vec::new() };
    for (name, keys) in &written.0 {
        reading.name(name);
        let (told, words) = (name.clone(), keys.words.clone());
        match reading.how(name, keys) {
            Some(how) => reading.specs.push(Spec { name: told, words, how }),
            None => reading.unfit.push(told),
        }
    }
    (reading.specs, reading.faults)
}

/// The lists of `lists:`, which may be of tickets that `measures` count.
pub fn resolve_lists(
    written: &Ordered<ListKeys>,
    measures: &[Spec],
    columns: &[String],
) -> (Vec<ListSpec>, Vec<Fault>) {
    let specs = measures.to_vec();
    let mut reading = Reading { columns, specs, unfit: Vec::new(), faults: Vec::new() };
    let lists = written.0.iter().filter_map(|(name, keys)| reading.list(name, keys));
    let lists = lists.collect();
    (lists, reading.faults)
}

/// Rates of `city.rates` that are no measures of one's own.
pub fn unknown_rates(written: &Ordered<Decimal>, measures: &[Spec]) -> Vec<Fault> {
    let known: Vec<String> = measures.iter().map(|spec| spec.name.clone()).collect();
    let unknown = written.0.iter().filter(|(name, _)| !known.contains(name));
    let fault = |(name, _): &(String, Decimal)| Fault {
        path: name.clone(),
        message: format!("“{name}”不是 measures 里的数字"),
        unknown: Some((name.clone(), known.clone())),
    };
    unknown.map(fault).collect()
}

struct Reading<'a> {
    columns: &'a [String],
    specs: Vec<Spec>,
    /// Names of measures whose faults are told.
    unfit: Vec<String>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn tell(&mut self, path: &str, message: String) {
        self.faults
            .push(Fault { path: path.to_owned(), message, unknown: None });
    }

    fn unknown(&mut self, path: &str, message: String, name: &str, known: Vec<String>) {
        let unknown = Some((name.to_owned(), known));
        self.faults.push(Fault { path: path.to_owned(), message, unknown });
    }

    fn name(&mut self, name: &str) {
        if name.is_empty() || name.contains(|c: char| !c.is_alphanumeric() && c != '_') {
            self.tell(name, format!("“{name}”不能作名称：只用字母、数字、下划线和汉字"));
        }
        let is_taken = Measure::find(name).is_some() && !REPLACEABLE.contains(&name);
        if is_taken || BASES.iter().any(|(base, ..)| *base == name) {
            let message = format!(
                "“{name}”已是程序自带的数字，不能另定；能另定的只有 {}",
                REPLACEABLE.join("、")
            );
            self.tell(name, message);
        }
    }

    fn how(&mut self, name: &str, keys: &MeasureKeys) -> Option<How> {
        let MeasureKeys {
            words: _,
            count,
            rate,
            share,
            per_10k,
            sum,
            mean,
            median,
            percentile,
            points,
            difference,
        } = keys;
        let chosen: [(&str, &Option<ChosenKeys>); 8] = [
            ("count", count),
            ("rate", rate),
            ("share", share),
            ("per_10k", per_10k),
            ("sum", sum),
            ("mean", mean),
            ("median", median),
            ("percentile", percentile),
        ];
        let written = chosen.iter().filter(|(_, keys)| keys.is_some()).count()
            + usize::from(points.is_some())
            + usize::from(difference.is_some());
        if written != 1 {
            let message = format!(
                "“{name}”应写一种算法：count、rate、share、per_10k、sum、mean、median、percentile、points 或 difference"
            );
            self.tell(name, message);
            return None;
        }
        if let Some(points) = points {
            return Some(self.points(name, points));
        }
        if let Some(DifferenceKeys { of, less }) = difference {
            for part in [of, less] {
                self.measure(&format!("{name}.difference"), part);
            }
            return Some(How::Difference { of: of.clone(), less: less.clone() });
        }
        let (way, keys) = chosen
            .into_iter()
            .find_map(|(way, keys)| Some((way, keys.as_ref()?)))?;
        let path = format!("{name}.{way}");
        let chosen = self.chosen(&path, keys);
        let way = self.way(way, &path, keys)?;
        Some(How::Chosen(way, chosen?))
    }

    fn way(&mut self, way: &str, path: &str, keys: &ChosenKeys) -> Option<Way> {
        let way = match way {
            "count" => Way::Count,
            "rate" => Way::Rate,
            "share" => Way::Share,
            "per_10k" => Way::Per10k,
            "sum" => Way::Sum(self.column(path, keys)?),
            "mean" => Way::Mean(self.column(path, keys)?),
            "median" => Way::Percentile(50, self.column(path, keys)?),
            _ => {
                let percent = keys.percent.filter(|percent| *percent <= 100);
                if percent.is_none() {
                    let message = "percent 应写 0 至 100 的整数，如 90".to_owned();
                    self.tell(path, message);
                }
                Way::Percentile(percent?, self.column(path, keys)?)
            }
        };
        Some(way)
    }

    fn column(&mut self, path: &str, keys: &ChosenKeys) -> Option<Column> {
        match &keys.column {
            Some(name) => {
                let field = self.field(&format!("{path}.column"), name)?;
                Some(Column { name: field.called(name), field })
            }
            None => {
                self.tell(path, "应写 column：取哪一列的数".to_owned());
                None
            }
        }
    }

    fn points(&mut self, name: &str, points: &Ordered<Decimal>) -> How {
        let mut sum = num_rational::BigRational::from_integer(0.into());
        for (rate, weight) in &points.0 {
            self.measure(&format!("{name}.points.{rate}"), rate);
            sum += weight.exact();
        }
        let hundred = Decimal::whole(100).exact();
        if name == "score" && sum != hundred {
            self.tell(
                &format!("{name}.points"),
                format!("各项分值之和应为 100，这里是 {sum}"),
            );
        }
        How::Points(points.0.clone())
    }

    /// A measure that another is made of must be known.
    fn measure(&mut self, path: &str, name: &str) {
        let own = self.specs.iter().map(|spec| spec.name.as_str());
        let known: Vec<&str> =
            own.chain(MEASURES.iter().map(|measure| measure.name)).collect();
        if !known.contains(&name) && !self.unfit.iter().any(|unfit| unfit == name) {
            let known = known.into_iter().map(str::to_owned).collect();
            let message = format!("“{name}”不是前面写过或自带的数字");
            self.unknown(path, message, name, known);
        }
    }

    fn chosen(&mut self, path: &str, keys: &ChosenKeys) -> Option<Chosen> {
        let (of, base, within) = self.base(&format!("{path}.of"), &keys.of)?;
        let own = self.condition(&format!("{path}.where"), &keys.conditions)?;
        let condition = Condition([&within.0[..], &own.0].concat());
        Some(Chosen { of, base, within, condition })
    }

    fn base(&mut self, path: &str, name: &str) -> Option<(String, Base, Condition)> {
        if let Some((key, base)) = Base::find(name) {
            return Some((key.to_owned(), base, Condition::default()));
        }
        let counts = self.specs.iter().filter_map(|spec| match &spec.how {
            How::Chosen(Way::Count, chosen) => Some((spec, chosen)),
            How::Chosen(..) | How::Points(_) | How::Difference { .. } => None,
        });
        let known = counts.clone().map(|(spec, _)| spec.name.clone());
        let known =
            known.chain(BASES.iter().map(|(key, ..)| (*key).to_owned())).collect();
        let mut counts = counts;
        let found = counts
            .find(|(spec, _)| [&spec.name, &spec.words].contains(&&name.to_owned()));
        let found = found.map(|(spec, chosen)| {
            (spec.name.clone(), chosen.base, chosen.condition.clone())
        });
        if found.is_none() {
            let message = format!("“{name}”不是一类工单的名称");
            self.unknown(path, message, name, known);
        }
        found
    }

    fn condition(&mut self, path: &str, written: &Ordered<Test>) -> Option<Condition> {
        let mut tests = Vec::new();
        for (column, test) in &written.0 {
            let field = self.field(&format!("{path}.{column}"), column);
            tests.extend(field.map(|field| (field.called(column), field, test.clone())));
        }
        (tests.len() == written.0.len()).then_some(Condition(tests))
    }

    fn field(&mut self, path: &str, name: &str) -> Option<Field> {
        let field = Field::find(name, self.columns);
        if field.is_none() {
            let known = Field::names(self.columns).map(str::to_owned).collect();
            let message = format!(
                "没有登记“{name}”这一列：程序不自带的列，先把表头登记在 tickets.columns 的 own 下"
            );
            self.unknown(path, message, name, known);
        }
        field
    }

    fn list(&mut self, name: &str, keys: &ListKeys) -> Option<ListSpec> {
        let ListKeys { words, of, conditions, by, groups, first, rest, within } = keys;
        self.name(name);
        let base = self.base(&format!("{name}.of"), of);
        let own = self.condition(&format!("{name}.where"), conditions);
        let grouping = match (by, groups) {
            (Some(by), None) => {
                let field = self.field(&format!("{name}.by"), by);
                field.map(|field| Grouping::By(Column { name: field.called(by), field }))
            }
            (None, Some(groups)) => {
                let mut named = Vec::new();
                for (group, tests) in &groups.0 {
                    let path = format!("{name}.groups.{group}");
                    let condition = self.condition(&path, tests);
                    named.extend(condition.map(|condition| (group.clone(), condition)));
                }
                Some(Grouping::Named(named))
            }
            _ => {
                self.tell(
                    name,
                    format!(
                        "“{name}”应写 by（按哪一列分）或 groups（各组的条件），二者取一"
                    ),
                );
                None
            }
        };
        let (_, base, of) = base?;
        let condition = Condition([&of.0[..], &own?.0].concat());
        Some(ListSpec {
            name: name.to_owned(),
            words: words.clone(),
            base,
            condition,
            grouping: grouping?,
            first: *first,
            rest: rest.clone(),
            within: within.clone(),
        })
    }
}
