//! `measures:` and `lists:`, those of the layout's folder under those of bulletin.yaml, and
//! what is wrong with them, at its line.

use super::keys::OwnKeys;
use crate::diagnostics::{self, Code, Problem};
use crate::figures::{self, Fault, ListSpec, Ordered, Spec};
use crate::tickets::Decimal;
use crate::yaml::Places;

/// Names proposed for one that nobody knows.
const NEAREST: usize = 3;

/// What a file says, and where.
pub(super) type Layer = (OwnKeys, Places);

/// The measures and lists of both files, with every problem; of two of one name that of
/// bulletin.yaml holds. `city` are the rates of `city.rates`, `columns` those registered.
pub(super) fn resolved(
    (base, base_places): &Layer,
    (top, places): &Layer,
    (city, columns): (&Ordered<Decimal>, &[String]),
) -> (Vec<Spec>, Vec<ListSpec>, Vec<Problem>) {
    let (measures, wrong) =
        figures::measures(&top.measures.over(&base.measures), columns);
    let (lists, unfit) =
        figures::resolve_lists(&top.lists.over(&base.lists), &measures, columns);
    let unknown = figures::unknown_rates(city, &measures);
    let mut problems = Vec::new();
    for (root, faults) in [("measures", wrong), ("lists", unfit), ("city.rates", unknown)]
    {
        problems.extend(faults.into_iter().map(|fault| {
            let name = fault.path.split('.').next().unwrap_or_default();
            let is_base = match root {
                "measures" => !top.measures.has(name),
                "lists" => !top.lists.has(name),
                _ => false,
            };
            problem(root, fault, if is_base { base_places } else { places })
        }));
    }
    (measures, lists, problems)
}

fn problem(root: &str, fault: Fault, places: &Places) -> Problem {
    let Fault { path, message, unknown } = fault;
    let place = places.of(&format!("{root}.{path}"));
    let problem = Problem::error(Code::OWN_MEASURE, message).at(place);
    let Some((name, known)) = unknown else { return problem };
    let known = known.iter().map(String::as_str);
    match diagnostics::nearest_few(&name, known.clone(), NEAREST).as_slice() {
        [] => problem.hint(format!("能用的有：{}", known.collect::<Vec<_>>().join("、"))),
        near => problem.hint(format!("是否“{}”？", near.join("”“"))),
    }
}
