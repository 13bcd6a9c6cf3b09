//! Case studies with their pictures, as cases.yaml has them.

use serde::Serialize;

use super::blocks::Part;
use crate::layout::{self, Item};
use crate::word::Picture;
use crate::yaml;

/// Case studies and the files of their pictures.
#[derive(Debug, Default)]
pub struct Cases {
    all: Vec<Case>,
    /// Pictures by the names under which cases name them.
    pub images: Vec<Image>,
}

/// A picture to be written.
#[derive(Debug)]
pub struct Image {
    /// “images/案例1-1.png”.
    pub name: String,
    /// As it lies in the Word file.
    pub bytes: Vec<u8>,
}

#[derive(Debug, Serialize)]
struct Case {
    #[serde(rename = "标题")]
    title: String,
    #[serde(rename = "正文")]
    text: Vec<String>,
    #[serde(rename = "图片", skip_serializing_if = "Vec::is_empty")]
    images: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Shown {
    #[serde(rename = "文件")]
    file: String,
    #[serde(rename = "说明", skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
    #[serde(rename = "位置")]
    after: usize,
}

impl Cases {
    /// cases.yaml; none when there are no cases.
    pub fn yaml(&self) -> Option<String> {
        #[derive(Serialize)]
        struct Whole<'a> {
            #[serde(rename = "案例")]
            cases: &'a [Case],
        }
        let whole = Whole { cases: &self.all };
        let text = (!self.all.is_empty()).then(|| yaml::write(&whole).ok())??;
        Some(format!("# 典型案例：由 Word 通报学得，下一期改写为当期的。\n{text}"))
    }
}

/// Whether a part stands under a heading of a level.
pub(super) fn is_within(part: &Part, level: u8) -> bool {
    match part {
        Part::Heading { level: own, .. } => *own > level,
        Part::Text(_) | Part::Pictures { .. } => true,
        Part::Table { .. } | Part::Chart { .. } | Part::Closed(_) => false,
    }
}

/// Cases of the parts under their heading, a heading each; one without a heading is called
/// by its first words, which are not printed.
pub(super) fn take(
    parts: Vec<Part>,
    bytes: &dyn Fn(&Picture) -> Option<Vec<u8>>,
) -> (Cases, Item) {
    let mut cases = Cases::default();
    let has_titles = parts.iter().any(|part| matches!(part, Part::Heading { .. }));
    for part in parts {
        match part {
            Part::Heading { text, .. } => cases.start(text),
            Part::Text(text) => {
                if cases.all.is_empty() {
                    cases.start(text.chars().take(12).collect());
                }
                if let Some(case) = cases.all.last_mut() {
                    case.text.push(text);
                }
            }
            Part::Pictures { pictures, caption } => {
                cases.pictures(&pictures, caption, bytes);
            }
            Part::Table { .. } | Part::Chart { .. } | Part::Closed(_) => {}
        }
    }
    cases.all.retain(|case| !case.text.is_empty());
    let heading = if has_titles { "{{ title }}" } else { "" };
    (cases, Item::Cases(layout::Cases { heading: heading.to_owned() }))
}

impl Cases {
    fn start(&mut self, title: String) {
        self.all.push(Case { title, text: Vec::new(), images: Vec::new() });
    }

    fn pictures(
        &mut self,
        pictures: &[Picture],
        mut caption: Option<String>,
        bytes: &dyn Fn(&Picture) -> Option<Vec<u8>>,
    ) {
        if self.all.is_empty() {
            self.start("案例".to_owned());
        }
        let number = self.all.len();
        let Some(case) = self.all.last_mut() else { return };
        for picture in pictures {
            let Some(bytes) = bytes(picture) else { continue };
            let ending = picture.part.rsplit('.').next().unwrap_or("png").to_lowercase();
            let name = format!("images/案例{number}-{}.{ending}", case.images.len() + 1);
            let after = case.text.len();
            case.images.push(Shown {
                file: name.clone(),
                caption: caption.take(),
                after,
            });
            self.images.push(Image { name, bytes });
        }
    }
}
