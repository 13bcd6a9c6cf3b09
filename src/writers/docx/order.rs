//! The order of children that the schema of ECMA-376 asks for, parent by parent.
//!
//! docx-rs writes them in an order of its own. One table and one sort mend every part.

use super::xml::{Element, Node};

/// Parents and the names of their children in the schema's order (Part 1, annex A).
/// What is not named here stands wherever its neighbours leave it: at the end.
static ORDERS: &[(&str, &str)] = &[
    // CT_PPr
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr \
         suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap \
         overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd \
         snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc \
         textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr \
         sectPr pPrChange",
    ),
    // CT_RPr
    (
        "w:rPr",
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike \
         outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing \
         w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em \
         lang eastAsianLayout specVanish oMath rPrChange",
    ),
    // CT_SectPr
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc \
         pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg \
         textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    ),
    // CT_TblPr
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize \
         tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook \
         tblCaption tblDescription tblPrChange",
    ),
    // CT_TrPr
    (
        "w:trPr",
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader \
         tblCellSpacing jc hidden ins del trPrChange",
    ),
    // CT_TcPr
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection \
         tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    ),
    // CT_Tbl, CT_Row, CT_Tc: properties lead.
    ("w:tbl", "bookmarkStart bookmarkEnd tblPr tblGrid tr"),
    ("w:tr", "tblPrEx trPr tc"),
    // CT_TblBorders, CT_TcBorders, CT_PBdr
    ("w:tblBorders", "top left start bottom right end insideH insideV"),
    ("w:tcBorders", "top start left bottom end right insideH insideV tl2br tr2bl"),
    ("w:pBdr", "top left bottom right between bar"),
    // CT_TblCellMar
    ("w:tblCellMar", "top left start bottom right end"),
    // CT_Styles, CT_Style, CT_DocDefaults
    ("w:styles", "docDefaults latentStyles style"),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden \
         unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr \
         rPr tblPr trPr tcPr tblStylePr",
    ),
    ("w:docDefaults", "rPrDefault pPrDefault"),
    // CT_Settings, as far as a bulletin needs it
    (
        "w:settings",
        "writeProtection view zoom removePersonalInformation mirrorMargins \
         alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter \
         proofState defaultTabStop autoHyphenation evenAndOddHeaders \
         drawingGridHorizontalSpacing drawingGridVerticalSpacing \
         displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery \
         characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr \
         themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator",
    ),
    // CT_Font
    ("w:font", "altName panose1 charset family notTrueType pitch sig"),
    // CT_Inline
    ("wp:inline", "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic"),
];

/// Sorts the children of every element below, keeping equals as they stand.
pub(super) fn sort(element: &mut Element) {
    let order = ORDERS.iter().find(|(parent, _)| *parent == element.name);
    if let Some((_, order)) = order {
        element.children.sort_by_key(|node| place(order, node));
    }
    for child in element.elements_mut() {
        sort(child);
    }
}

fn place(order: &str, node: &Node) -> usize {
    let name = match node {
        Node::Element(element) => element.name.as_str(),
        Node::Text(_) => return 0,
    };
    let local = name.strip_prefix("w:").unwrap_or(name);
    let mut names = order.split_ascii_whitespace();
    names.position(|known| known == local).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_stand_in_the_order_of_the_schema_at_every_depth() {
        let mut paragraph = Element::new("w:p").child(
            Element::new("w:pPr")
                .child(
                    Element::new("w:rPr")
                        .child(Element::new("w:sz"))
                        .child(Element::new("w:rFonts")),
                )
                .child(Element::new("w:jc"))
                .child(Element::new("w:pStyle")),
        );
        sort(&mut paragraph);
        let mut names = Vec::new();
        paragraph.walk(&mut |element| names.push(element.name.clone()));
        assert_eq!(
            names,
            ["w:p", "w:pPr", "w:pStyle", "w:jc", "w:rPr", "w:rFonts", "w:sz"]
        );
    }
}
