//! Numbers of a paragraph as figures: by their values and by the words around them.

use super::compare::decimal;
use super::edits::{Edit, Entry, Sure, figure};
use super::known::{Catalogue, Known, Words, Written, is_change, written};
use super::sense::{Sense, Who};
use crate::audit::said::{Link, Said, When, said};

/// What a figure must reach by the words around it, and by how much more than any other.
pub(super) const ENOUGH: i32 = 5;
/// The same where the data have no value yet; the city's figures are typed, so that none
/// but the words tells them.
fn named_at(key: &str) -> i32 {
    match key {
        "city.departments_average" => 8,
        key if key.starts_with("city.") => 10,
        _ => 11,
    }
}
/// The same where the value speaks against it.
pub(super) const CERTAIN: i32 = 12;

/// A paragraph whose numbers are looked for.
pub(super) struct Resolver<'c, 's> {
    pub(super) catalogue: &'c Catalogue<'s>,
    pub(super) text: &'c str,
    pub(super) said: Vec<Said>,
    /// What headings and captions over it say.
    above: Sense,
    /// The figure that each number tells by itself.
    pub(super) found: Vec<Option<&'c Known<'s>>>,
    /// What words of lists say whom each number is of.
    of_names: Vec<Option<String>>,
    pub(super) edits: Vec<Edit>,
    pub(super) entries: Vec<Entry>,
    /// The number that comparisons are of.
    pub(super) main: Option<usize>,
    carry: Sense,
    /// 高于…, of which the base itself stood before the difference.
    pending: Option<(usize, Link)>,
    /// Whether the last change is told since last year.
    pub(super) is_since_year: bool,
    /// Whether a number that no figure gives becomes a gap.
    has_gaps: bool,
    /// Figures that the words name and the data do not give, with what they are told to be.
    pub(super) named: Vec<(String, String)>,
}

impl<'c, 's> Resolver<'c, 's> {
    pub(super) fn new(
        catalogue: &'c Catalogue<'s>,
        text: &'c str,
        above: Sense,
        has_gaps: bool,
    ) -> Self {
        let said = said(text);
        Self {
            catalogue,
            text,
            above,
            found: vec![None; said.len()],
            of_names: vec![None; said.len()],
            said,
            edits: Vec::new(),
            entries: Vec::new(),
            main: None,
            carry: Sense::default(),
            pending: None,
            is_since_year: false,
            has_gaps,
            named: Vec::new(),
        }
    }

    /// Looks for every number.
    pub(super) fn run(&mut self) {
        self.lists();
        let mut sentence = 0;
        for at in 0..self.said.len() {
            let Some(one) = self.said.get(at).cloned() else { continue };
            if one.sentence != sentence {
                sentence = one.sentence;
                self.main = None;
                self.is_since_year = false;
                self.carry = Sense::default();
            }
            if is_factor(self.text, &one) {
                self.entries.push(Entry::of(
                    at,
                    self.text,
                    &one,
                    String::new(),
                    Sure::Unknown,
                ));
                continue;
            }
            let link = match self.pending.take() {
                Some((_, link)) if one.lead.trim().is_empty() => link,
                _ => one.link.clone(),
            };
            match link {
                Link::Than { .. } if self.is_base(at) => {
                    self.plain(at, &one);
                    self.pending = Some((at, link));
                }
                Link::Than { base, is_up, word } => {
                    self.difference(at, &one, (&base, is_up, &word));
                }
                Link::Change { is_up, word } => self.change(at, &one, is_up, &word),
                Link::Plain | Link::Share => self.plain(at, &one),
                Link::Other => self.other(at, &one),
            }
        }
    }

    /// Whether a number after 高于… is the base itself, with the difference right after it.
    fn is_base(&self, at: usize) -> bool {
        let next = self.said.get(at + 1);
        let own = self.said.get(at);
        own.zip(next).is_some_and(|(own, next)| {
            next.lead.trim().is_empty()
                && next.depth == own.depth
                && next.unit == own.unit
        })
    }

    /// Names in a row whose numbers follow in a row: 甲、乙、丙分别为1、2、3.
    fn lists(&mut self) {
        const BETWEEN: [char; 6] = ['、', '和', '及', '与', ' ', '，'];
        let mut at = 0;
        while at < self.said.len() {
            let rest = self.said.get(at + 1..).unwrap_or_default();
            let follows = rest.iter().take_while(|it| {
                !it.lead.is_empty() && it.lead.trim_matches(BETWEEN).is_empty()
            });
            let run = 1 + follows.count();
            if run > 1
                && let Some(first) = self.said.get(at)
            {
                let names = self.catalogue.names.find_with_own(&first.lead);
                if let Some(start) = names.len().checked_sub(run) {
                    for (slot, name) in self
                        .of_names
                        .iter_mut()
                        .skip(at)
                        .zip(names.get(start..).unwrap_or_default())
                    {
                        *slot = Some(name.name.to_owned());
                    }
                    let label = first.label.clone();
                    for one in self.said.iter_mut().skip(at + 1).take(run - 1) {
                        one.label.clone_from(&label);
                    }
                }
            }
            at += run;
        }
    }

    /// The words around a number.
    fn words(&self, at: usize, one: &Said) -> Words {
        let names = &self.catalogue.names;
        let of = |text: &str| Sense::of_words(text, names);
        let after =
            one.after.split(['，', '。', '、', '；', '（', '：', ',', ';']).next();
        let mut near = of(&format!("{}{}", one.label, after.unwrap_or_default()));
        let clauses = one.lead.strip_suffix(&one.label).unwrap_or_default();
        let mut far = of(clauses);
        if one.depth > 0 {
            let outer = one.parent.and_then(|at| self.said.get(at));
            let outer = outer.map_or(&one.outer, |parent| &parent.label);
            let outer = match Relative::of(outer) {
                Some(relative) => of(relative.base),
                None => of(outer),
            };
            if near.measure.is_empty() && one.parent.is_none() {
                near.measure.clone_from(&outer.measure);
            }
            near.who = near.who.or(outer.who.clone());
            near.scope = near.scope.or(outer.scope);
            if outer.when != When::Now {
                near.when = outer.when;
            }
            far = outer;
        }
        if let Some(name) = self.of_names.get(at).and_then(Option::as_ref) {
            near.who = Some(match names.is_own(name) {
                true => Who::District,
                false => Who::Named([name.clone()].into()),
            });
        }
        if far.measure.is_empty() {
            far.measure.clone_from(&self.carry.measure);
        }
        // “全市共343个街乡镇参与排名，平均…”: the clause goes on with those of the city.
        let is_city =
            self.carry.who == Some(Who::CityTowns) && far.who == Some(Who::Towns);
        if far.who.is_none() || is_city {
            far.who.clone_from(&self.carry.who);
        }
        far.scope = far.scope.or(self.carry.scope);
        Words { near, far, above: self.above.clone() }
    }

    fn plain(&mut self, at: usize, one: &Said) {
        let words = self.words(at, one);
        self.tell(at, one, &words);
    }

    /// The number as the figure that fits best.
    fn tell(&mut self, at: usize, one: &Said, words: &Words) {
        let catalogue = self.catalogue;
        let mut fitting = catalogue.fitting(one, words);
        fitting.retain(|(known, _)| !is_change(known.figure));
        let gives = |known: &Known<'s>| {
            let figure = known.figure;
            written(one, known.value.as_ref(), figure.exact.as_ref(), figure.kind)
        };
        let with_value: Vec<(&Known<'s>, i32, Written)> = fitting
            .iter()
            .filter_map(|(known, fit)| Some((*known, *fit, gives(known)?)))
            .collect();
        // What the data do not give is known by its words alone.
        let best = fitting.first().map_or(0, |it| it.1);
        let mut open = fitting.iter().filter(|(known, _)| known.value.is_none());
        let (first, second) = (open.next(), open.next());
        let unvalued = first.filter(|(known, fit)| {
            let is_alone = second.is_none_or(|it| it.1 + 2 <= *fit);
            *fit >= named_at(&known.figure.key) && *fit == best && is_alone
        });
        match (with_value.as_slice(), unvalued) {
            ([(known, fit, how), rest @ ..], _)
                if *fit >= ENOUGH && rest.first().is_none_or(|it| it.1 < *fit) =>
            {
                self.take(at, one, known, *how);
            }
            (_, Some((known, _))) if is_told(one) => self.name(at, one, known),
            ([(_, best, _), ..], _) => {
                let choices = with_value.iter().filter(|it| it.1 == *best);
                let choices = choices.map(|it| it.0.figure.key.clone()).collect();
                self.leave(at, one, Sure::Open(choices));
            }
            ([], _) => match fitting.as_slice() {
                [(known, fit), rest @ ..]
                    if *fit >= CERTAIN
                        && known.value.is_some()
                        && words.is_certain()
                        && rest.first().is_none_or(|it| it.1 + 2 <= *fit)
                        && is_told(one) =>
                {
                    self.contradict(at, one, known);
                }
                _ => self.leave(at, one, Sure::Unknown),
            },
        }
        let is_first = one.depth == 0;
        if is_first {
            self.is_since_year = false;
            self.main = self.taken(at).map(|_| at);
        }
    }

    fn take(&mut self, at: usize, one: &Said, known: &'c Known<'s>, how: Written) {
        let key = &known.figure.key;
        let shown = figure(key, how);
        let sure = match how {
            Written::Same | Written::Rounded { .. } => Sure::Certain,
            Written::Otherwise => Sure::Form(crate::wording::text(known.figure)),
        };
        self.write(at, one, shown, sure);
        self.keep(at, one, known);
    }

    fn contradict(&mut self, at: usize, one: &Said, known: &'c Known<'s>) {
        let data = crate::wording::text(known.figure);
        self.write(at, one, figure(&known.figure.key, Written::Same), Sure::Other(data));
        self.keep(at, one, known);
    }

    fn name(&mut self, at: usize, one: &Said, known: &'c Known<'s>) {
        let key = &known.figure.key;
        self.named
            .push((key.clone(), decimal(Some(one.value.clone()), one.decimals)));
        self.write(at, one, figure(key, Written::Same), Sure::Named);
        self.keep(at, one, known);
    }

    fn keep(&mut self, at: usize, one: &Said, known: &'c Known<'s>) {
        if let Some(slot) = self.found.get_mut(at) {
            *slot = Some(known);
        }
        if one.depth == 0 {
            self.carry = known.sense.clone();
        }
    }

    pub(super) fn write(&mut self, at: usize, one: &Said, shown: String, sure: Sure) {
        self.entries.push(Entry::of(at, self.text, one, shown.clone(), sure));
        self.edits.push(Edit::text(one.number.clone(), shown));
    }

    pub(super) fn leave(&mut self, at: usize, one: &Said, sure: Sure) {
        let mut became = String::new();
        if self.has_gaps {
            let words: String =
                one.label.chars().filter(|c| c.is_alphanumeric()).collect();
            let words = if words.is_empty() { one.unit } else { words.as_str() };
            became = format!("〔待填：{words}〕");
            self.edits.push(Edit::text(one.number.clone(), became.clone()));
        }
        self.entries.push(Entry::of(at, self.text, one, became, sure));
    }

    /// Bounds, means a day, what a change came to.
    fn other(&mut self, at: usize, one: &Said) {
        if is_bound(one) {
            return self.leave(at, one, Sure::Unknown);
        }
        self.plain(at, one);
    }
}

/// Words after 高于 and before the number.
struct Relative<'t> {
    base: &'t str,
}

impl<'t> Relative<'t> {
    fn of(text: &'t str) -> Option<Self> {
        const WORDS: [&str; 12] = [
            "高于",
            "低于",
            "高出",
            "低出",
            "超过",
            "超出",
            "领先于",
            "落后于",
            "领先",
            "落后",
            "多于",
            "少于",
        ];
        let found = WORDS.iter().filter_map(|word| {
            let at = text.rfind(word)?;
            Some((at, text.get(at + word.len()..)?))
        });
        found.max_by_key(|(at, _)| *at).map(|(_, base)| Self { base })
    }
}

/// Whether a number tells a figure itself, rather than a bound or a mean a day.
fn is_told(one: &Said) -> bool {
    one.link != Link::Other && !is_bound(one)
}

/// Whether a number is a factor of a formula, which no month changes: 解决率×35%.
fn is_factor(text: &str, one: &Said) -> bool {
    const SIGNS: [char; 7] = ['×', '✕', '*', '＊', '÷', '=', '＝'];
    let before = text.get(..one.number.start).unwrap_or_default().trim_end();
    let after = text.get(one.end..).unwrap_or_default().trim_start();
    before.ends_with(SIGNS) || after.starts_with(SIGNS)
}

/// Whether a number is a bound that others are counted by: 95分以上的.
fn is_bound(one: &Said) -> bool {
    ["以上", "以下", "及以上", "及以下", "以内", "之间", "以外"]
        .iter()
        .any(|word| one.after.starts_with(word))
        || ["超过", "不足", "高于", "低于", "达到"]
            .iter()
            .any(|word| one.label == *word)
}
