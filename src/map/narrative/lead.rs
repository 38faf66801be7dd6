//! Words before a colon that say which part of the company a paragraph is of: "Flow Control: Revenue increased 14% to $102.7 million."

use super::measure;
use super::speaker;
use super::token::{self, Token};
use super::when;
use super::word_list::WordList;
use crate::map::segment;
use crate::text::has_any;

/// How many words such a lead has at most.
const MOST: usize = 6;

/// Words that lead to a subject and name no part of the company.
static TOPICS: WordList = WordList::new(
    "highlights highlight results result financial quarter quarterly full year annual half month balance sheet liquidity capital cash flow flows income \
     expense expenses guidance outlook dividend dividends share shares repurchase repurchases buyback update overview summary review operations operating \
     operational performance business company corporate consolidated group gaap non adjusted tax taxes note notes total other key metric metrics statement \
     earnings profitability profit margin margins debt credit quality asset assets loan loans deposit deposits growth booking bookings backlog order orders \
     strategic recent subsequent events event acquisition acquisitions divestiture net gross sales revenue revenues volume pricing price cost costs \
     inventory inventories investment investments leverage position resources structure return shareholder shareholders stockholder stockholders value \
     comparable comparison compared contact date time place details overall selected items item special restructuring impairment \
     interest provision charge charges offs reserve allowance yield funding efficiency noninterest per spending expenditures expenditure \
     strong solid record robust continued improved higher lower increased decreased significant excellent outstanding new \
     effect effects impact adjustment adjustments assumptions factors projection projections expected \
     employees headcount news release table first second third fourth",
);
/// Verbs behind what reports its own results.
static REPORTS: WordList = WordList::new("reported posted recorded generated had delivered achieved produced earned");
/// Words that point at a part that was named before, or at several.
static POINTERS: WordList =
    WordList::new("this that each every another other one no both all these those same its their operating reportable business");
/// Small words within a name.
const JOINTS: [&str; 6] = ["and", "&", "of", "the", "-", "/"];

/// A part of the company that a paragraph is of.
pub(super) struct Lead<'t> {
    /// Its name as printed: "Multifamily Segment".
    pub(super) name: &'t str,
    /// Its name, word by word.
    pub(super) words: Vec<String>,
    /// Whether anything else is of the part, too: it is one.
    pub(super) known: bool,
}

/// The words before a colon at the head of a paragraph, where they name a part of the company and nothing else; `known` tells whether a part is
/// called so.
pub(super) fn lead<'t>(text: &'t str, tokens: &[Token], own: &[String], known: impl Fn(&str) -> bool) -> Option<Lead<'t>> {
    let start = tokens.iter().take_while(|t| !t.is_word() && !t.is_number()).count();
    let len = tokens[start..].iter().take(MOST + 1).position(|t| t.is(":"))?;
    let words = &tokens[start..start + len];
    let joint = |t: &Token| t.is_any(&JOINTS);
    let named = |t: &Token| t.is_word() && t.capital && !own.contains(&t.lower);
    if !words.iter().all(|t| joint(t) || named(t)) || words.iter().all(joint) {
        return None;
    }
    let name = &text[words.first()?.range.start..words.last()?.range.end];
    let known = known(name);
    if !known && tells_other(words) {
        return None;
    }
    Some(Lead { name, words: words.iter().map(|t| text[t.range.clone()].to_owned()).collect(), known })
}

/// The part of the company that a heading names and its paragraph opens with: "Paper" over "Paper operations, which are closely tied to".
pub(super) fn opened<'t>(heading: &'t str, tokens: &[Token], own: &[String]) -> Option<Lead<'t>> {
    let name = heading.trim().trim_end_matches(':');
    let words = token::tokens(name, 0..name.len());
    let same = words.iter().zip(tokens).all(|(word, said)| word.lower == said.lower) && words.len() < MOST;
    let noun = || tokens.get(words.len()).is_some_and(|t| t.is_any(&["operations", "segment", "business", "businesses", "division"]));
    let named = |t: &Token| t.is_any(&JOINTS) || t.is_word() && t.capital && !own.contains(&t.lower);
    let of_part = same && !words.is_empty() && noun() && words.iter().all(named) && !tells_other(&words);
    let segment = std::iter::once("segment".to_owned());
    of_part.then(|| Lead { name, words: words.iter().map(|t| name[t.range.clone()].to_owned()).chain(segment).collect(), known: true })
}

/// The segment that a sentence lets report: "During the second quarter, the Paper segment generated revenues of".
pub(super) fn reporting<'t>(text: &'t str, tokens: &[Token], own: &[String]) -> Option<Lead<'t>> {
    let start = tokens.iter().take_while(|t| !t.is_word()).count();
    let tokens = &tokens[start..];
    let begins = speaker::opening(tokens);
    let begins = begins + usize::from(tokens.get(begins)?.is_any(&["the", "our"]));
    let len = tokens[begins..].iter().take(MOST + 1).position(|t| t.is_any(&["segment", "division"]))?;
    let words = &tokens[begins..begins + len];
    let verb = tokens.get(begins + len + 1)?.in_list(&REPORTS) && !tokens[begins + len].is_possessive();
    let named =
        words.iter().all(|t| (t.is_word() || t.is("&")) && !t.in_list(&POINTERS)) && (0..len).all(|at| measure::at(&words[at..]).is_none());
    let words: Vec<&Token> = words.iter().filter(|t| !own.contains(&t.lower) && !t.is("company")).collect();
    let name = &text[words.first()?.range.start..tokens[begins + len].range.end];
    (verb && named).then(|| Lead { name, words: name.split_whitespace().map(str::to_owned).collect(), known: true })
}

/// The part of the company that a heading over a paragraph names and nothing else: "Canada" over "Revenues rose 5% to $1.1 billion."
pub(super) fn headed<'t>(heading: &'t str, known: impl Fn(&str) -> bool) -> Option<Lead<'t>> {
    let name = heading.trim().trim_end_matches(':');
    let words = token::tokens(name, 0..name.len());
    let of_part = !name.is_empty() && words.len() <= MOST && known(name) && !tells_other(&words);
    of_part.then(|| Lead { name, words: words.iter().map(|t| name[t.range.clone()].to_owned()).collect(), known: true })
}

/// Whether a heading stands over segments one by one: "Segments Highlights", "Business Segment Results".
pub(super) fn heads_segments(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    lower.contains("segment")
        && segment::titled(heading).is_none()
        && has_any(&lower, &["result", "highlight", "performance", "review", "summary"])
}

/// Whether words can be the name of a segment below such a heading: short, each with a capital, and no topic of releases.
pub(super) fn may_name_segment(name: &str) -> bool {
    let words = token::tokens(name, 0..name.len());
    let capital = |t: &Token| t.is_any(&JOINTS) || t.is_word() && t.capital;
    // "Hotels and Other"
    let rest = |t: &Token| t.is("other") && words.len() > 1;
    words.len() <= 4 && words.iter().all(capital) && !words.iter().any(|t| t.in_list(&TOPICS) && !rest(t))
}

/// Whether words speak of a time, a measure or a topic of releases.
fn tells_other(words: &[Token]) -> bool {
    let told = |at: usize| when::at(&words[at..]).is_some() || measure::at(&words[at..]).is_some();
    let topics = || words.iter().all(|t| t.is_any(&JOINTS) || t.in_list(&TOPICS));
    (0..words.len()).any(told) || topics()
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;

    fn lead(text: &str) -> String {
        let lead = super::lead(text, &tokens(text, 0..text.len()), &["acme".to_owned()], |name| name == "Flow Control");
        lead.map(|lead| format!("{}{}", lead.words.join(" "), if lead.known { "" } else { "?" })).unwrap_or_default()
    }

    #[test]
    fn parts_that_headings_name() {
        let headed = |heading: &str| super::headed(heading, |name| name != "Europe").map(|lead| lead.words.join(" ")).unwrap_or_default();
        assert_eq!(headed("Acme Canada:"), "Acme Canada");
        for heading in ["Europe", "Cost of revenues", "Consolidated", "Third Quarter", "Financial Results", ""] {
            assert_eq!(headed(heading), "", "{heading}");
        }
    }

    #[test]
    fn parts_that_paragraphs_open_with() {
        let of = |heading: &str, text: &str| {
            super::opened(heading, &tokens(text, 0..text.len()), &["acme".to_owned()]).map(|lead| lead.words.join(" ")).unwrap_or_default()
        };
        assert_eq!(of("Fine Paper:", "Fine Paper operations posted revenue of $5 million."), "Fine Paper segment");
        for (heading, text) in [
            ("Fine Paper", "Fine Paper revenue was $5 million."),
            ("Acme", "Acme operations posted revenue of $5 million."),
            ("Results", "Results operations"),
            ("", "Operations posted revenue of $5 million."),
        ] {
            assert_eq!(of(heading, text), "", "{heading}");
        }
    }

    #[test]
    fn segments_that_report() {
        let of = |text: &str| {
            let lead = super::reporting(text, &tokens(text, 0..text.len()), &["acme".to_owned()]);
            lead.map(|lead| lead.words.join(" ")).unwrap_or_default()
        };
        assert_eq!(of("During the second quarter of 2026, the Paper segment generated revenues of $125.4 million."), "Paper segment");
        assert_eq!(of("The Mills and Forests Solutions segment reported revenue of $16 million."), "Mills and Forests Solutions segment");
        for text in [
            "This segment reported revenue of $16 million.",
            "The segment reported revenue of $16 million.",
            "Our revenue in the Paper segment reported today was $16 million.",
            "The Paper segment's revenue was $16 million.",
            "Acme reported revenue of $16 million.",
        ] {
            assert_eq!(of(text), "", "{text}");
        }
    }

    #[test]
    fn parts_that_paragraphs_are_of() {
        assert_eq!(lead("Flow Control: Revenue increased 14.2% to $102.7 million."), "Flow Control");
        assert_eq!(lead("Capital Markets: Revenue was $40 million."), "Capital Markets?");
        assert_eq!(lead("• Aerospace & Defense: Sales were $40 million."), "Aerospace & Defense?");
        for text in [
            "Liquidity: Cash was $88.2 million.",
            "Strong Cash Flow: Cash was $88.2 million.",
            "Operating Margin: 18.9% of sales.",
            "Second Quarter 2019: Revenue was $184.3 million.",
            "Acme: Revenue was $184.3 million.",
            "Mr. Smith said: Revenue was $184.3 million.",
            "Revenue was $184.3 million: a record.",
        ] {
            assert_eq!(lead(text), "", "{text}");
        }
    }
}
