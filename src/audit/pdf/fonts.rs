//! Fonts as far as text needs them: what a code means and how wide it is.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::object::{Array, Dict, Object, Stream};

/// A font of two-byte codes with its map to characters.
pub(super) struct Font {
    characters: Option<hayro_cmap::CMap>,
    /// Widths by code, in thousandths of the size.
    widths: HashMap<u32, f64>,
    default_width: f64,
}

/// The fonts of a file; each is read once.
#[derive(Default)]
pub(super) struct Fonts {
    known: RefCell<HashMap<(i32, i32), Rc<Font>>>,
}

impl Fonts {
    pub(super) fn read(&self, dict: &Dict<'_>) -> Rc<Font> {
        let Some(id) = dict.obj_id() else { return Rc::new(Font::read(dict)) };
        let key = (id.obj_number, id.gen_number);
        let mut known = self.known.borrow_mut();
        Rc::clone(known.entry(key).or_insert_with(|| Rc::new(Font::read(dict))))
    }
}

impl Font {
    fn read(dict: &Dict<'_>) -> Self {
        let map = dict.get::<Stream<'_>>("ToUnicode");
        let map =
            map.and_then(|stream| stream.decoded().ok().map(|data| data.into_owned()));
        let descendant = dict
            .get::<Array<'_>>("DescendantFonts")
            .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let widths = descendant.as_ref().and_then(|font| font.get::<Array<'_>>("W"));
        Self {
            characters: map.and_then(|data| {
                hayro_cmap::CMap::parse(&data, hayro_cmap::load_embedded)
            }),
            widths: widths.map(|widths| self::widths(&widths)).unwrap_or_default(),
            default_width: descendant
                .and_then(|font| font.get::<f64>("DW"))
                .unwrap_or(1000.0),
        }
    }

    /// The character or characters that a code stands for.
    pub(super) fn text(&self, code: u32) -> String {
        let found = self.characters.as_ref().and_then(|map| map.lookup_bf_string(code));
        match found {
            Some(hayro_cmap::BfString::Char(character)) => character.to_string(),
            Some(hayro_cmap::BfString::String(text)) => text,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        }
    }

    /// Width in thousandths of the size.
    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }
}

/// `[c [w w w] first last w]` as widths by code.
fn widths(array: &Array<'_>) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut waiting: Vec<f64> = Vec::new();
    for object in array.iter::<Object<'_>>() {
        if let Object::Number(number) = object {
            waiting.push(number.as_f64());
        } else if let Object::Array(list) = object {
            let first = waiting.pop().map_or(0, code);
            let list = list.iter::<f64>().enumerate();
            widths.extend(list.filter_map(|(at, width)| {
                Some((first.checked_add(u32::try_from(at).ok()?)?, width))
            }));
            waiting.clear();
        }
        if let [first, last, width] = *waiting.as_slice() {
            // Codes have two bytes, so a range cannot be longer.
            widths.extend((code(first)..=code(last)).map(|code| (code, width)));
            waiting.clear();
        }
    }
    widths
}

fn code(number: f64) -> u32 {
    number.clamp(0.0, 65535.0) as u32
}
