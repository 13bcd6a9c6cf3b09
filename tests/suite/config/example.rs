//! The reference month reads without a problem and says what its month said.

use std::path::Path;

use bulletin::config::{self, Layout, Previous, Project};
use bulletin::tickets::UnitKind;

fn example() -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023-09");
    let (project, problems) = config::read(&folder);
    assert_eq!(problems, []);
    project.unwrap()
}

#[test]
fn the_example_says_what_its_month_said() {
    let project = example();
    assert_eq!(project.district, "密云区");
    assert_eq!(project.office, "密云区城市管理指挥中心");
    assert_eq!(project.date.to_string(), "2023-09-25");
    assert_eq!(project.period.start.to_string(), "2023-08-19 00:00:00");
    assert_eq!(project.period.end.to_string(), "2023-09-19 00:00:00");
    assert!(
        matches!(&project.layout, Layout::BuiltIn { name, .. } if name == "official")
    );
    let Previous::Counts(counts) = &project.previous else { panic!("counts") };
    assert_eq!((counts.accepted, counts.assessed), (Some(23699), Some(11897)));
    assert_eq!(project.city.response.unwrap().to_string(), "99.96");
    assert_eq!(project.city.departments_average.unwrap().to_string(), "99.05");
    assert_eq!(project.city.rank, Some(11));
}

#[test]
fn the_example_names_its_exports_with_their_sheets() {
    let exports = example().exports;
    let ranking = exports.ranking.unwrap();
    assert_eq!(ranking.sheet.as_deref(), Some("9月"));
    assert_eq!(exports.previous_ranking.unwrap().sheet.as_deref(), Some("8月"));
    assert_eq!(ranking.name, Path::new("data/全市街乡镇排名.xlsx"));
    assert!(ranking.path.is_file());
    assert_eq!(exports.accepted.unwrap().sheet, None);
    assert!(exports.assessed.is_some() && exports.districts.is_some());
}

#[test]
fn the_example_has_its_units_in_order_with_their_spellings() {
    let register = example().register;
    let count = |wanted: fn(&UnitKind) -> bool| {
        register.iter().filter(|(_, unit)| wanted(&unit.kind)).count()
    };
    assert_eq!(count(|kind| *kind == UnitKind::Town), 20);
    assert_eq!(count(|kind| matches!(kind, UnitKind::Department { .. })), 34);
    assert_eq!(count(|kind| *kind == UnitKind::Outside), 1);
    let (_, first) = register.iter().next().unwrap();
    assert_eq!(first.name, "檀营地区");
    let unit = |written: &str| register.unit(register.find(written).unwrap()).unwrap();
    assert_eq!(unit("区文化和旅游局").name, "文化和旅游局");
    assert_eq!(unit("文化和旅游局").bonus.unwrap().to_string(), "0.1");
    assert_eq!(unit("新城子镇").bonus.unwrap().to_string(), "0.1");
    assert_eq!(
        unit("经贸分院").kind,
        UnitKind::Department { class: "二类部门".to_owned() }
    );
}

#[test]
fn the_example_s_case_has_its_paragraphs_and_pictures_with_their_lines() {
    let project = example();
    let [case] = project.cases.as_slice() else { panic!("one case") };
    assert_eq!(case.title.value, "建好车棚解难题 添置器材暖民心");
    assert_eq!(case.unit.as_ref().unwrap().value, "檀营地区");
    let [first, second, third] = case.paragraphs.as_slice() else { panic!("three") };
    assert!(first.value.starts_with("新建小区") && first.value.ends_with("的位置。"));
    // What follows the block is no text of it, though it stands further in.
    assert!(third.value.starts_with("居民议事会上") && third.value.ends_with("孩童。"));
    assert_eq!(first.place().to_string(), "cases.yaml，第8行第7列");
    assert_eq!(second.place().to_string(), "cases.yaml，第10行第7列");
    let pictures: Vec<_> = case
        .images
        .iter()
        .map(|image| (image.name.value.as_str(), image.after))
        .collect();
    assert_eq!(
        pictures,
        [
            ("images/charging-shed.jpg", 2),
            ("images/fitness-yard.jpg", 3),
            ("images/residents-meeting.png", 3)
        ]
    );
    assert!(case.images.iter().all(|image| image.file.is_file()));
}
