//! What is wrong with `measures:` and `lists:`, at its line.

use crate::diagnostics::{self, Code, Problem};
use crate::figures::Fault;
use crate::yaml::Places;

/// Names proposed for one that nobody knows.
const NEAREST: usize = 3;

pub(super) fn problems(
    root: &str,
    faults: Vec<Fault>,
    places: &Places,
) -> impl Iterator<Item = Problem> {
    let problem = move |Fault { path, message, unknown }: Fault| {
        let place = places.of(&format!("{root}.{path}"));
        let problem = Problem::error(Code::OWN_MEASURE, message).at(place);
        let Some((name, known)) = unknown else { return problem };
        let known = known.iter().map(String::as_str);
        match diagnostics::nearest_few(&name, known.clone(), NEAREST).as_slice() {
            [] => problem
                .hint(format!("能用的有：{}", known.collect::<Vec<_>>().join("、"))),
            near => problem.hint(format!("是否“{}”？", near.join("”“"))),
        }
    };
    faults.into_iter().map(problem)
}
