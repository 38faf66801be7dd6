//! What is produced a day: "Production averaged 25,400 barrels of oil equivalent per day".

use super::amount::{self, Amount, AmountKind};
use super::token::Token;
use super::when::{self, When};
use super::word_list::WordList;
use super::wording::{Role, role};
use crate::map::unit::Measured;
use crate::text::Text;

/// What the whole company produces a day.
pub(super) struct Produced {
    /// What it is called: "Average daily oil production".
    pub(super) name: String,
    /// How much.
    pub(super) amount: Amount,
    /// In what.
    pub(super) measured: Measured,
}

/// Words round "production" that set no part of the company apart.
static PLAIN: WordList = WordList::new(
    "total net average daily quarterly record company our its the a an in for during of volumes volume averaged was were totaled reached to at \
     approximately ,",
);
/// What may be produced.
static PRODUCTS: WordList = WordList::new("oil crude natural gas ngl ngls liquids equivalent");

/// What a sentence that begins with it says is produced a day, and the times that it names for it.
pub(super) fn produced(text: &Text, tokens: &[Token]) -> Option<(Produced, Vec<When>)> {
    let noun = tokens.iter().position(|t| t.is("production"))?;
    let (mut at, mut times, mut products) = (0, Vec::new(), Vec::new());
    let (amount, behind) = loop {
        let token = tokens.get(at)?;
        if let Some((when, len)) = when::at(&tokens[at..]) {
            times.push(when);
            at += len;
        } else if let Some((amount, next)) = amount::at(text, tokens, at).filter(|_| at > noun) {
            // "increased 63% to"
            if amount.kind != AmountKind::Percent {
                break (amount, next);
            }
            at = next;
        } else {
            let product = at < noun && token.in_list(&PRODUCTS);
            products.extend(product.then_some(token.lower.as_str()));
            let passed =
                at == noun || product || !token.is_word() || token.in_list(&PLAIN) || matches!(role(token), Role::Way(_)) && at > noun;
            at += if passed { 1 } else { return None };
        }
    };
    let (measured, end) = daily(text, tokens, behind)?;
    let stated = amount.kind == AmountKind::Count && !amount.rough && !amount.negative;
    let led = |t: &&Token| !t.is(",") && !matches!(role(t), Role::Compare | Role::Break | Role::From | Role::Way(_) | Role::Comparative(_));
    let near = tokens[end..].iter().take(6).take_while(led).count();
    times.extend((end..end + near).find_map(|at| when::at(&tokens[at..]).map(|(when, _)| when)));
    products.push("production");
    let name = format!("Average daily {}", products.join(" "));
    stated.then_some((Produced { name, amount, measured }, times))
}

/// "Mcfe per day", "boe/d", "Boepd", "barrels of oil equivalent per day": of what so much is told for each day, and the token behind.
fn daily(text: &Text, tokens: &[Token], from: usize) -> Option<(Measured, usize)> {
    const LONGEST: usize = 7;
    let first = tokens.get(from)?;
    let day = |t: &Token| t.is("day") || t.is("d") && t.glued;
    let (words, end) = match first.lower.strip_suffix("pd") {
        Some(unit) => (unit.to_owned(), from + 1),
        None => {
            let len = tokens[from..].iter().take(LONGEST).take_while(|t| t.is_word()).position(day)?;
            let per = len.checked_sub(1).filter(|at| tokens[from + at].is_any(&["per", "a"])).unwrap_or(len);
            let last = &tokens[from + per.checked_sub(1)?];
            (text.as_str()[first.range.start..last.range.end].to_lowercase(), from + len + 1)
        }
    };
    let barrels = words.starts_with("barrel") && words.contains("equivalent");
    let unit = if barrels { "boe" } else { words.split_whitespace().next()? };
    let measured = Measured::of(&format!("({unit} per day)"))?;
    matches!(measured, Measured::Amount { daily: true, .. }).then_some((measured, end))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(words: &str) -> String {
        let text = Text::verbatim(words, 0);
        let found = produced(&text, &tokens(words, 0..words.len()));
        found.map(|(p, times)| format!("{}: {} {:?} {}", p.name, p.amount.size, p.measured, times.len())).unwrap_or_default()
    }

    #[test]
    fn what_is_produced_a_day() {
        let of = |name: &str, size: &str, unit: &str, times: usize| {
            format!("Average daily {name}: {size} Amount {{ unit: \"{unit}\", daily: true }} {times}")
        };
        assert_eq!(
            read("Production averaged 25,400 barrels of oil equivalent per day, up from 23,100."),
            of("production", "25400", "boe", 0)
        );
        assert_eq!(
            read("Net production volumes averaged 46,500 Mcfe per day for the quarter, up 14%."),
            of("production", "46500", "mcfe", 1)
        );
        assert_eq!(read("Record quarterly production of 64,195 boe/d (339.7 MMcf/d natural gas)"), of("production", "64195", "boe", 0));
        assert_eq!(read("In the second quarter, oil production was 3,845 Bopd."), of("oil production", "3845", "barrels", 1));
        assert_eq!(read("Total production increased 63% to 6,700 boe per day."), of("production", "6700", "boe", 0));
        for text in [
            "Permian production averaged 25,400 barrels of oil equivalent per day.",
            "Production averaged 25,400 barrels.",
            "Production increased 63% to 608 MBoe (6.7 MBoe/d).",
            "Production rose 44% over the third quarter of 2007 to 1,478 boe per day.",
            "Production costs were $10.72 per boe.",
            "The well's production averaged 25,400 barrels of oil per day.",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
