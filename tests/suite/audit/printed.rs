//! The program's own PDF is audited as the Word file beside it is.

use std::path::Path;

use bulletin::audit::{self, File};
use bulletin::document::{self, Document, Part, Role};
use bulletin::writers::pdf;

use super::plant::{self, Found, city_score, finding};

fn audited(document: &Document) -> Vec<Found> {
    let (loaded, ..) = &*plant::REFERENCE;
    let bytes =
        pdf::write(document, &loaded.layout.style, &loaded.layout.report).unwrap();
    let file = File { path: Path::new("通报.pdf"), bytes: &bytes };
    let looked = audit::bulletin(file, None).unwrap();
    assert_eq!((looked.tables, looked.rows), (4, 94));
    plant::told(looked.findings)
}

#[test]
fn a_pdf_has_the_findings_of_its_word_file() {
    let (_, composed, word) = &*plant::REFERENCE;
    assert_eq!(audited(&composed.document), plant::audit_whole(word));
}

#[test]
fn a_wrong_number_in_a_cell_of_a_pdf_is_found_at_its_place() {
    let mut document = plant::REFERENCE.1.document.clone();
    for text in document::texts(&mut document) {
        let is_cell = text.role == Role::TableText;
        let is_here = text.place.to_string() == "表1第7行“密云镇”，“综合成绩”列";
        for part in text.parts {
            if let Part::Figure(figure) = part
                && is_cell
                && is_here
            {
                figure.text = "98.03".to_owned();
            }
        }
    }
    let spot = "表1第7行（密云镇）“综合成绩”";
    let found = audited(&document);
    assert!(found.contains(&city_score()), "{found:?}");
    let wanted = finding("A12", spot, "98.03", "98.30");
    assert!(found.contains(&wanted), "{found:?}");
}
