//! Of whom a sentence speaks: of the entity, or of one of its parts or another company, whose figures are not the entity's.

use super::subject::Subject;
use super::token::Token;
use super::word_list::WordList;
use super::{measure, when};

/// Verbs before what somebody had or earned.
static VERBS: WordList = WordList::new(
    "had has have posted reported recorded generated achieved earned grew produced contributed delivered experienced saw increased reduced",
);
/// Parts of a company, and companies beside it.
static PARTS: WordList = WordList::new("division segment subsidiary unit affiliate venture franchisees licensees competitors partnership");
/// Words by which releases name the company itself, or nobody.
static ITSELF: WordList = WordList::new(
    "company corporation bank bancorp firm partnership trust group we it they our management operations results shareholders customers this these \
     that both all total there who which fund registrant holdings consolidated inc corp",
);
/// Small words inside names.
static INSIDE: WordList = WordList::new("the & and of , . inc corp ltd llc");
/// How far the verb may stand from the sentence's beginning.
const NEAR: usize = 8;

/// Whom a sentence's subject names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// Nobody, or the entity.
    Entity,
    /// A part of it, or another company.
    Other,
    /// A line of its business, of which what follows tells on: "Flexible packaging reported sales of".
    Part,
    /// The one of whom the sentence before spoke: "Its operating income was".
    Same,
}

/// Tells of whom a sentence speaks; `own` are words of the entity's name.
pub(super) fn speaker(tokens: &[Token], own: &[String]) -> Speaker {
    let for_it = || tokens.windows(2).any(|pair| pair[0].is("for") && pair[1].is("it"));
    if tokens.first().is_some_and(|t| t.is_any(&["its", "their"])) || for_it() || compares_results(tokens) {
        return Speaker::Same;
    }
    if tells_of_business(tokens, own) || contributes(tokens, own) || opens_in_part(tokens) {
        return Speaker::Part;
    }
    let itself = |t: &Token| t.in_list(&ITSELF) || own.contains(&t.lower);
    // "Net sales of Tolland were $3.3 million. Its cost of sales were"
    let behind = measure::at(tokens).and_then(|found| tokens.get(found.len..found.len + 2)).filter(|_| !own.is_empty());
    if behind.is_some_and(|words| words[0].is("of") && words[1].capital && !itself(&words[1])) {
        return Speaker::Other;
    }
    if names_owned_part(tokens, own) {
        return Speaker::Other;
    }
    let tokens = &tokens[opening(tokens)..];
    let Some(verb) = tokens.iter().take(NEAR).position(|t| t.in_list(&VERBS)) else { return Speaker::Entity };
    let head = &tokens[..verb];
    if head.is_empty() || own.is_empty() || (0..verb).any(|at| when::at(&tokens[at..]).is_some() || measure::at(&tokens[at..]).is_some()) {
        return Speaker::Entity;
    }
    if head.iter().any(|t| t.in_list(&PARTS)) && !head.iter().any(|t| t.is("company") || own.contains(&t.lower)) {
        return Speaker::Other;
    }
    let named =
        head.iter().all(|t| t.capital && t.is_word() || t.in_list(&INSIDE)) && head.iter().any(|t| t.capital && !t.in_list(&INSIDE));
    if named && !head.iter().any(itself) { Speaker::Other } else { Speaker::Entity }
}

/// Whose results a paragraph tells of, as it goes on; nobody's but the entity's at first.
#[derive(Default)]
pub(super) struct Whose {
    /// Another's, or a part's.
    pub(super) other: bool,
    /// A part's, which goes on until the entity is named.
    pub(super) part: bool,
    /// A segment's that a subject names: "Paper segment operating income was ... Adjusted EBITDA was".
    pub(super) segment: bool,
}

impl Whose {
    /// Heeds what a sentence says of it; `own` are words of the entity's name.
    pub(super) fn hear(&mut self, tokens: &[Token], own: &[String]) {
        let speaker = speaker(tokens, own);
        let goes_on = !names_entity(tokens, own);
        self.other = match speaker {
            Speaker::Entity => false,
            Speaker::Other | Speaker::Part => true,
            Speaker::Same => self.other,
        };
        self.part = speaker == Speaker::Part || names_owned_part(tokens, own) || self.part && goes_on;
        self.segment &= goes_on;
    }

    /// Whether a subject may be the entity's: set apart by its own words where others are spoken of, the whole where a part is.
    pub(super) fn may_be_entitys(&self, subject: &Subject) -> bool {
        let of_other = self.other && (subject.is_plain() || subject.found.measure.is_unlisted());
        // "Acorn's packaging segment includes ... In the fourth quarter, operating profits were": the segment's still
        let of_part = self.part && subject.is_plain() || self.segment && subject.may_be_of_segment();
        !of_other && (!of_part || subject.whole)
    }
}

/// How many tokens a time takes that opens a sentence, with the comma behind it: "In the second quarter of 2026,".
pub(super) fn opening(tokens: &[Token]) -> usize {
    if !tokens.first().is_some_and(|t| t.is_any(&["in", "during", "for"])) {
        return 0;
    }
    let at = 1 + usize::from(tokens.get(1).is_some_and(|t| t.is("the")));
    let time = when::at(&tokens[at.min(tokens.len())..]).map_or(0, |(_, len)| at + len);
    if tokens.get(time).is_some_and(|t| t.is(",")) { time + 1 } else { 0 }
}

/// "These results compare to the prior year's profit of": of whomever the results were.
fn compares_results(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|t| t.is_any(&["this", "these"]))
        && tokens.iter().skip(1).take(2).any(|t| t.is_any(&["compare", "compares"]))
}

/// "Flexible packaging, representing 79% of all sales, reported": whether a line of business, in small letters, is the one that reports.
fn tells_of_business(tokens: &[Token], own: &[String]) -> bool {
    const LONGEST: usize = 6;
    const ASIDE: usize = 16;
    let begins = tokens.iter().take_while(|t| !t.is_word()).count();
    let tokens = &tokens[begins..];
    let stops = |t: &Token| t.is(",") || t.is_any(&["reported", "posted"]);
    let Some(end) = tokens.iter().take(LONGEST).position(stops).filter(|end| *end > 0) else { return false };
    let verb = match tokens[end].is(",") {
        true => tokens[end + 1..].iter().take(ASIDE).position(|t| t.is(",")).map(|comma| end + comma + 2),
        false => Some(end),
    };
    let head = &tokens[..end];
    let named = head.iter().all(|t| t.is_word() && !t.in_list(&ITSELF) && !t.in_list(&PARTS) && !own.contains(&t.lower) || t.is("-"));
    let small = head.iter().skip(1).any(|t| !t.capital && !t.in_list(&INSIDE) && !t.is("-"));
    let other = || (0..end).all(|at| when::at(&head[at..]).is_none() && measure::at(&head[at..]).is_none());
    !own.is_empty()
        && named
        && small
        && verb.and_then(|verb| tokens.get(verb)).is_some_and(|t| t.is_any(&["reported", "posted"]))
        && other()
}

/// "Within the Polymer Products segment, sales of": a part of the company that a sentence opens with.
fn opens_in_part(tokens: &[Token]) -> bool {
    const LONGEST: usize = 8;
    let begins = tokens.iter().take_while(|t| !t.is_word()).count();
    let tokens = &tokens[begins..];
    let led = tokens.first().is_some_and(|t| t.is_any(&["within", "in", "at", "for"]));
    let comma = tokens.iter().take(LONGEST).position(|t| t.is(",")).filter(|comma| led && *comma > 2);
    comma.is_some_and(|comma| tokens[comma - 1].is_any(&["segment", "division"]))
}

/// "The acquisition contributed revenue of": what contributes is a part.
fn contributes(tokens: &[Token], own: &[String]) -> bool {
    let verb = tokens.iter().take(NEAR).position(|t| t.is("contributed")).filter(|verb| *verb > 0 && !own.is_empty());
    verb.is_some_and(|verb| {
        let itself = tokens[..verb].iter().any(|t| t.is_any(&["company", "we"]) || own.contains(&t.lower));
        !itself && !tokens.get(verb + 1).is_some_and(|t| t.is("to"))
    })
}

/// Whether a sentence names the entity as a whole.
pub(super) fn names_entity(tokens: &[Token], own: &[String]) -> bool {
    tokens
        .iter()
        .any(|t| t.is_any(&["company", "consolidated", "companywide", "we", "overall"]) || own.contains(&t.lower) && !t.is_possessive())
}

/// Whether a sentence is about what the entity owns: "The Company's subsidiary Sync Research", "Acorn's packaging segment".
pub(super) fn names_owned_part(tokens: &[Token], own: &[String]) -> bool {
    const OWNER: usize = 3;
    const NAME: usize = 5;
    let owner = |t: &Token| t.is_possessive() && (t.is("company") || own.contains(&t.lower));
    let Some(owner) = tokens.iter().take(OWNER).position(owner) else { return false };
    let name = tokens[owner + 1..].iter().take(NAME).take_while(|t| t.is_word());
    let Some(part) = name.clone().position(|t| t.in_list(&PARTS)) else { return false };
    (owner + 1..owner + 1 + part).all(|at| measure::at(&tokens[at..]).is_none())
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn sentences_of_others() {
        let own = ["acorn".to_owned()];
        let of = |words: &str| speaker(&tokens(words, 0..words.len()), &own);
        assert_eq!(of("Tolland had 1997 sales of $6.8 million."), Speaker::Other);
        assert_eq!(of("The Industrial division posted sales of $14.2 million."), Speaker::Other);
        assert_eq!(of("In the second quarter of 2026, the division posted sales of $14.2 million."), Speaker::Other);
        assert_eq!(of("Net sales of Tolland were $3.3 million."), Speaker::Other);
        assert_eq!(of("The Company's subsidiary Sync Research, now given up, delivered net income of $1.1 million."), Speaker::Other);
        assert_eq!(of("Acorn's international packaging segment includes the operations in China."), Speaker::Other);
        assert_eq!(of("Its operating income was $1.9 million."), Speaker::Same);
        assert_eq!(of("These results compare to the prior year's profit of $1.2 million."), Speaker::Same);
        assert_eq!(of("Flexible packaging, representing 79% of total sales, reported sales of $8 million."), Speaker::Part);
        assert_eq!(of("The acquired stores contributed revenue of $7 million."), Speaker::Part);
        assert_eq!(of("Higher prices contributed to revenue of $7 million."), Speaker::Entity);
        assert_eq!(of("• Pressure-sensitive materials reported sales of $7 million."), Speaker::Part);
        for words in [
            "Acorn had sales of $5 million.",
            "Acorn, a maker of wood products, reported sales of $5 million.",
            "Second quarter earnings reported today were $5 million.",
            "The Company reported net income of $2 million.",
            "Net income increased to $2 million.",
            "First quarter revenue grew to $3 million.",
            "In 1998 sales had been $3 million.",
        ] {
            assert_eq!(of(words), Speaker::Entity, "{words}");
        }
    }
}
