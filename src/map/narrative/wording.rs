//! The small words between subject, amount and time: which way a change goes, what compares, what breaks a thought off.

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

static TIES: WordList = WordList::new(
    "was were of totaled totalled totaling totalling reached amounted recorded reported posted achieved generated had stood \
     equaled came been being : hit delivered produced earned recognized remained generating reporting posting recording ended \
     finished closed or has have experienced realized incurred be resulted resulting results yielded =",
);
static UP: WordList = WordList::new(
    "increased increases increasing rose rises rise grew grow grows growing up climbed jumped improved advanced gained surged \
     soared expanded expanding rising climbs improving risen grown jumps",
);
static DOWN: WordList = WordList::new(
    "decreased decreases decreasing declined declines declining fell falls falling down dropped dropping slipped reduced fallen \
     shrank slid contracted",
);
static MORE: WordList = WordList::new("higher more greater above increase growth improvement rise better jump ahead expansion");
static LESS: WordList = WordList::new("lower less below decrease decline reduction drop fewer under");
static FILLERS: WordList = WordList::new(
    "unchanged flat even a an the , and record slightly sharply significantly approximately about by in for on during also nearly almost strong new \
     all time high ( ) $ basic diluted fully basis share per as respectively year company we it its our quarterly annual actual \
     each modestly substantially again further only just same reported recorded earned achieved through ended ending overall \
     now then consolidated \" “ ” ` ' ‘ ’ -- — – - impressive solid full favorable from another sequentially dramatically \
     marginally strongly steadily net gaap generated posted common both outstanding well total fiscal period",
);
static BREAKS: WordList = WordList::new(
    "while whereas due including included includes excluding excludes excluded which because primarily mainly driven reflecting reflects \
     reflected offset partially attributable attributed related relating associated principally largely led that who where helped \
     benefited benefitted impacted caused before after if assuming without representing represents represented ; result reduced \
     when accounted contributed",
);

/// What a word does.
pub(super) fn role(token: &Token) -> Role {
    let word = token.lower.as_str();
    let is = |words: &[&str]| words.contains(&word);
    if is(&["compared", "versus", "vs", "against", "compares", "compare", "comparing", "comparison"]) {
        Role::Compare
    } else if is(&["from", "than"]) {
        Role::From
    } else if is(&["to", "at"]) {
        Role::To
    } else if UP.has(word) {
        Role::Way(Direction::Up)
    } else if DOWN.has(word) {
        Role::Way(Direction::Down)
    } else if MORE.has(word) {
        Role::Comparative(Direction::Up)
    } else if LESS.has(word) {
        Role::Comparative(Direction::Down)
    } else if BREAKS.has(word) {
        Role::Break
    } else if TIES.has(word) {
        Role::Tie
    } else if FILLERS.has(word) || !token.is_word() {
        Role::Filler
    } else {
        Role::Other
    }
}

/// Words of expectation: what stands in one sentence with them is no result.
static EXPECTATIONS: WordList = WordList::new(
    "expect expects expected expecting expectation expectations anticipate anticipates anticipated anticipating forecast forecasts \
     guidance outlook projects projected projection projecting estimates target targets targeted will would should could may might \
     goal plans intends budget budgeted if annualized annualised consensus hypothetical",
);

/// Whether a sentence speaks of what is expected and not of what was.
pub(super) fn speaks_of_the_future(tokens: &[Token]) -> bool {
    // "accounting guidance" is a standard
    let standard = |at: usize| tokens[at].is("guidance") && at > 0 && tokens[at - 1].is_any(&["accounting", "authoritative", "fasb"]);
    tokens.iter().enumerate().any(|(at, t)| t.in_list(&EXPECTATIONS) && !(t.is("may") && t.capital) && !standard(at))
}
