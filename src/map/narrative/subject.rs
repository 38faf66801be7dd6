//! What an amount is about: a measure, and the words that set it apart.

mod holders;

use std::ops::Range;

use super::clause::exclusion;
use super::measure::{Found, Nature};
use super::token::{ADJUSTED_IN_FULL, Token, is_adjusted_in_short};
use super::word_list::WordList;
use super::wording::{Role, disposes, role};

/// A measure with the words around it that narrow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// The measure.
    pub(super) found: Found,
    /// Words before it that set it apart, as printed: "Blood products".
    pub(super) modifier: Vec<String>,
    /// Words behind it that set it apart, as printed: "ongoing donor centers".
    pub(super) scope: Option<Vec<String>>,
    /// Whether the words are of the segment that the heading names.
    pub(super) this_segment: bool,
    /// Said to be of the whole company: "consolidated", "for the Company".
    pub(super) whole: bool,
    /// Adjusted, pro forma or otherwise not as the standards have it.
    pub(super) adjusted: bool,
    /// Something about it can't be told.
    pub(super) vague: bool,
    /// All its tokens.
    pub(super) tokens: Range<usize>,
}

/// Words before a measure that say nothing about what it is of.
static PLAIN: WordList = WordList::new(
    "record total net strong solid quarterly annual consolidated overall company reported gaap actual fiscal full worldwide \
     improved higher lower increased all high unaudited preliminary corresponding respective company's resulting robust \
     positive ending first second third fourth quarter year half month our its the best highest strongest sequential current profitable \
     decreased diluted basic effective healthy impressive combined gross regular aggregate global new growing period corporation unrestricted wide",
);
/// Words that make a measure one of the company's own definition.
static ADJUSTED: WordList = WordList::new(
    "adjusted gaap pro forma proforma core normalized organic comparable underlying recurring pre excluding constant currency neutral \
     tangible cash operating economic distributable run",
);
/// Words that end the search for modifiers.
static ENDS: WordList = WordList::new(
    "a an the of in on at by to for from with or that which as than our its their his her this these those such while where both \
     when but because although though we it they he she reported posted brought recorded generated generating achieved produced had has \
     have was were is are be been announced announces reports posts delivers delivered achieves said stated resulted resulting \
     included including includes driving drive drives drove earned experienced recognized realized saw represented representing \
     yielding yielded yields versus vs compared reflect excluding under over into per against also today however through \
     expects expect expecting anticipate anticipates anticipating forecasts forecasting projecting reiterates reiterating reaffirms reaffirming initiates \
     estimates sees",
);

/// How many words before a measure are taken along.
const MOST_MODIFIERS: usize = 7;

/// Builds the subject round a measure found at `at`. `words(i)` tells whether token `i` is a plain word (no part of a time, an amount
/// or another measure); `own` are words of the entity's name.
pub(super) fn subject(text: &str, tokens: &[Token], at: usize, found: Found, plain: &dyn Fn(usize) -> bool, own: &[String]) -> Subject {
    // "Home sales revenue": what sales bring is one measure, and what stands before them sets it apart
    let of_sales = at > 0 && tokens[at].is_any(&["revenue", "revenues"]) && tokens[at - 1].is("sales");
    // "Cash gross margin", "cash net income": no balance, but a measure by rules of one's own
    let in_cash = at > 0 && tokens[at - 1].is("cash") && !tokens[at - 1].glued && !found.measure.instant;
    let plain = |i: usize| plain(i) || (of_sales || in_cash) && i + 1 == at;
    let plain: &dyn Fn(usize) -> bool = &plain;
    let (first, short) = modifiers_from(text, tokens, at, plain);
    let mut subject = Subject {
        found,
        whole: false,
        modifier: Vec::new(),
        scope: None,
        this_segment: false,
        adjusted: false,
        vague: false,
        tokens: first..at + found.len,
    };
    for i in (first..at).filter(|i| !short.contains(i) && !tokens[*i].is(",")) {
        subject.take_modifier(text, tokens, i, own);
    }
    subject.adjusted |= in_cash;
    subject.take_scope(text, tokens, plain, own);
    subject.vague |= at.checked_sub(1).is_some_and(|before| disposes(&tokens[before], &tokens[at]));
    // words in brackets, or too many of them, hide what the measure is of
    subject.vague |=
        first > 0 && tokens[first - 1].is(")") || at - first - short.len() >= MOST_MODIFIERS || ends_remark(tokens, first, &subject);
    subject
}

/// Whether a measure is the last of several words in brackets: they explain another one, "cash flow (before changes in working capital)".
fn ends_remark(tokens: &[Token], first: usize, subject: &Subject) -> bool {
    let closed = tokens.get(subject.tokens.end).is_some_and(|next| next.is(")"));
    closed && first.checked_sub(1).is_some_and(|before| !tokens[before].is("("))
}

/// The first of the words before a measure that may belong to it, and where among them a name is given once more in short.
fn modifiers_from(text: &str, tokens: &[Token], at: usize, plain: &dyn Fn(usize) -> bool) -> (usize, Range<usize>) {
    let short = short_name(text, tokens, at).unwrap_or(at..at);
    let mut first = short.start;
    while let Some(i) = first.checked_sub(1)
        && plain(i)
        && short.start - first < MOST_MODIFIERS
        && may_modify(tokens, i, plain)
    {
        first = i;
    }
    first = behind_counted(tokens, first..at).unwrap_or(first);
    // a conjunction can't lead
    while first < at && tokens[first].is_any(&["and", "&", ","]) {
        first += 1;
    }
    first = listed_from(tokens, first..at, plain).unwrap_or(first);
    if first == short.start { (at, at..at) } else { (first, short) }
}

/// "5,930 trailers and long-term debt": where the words begin again behind things that a number counts.
fn behind_counted(tokens: &[Token], words: Range<usize>) -> Option<usize> {
    let number = tokens[words.start.checked_sub(1)?].lower.replace(',', "").parse::<u32>().ok()?;
    // no day and no year, which may stand before a name
    let counts = number > 31 && !(1900..2100).contains(&number);
    let joint = words.clone().find(|at| tokens[*at].is("and")).filter(|_| counts)?;
    Some(joint + 1)
}

/// "Syndication, licensing and information services revenue": the first of a list that a sentence begins with, where its last two stand right before
/// the measure.
fn listed_from(tokens: &[Token], last: Range<usize>, plain: &dyn Fn(usize) -> bool) -> Option<usize> {
    const OPENERS: [&str; 6] = ["meanwhile", "today", "abroad", "again", "elsewhere", "here"];
    let begins = tokens.iter().position(Token::is_word).filter(|begins| *begins + 1 < last.start && tokens[last.start - 1].is(","))?;
    let item = |t: &Token| {
        t.is_word() && !ends_modifiers(t) && !plain_word(t) && !t.lower.ends_with("ly") && !t.is_any(&OPENERS)
            || t.is_any(&[",", "and", "&"])
    };
    let joined = tokens[last.clone()].iter().any(|t| t.is_any(&["and", "&"]));
    (joined && (begins..last.start).all(|i| plain(i) && item(&tokens[i]))).then_some(begins)
}

/// "Power & Motion (P&M) revenues": the letters in brackets that stand for the name before them.
fn short_name(text: &str, tokens: &[Token], at: usize) -> Option<Range<usize>> {
    const MOST: usize = 7;
    let close = at.checked_sub(1).filter(|i| tokens[*i].is(")"))?;
    let open = (close.saturating_sub(MOST)..close).rev().find(|i| tokens[*i].is("("))?;
    let inside = &text[tokens[open].range.end..tokens[close].range.start];
    let letters = inside.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”'));
    let named = open > 0 && tokens[open - 1].capital;
    let short = (2..=8).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase() || c == '&');
    (named && short).then_some(open..at)
}

fn may_modify(tokens: &[Token], i: usize, plain: &dyn Fn(usize) -> bool) -> bool {
    let token = &tokens[i];
    if token.is_any(&["and", "&"]) {
        return i > 0 && plain(i - 1) && tokens[i - 1].is_word() && !ends_modifiers(&tokens[i - 1]);
    }
    // "Advanced Materials": a word of a name that is a verb elsewhere
    let named = token.is("advanced") && token.capital && tokens.get(i + 1).is_some_and(|next| next.capital);
    token.is_word() && (named || !ends_modifiers(token))
}

/// Whether a word ends the search for modifiers.
pub(super) fn ends_modifiers(token: &Token) -> bool {
    token.in_list(&ENDS) || matches!(role(token), Role::Way(_) | Role::Compare | Role::Break | Role::Tie | Role::To | Role::From)
}

/// Whether a word tells whose rules a measure follows, and no place: "U.S. GAAP gross margin".
fn is_of_rules(tokens: &[Token], i: usize) -> bool {
    tokens[i].is_any(&["u.s", "u.s.", "us"]) && tokens[i + 1..].iter().find(|t| t.is_word()).is_some_and(|next| next.is("gaap"))
}

/// Whether a word before a measure sets nothing apart.
pub(super) fn plain_word(token: &Token) -> bool {
    token.in_list(&PLAIN)
}

/// Whether a word in lower case sets nothing apart.
pub(super) fn plain_name(word: &str) -> bool {
    PLAIN.has(word)
}

impl Subject {
    /// What no list knows, by its very words.
    pub(super) fn unlisted(text: &str, tokens: &[Token], words: Range<usize>, found: Found) -> Self {
        let modifier = tokens[words.clone()].iter().filter(|t| t.is_word()).map(|t| printed(text, t)).collect();
        Self { found, modifier, scope: None, this_segment: false, whole: false, adjusted: false, vague: false, tokens: words }
    }

    /// Whether nothing sets the measure apart.
    pub(super) fn is_plain(&self) -> bool {
        self.modifier.is_empty() && self.scope.is_none() && !self.this_segment && !self.adjusted
    }

    fn is_flow_of_money(&self) -> bool {
        self.found.measure.nature == Nature::Money && !self.found.measure.instant
    }

    /// Whether another names the same: the measure and all that sets it apart.
    pub(super) fn is_named_as(&self, other: &Subject) -> bool {
        (self.found.measure, &self.modifier, &self.scope) == (other.found.measure, &other.modifier, &other.scope)
    }

    /// Whether nothing about it tells which part of the company it is of: "adjusted EBITDA" is of the whole or of a part.
    pub(super) fn names_no_part(&self) -> bool {
        let adjusted = |word: &String| ADJUSTED.has(&word.to_lowercase());
        self.scope.is_none() && !self.this_segment && self.modifier.iter().all(adjusted)
    }

    /// Whether words of its own say that it is of a segment.
    pub(super) fn names_segment(&self) -> bool {
        let noun = |words: &[String]| {
            words.len() > 1 && words.last().is_some_and(|last| matches!(last.to_lowercase().as_str(), "segment" | "division"))
        };
        noun(&self.modifier) || self.scope.as_deref().is_some_and(noun)
    }

    /// Whether it may be of a segment of which was spoken before: nothing tells of which part it is, and segments have such a measure.
    pub(super) fn may_be_of_segment(&self) -> bool {
        const MEASURES: [&str; 10] = [
            "Revenues",
            "GrossProfit",
            "OperatingIncomeLoss",
            "OperatingMargin",
            "Ebitda",
            "EbitdaMargin",
            "Ebit",
            "EbitMargin",
            "NetOperatingIncome",
            "Bookings",
        ];
        self.names_no_part() && MEASURES.contains(&self.found.measure.key)
    }

    /// The words it goes by in print.
    pub(super) fn label(&self, text: &str, tokens: &[Token]) -> String {
        let words = &text[tokens[self.tokens.start].range.start..tokens[self.tokens.end - 1].range.end];
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn take_modifier(&mut self, text: &str, tokens: &[Token], i: usize, own: &[String]) {
        let token = &tokens[i];
        let gaap = token.is("gaap") && !(i > 0 && tokens[i - 1].is("non"));
        let operating = token.is_any(&["operating", "cash", "gaap", "currency", "pre", "tangible"]);
        if token.is("non") && tokens.get(i + 1).is_some_and(|t| t.is("gaap")) {
            self.adjusted = true;
        } else if token.is("non") && i + 1 + self.found.len == self.tokens.end {
            // "a non-operating loss" is none of operations
            self.vague = true;
        } else if token.is("negative") {
            // "negative adjusted EBITDA of $8 million"
            self.found.loss = true;
        } else if token.is("consolidated") {
            self.whole = true;
        } else if token.glued && i > 0 && token.is("tax") && tokens[i - 1].is("after") {
            // "After-tax operating income" is a company's own
            self.adjusted = true;
            self.modifier.push("After-tax".to_owned());
        } else if token.glued && i > 0 && token.is("share") && tokens[i - 1].is("per") {
            // "per-share operating income"
            self.vague = true;
        } else if token.is("time") && token.glued || is_of_rules(tokens, i) {
        } else if token.capital && token.is_possessive() && own.contains(&token.lower) {
            // a company called "Core": "Core's operating income"
        } else if token.in_list(&ADJUSTED) && !gaap && !operating {
            self.adjusted = true;
            self.modifier.push(printed(text, token));
        } else if token.in_list(&PLAIN) || own.contains(&token.lower) {
        } else if token.capital && token.is_possessive() && i > 0 && tokens[i - 1].capital && own.contains(&tokens[i - 1].lower) {
            // "General Dynamics' earnings"
        } else if possessive(text, token)
            || token.is_any(&["statutory", "federal", "assumed", "hypothetical", "potential", "future", "lost", "implied"])
        {
            self.vague = true;
        } else if self.is_flow_of_money() && token.is_any(&["average", "weekly", "daily", "hourly", "monthly", "annualized"]) {
            // "average weekly sales" are those of no period
            self.vague = true;
        } else if super::when::month(token).is_some() {
            // "February sales": of a month that nothing here knows
            self.vague = true;
        } else if token.is_any(&["and", "&", "sales"]) && self.modifier.is_empty() {
        } else {
            self.modifier.push(printed(text, token));
        }
    }

    /// What stands behind the measure before a verb, an amount, a time or a mark.
    fn take_scope(&mut self, text: &str, tokens: &[Token], plain: &dyn Fn(usize) -> bool, own: &[String]) {
        let mut at = self.tokens.end;
        if tokens.get(at).is_some_and(|t| t.is("(")) {
            at = self.take_brackets(text, tokens, at);
        }
        let Some(first) = tokens.get(at).filter(|_| plain(at)) else { return };
        if segment_reference(tokens, at) {
            self.this_segment = true;
            self.tokens.end = at + 3;
        } else if let Some(end) = holders::end(tokens, at, own) {
            self.tokens.end = end;
        } else if first.is("of") && self.found.measure.key == "Revenues" {
            self.take_from(text, tokens, at, plain, own);
            // "sales of power products" are power products' sales
            self.modifier.extend(self.scope.take().into_iter().flatten());
        } else if first.is("from") && tokens.get(at + 1).is_some_and(|t| t.is("sales")) && tokens.get(at + 2).is_some_and(|t| t.is("of")) {
            // "gross profit from sales of power products"
            self.take_from(text, tokens, at + 2, plain, own);
        } else if first.is_any(&["from", "for", "in", "at"])
            && (tokens.get(at + 1).is_some_and(|t| !t.is("the") || first.is("for")) || names_segment(tokens, at + 2))
        {
            self.take_from(text, tokens, at, plain, own);
        } else if first.is_any(&[
            "per",
            "before",
            "excluding",
            "margin",
            "margins",
            "growth",
            "after",
            "including",
            "related",
            "associated",
        ]) {
            self.vague = true;
        }
    }

    /// "(excluding fuel surcharges)" narrows; other brackets explain.
    fn take_brackets(&mut self, text: &str, tokens: &[Token], at: usize) -> usize {
        let Some(len) = tokens[at..].iter().take(12).position(|t| t.is(")")) else { return at };
        let inside = &tokens[at + 1..at + len];
        if inside.first().is_some_and(|t| t.is_any(&["excluding", "including", "before"])) {
            self.modifier.extend(inside.iter().filter(|t| t.is_word()).map(|t| printed(text, t)));
        } else if inside.iter().any(Token::is_number) {
            return at;
        }
        self.tokens.end = at + len + 1;
        at + len + 1
    }

    fn take_from(&mut self, text: &str, tokens: &[Token], at: usize, plain: &dyn Fn(usize) -> bool, own: &[String]) {
        let mut end = at + 1;
        while tokens.get(end).is_some_and(|t| t.is_word() && !scope_ends(t)) && plain(end) {
            end += 1;
        }
        let words: Vec<&Token> = tokens[at + 1..end]
            .iter()
            .filter(|t| !(t.is_any(&["the", "our", "its", "all", "of"]) || t.is("company") && t.is_possessive()))
            .collect();
        if !words.is_empty() && words.iter().all(|t| t.in_list(&PLAIN) || own.contains(&t.lower)) {
            self.tokens.end = end;
            self.whole = true;
            return;
        }
        // "revenue in June": a stretch that nothing here knows
        self.vague |= words.iter().any(|word| super::when::month(word).is_some());
        // "gross profit from power product sales"
        end += usize::from(tokens[at].is("from") && !words.is_empty() && tokens.get(end).is_some_and(|t| t.is("sales")));
        // "sales of wood products, which include lumber and panels, were"
        let behind = exclusion(tokens, end).unwrap_or(end);
        let verb_follows = tokens.get(behind).is_some_and(|t| matches!(role(t), Role::Way(_) | Role::Tie));
        if words.is_empty() || words.len() > 5 || !verb_follows || self.found.measure.key == "NetIncomeLoss" {
            return;
        }
        self.scope = Some(words.iter().map(|t| printed(text, t)).collect());
        self.tokens.end = end;
    }
}

fn scope_ends(token: &Token) -> bool {
    matches!(role(token), Role::Way(_) | Role::Tie | Role::To | Role::From | Role::Compare | Role::Break) && !token.is("of")
}

/// "in the Foodservice segment": behind the article a name, then what it is the name of.
fn names_segment(tokens: &[Token], at: usize) -> bool {
    let named = tokens.get(at).is_some_and(|t| t.capital);
    named && tokens[at..].iter().skip(1).take(4).take_while(|t| t.is_word()).any(|t| t.is_any(&["segment", "division"]))
}

/// "in this segment", "for the segment".
fn segment_reference(tokens: &[Token], at: usize) -> bool {
    let word = |i: usize, words: &[&str]| tokens.get(at + i).is_some_and(|t| t.is_any(words));
    word(0, &["in", "for", "of"]) && word(1, &["this", "the"]) && word(2, &["segment", "division"])
}

fn printed(text: &str, token: &Token) -> String {
    let word = &text[token.range.clone()];
    if token.is(ADJUSTED_IN_FULL) && is_adjusted_in_short(word) {
        return ADJUSTED_IN_FULL.to_owned();
    }
    word.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

fn possessive(text: &str, token: &Token) -> bool {
    let word = &text[token.range.clone()];
    token.capital && ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end))
}
