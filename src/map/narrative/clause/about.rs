//! What the words before a subject make of it: a change, a part, what was spoken of before.

use super::super::amount::AmountKind;
use super::super::measure::{Found, Nature};
use super::super::subject::Subject;
use super::super::token::Token;
use super::super::word_list::WordList;
use super::super::wording::{Direction, Role, role};
use super::piece::{Piece, What};
use super::{Mention, Part, Reader};

/// Nouns before "of" or "from" that take a part of a measure or something else about it.
static PARTS: WordList = WordList::new(
    "gain gains loss losses proceeds income profit profits cost costs percentage percent portion share amount benefit impact effect provision tax \
     based margin ratio portions majority half quarter growth trend rate mix % impairment write timing backlog number level levels price prices volume volumes",
);

impl Reader<'_> {
    /// "an increase in revenue of": the direction of the change whose object the subject is.
    pub(super) fn noun_of_change(&mut self) -> Option<Direction> {
        let subject = self.subject.as_mut()?;
        let mut before = subject.tokens.start;
        while before > 0 && self.tokens[before - 1].is_any(&["a", "an", "the", "our", "its", "total", "net"]) {
            before -= 1;
        }
        let preposition = before.checked_sub(1).filter(|&i| self.tokens[i].is_any(&["in", "of", "from", "on", "for", "to"]))?;
        let noun = &self.tokens[preposition.checked_sub(1)?];
        if self.tokens[preposition].is_any(&["in", "of"])
            && let Role::Comparative(direction) = role(noun)
        {
            return Some(direction);
        }
        // "stock-based compensation in cost of revenue of": how much of the measure another one is
        let held = self.tokens[preposition].is("in")
            && self.pieces.iter().any(|p| matches!(p.what, What::Measure(_)) && p.tokens.end == preposition);
        // "homes in backlog", "Included in the loss were"
        let valued = self.tokens[..preposition].iter().rev().take(4).any(|t| t.is("value"));
        let within =
            self.tokens[preposition].is("in") && !valued && (noun.lower.ends_with('s') && role(noun) == Role::Other || noun.is("included"));
        subject.vague |= noun.in_list(&PARTS) || held || within;
        None
    }

    /// "an adjusted fourth quarter 2001 net loss": what stands before the time says that the measure is adjusted.
    pub(super) fn take_adjusted_time(&self, i: usize, subject: &mut Subject) {
        let mut before = self.pieces[..i].iter().rev().skip_while(|piece| piece.tokens.start >= subject.tokens.start);
        let timed = before.next().is_some_and(|piece| matches!(piece.what, What::When(_)) && piece.tokens.end == subject.tokens.start);
        let Some(word) = before.next().filter(|piece| timed && matches!(piece.what, What::Word)) else { return };
        let token = &self.tokens[word.tokens.start];
        if token.is_any(&["adjusted", "normalized", "core"]) && !subject.adjusted {
            subject.adjusted = true;
            subject.modifier.insert(0, self.text[token.range.clone()].to_owned());
        }
    }

    /// "Net loss was $7.2 million, compared to income of $3.1 million": the same result, which was none then.
    pub(super) fn turns_to_income(&mut self, at: usize) -> bool {
        let of = self.tokens[at].is("income") && self.tokens.get(at + 1).is_some_and(|t| t.is("of"));
        let mut led = self.tokens[..at].iter().rev().skip_while(|t| t.is("an"));
        let compared = of && self.compared && led.next().is_some_and(|t| t.is_any(&["to", "with", "versus", "vs"]));
        let Some(subject) = self.subject.as_mut().filter(|subject| compared && subject.found.loss) else { return false };
        subject.found.loss = false;
        true
    }

    /// "Operating loss was $9.9 million, compared to a loss of", "Adjusted EBITDA was a loss of": the result that the sentence speaks of.
    pub(super) fn told_result(&self, at: usize, found: Found) -> Option<Found> {
        let said = found.len == 1 && self.tokens[at].is_any(&["loss", "profit"]) && at > 0 && self.tokens[at - 1].is_any(&["a", "an"]);
        // "Earnings from continuing operations were $3 million, compared with earnings of"
        let again =
            |s: &&Subject| self.compared && found.len == 1 && self.tokens[s.tokens.clone()].iter().any(|t| t.is(&self.tokens[at].lower));
        let before = self.subject.as_ref().filter(|s| said || again(s))?.found;
        let result = before.measure.concept.contains("IncomeLoss") || before.measure.key.to_lowercase().contains("ebit");
        (result && before.measure != found.measure).then_some(Found { measure: before.measure, ..found })
    }

    /// "net income before charges was": remembers a measure that words narrow before its amount.
    pub(super) fn narrow(&mut self, at: usize) {
        let said = self.mentions.last().is_some_and(|(m, _)| m.frame == self.frame);
        if !said && self.tokens[at].is_any(&["before", "excluding", "without"]) {
            self.narrowed = self.subject.as_ref().map(|subject| subject.found.measure).or(self.narrowed);
        }
    }

    /// "before after-tax restructuring charges of": a charge that the standards have before tax.
    pub(super) fn is_charge_after_tax(&self, at: usize, found: Found) -> bool {
        let taxed = |at: usize| self.tokens[at].is("tax") && at > 0 && self.tokens[at - 1].is("after");
        ["RestructuringCharges", "GoodwillImpairment"].contains(&found.measure.key) && at.checked_sub(1).is_some_and(taxed)
    }

    /// "due to increased research expenses of $2 million": how much they grew, or what they grew to.
    pub(super) fn tells_growth_or_level(&self, subject: &Subject) -> bool {
        static REASONS: WordList =
            WordList::new("due attributable attributed offset reflecting reflects reflected because result resulting driven caused");
        let grown = |t: &Token| t.is_any(&["increased", "higher", "decreased", "lower", "reduced"]);
        let start = subject.tokens.start;
        (self.tokens[subject.tokens.clone()].iter().any(grown) || start > 0 && grown(&self.tokens[start - 1]))
            && self.tokens.get(subject.tokens.end).is_some_and(|t| t.is("of"))
            && self.tokens[..start].iter().rev().take(5).any(|t| t.in_list(&REASONS))
    }

    /// Whether a joint alone leads to a subject: "and license revenues".
    pub(super) fn is_joined(&self, subject: &Subject) -> bool {
        subject.tokens.start.checked_sub(1).is_some_and(|before| self.tokens[before].is("and"))
    }

    /// Whether a loss or profit is one of a part of the company that the words before its verb name: "discontinued operations had a loss of". What a
    /// segment reports is told by who speaks.
    pub(super) fn is_result_of_part(&self, subject: &Subject) -> bool {
        let at = subject.tokens.start;
        const VERBS: [&str; 7] = ["had", "posted", "reported", "recorded", "generated", "incurred", "showed"];
        const PARTS: [&str; 8] = ["operations", "business", "businesses", "unit", "subsidiary", "affiliate", "affiliates", "venture"];
        let words: Vec<&Token> =
            self.tokens[..at].iter().rev().filter(|t| !t.is_any(&["a", "an", "also", "net", "operating"])).take(2).collect();
        self.is_included_result(subject) || matches!(words[..], [verb, part] if verb.is_any(&VERBS) && part.is_any(&PARTS))
    }

    /// "The strike contributed $25 million of revenue compared to $22 million": whether a measure stands behind an amount of it that was not taken up.
    pub(super) fn ends_unread(&self, i: usize) -> bool {
        let of = |p: &&Piece| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(&["of", "in"]);
        let Some(amount) = self.pieces[..i].iter().rposition(|p| !of(&p)) else { return false };
        let money = matches!(&self.pieces[amount].what, What::Amount(amount) if matches!(amount.kind, AmountKind::Money(_)));
        money && i - amount <= 2 && !self.mentions.iter().any(|(_, at)| *at == amount)
    }

    /// "an after-tax non-cash loss of $4.7 million": a loss of its own kind, and not the company's result.
    pub(super) fn is_kind_of_loss(&self, at: usize, found: Found) -> bool {
        let own = found.loss && found.len == 1 && found.measure.key == "NetIncomeLoss";
        // "net realized gain or loss was a gain of $0.1 million and a loss of $58.0 million"
        let joined = at > 1 && self.tokens[at - 2].is_any(&["and", "or"]);
        let of_gain = || joined && self.tokens[at.saturating_sub(12)..at].iter().any(|t| t.is_any(&["gain", "gains"]));
        own && at > 0 && (self.tokens[at - 1].is_any(&["cash", "noncash", "time", "recurring"]) || of_gain())
    }

    /// "General and administrative expenses were $9.1 million and included $2.3 million of stock-based compensation": what one kind of expense holds of
    /// another, which is not all of it.
    pub(super) fn is_part_of_expense(&self, i: usize) -> bool {
        const KINDS: [&str; 6] = ["GeneralAndAdministrative", "ResearchAndDevelopment", "Selling", "Marketing", "CostOf", "CostsAnd"];
        let Some((said, place)) = self.mentions.last() else { return false };
        let between = self.pieces[*place].tokens.end..self.pieces[i].tokens.start;
        let included = self.tokens.get(between).is_some_and(|words| words.iter().any(|t| t.lower.starts_with("includ")));
        // "which included severance, compared with $6.4 million": again of the expense
        included && self.segment == 0 && KINDS.iter().any(|kind| said.subject.found.measure.concept.starts_with(kind))
    }

    /// "The quarter included an operating loss of": the result of a part.
    fn is_included_result(&self, subject: &Subject) -> bool {
        let at = subject.tokens.start;
        let verb = at.checked_sub(2).map(|verb| &self.tokens[verb]);
        subject.found.measure.concept.contains("IncomeLoss")
            && verb.is_some_and(|verb| verb.is_any(&["included", "includes", "include", "including"]))
            && self.tokens[at - 1].is_any(&["a", "an"])
    }

    /// "The mill earned $3 million, compared with net income of $2 million": whether a comparison is with an amount of which nothing tells whose it is.
    pub(super) fn compares_the_unread(&self, i: usize) -> bool {
        let amount = |p: &Piece| matches!(&p.what, What::Amount(amount) if matches!(amount.kind, AmountKind::Money(_)));
        self.compared && !self.only_compares && self.mentions.is_empty() && self.pieces[..i].iter().any(amount)
    }

    /// "Well service revenues were $171 million with operating income of $52 million": whether a result that nothing narrows goes on with what was said of
    /// a part. Behind "and" net income is the company's.
    pub(super) fn goes_on_with_part(&self, subject: &Subject) -> bool {
        let results = ["OperatingIncomeLoss", "GrossProfit", "NetIncomeLoss", "IncomeLossBeforeIncomeTaxes", "Ebitda"];
        let before = self.tokens[..subject.tokens.start].iter().rev().find(|t| !t.is_any(&["a", "an"]));
        let joined = |t: &Token| t.is("and") && ["OperatingIncomeLoss", "GrossProfit", "Ebitda"].contains(&subject.found.measure.key);
        let goes_on = before.is_some_and(|t| t.is_any(&["with", ";"]) || joined(t) && !self.goes_on_with_segment(subject));
        let part = |(m, _): &(Mention, usize)| !m.subject.is_plain() && !m.subject.adjusted && m.subject.found.measure.key == "Revenues";
        goes_on
            && subject.is_plain()
            && !subject.whole
            && results.contains(&subject.found.measure.key)
            && self.mentions.last().is_some_and(part)
    }

    /// "Sales in the Controls segment were $101.2 million and operating profit was": whether a measure that segments have goes on with one.
    fn goes_on_with_segment(&self, subject: &Subject) -> bool {
        subject.may_be_of_segment() && self.subject.as_ref().is_some_and(Subject::names_segment)
    }

    /// "Marine operating income was $55 million and operating margin was 9.3%, compared to operating income of": a margin beside a result of a part
    /// of the company is that part's, and so is what its results are compared with.
    pub(super) fn inherit_part(&self, subject: &mut Subject) {
        let reported = || self.mentions.iter().map(|(m, _)| m).filter(|m| m.segment == 0 && m.part == Part::Level);
        let rate = matches!(subject.found.measure.nature, Nature::Rate | Nature::MoneyOrRate);
        let goes_on = (rate || self.goes_on_with_segment(subject)) && self.is_joined(subject);
        let beside = || self.subject.as_ref().filter(|_| goes_on && reported().any(|m| m.frame == self.frame));
        if subject.whole || !subject.is_plain() {
            // "Marine revenue of $212.6 million, and adjusted EBITDA margin of 0.2%"
            let of_part = !subject.whole && subject.names_no_part() && beside().is_some_and(|before| !before.names_no_part());
            subject.vague |= of_part;
            return;
        }
        let before = match self.compared {
            true => reported().map(|m| &m.subject).find(|s| s.found.measure == subject.found.measure),
            false => beside(),
        };
        if let Some(part) = before.filter(|before| !before.adjusted) {
            subject.modifier.clone_from(&part.modifier);
            subject.scope.clone_from(&part.scope);
            subject.this_segment = part.this_segment;
        }
    }

    /// Whether a subject only says what an amount before it was, and nothing of the next: "of which $181 million, or 78 percent, was local service
    /// revenue".
    pub(super) fn completes_amount(&self, subject: &Subject) -> bool {
        let mut before = self.pieces.iter().rev().skip_while(|p| p.tokens.end > subject.tokens.start);
        let verb = before.next().is_some_and(|p| self.is_word(p, &["was", "were"]));
        let amount = before.find(|p| !self.is_word(p, &[","])).is_some_and(|p| matches!(p.what, What::Amount(_)));
        verb && amount || self.stands_between_amounts(subject)
    }

    /// "$18.7 million in cash and $95.0 million outstanding under": whether a subject belongs to the amount before it, and a joint leads to another.
    fn stands_between_amounts(&self, subject: &Subject) -> bool {
        let first = self.pieces.partition_point(|p| p.tokens.start < subject.tokens.start);
        let behind = self.pieces.partition_point(|p| p.tokens.start < subject.tokens.end);
        let amount = |at: usize| self.pieces.get(at).is_some_and(|p| matches!(p.what, What::Amount(_)));
        let word = |at: usize, any: &[&str]| self.pieces.get(at).is_some_and(|p| self.is_word(p, any));
        first > 1 && word(first - 1, &["in", "of"]) && amount(first - 2) && word(behind, &["and"]) && amount(behind + 1)
    }

    /// Whether no amount is of a subject alone: it completes one before it, or is the second of two that one amount is of.
    pub(super) fn has_no_amount(&self, subject: &Subject) -> bool {
        self.completes_amount(subject) || self.adds_to_same(subject)
    }

    /// "combined sales and textile service revenues were $458.6 million": whether a measure is joined to the same measure right before it.
    fn adds_to_same(&self, subject: &Subject) -> bool {
        let first = self.pieces.partition_point(|p| p.tokens.start < subject.tokens.start);
        let same = |p: &Piece| matches!(p.what, What::Measure(found) if found.measure == subject.found.measure);
        let joined = self.is_joined(subject) && first > 1 && same(&self.pieces[first - 2]);
        joined && !subject.found.measure.is_unlisted() && !self.tokens.iter().any(|t| t.is("respectively"))
    }

    /// Whether an amount of a subject is negative by words: "a $33.2 million loss" is, "positive $40 million" is not.
    pub(super) fn is_loss(&self, i: usize, subject: &Subject) -> bool {
        const NO_RESULT: [&str; 8] = ["on", "from", "of", "reserve", "reserves", "ratio", "provision", "carryforward"];
        let measure = subject.found.measure;
        let result = measure.concept.contains("IncomeLoss") || measure.key == "EarningsPerShare" || measure.key.starts_with("Ebit");
        let behind = &self.tokens[self.pieces[i].tokens.end..];
        let told = behind.first().is_some_and(|t| t.is("loss")) && !behind.get(1).is_some_and(|t| t.is_any(&NO_RESULT));
        !self.is_behind(i, &["positive"]) && (subject.found.loss || result && told && self.article_before(i))
    }

    /// "12.4% / 26.5%": whether an amount is one of two that a slash sets side by side, by other rules each.
    pub(super) fn is_alternative(&self, i: usize) -> bool {
        let Piece { tokens, .. } = &self.pieces[i];
        let amount = |t: &Token| t.is_number() || t.is_any(&["$", "("]);
        let behind = |at: usize| self.tokens.get(at).is_some_and(|t| t.is("/")) && self.tokens.get(at + 1).is_some_and(amount);
        tokens.start > 1 && self.tokens[tokens.start - 1].is("/") || behind(tokens.end)
    }

    pub(super) fn is_word(&self, piece: &Piece, any: &[&str]) -> bool {
        matches!(piece.what, What::Word) && self.tokens[piece.tokens.start].is_any(any)
    }

    /// "compared to net sales of": the words that narrowed the first hold for the second.
    pub(super) fn compared_subject(&mut self, mut subject: Subject) {
        if let Some(before) = &self.subject
            && subject.modifier.is_empty()
            && subject.scope.is_none()
        {
            subject.modifier.clone_from(&before.modifier);
            subject.scope.clone_from(&before.scope);
            subject.this_segment |= before.this_segment;
            subject.adjusted |= before.adjusted;
            subject.vague |= before.vague;
        }
        self.subject = Some(subject);
        self.unclear = false;
    }
}
