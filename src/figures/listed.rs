//! The catalogue of lists: those that every month has, with what they are called and what
//! is measured of their rows.

use super::{By, breakdown, closing};

/// A list that the program has of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name in outlines: “towns.direct”.
    pub name: String,
    /// What it is called, which an outline may write in place of the name.
    pub words: String,
    /// Names of the built-in measures that its rows have.
    pub measures: Vec<&'static str>,
}

const UNITS: &str = "rank assessed rated responded resolved satisfied basic \
    both_positive both_negative one_negative resolved_basic response resolution \
    satisfaction score previous_rank previous_assessed previous_score assessed_change \
    score_change place_change";
const STREETS: &str = "city_rank previous_city_rank rank_change city_score";
const DISTRICTS: &str = "tickets residents per_10k rank previous_tickets \
    previous_per_10k previous_rank change place_change";
const GROUPS: &str = "count share";
const CHANGING: &str = "previous change";
const CLOSING: &str = "closed median_hours p90_hours";

/// Lists of units and districts, each with its measures.
const LISTS: [(&str, &str, [&str; 2]); 5] = [
    ("towns.direct", "镇街直派", [UNITS, STREETS]),
    ("towns.transferred", "镇街转派", [UNITS, ""]),
    ("towns.all", "镇街合计", [UNITS, "bonus"]),
    ("departments", "部门", [UNITS, "bonus"]),
    ("districts", "各区", [DISTRICTS, ""]),
];

/// Parts of a list of units.
const BOARDS: [(&str, &str); 3] =
    [("red", "红榜"), ("black", "黑榜"), ("under", "低于设定成绩")];

/// Lists of a unit's own issue, whose rows are of several kinds.
const OF_A_UNIT: [(&str, &str, [&str; 2]); 6] = [
    ("unit.parts", "本单位成绩", [UNITS, STREETS]),
    ("unit.peers.ranking", "同类单位成绩", [UNITS, "bonus"]),
    ("unit.outcomes", "本单位评价结果", [GROUPS, "lead co_handled district_share"]),
    ("unit.categories", "本单位诉求分类", [GROUPS, "lead co_handled district_share"]),
    ("unit.places", "本单位诉求来源", [GROUPS, "lead co_handled district_share"]),
    ("unit.unresolved", "本单位未解决工单", ["role satisfied category community", ""]),
];

/// Every built-in list.
pub fn lists() -> Vec<Listed> {
    let listed = |name: String, words: String, measures: &[&'static str]| Listed {
        name,
        words,
        measures: measures.iter().flat_map(|names| names.split_whitespace()).collect(),
    };
    let mut all = Vec::new();
    for (name, words, measures) in &LISTS {
        all.push(listed((*name).to_owned(), (*words).to_owned(), measures));
        if *name == "districts" {
            continue;
        }
        // Departments are ranked within their classes.
        let is_ranked = *name != "departments";
        for (part, called) in
            BOARDS.into_iter().filter(|(part, _)| is_ranked || *part == "under")
        {
            let (name, words) = (format!("{name}.{part}"), format!("{words}{called}"));
            all.push(listed(name, words, measures));
        }
        let (name, words) = (format!("course.{name}"), format!("{words}历期"));
        let followed = "rank assessed response resolution satisfaction score";
        all.push(listed(name, words, &[followed]));
    }
    for by in By::ALL {
        let changing = if breakdown::CHANGING.contains(&by) { CHANGING } else { "" };
        let closing = if closing::GROUPS.contains(&by) { CLOSING } else { "" };
        let (name, words) = (format!("accepted.{}", by.key()), by.name().to_owned());
        all.push(listed(name, words, &[GROUPS, changing, closing]));
    }
    let category = By::Category;
    let (name, words) =
        (format!("assessed.{}", category.key()), format!("纳入考评{}", category.name()));
    all.push(listed(name, words, &[GROUPS, CHANGING]));
    let of_a_unit = OF_A_UNIT.iter();
    all.extend(of_a_unit.map(|(name, words, measures)| {
        listed((*name).to_owned(), (*words).to_owned(), measures)
    }));
    all
}
