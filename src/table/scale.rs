//! What a table says of scale and currency: `(In thousands, except per share data)`.

mod currency;
mod stated;

use crate::figure::Currency;
use crate::source::Span;
use crate::text::Text;
pub(crate) use currency::{is_remark as is_remark_on_currency, of_all_amounts};
pub(super) use stated::apply;

/// The powers of ten that words put on printed figures. Amounts per share, percentages and ratios are never scaled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// On amounts of money; `None` where nothing is said of them.
    pub money: Option<u8>,
    /// On numbers of shares; `None` where nothing is said of them (`Dollars in thousands`).
    pub shares: Option<u8>,
    /// On numbers of other things (`gallons in thousands`), when said of them alone.
    pub others: Option<u8>,
    /// On whatever is printed (`In thousands`), when said of nothing in particular.
    pub all: Option<u8>,
    /// The currency, if named.
    pub currency: Option<Currency>,
    /// What it says it leaves out, in lower case: `average price`, `store data`. Amounts per share and shares are told apart elsewhere.
    pub exempt: Vec<String>,
    /// Where it is said.
    pub stated_at: Option<Span>,
    /// Whether it is said elsewhere than at the table itself: over the table before, or in the text.
    pub inherited: bool,
}

/// Things whose number may be scaled on its own.
const COUNTED: [&str; 31] = [
    "volume",
    "units",
    "gallons",
    "barrels",
    "stores",
    "customers",
    "subscribers",
    "tons",
    "tonnes",
    "boe",
    "bbls",
    "mcf",
    "mwh",
    "kwh",
    "gwh",
    "feet",
    "employees",
    "transactions",
    "members",
    "passengers",
    "miles",
    "ounces",
    "pounds",
    "volumes",
    "accounts",
    "inches",
    "copies",
    "bushels",
    "acres",
    "pairs",
    "hours",
];

#[derive(Clone, Copy, PartialEq)]
enum Subject {
    Money,
    Shares,
    PerShare,
    Others,
}

/// What has been read of a caption so far.
#[derive(Default)]
struct Reading {
    scale: Scale,
    subjects: Vec<Subject>,
    except: bool,
    /// Whether the last power was put on everything, so that "of dollars" may narrow it.
    on_all: bool,
}

impl Scale {
    /// Reads a caption, title or label. `None` where it says nothing of scale.
    pub fn of(text: &Text) -> Option<Self> {
        Self::of_words(text.as_str()).map(|scale| Self { stated_at: text.span(), ..scale })
    }

    /// Reads words whose place does not matter.
    pub(super) fn of_words(text: &str) -> Option<Self> {
        if text.len() > 600 {
            return None;
        }
        let lower = text.to_lowercase();
        let lower = with_exception(&lower).unwrap_or(&lower);
        let words: Vec<&str> = tokens(lower);
        let mut reading = Reading::default();
        let mut said = false;
        for at in 0..words.len() {
            said |= reading.read(&words, at);
        }
        said.then(|| Self { currency: currency::named(lower), exempt: exempt(lower), ..reading.scale })
    }

    /// What a label says beside each of the things left out of the scale that it names in all their words.
    pub fn beside_exempt(&self, label: &str) -> impl Iterator<Item = String> {
        let lower = if self.exempt.is_empty() { String::new() } else { label.to_lowercase() };
        let words: Vec<String> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        self.exempt.iter().filter_map(move |thing| {
            let named = |word: &str| thing.split(' ').any(|of_thing| singular(of_thing) == singular(word));
            let has = |of_thing: &str| words.iter().any(|word| singular(word) == singular(of_thing));
            let beside = words.iter().filter(|word| !named(word)).map(String::as_str).collect::<Vec<_>>().join(" ");
            thing.split(' ').all(has).then_some(beside)
        })
    }

    /// Whether any power is more than nothing said.
    fn says_nothing(&self) -> bool {
        self.money.is_none() && self.shares.is_none() && self.others.is_none()
    }
}

/// A remark in brackets that says itself what it leaves out, whatever is named before it: `Earnings per share (in millions, except per share data)`.
/// What a label leaves out before it is none of the remark's: `Income excluding impairments (in millions)`.
fn with_exception(lower: &str) -> Option<&str> {
    let (before, remark) = lower.split_at(lower.find("(in ")?);
    let end = remark.find(')').unwrap_or(remark.len());
    (remark[..end].contains("except") || before.contains("excluding")).then_some(&remark[..end])
}

/// Words and the marks that matter: `$`, `(`, `,`.
fn tokens(lower: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for word in lower.split_whitespace() {
        let core = word.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.' | '*' | '"' | '“' | '”'));
        for part in core.split_inclusive(['-', '/']) {
            let part = part.trim_end_matches(['-', '/']);
            if !part.is_empty() {
                out.push(part);
            }
        }
    }
    out
}

/// What a caption leaves out of its scale, shares apart: the words behind "except", without those that say only that they are figures.
fn exempt(lower: &str) -> Vec<String> {
    const PLAIN: [&str; 27] = [
        "data",
        "amounts",
        "amount",
        "information",
        "figures",
        "for",
        "the",
        "of",
        "per",
        "share",
        "shares",
        "number",
        "numbers",
        "as",
        "and",
        "noted",
        "otherwise",
        "where",
        "indicated",
        "par",
        "value",
        "values",
        "stated",
        "which",
        "common",
        "adss",
        "ads",
    ];
    let Some((_, left_out)) = lower.split_once("except") else { return Vec::new() };
    let left_out = left_out.split([')', ';', '.', ':']).next().unwrap_or_default().replace("per-share", "per share");
    let things = left_out.split(',').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" or "));
    // "except earnings per share" leaves amounts per share out and no earnings
    let things = things.filter(|thing| !(thing.contains("per share") && thing.split_whitespace().count() > 2));
    let words = things.map(|thing| {
        let words = thing.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !PLAIN.contains(w) && power(w).is_none());
        words.collect::<Vec<_>>().join(" ")
    });
    words.filter(|thing| !thing.is_empty() && thing.len() < 40).collect()
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// The power of ten of a word, with what it is put on if the word says so: `$000`.
fn power(word: &str) -> Option<(u8, Option<Subject>)> {
    // "U.S.$000s", "Cdn$000"
    let dollars = word.find('$').filter(|at| matches!(&word[..*at], "u.s." | "us" | "c" | "cdn" | "cad" | "hk" | "a")).unwrap_or(0);
    Some(match &word[dollars..] {
        "thousand" | "thousands" | "000" | "000s" | "000's" | "000’s" | "'000" | "’000" | "'000s" | "’000s" => (3, None),
        "$000" | "$000s" | "$000's" | "$000’s" | "$'000" | "$’000" | "$thousands" | "$'000s" => (3, Some(Subject::Money)),
        "million" | "millions" | "000,000" | "000,000's" | "000,000s" | "mm" => (6, None),
        "$k" => (3, Some(Subject::Money)),
        "$bn" | "$b" | "$billion" | "$billions" => (9, Some(Subject::Money)),
        "$million" | "$millions" | "$mm" | "$m" | "$000,000" => (6, Some(Subject::Money)),
        "billion" | "billions" => (9, None),
        _ => return None,
    })
}

impl Reading {
    /// Reads the word at an index; answers whether it put a power on something.
    fn read(&mut self, words: &[&str], at: usize) -> bool {
        let word = words[at];
        let before = at.checked_sub(1).map_or("", |i| words[i]);
        // "Hospital days per thousand" is a rate
        let power = power(word).filter(|_| before != "per").or_else(|| (word == "k" && COUNTED.contains(&before)).then_some((3, None)));
        if let Some((power, on)) = power {
            // "5.2 million" is an amount, "(2) ($MM)" a footnote's mark before a scale
            let counted = on.is_none() && before.bytes().any(|b| b.is_ascii_digit()) || matches!(before, "several" | "hundred" | "many");
            return !counted && self.put(power, on);
        }
        match word {
            "except" | "excluding" | "exclude" | "excludes" => {
                (self.except, self.on_all) = (true, false);
                self.subjects.clear();
            }
            "dollar" | "dollars" | "$" | "us$" | "usd" | "euros" | "yen" | "rmb"
                if before == "of" || self.on_all && words[at.saturating_sub(2)..at].contains(&"of") =>
            {
                self.narrow();
            }
            "dollar" | "dollars" | "$" | "us$" | "usd" | "c$" | "£" | "€" => self.subject(Subject::Money),
            "share" | "shares" | "adss" | "units" if before == "per" || before == "each" => self.subject(Subject::PerShare),
            "share" | "shares" if self.except && words.get(at + 1).is_some_and(|w| *w == "price") => {}
            "share" | "shares" => self.share(),
            // "in thousands of column inches"
            _ if COUNTED.contains(&word) && self.on_all && words[at.saturating_sub(2)..at].contains(&"of") => self.on_others_alone(),
            _ if COUNTED.contains(&word) => self.subject(Subject::Others),
            _ => {}
        }
        false
    }

    fn subject(&mut self, subject: Subject) {
        self.on_all = false;
        self.subjects.push(subject);
    }

    fn share(&mut self) {
        if self.except {
            self.scale.shares = Some(0);
        }
        self.subject(Subject::Shares);
    }

    /// "in thousands of dollars": the power was put on money alone.
    fn narrow(&mut self) {
        if self.on_all {
            (self.scale.shares, self.scale.all) = (None, None);
        }
        self.on_all = false;
    }

    /// "in millions of kWh": the power was put on those alone.
    fn on_others_alone(&mut self) {
        self.scale.others = self.scale.money.take();
        (self.scale.shares, self.scale.all, self.on_all) = (None, None, false);
    }

    fn put(&mut self, power: u8, on: Option<Subject>) -> bool {
        let mut subjects = std::mem::take(&mut self.subjects);
        subjects.extend(on);
        subjects.retain(|s| *s != Subject::PerShare);
        if subjects.is_empty() {
            if self.except {
                return false;
            }
            self.scale.money.get_or_insert(power);
            self.scale.shares.get_or_insert(power);
            self.scale.all.get_or_insert(power);
            self.on_all = true;
        }
        for subject in subjects {
            match subject {
                Subject::Money => self.scale.money = Some(power),
                Subject::Shares => self.scale.shares = Some(power),
                Subject::Others => self.scale.others = Some(power),
                Subject::PerShare => {}
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions() {
        for (caption, money, shares) in [
            ("(In thousands, except per share data)", Some(3), Some(3)),
            ("(in 000s, except share data)", Some(3), Some(0)),
            ("(In millions, except number of shares, which are reflected in thousands, and per-share amounts)", Some(6), Some(3)),
            ("(000's omitted)", Some(3), Some(3)),
            ("($000)", Some(3), None),
            ("Summary of net flows (in $billions)", Some(9), None),
            ("Operating profit (2) ($MM)", Some(6), None),
            ("Dollars in thousands", Some(3), None),
            ("(dollars and shares in thousands)", Some(3), Some(3)),
            ("Dollars in millions, except per share amounts; shares in thousands", Some(6), Some(3)),
            ("In thousands of U.S. dollars, except share and per share data", Some(3), Some(0)),
            ("(Expressed in thousands of dollars)", Some(3), None),
            ("Number of shares (in thousands) used in computing:", None, Some(3)),
            ("(amounts in millions)", Some(6), Some(6)),
            ("Shares (000)", None, Some(3)),
            ("$ in millions", Some(6), None),
            ("(Dollars in Thousands Except Per Share Data)", Some(3), None),
            ("(In thousands, except shares and per share amounts)", Some(3), Some(0)),
        ] {
            let scale = Scale::of_words(caption).unwrap_or_default();
            assert_eq!((scale.money, scale.shares), (money, shares), "{caption}");
        }
        let narrowed = Scale::of_words("Income excluding impairments before taxes (in millions) (c) (Non-GAAP)").unwrap();
        assert_eq!((narrowed.money, narrowed.exempt.len()), (Some(6), 0));
        assert_eq!(Scale::of_words("Gallons sold (in thousands)").unwrap().others, Some(3));
        let energy = Scale::of_words("Electric sales (millions of kWh)").unwrap();
        assert_eq!((energy.money, energy.others), (None, Some(6)));
        let linage = Scale::of_words("Full run linage (in thousands of column inches)").unwrap();
        assert_eq!((linage.money, linage.all, linage.others), (None, None, Some(3)));
    }

    #[test]
    fn what_a_caption_leaves_out() {
        let scale = Scale::of_words("(Dollars in thousands, except per share amounts, average sales price and store data)").unwrap();
        assert_eq!(scale.exempt, ["average sales price", "store"]);
        let beside = |label: &str| scale.beside_exempt(label).next();
        assert_eq!(beside("Average sales price").as_deref(), Some(""));
        assert_eq!(beside("Store operating expenses").as_deref(), Some("operating expenses"));
        assert_eq!(beside("Sales"), None);
        assert!(Scale::of_words("(In thousands, except share and per share data)").unwrap().exempt.is_empty());
        assert!(Scale::of_words("(In millions of dollars except earnings per share)").unwrap().exempt.is_empty());
        assert!(Scale::of_words("(In thousands, except earnings -per-share- amounts)").unwrap().exempt.is_empty());
    }

    #[test]
    fn sentences_that_state_no_scale() {
        for words in ["Revenue rose to $5.2 million", "March 31, 2004", "100,000 shares", "Hospital days per thousand", "(unaudited)"] {
            assert_eq!(Scale::of_words(words), None, "{words}");
        }
    }

    #[test]
    fn currencies() {
        assert_eq!(Scale::of_words("(in thousands of Canadian dollars)").unwrap().currency, Currency::from_code("CAD"));
        assert_eq!(Scale::of_words("US$ in millions").unwrap().currency, Some(Currency::USD));
        assert_eq!(Scale::of_words("(in thousands of CAD)").unwrap().currency, Currency::from_code("CAD"));
        assert_eq!(Scale::of_words("(NIS in thousands)").unwrap().currency, Currency::from_code("ILS"));
        assert_eq!(Scale::of_words("Europe (in thousands)").unwrap().currency, None);
        let dollars = Scale::of_words("(in U.S.$000s)").unwrap();
        assert_eq!((dollars.money, dollars.currency), (Some(3), Some(Currency::USD)));
    }
}
