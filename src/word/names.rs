//! One prefix for each namespace, whatever a file calls it and whichever edition it follows.

/// The prefixes by which this room knows elements and attributes.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "w",
        &[
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ],
    ),
    (
        "r",
        &[
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ],
    ),
    (
        "wp",
        &[
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        ],
    ),
    (
        "a",
        &[
            "http://schemas.openxmlformats.org/drawingml/2006/main",
            "http://purl.oclc.org/ooxml/drawingml/main",
        ],
    ),
    (
        "pic",
        &[
            "http://schemas.openxmlformats.org/drawingml/2006/picture",
            "http://purl.oclc.org/ooxml/drawingml/picture",
        ],
    ),
    (
        "c",
        &[
            "http://schemas.openxmlformats.org/drawingml/2006/chart",
            "http://purl.oclc.org/ooxml/drawingml/chart",
        ],
    ),
    (
        "dgm",
        &[
            "http://schemas.openxmlformats.org/drawingml/2006/diagram",
            "http://purl.oclc.org/ooxml/drawingml/diagram",
        ],
    ),
    (
        "m",
        &[
            "http://schemas.openxmlformats.org/officeDocument/2006/math",
            "http://purl.oclc.org/ooxml/officeDocument/math",
        ],
    ),
    (
        "lc",
        &[
            "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas",
            "http://purl.oclc.org/ooxml/drawingml/lockedCanvas",
        ],
    ),
    ("rel", &["http://schemas.openxmlformats.org/package/2006/relationships"]),
    ("ct", &["http://schemas.openxmlformats.org/package/2006/content-types"]),
    ("mc", &["http://schemas.openxmlformats.org/markup-compatibility/2006"]),
    ("v", &["urn:schemas-microsoft-com:vml"]),
    ("o", &["urn:schemas-microsoft-com:office:office"]),
    ("w10", &["urn:schemas-microsoft-com:office:word"]),
    ("xml", &["http://www.w3.org/XML/1998/namespace"]),
    ("wps", &["http://schemas.microsoft.com/office/word/2010/wordprocessingShape"]),
    ("wpg", &["http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"]),
    ("wpc", &["http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"]),
    ("wp14", &["http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"]),
    ("w14", &["http://schemas.microsoft.com/office/word/2010/wordml"]),
    ("w15", &["http://schemas.microsoft.com/office/word/2012/wordml"]),
    ("w16se", &["http://schemas.microsoft.com/office/word/2015/wordml/symex"]),
    ("w16cid", &["http://schemas.microsoft.com/office/word/2016/wordml/cid"]),
    ("a14", &["http://schemas.microsoft.com/office/drawing/2010/main"]),
    ("a16", &["http://schemas.microsoft.com/office/drawing/2014/main"]),
    ("c14", &["http://schemas.microsoft.com/office/drawing/2007/8/2/chart"]),
    ("c16", &["http://schemas.microsoft.com/office/drawing/2014/chart"]),
    ("cx", &["http://schemas.microsoft.com/office/drawing/2014/chartex"]),
    ("cx1", &["http://schemas.microsoft.com/office/drawing/2015/9/8/chartex"]),
];

/// The prefix of a namespace that this room knows.
pub(super) fn prefix(namespace: &str) -> Option<&'static str> {
    let known = KNOWN.iter().find(|(_, names)| names.contains(&namespace));
    known.map(|(prefix, _)| *prefix)
}

/// The namespace that is written for a known prefix.
pub(super) fn namespace(prefix: &str) -> Option<&'static str> {
    let known = KNOWN.iter().find(|(known, _)| *known == prefix)?;
    known.1.first().copied()
}
