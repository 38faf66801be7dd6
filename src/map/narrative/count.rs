//! Things that are counted: stores operated at a day, units sold in a period.

use super::amount::{self, Amount, AmountKind};
use super::token::Token;
use super::when::{self, When};
use super::wording::{Role, role};
use crate::text::Text;

/// A count with what is counted.
#[derive(Clone, Debug)]
pub(super) struct Count {
    /// How many.
    pub(super) amount: Amount,
    /// What: "stores", "Macs".
    pub(super) noun: String,
    /// How they came to be counted.
    pub(super) deed: Deed,
    /// When, as said.
    pub(super) when: When,
}

/// What the counted things are to the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// It has them at a moment.
    Operated,
    /// It sold or delivered them in a period.
    Sold,
    /// It opened, closed, added or lost them in a period.
    Changed(&'static str),
}

/// Deeds that change how many things a company has.
const CHANGES: [&str; 4] = ["opened", "closed", "added", "lost"];

/// Things a company has at a moment, with the us-gaap concept that counts them where there is one.
pub(super) const PLACES: [(&str, &str); 25] = [
    ("aircraft", ""),
    ("stores", "NumberOfStores"),
    ("restaurants", "NumberOfRestaurants"),
    ("employees", ""),
    ("associates", ""),
    ("branches", ""),
    ("offices", ""),
    ("outlets", ""),
    ("clinics", ""),
    ("hospitals", "NumberOfHospitals"),
    ("dealerships", ""),
    ("hotels", "NumberOfHotels"),
    ("locations", ""),
    ("supermarkets", ""),
    ("theatres", ""),
    ("theaters", ""),
    ("schools", ""),
    ("campuses", ""),
    ("students", ""),
    ("customers", ""),
    ("subscribers", ""),
    ("members", ""),
    ("communities", ""),
    ("vessels", ""),
    ("rigs", ""),
];

/// The counts of a sentence that say when.
pub(super) fn counts(text: &Text, tokens: &[Token]) -> Vec<Count> {
    let mut found: Vec<Count> = Vec::new();
    let mut deed: Option<Deed> = None;
    let (mut closes, mut compared) = (false, false);
    let mut lead: Option<When> = None;
    let mut at = 0;
    while at < tokens.len() {
        if let Some((when, len)) = when::at(&tokens[at..]) {
            lead = Some(when);
            at += len;
        } else if let Some((amount, next)) = amount::at(text, tokens, at) {
            let with = closes && at > 0 && tokens[at - 1].is("with");
            let before = noun_before(tokens, at).map(|noun| text.as_str()[tokens[noun].range.clone()].to_lowercase());
            deed = before.as_ref().map(|_| Deed::Operated).or(deed);
            let deed = with.then_some(Deed::Operated).or(deed);
            let end =
                lead.clone().filter(|_| with).map(|when| if matches!(when, When::Day(_)) { when } else { When::EndOf(Box::new(when)) });
            let same = before.or_else(|| compared.then(|| found.last().map(|count| count.noun.clone())).flatten());
            let count = deed.and_then(|deed| count(text, tokens, next, amount, deed, end.as_ref().or(lead.as_ref()), same));
            // "with 138 units sold in Q2, up from 52 units sold in Q1": alone the second would stand for both
            found.extend(count.filter(|_| !compared || !found.is_empty()));
            at = next;
        } else {
            // "ended the quarter with": at its end
            closes = tokens[at].is_any(&["ended", "closed", "finished", "ending", "closing", "finishing"])
                || closes && !ends_thought(&tokens[at]);
            deed = verb(&tokens[at])
                .or_else(|| changed(tokens, at))
                .or_else(|| grown(tokens, at))
                .or(deed.filter(|_| !ends_thought(&tokens[at])));
            let from = tokens[at].is("from") && at > 0 && matches!(role(&tokens[at - 1]), Role::Way(_));
            if from || matches!(role(&tokens[at]), Role::Compare) {
                (lead, compared) = (None, true);
            }
            compared &= !matches!(role(&tokens[at]), Role::Break);
            at += 1;
        }
    }
    found
}

fn verb(token: &Token) -> Option<Deed> {
    if token.is_any(&["sold", "shipped", "delivered"]) {
        return Some(Deed::Sold);
    }
    token.is_any(&["operated", "operates", "owned", "owns", "employed", "employs", "had", "reached"]).then_some(Deed::Operated)
}

/// "grew to 2,184 employees".
fn grown(tokens: &[Token], at: usize) -> Option<Deed> {
    let to = tokens[at].is("to") && at > 0 && matches!(role(&tokens[at - 1]), Role::Way(_));
    to.then_some(Deed::Operated)
}

/// "bringing total customers to 1,184", "subscribers were 3.1 million": the thing before its count, where nothing sets it apart.
fn noun_before(tokens: &[Token], at: usize) -> Option<usize> {
    const LEADS: [&str; 10] = ["bringing", "total", "the", "our", "its", "of", "and", ",", ";", "•"];
    const TIES: [&str; 7] = ["reached", "totaled", "totalled", "numbered", "was", "were", "to"];
    let behind = |end: usize, words: &[&str]| tokens[..end].iter().rev().take_while(|t| t.is_any(words)).count();
    let verb = at - behind(at, &["approximately", "about", "a", "record"]).min(at);
    let tie = verb.checked_sub(1).filter(|&i| tokens[i].is_any(&TIES))?;
    let grown = tokens[tie].is("to") && tie > 0 && matches!(role(&tokens[tie - 1]), Role::Way(_));
    let noun = tie.checked_sub(1 + usize::from(grown))?;
    let thing = PLACES.iter().any(|(name, _)| tokens[noun].is(name));
    let whole = noun == 0 || tokens[noun - 1].is_any(&LEADS);
    (thing && whole).then_some(noun)
}

/// "opened 12 stores": right before the count, or with small words between.
fn changed(tokens: &[Token], at: usize) -> Option<Deed> {
    let deed = CHANGES.into_iter().find(|deed| tokens[at].is(deed))?;
    let next = tokens[at + 1..].iter().find(|t| !t.is_any(&["a", "total", "of", "another", "an", "additional", "approximately", "about"]));
    next.is_some_and(Token::is_number).then_some(Deed::Changed(deed))
}

fn ends_thought(token: &Token) -> bool {
    matches!(role(token), Role::Break) || token.is_any(&["in", "representing", "acquired", "opened", "closed"]) && !token.is("in")
}

/// Reads the noun behind a count and the time behind the noun, or takes the time that leads. What is compared may be the `same` thing.
fn count(
    text: &Text,
    tokens: &[Token],
    next: usize,
    amount: Amount,
    deed: Deed,
    lead: Option<&When>,
    same: Option<String>,
) -> Option<Count> {
    if amount.kind != AmountKind::Count || amount.rough || amount.negative || amount.size < 2.into() {
        return None;
    }
    let named = match deed {
        Deed::Operated | Deed::Changed(_) => place_noun(tokens, next),
        Deed::Sold => sold_noun(text, tokens, next),
    };
    // "compared with 3,100 at December 31": what stands before
    let bare = || same.filter(|_| tokens.get(next).is_none_or(|t| t.is_any(&["at", "as", "in", "a", "on", "last", "for", "the"])));
    let noun = named.map(|noun| text.as_str()[tokens[noun].range.clone()].to_owned()).or_else(bare)?;
    // a board and a team have members too, but few
    if noun.eq_ignore_ascii_case("members") && amount.size < 100.into() {
        return None;
    }
    let from = named.map_or(next, |noun| noun + 1);
    let behind = tokens[from..].iter().take(12).enumerate().find_map(|(i, token)| {
        let time = when::at(&tokens[from + i..]).map(|(when, _)| Some(when));
        time.or_else(|| matches!(role(token), Role::Compare | Role::Break).then_some(None)).or_else(|| token.is(",").then_some(None))
    });
    let when = behind.flatten().or_else(|| lead.cloned())?;
    // "compared with 1.1 million a year ago": at its end
    let at_end = named.is_none() && deed == Deed::Operated && !matches!(when, When::Day(_) | When::EndOf(_));
    let when = if at_end { When::EndOf(Box::new(when)) } else { when };
    Some(Count { amount, noun, deed, when })
}

/// The noun behind a few words that set nothing apart.
fn place_noun(tokens: &[Token], next: usize) -> Option<usize> {
    const PLAIN: [&str; 12] =
        ["and", "basic", "part", "retail", "total", "company", "owned", "operated", "full", "time", "new", "equivalent"];
    let lead = tokens[next..].iter().take(6).take_while(|t| t.is_any(&PLAIN)).count();
    tokens.get(next + lead).filter(|t| PLACES.iter().any(|(noun, _)| t.is(noun))).map(|_| next + lead)
}

/// A product by its name, or plain things in the plural.
fn sold_noun(text: &Text, tokens: &[Token], next: usize) -> Option<usize> {
    let token = tokens.get(next).filter(|t| t.is_word())?;
    let printed = &text.as_str()[token.range.clone()];
    let named = printed.chars().any(char::is_uppercase);
    let of_units = tokens[next + 1..].iter().take(2).any(|t| t.is("units"));
    let units = token.is_any(&["units", "vehicles", "homes", "cars", "trucks", "aircraft"]);
    (units || named && (printed.ends_with('s') || of_units)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::super::when::Day;
    use super::*;

    fn read(words: &str) -> Vec<(String, String, When)> {
        let text = Text::verbatim(words, 0);
        counts(&text, &tokens(words, 0..words.len())).into_iter().map(|c| (c.amount.size.to_string(), c.noun, c.when)).collect()
    }

    #[test]
    fn stores_at_their_days() {
        let end = |when| When::EndOf(Box::new(when));
        assert_eq!(
            read(
                "As of the end of the fiscal quarter, it operated 445 stores in 42 states compared with 443 stores in 42 states at the end of the third quarter of fiscal 2023."
            ),
            [
                ("445".to_owned(), "stores".to_owned(), end(When::ThisQuarter)),
                ("443".to_owned(), "stores".to_owned(), end(When::Quarter { number: 3, year: Some(2023) }))
            ]
        );
        assert_eq!(read("Acme currently operates 445 retail stores in 42 states."), []);
        assert_eq!(
            read("During the quarter Acme opened 12 new stores and closed 3 stores, ending the quarter with 454 stores in 42 states."),
            [
                ("12".to_owned(), "stores".to_owned(), When::ThisQuarter),
                ("3".to_owned(), "stores".to_owned(), When::ThisQuarter),
                ("454".to_owned(), "stores".to_owned(), end(When::ThisQuarter))
            ]
        );
        let day = |year, month, day| When::Day(Day { year: Some(year), month, day });
        assert_eq!(
            read("Acme had 3,214 employees at June 30, 2003, versus 3,100 at December 31, 2002."),
            [("3214".to_owned(), "employees".to_owned(), day(2003, 6, 30)), ("3100".to_owned(), "employees".to_owned(), day(2002, 12, 31))]
        );
        assert_eq!(
            read("Acme ended the quarter with 3,214 employees."),
            [("3214".to_owned(), "employees".to_owned(), end(When::ThisQuarter))]
        );
    }

    #[test]
    fn things_before_their_counts_and_rounded_counts() {
        let day = |year, month, day| When::Day(when::Day { year: Some(year), month, day });
        let one = |words: &str, size: &str, noun: &str, when: When| {
            assert_eq!(read(words), [(size.to_owned(), noun.to_owned(), when)], "{words}")
        };
        let june = || day(2003, 6, 30);
        one("That brought growth, bringing total customers to 1,184 at June 30, 2003.", "1184", "customers", june());
        one("Subscribers grew to 3.1 million at June 30, 2003.", "3100000", "subscribers", june());
        one("At June 30, 2003, Acme had approximately 1,030 employees.", "1030", "employees", june());
        one("During the quarter Acme lost 13,000 basic subscribers.", "13000", "subscribers", When::ThisQuarter);
        assert_eq!(read("New customers totaled 172 at June 30, 2003."), []);
        assert_eq!(read("Headcount reached 214 employees, up from 203 at June 30, 2003."), []);
        assert_eq!(read("Acme opened twelve new stores during the quarter."), []);
        assert_eq!(read("At June 30, 2003, Acme had more than 1,030 employees."), []);
        one("At June 30, 2003, the plan had 41,200 members.", "41200", "members", june());
        assert_eq!(read("At June 30, 2003, the board had 9 members."), []);
    }

    #[test]
    fn units_sold_in_their_periods() {
        assert_eq!(
            read("Acme sold 4.13 million iWidgets during the quarter, a 23 percent unit increase."),
            [("4130000".to_owned(), "iWidgets".to_owned(), When::ThisQuarter)]
        );
        assert_eq!(read("Acme sold 75 percent of its shares."), []);
    }
}
