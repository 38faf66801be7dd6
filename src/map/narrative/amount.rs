//! Amounts of a sentence: a figure with the words that make it money, a rate, a percentage or a count.

use rust_decimal::Decimal;

use super::token::Token;
use super::word_list::WordList;
use super::wording::{Role, role};
use crate::figure::{Currency, Figure, Sign, Suffix};
use crate::text::Text;

/// An amount as a sentence states it.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// The figure as printed.
    pub(super) figure: Figure,
    /// What it is.
    pub(super) kind: AmountKind,
    /// The full amount without its sign.
    pub(super) size: Decimal,
    /// Printed as negative.
    pub(super) negative: bool,
    /// The power of ten that its words put on the figure.
    pub(super) scale: i8,
    /// To which decimal place it is printed.
    pub(super) places: i8,
    /// "more than", "nearly", one end of a range: what it is not is told, and not what it is.
    pub(super) rough: bool,
    /// "approximately": stated, but not exactly.
    pub(super) hedged: bool,
    /// Whether it is in dollars or cents that nothing says the country of.
    pub(super) of_any_dollars: bool,
}

impl Amount {
    /// Takes dollars that nothing says the country of for those that all amounts of the release are in.
    pub(super) fn in_dollars(&mut self, dollars: Currency) {
        match &mut self.kind {
            AmountKind::Money(currency) | AmountKind::PerShare(currency) if self.of_any_dollars => *currency = dollars,
            _ => {}
        }
    }
}

/// What kind of quantity an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AmountKind {
    /// Money.
    Money(Currency),
    /// Money for each share.
    PerShare(Currency),
    /// Money for each of something else.
    PerOther,
    /// A fraction.
    Percent,
    /// A fraction of ten-thousandths.
    BasisPoints,
    /// A plain number: shares, stores, days.
    Count,
}

static ROUGH: WordList =
    WordList::new("nearly almost over exceeding estimated some exceeded between above under below surpassing topping approaching");
/// Words before an amount that is rounded.
static HEDGES: WordList = WordList::new("approximately about roughly around");

/// Reads the amount that begins at token `at`; answers also the token after it.
pub(super) fn at(text: &Text, tokens: &[Token], at: usize) -> Option<(Amount, usize)> {
    let first = &tokens[at];
    let opens = first.is_number() || first.is_any(&["$", "€", "£", "¥", "(", "-", "–"]) || currency_word(first) || leads_figure(first);
    if !opens
        || first.glued
        || follows_letter(text.as_str(), first.range.start)
        || opens_restatement(tokens, at)
        || joins_phrases(tokens, at)
    {
        return None;
    }
    let (mut figure, end) = Figure::in_narrative(text, first.range.start)?;
    let next = at + tokens[at..].iter().take_while(|t| t.range.start < end).count();
    // "$0.37 cents" are no hundredth of them
    if figure.style.suffix == Suffix::Cents && tokens[at..next].iter().any(|t| t.is("$")) {
        figure.style.suffix = Suffix::None;
    }
    if tokens.get(next).is_some_and(|t| t.glued && !t.is_any(&["million", "billion", "thousand"])) {
        return None;
    }
    let (kind, after) = kind(&figure, tokens, next)?;
    let (kind, after) = match (kind, per_share_behind(tokens, at, after)) {
        (AmountKind::Money(currency), Some(behind)) => (AmountKind::PerShare(currency), behind),
        _ => (kind, after),
    };
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let hedged = before.is_some_and(|t| t.in_list(&HEDGES));
    let amount = assemble(figure, kind, rough(tokens, at, after));
    // "was negative $8 million"
    let negative = amount.negative || before.is_some_and(|t| t.is("negative"));
    // "a record year for revenues ($47 million)": whether brackets behind a noun are a sign nothing tells
    let unsigned = first.is("(") && amount.negative && before.is_some_and(is_noun);
    let amount = Amount { rough: amount.rough || unsigned, ..amount };
    Some((Amount { hedged, negative, of_any_dollars: says_no_country(text.as_str(), tokens, at, &amount), ..amount }, after))
}

/// Reads the range that begins at token `at`: "$100 to $110 million", "35-37%"; its two ends, and the token after it.
pub(super) fn range_at(text: &Text, tokens: &[Token], at: usize) -> Option<([Amount; 2], usize)> {
    let words = text.as_str();
    let first = &tokens[at];
    let opens = first.is_number() || first.is_any(&["$", "€", "£", "("]);
    if !opens || first.glued || follows_letter(words, first.range.start) {
        return None;
    }
    let (mut low, end) = Figure::in_narrative(text, first.range.start)?;
    let rest = words[end..].trim_start();
    let between = at > 0 && tokens[at.saturating_sub(3)..at].iter().any(|t| t.is_any(&["between", "range"]));
    let marks = ["to ", "-", "–", "—", "and "].iter().take(if between { 5 } else { 4 });
    let after = marks.filter_map(|mark| rest.strip_prefix(mark)).next()?.trim_start();
    let (mut high, end) = Figure::in_narrative(text, words.len() - after.len())?;
    if low.style.suffix == Suffix::None {
        low.style.suffix = high.style.suffix;
    }
    low.style.currency = low.style.currency.or(high.style.currency);
    high.style.currency = high.style.currency.or(low.style.currency);
    let next = at + tokens[at..].iter().take_while(|t| t.range.start < end).count();
    let (kind, after) = kind(&high, tokens, next)?;
    let ends = [assemble(low, kind, false), assemble(high, kind, false)];
    let of_any_dollars = says_no_country(words, tokens, at, &ends[0]);
    let ends = ends.map(|end| Amount { of_any_dollars, ..end });
    (!ends[0].negative && ends[0].size < ends[1].size).then_some((ends, after))
}

/// Whether money that begins at a token is printed with a bare `$`, or in cents.
fn says_no_country(text: &str, tokens: &[Token], at: usize, amount: &Amount) -> bool {
    let signed = text[tokens[at].range.start..].trim_start_matches(['(', '-', '–', ' ']).starts_with('$');
    let money = matches!(amount.kind, AmountKind::Money(_) | AmountKind::PerShare(_));
    money && (signed || amount.figure.style.suffix == Suffix::Cents)
}

fn currency_word(token: &Token) -> bool {
    token.is_any(&["us", "u.s", "c", "a", "cdn", "cad", "rmb", "nt", "hk", "s", "r"]) && token.capital
}

/// "RMB27.5": a currency that its figure is glued to.
fn leads_figure(token: &Token) -> bool {
    token.capital && token.lower.strip_prefix("rmb").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// "RMB27.5 million (US$3.7 million)", "$0.76 per share ($10,392,000)": brackets that say an amount once more, and no sign of it.
fn opens_restatement(tokens: &[Token], at: usize) -> bool {
    const ENDS: [&str; 5] = ["million", "billion", "thousand", "share", "%"];
    let behind_amount = || tokens[at - 1].is_number() || leads_figure(&tokens[at - 1]) || tokens[at - 1].is_any(&ENDS);
    let money = || tokens.get(at + 1).is_some_and(|t| t.is("$") || currency_word(t) || leads_figure(t));
    at > 0 && tokens[at].is("(") && behind_amount() && money()
}

/// Whether a word before brackets is one that they explain: neither a verb nor a joint, nor a loss that they may be the sign of.
fn is_noun(token: &Token) -> bool {
    token.is_word()
        && !token.in_list(&HEDGES)
        && matches!(role(token), Role::Other)
        && !token.is_any(&["loss", "losses", "and", "or", "was", "were"])
}

/// "Combined Ratio – 96.3%": a dash with blanks around it is none of the figure's.
fn joins_phrases(tokens: &[Token], at: usize) -> bool {
    tokens[at].is_any(&["-", "–"]) && tokens.get(at + 1).is_some_and(|next| next.range.start > tokens[at].range.end)
}

fn follows_letter(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '#'))
}

fn assemble(figure: Figure, kind: AmountKind, rough: bool) -> Amount {
    let fraction = figure.style.fraction_digits as i8;
    let power = match figure.style.suffix {
        Suffix::PowerOfTen(power) => power as i8,
        Suffix::Percent | Suffix::Cents => -2,
        Suffix::BasisPoints => -4,
        Suffix::None | Suffix::Times => 0,
    };
    Amount {
        kind,
        size: shift(figure.amount.abs(), power),
        negative: figure.style.sign != Sign::Plain,
        scale: power,
        places: fraction - power,
        rough,
        hedged: false,
        of_any_dollars: false,
        figure,
    }
}

/// A number times a power of ten, without the zeros that the shift leaves behind a point.
fn shift(number: Decimal, power: i8) -> Decimal {
    let factor = Decimal::from(10i64.pow(u32::from(power.unsigned_abs()).min(18)));
    let moved = if power < 0 { number.checked_div(factor) } else { number.checked_mul(factor) };
    moved.unwrap_or(number).normalize()
}

fn kind(figure: &Figure, tokens: &[Token], next: usize) -> Option<(AmountKind, usize)> {
    let currency = figure.style.currency;
    match figure.style.suffix {
        Suffix::Percent => return Some((AmountKind::Percent, next)),
        Suffix::BasisPoints => return Some((AmountKind::BasisPoints, next)),
        Suffix::Times => return None,
        Suffix::None | Suffix::PowerOfTen(_) | Suffix::Cents => {}
    }
    let money = currency.or((figure.style.suffix == Suffix::Cents).then_some(Currency::USD));
    let Some(currency) = money else { return Some((AmountKind::Count, next)) };
    Some(match per(tokens, next) {
        Some((true, after)) => (AmountKind::PerShare(currency), after),
        Some((false, after)) => (AmountKind::PerOther, after),
        None => (AmountKind::Money(currency), next),
    })
}

/// "per diluted share", "a share", "per mile": whether it is for each share, and the token after it.
fn per(tokens: &[Token], next: usize) -> Option<(bool, usize)> {
    let behind_bracket = usize::from(tokens.get(next).is_some_and(|t| t.is(")")));
    let first = tokens.get(next + behind_bracket)?;
    if !first.is_any(&["per", "a"]) {
        return None;
    }
    let start = next + behind_bracket + 1;
    let adjectives = ["diluted", "basic", "common", "fully", "ordinary", "and", "class", "outstanding", "stock", "average", "weighted"];
    let noun = start + tokens[start.min(tokens.len())..].iter().take(5).take_while(|t| t.is_any(&adjectives)).count();
    let share = tokens.get(noun)?.is_any(&["share", "shares"]);
    if first.is("a") && !share {
        return None;
    }
    // "per square foot"
    let square = usize::from(tokens[noun].is("square") && tokens.get(noun + 1).is_some_and(|t| t.is_any(&["foot", "feet", "meter"])));
    Some((share, noun + 1 + square))
}

/// "$5 million or $.41 diluted earnings per share", "or $.41 EPS": what is said once more for each share; the token after those words.
fn per_share_behind(tokens: &[Token], at: usize, after: usize) -> Option<usize> {
    const KINDS: [&str; 8] = ["diluted", "basic", "fully", "net", "common", "ordinary", "primary", "and"];
    let beside = at > 0 && tokens[at - 1].is_any(&["or", "(", ",", "and"]);
    let plain = |from: usize| from + tokens[from.min(tokens.len())..].iter().take(4).take_while(|t| t.is_any(&KINDS)).count();
    let noun = plain(after);
    if !beside || tokens.get(noun)?.is("eps") {
        return beside.then_some(noun + 1);
    }
    let per = tokens[noun].is_any(&["earnings", "loss", "income", "profit"]) && tokens.get(noun + 1)?.is("per");
    let share = plain(noun + 2);
    let end = share + 1;
    let named = tokens.len() > end + 2 && tokens[end].is("(") && tokens[end + 1].is("eps") && tokens[end + 2].is(")");
    (per && tokens.get(share)?.is_any(&["share", "shares"])).then_some(if named { end + 3 } else { end })
}

fn rough(tokens: &[Token], at: usize, after: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map(|i| &tokens[i]);
    let previous = before(1);
    let hedged = previous.is_some_and(|t| t.in_list(&ROUGH));
    // "more than $5 million" but not "12% more than $5 million"
    let compared = previous.is_some_and(|t| t.is("than")) && before(3).is_none_or(|t| !t.is_any(&["%", "percent"]) && !t.is_number());
    let excess = previous.is_some_and(|t| t.is("of")) && before(2).is_some_and(|t| t.is_any(&["excess", "range"]));
    let limited =
        previous.is_some_and(|t| t.is_any(&["to", "least", "most"])) && before(2).is_some_and(|t| t.is_any(&["up", "at", "close"]));
    let limited = limited && !before(2).is_some_and(|t| t.is("up") && before(3).is_some_and(|t| t.is_any(&["were", "was", "is", "are"])));
    let ranged =
        tokens.get(after).is_some_and(|t| t.is_any(&["-", "–", "—"]) && tokens.get(after + 1).is_some_and(|n| n.is_number() || n.is("$")))
            || previous.is_some_and(|t| t.is_any(&["-", "–"])) && before(2).is_some_and(|t| t.is_number() || t.is_any(&["million", "%"]));
    let bettered =
        tokens.get(after).is_some_and(|t| t.is("or")) && tokens.get(after + 1).is_some_and(|t| t.is_any(&["more", "less", "so"]));
    hedged || compared || excess || limited || ranged || bettered
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(words: &str) -> Vec<(String, AmountKind, i8, bool)> {
        let text = Text::verbatim(words, 0);
        let tokens = tokens(words, 0..words.len());
        let mut found = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            match at(&text, &tokens, i) {
                Some((amount, next)) => {
                    let sign = if amount.negative { "-" } else { "" };
                    found.push((format!("{sign}{}", amount.size), amount.kind, amount.places, amount.rough));
                    i = next;
                }
                None => i += 1,
            }
        }
        found
    }

    #[test]
    fn kinds_of_amounts() {
        use AmountKind::{BasisPoints, Count, Money, PerOther, PerShare, Percent};
        let usd = Currency::USD;
        let expect = |words: &str, want: (&str, AmountKind, i8, bool)| {
            assert_eq!(read(words), [(want.0.to_owned(), want.1, want.2, want.3)], "{words}");
        };
        expect("revenue of $6,736,000.", ("6736000", Money(usd), 0, false));
        expect("to $4.8 million", ("4800000", Money(usd), -5, false));
        expect("or ($0.01) per share", ("-0.01", PerShare(usd), 2, false));
        expect("($.17 per diluted common share)", ("0.17", PerShare(usd), 2, false));
        expect("$0.47 per average fully diluted common share", ("0.47", PerShare(usd), 2, false));
        expect("31 cents a share", ("0.31", PerShare(usd), 2, false));
        expect("or $.41 diluted earnings per share (EPS)", ("0.41", PerShare(usd), 2, false));
        expect("or $0.12 net loss per share", ("0.12", PerShare(usd), 2, false));
        expect("or $.41 EPS", ("0.41", PerShare(usd), 2, false));
        expect("of $5 million earnings before taxes", ("5000000", Money(usd), -6, false));
        expect("at $.31 per mile", ("0.31", PerOther, 2, false));
        expect("up 2.0%", ("0.02", Percent, 3, false));
        expect("49 basis points", ("0.0049", BasisPoints, 4, false));
        expect("sold 4.13 million Macs", ("4130000", Count, -4, false));
        expect("nearly $2 billion", ("2000000000", Money(usd), -9, true));
        expect("more than $500 million", ("500000000", Money(usd), -6, true));
        let pair = read("12% more than $5 million");
        assert_eq!((pair.len(), pair[0].1, pair[1].3), (2, Percent, false));
    }

    #[test]
    fn a_hedge_says_that_an_amount_is_rounded() {
        let hedged = |words: &str| {
            let text = Text::verbatim(words, 0);
            let tokens = tokens(words, 0..words.len());
            (0..tokens.len()).find_map(|i| at(&text, &tokens, i)).map(|(amount, _)| (amount.hedged, amount.rough))
        };
        assert_eq!(hedged("approximately $2 billion"), Some((true, false)));
        assert_eq!(hedged("about 1,030 employees"), Some((true, false)));
        assert_eq!(hedged("about $2 billion or more"), Some((true, true)));
        assert_eq!(hedged("$2 billion"), Some((false, false)));
    }

    #[test]
    fn currencies_glued_to_their_figures() {
        let cny = Currency::from_code("CNY").expect("a code");
        assert_eq!(
            read("were RMB27.5 million (US$3.7 million)"),
            [
                ("27500000".to_owned(), AmountKind::Money(cny), -5, false),
                ("3700000".to_owned(), AmountKind::Money(Currency::USD), -5, false)
            ]
        );
    }

    #[test]
    fn brackets_and_dashes_that_are_no_sign() {
        let sizes = |words: &str| read(words).into_iter().map(|(size, _, _, rough)| (size, rough)).collect::<Vec<_>>();
        let told = |size: &str| (size.to_owned(), false);
        assert_eq!(sizes("of $0.76 per share ($10,392,000)"), [told("0.76"), told("10392000")]);
        assert_eq!(sizes("a net loss of ($348,000)"), [told("-348000")]);
        assert_eq!(sizes("Combined Ratio – 96.3%"), [told("0.963")]);
        assert_eq!(sizes("margin of -3.5%"), [told("-0.035")]);
        assert_eq!(sizes("$0.37 cents per share"), [told("0.37")]);
        // nothing tells whether they are a sign
        assert_eq!(sizes("a year of record revenues ($47.2 million)"), [("-47200000".to_owned(), true)]);
        assert_eq!(sizes("Net loss ($47.2 million)"), [told("-47200000")]);
    }

    #[test]
    fn numbers_that_are_none() {
        for words in ["13-week", "10-K", "Q1", "the A380", "555-1234"] {
            assert_eq!(read(words), [], "{words}");
        }
    }
}
