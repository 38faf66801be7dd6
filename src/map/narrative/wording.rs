//! The small words between subject, amount and time: which way a change goes, what compares, what breaks a thought off.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::token::Token;
use super::word_list::WordList;

/// Which way something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// What a word does in a sentence that states amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Ties a subject to its amount: "was", "of", "totaled".
    Tie,
    /// Says which way: "rose", "down".
    Way(Direction),
    /// Compares the amount after a percentage or amount: "less", "higher", "increase".
    Comparative(Direction),
    /// Leads to the new level: "to", "at".
    To,
    /// "from", "than": may lead to what is compared.
    From,
    /// "compared", "versus".
    Compare,
    /// Says nothing for or against: articles, adverbs, "record", commas.
    Filler,
    /// Ends the thought: "due", "including", "which".
    Break,
    /// Anything else.
    Other,
}

const TIES: &str = "was were of totaled totalled totaling totalling reached amounted recorded reported posted achieved generated had stood \
     equaled came been being : hit delivered produced earned recognized remained generating reporting posting recording ended \
     finished closed or has have experienced realized incurred be resulted resulting results yielded =";
const UP: &str = "increased increases increasing rose rises rise grew grow grows growing up climbed jumped improved advanced gained surged \
     soared expanded expanding rising climbs improving risen grown jumps widened";
const DOWN: &str = "decreased decreases decreasing declined declines declining fell falls falling down dropped dropping slipped reduced fallen \
     shrank slid contracted narrowed";
const MORE: &str = "higher more greater above increase growth improvement rise better jump ahead expansion";
const LESS: &str = "lower less below decrease decline reduction drop fewer under";
const FILLERS: &str = "unchanged flat even a an the , and record slightly sharply significantly approximately about by in for on during also nearly almost strong new \
     all time high ( ) $ basic diluted fully basis share per as respectively year company we it its our quarterly annual actual \
     each modestly substantially again further only just same reported recorded earned achieved through ended ending overall \
     now then consolidated \" “ ” ` ' ‘ ’ -- — – - impressive solid full favorable from another sequentially dramatically \
     marginally strongly steadily net gaap generated posted common both outstanding well total fiscal period positive negative";
const BREAKS: &str = "while whereas due including included includes excluding excludes excluded which because primarily mainly driven reflecting reflects \
     reflected offset partially attributable attributed related relating associated principally largely led that who where helped \
     benefited benefitted impacted affected aided boosted bolstered buoyed hampered hurt burdened influenced absent caused before \
     after if assuming without representing represents represented ; result reduced \
     when accounted contributed consisting comprised comprising";

/// What each listed word does; of several lists the last that holds a word counts.
static ROLES: LazyLock<HashMap<&'static str, Role, FixedState>> = LazyLock::new(|| {
    let lists = [
        (Role::Filler, FILLERS),
        (Role::Tie, TIES),
        (Role::Break, BREAKS),
        (Role::Comparative(Direction::Down), LESS),
        (Role::Comparative(Direction::Up), MORE),
        (Role::Way(Direction::Down), DOWN),
        (Role::Way(Direction::Up), UP),
        (Role::To, "to at"),
        (Role::From, "from than"),
        (Role::Compare, "compared versus vs against compares compare comparing comparison"),
    ];
    lists.into_iter().flat_map(|(role, words)| words.split_whitespace().map(move |word| (word, role))).collect()
});

/// Signs that items of lists begin with.
pub(super) const BULLETS: [char; 14] = ['-', '–', '—', '•', '*', '▪', '·', '●', '§', '■', '►', '➢', '◦', '»'];

/// What a word does.
pub(super) fn role(token: &Token) -> Role {
    ROLES.get(token.lower.as_str()).copied().unwrap_or(if token.is_word() { Role::Other } else { Role::Filler })
}

/// Whether a sentence may compare with the period before: "sequentially", "the prior quarter".
pub(super) fn may_be_sequential(tokens: &[Token]) -> bool {
    let year = |at: usize| tokens.get(at + 1).is_some_and(|t| t.lower.starts_with("year"));
    tokens.iter().enumerate().any(|(at, t)| {
        t.is_any(&["sequential", "sequentially", "linked", "previously"])
            || t.is_any(&["prior", "previous", "preceding", "last"]) && !year(at)
            || t.is_any(&["month", "months"]) && at > 0 && tokens[at - 1].is_any(&["a", "three"])
    })
}

/// Whether a sentence is nothing but a comparison: "This compares to 2002, when sales were", "These results compare to net income of".
pub(super) fn only_compares(tokens: &[Token]) -> bool {
    let noun = tokens.get(1).is_some_and(|t| t.is_any(&["result", "results", "amount", "amounts", "figure", "figures"]));
    let verb = tokens.get(if noun { 2 } else { 1 });
    tokens.first().is_some_and(|t| t.is_any(&["this", "that", "these", "those"])) && verb.is_some_and(|t| role(t) == Role::Compare)
}

/// Words of expectation: what stands in one sentence with them is no result.
static EXPECTATIONS: WordList = WordList::new(
    "expect expects expected expecting expectation expectations anticipate anticipates anticipated anticipating forecast forecasts \
     guidance outlook projects projected projection projecting estimates target targets targeted will would should could may might \
     goal sees plans intends budget budgeted if annualized annualised consensus hypothetical",
);

/// Whether a sentence speaks of what is expected and not of what was.
pub(super) fn speaks_of_the_future(tokens: &[Token]) -> bool {
    // "accounting guidance" is a standard
    let standard = |at: usize| tokens[at].is("guidance") && at > 0 && tokens[at - 1].is_any(&["accounting", "authoritative", "fasb"]);
    tokens
        .iter()
        .enumerate()
        .any(|(at, t)| t.in_list(&EXPECTATIONS) && !(standard(at) || measures_by_guidance(tokens, at) || is_named(tokens, at)))
}

/// "May 3", "In the quarter, Target Stores reported": a word of expectation that is a month or begins a name.
fn is_named(tokens: &[Token], at: usize) -> bool {
    let capital = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|t| t.capital);
    let begins = || capital(Some(at + 1)) && !capital(at.checked_sub(1)) && tokens[at].is_any(&["target", "targeted"]);
    tokens[at].capital && (tokens[at].is("may") || begins())
}

/// "$8 million above the high end of our outlook range": whether guidance is only what a result is measured by.
fn measures_by_guidance(tokens: &[Token], at: usize) -> bool {
    const REACH: usize = 12;
    if !tokens[at].is_any(&["outlook", "guidance", "forecast", "expectations"]) {
        return false;
    }
    let before = &tokens[at.saturating_sub(REACH)..at];
    let side = |t: &Token| t.is_any(&["above", "below", "exceeding", "exceeded", "beyond", "ahead"]);
    let end = |t: &Token| t.is_any(&["end", "high", "low", "top", "midpoint", "mid", "range", "upper", "lower"]);
    let side = before.iter().rposition(side).map(|side| &before[side + 1..]);
    side.is_some_and(|between| {
        between.iter().all(|t| t.is_word() && !matches!(role(t), Role::Way(_) | Role::Compare)) && between.iter().any(end)
    })
}

/// "asset sales", "loan sales": what they bring is no revenue.
pub(super) fn disposes(before: &Token, sales: &Token) -> bool {
    const HELD: [&str; 11] =
        ["asset", "assets", "share", "stock", "security", "securities", "loan", "loans", "business", "branch", "subsidiary"];
    sales.is("sales") && before.is_any(&HELD)
}
