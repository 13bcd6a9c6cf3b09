//! The fonts that the program carries; it needs none of the system's.

/// A bundled font file.
#[derive(Debug, Clone, Copy)]
pub struct BundledFont {
    /// The family's name, as style.yaml names it.
    pub family: &'static str,
    /// 100 to 900.
    pub weight: u16,
    /// The font file.
    pub bytes: &'static [u8],
}

macro_rules! fonts {
    ($($family:literal $weight:literal $file:literal;)*) => {
        /// Every bundled font.
        pub static FONTS: &[BundledFont] = &[$(BundledFont {
            family: $family,
            weight: $weight,
            bytes: include_bytes!(concat!("../../fonts/", $file)),
        }),*];
    };
}

fonts! {
    "Zhuque Fangsong (technical preview)" 400 "ZhuqueFangsong-Regular.ttf";
    "AR PL KaitiM GB" 400 "gkai00mp.ttf";
    "GW Hei SC" 500 "GWHeiSC-Medium.otf";
    "GW Hei SC" 400 "GWHeiSC-Regular.otf";
    "GW Song SC" 700 "GWSongSC-Bold.otf";
    "GW Song SC" 400 "GWSongSC-Regular.otf";
    "GW Song Rare SC" 400 "GWSongRareSC-Regular.otf";
    "Liberation Serif" 400 "LiberationSerif-Regular.ttf";
    "Liberation Serif" 700 "LiberationSerif-Bold.ttf";
}

/// The bundled font of a family whose weight is nearest to the one wanted.
pub fn font(family: &str, weight: u16) -> Option<&'static BundledFont> {
    FONTS
        .iter()
        .filter(|font| font.family == family)
        .min_by_key(|font| font.weight.abs_diff(weight))
}
