//! Nothing is told of what is right: every file of the examples, each unit's issue among
//! them.

use std::path::Path;

use bulletin::document::Document;
use bulletin::pipeline::{self, Issues, Options};
use bulletin::tickets::UnitKind;
use bulletin::writers::docx;

use super::plant::{self, Found};

/// What is told of the bulletin of an example and of each unit's issue.
fn told(example: &str) -> Vec<(String, Found)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example);
    let (loaded, problems) = pipeline::load(&folder, &|_| {});
    let loaded = loaded.expect("the example loads");
    let audit = |name: &str, document: &Document| {
        let word = docx::write(document, &loaded.layout.style).unwrap();
        let found = plant::audit_whole(&word).into_iter();
        found.map(|found| (name.to_owned(), found)).collect::<Vec<_>>()
    };
    let whole = pipeline::compose(&loaded, problems, Options::default());
    let mut all = audit("全区", &whole.document);
    let issues = Issues::new(&loaded).expect("the outline is sound");
    for (id, unit) in loaded.project.register.iter() {
        if unit.kind == UnitKind::Outside {
            continue;
        }
        if let Some(issue) = issues.compose(id, Options::default()) {
            all.extend(audit(&unit.name, &issue.composed.document));
        }
    }
    all
}

#[test]
fn every_file_of_the_examples_is_free_of_findings() {
    // The city's own score is not what its rates give.
    assert_eq!(told("2023-09"), [("全区".to_owned(), plant::city_score())]);
    for example in ["2023-09-analysis", "2023-10", "2024-03"] {
        assert_eq!(told(example), [], "{example}");
    }
}
