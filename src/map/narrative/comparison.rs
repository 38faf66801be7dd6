//! Amounts of a sentence that are said to follow from one another: "up 6% from $26,270,000", "decreased $94,000, or 4.7%, to $1,891,000".
//!
//! Read by the words next to the amounts alone, whatever the sentence is about: what it states can be reckoned without any table.

use std::ops::Range;

use super::amount::{self, Amount, AmountKind};
use super::aspects::unit;
use super::measure;
use super::token::Token;
use super::when;
use super::wording::{Direction, Role, role};
use crate::figure::Currency;
use crate::report::{Base, Comparison, Decimals, Period, Sentence, Stated};
use crate::text::Text;

/// Words behind which the amounts compared are summed up.
const SUMMING_UP: [&str; 8] = ["representing", "represents", "represented", "reflecting", "reflects", "reflected", "which", "that"];
/// How many words a direction may stand before its amount.
const NEAR: usize = 4;
/// How many words may stand between "from" and its amount.
const FAR: usize = 14;

/// What a sentence states; `None` where it states no amount. A bare `$` is of `dollars`.
pub(super) fn sentence(text: &Text, range: Range<usize>, tokens: &[Token], headed: Option<Period>, dollars: Currency) -> Option<Sentence> {
    let mut reader = Reader::new(text, tokens, range.start, dollars);
    reader.read();
    let words = text.as_str()[range.clone()].to_owned();
    let Reader { amounts, comparisons, .. } = reader;
    (!amounts.is_empty()).then(|| Sentence { span: text.span_of(range), words, headed, headline: false, amounts, comparisons })
}

/// A word that leads on, and the token it stands at.
type Seen<T> = Option<(T, usize)>;

struct Reader<'a> {
    text: &'a Text,
    tokens: &'a [Token],
    start: usize,
    dollars: Currency,
    amounts: Vec<Stated>,
    /// Whether each amount is one of a loss, and whether the measure said last is.
    losses: Vec<bool>,
    loss: bool,
    /// Where the words begin that a share was said to be of.
    share_of: Option<usize>,
    comparisons: Vec<Comparison>,
    direction: Seen<Direction>,
    /// Where "from" or "compared" stands.
    compared: Option<usize>,
    /// Whether a time has been said since.
    timed: bool,
    /// What is reported, and what it was compared with last.
    level: Option<usize>,
    earlier: Option<usize>,
    /// Changes of the level whose base is still to come, each with the token behind it.
    open: Vec<(usize, usize)>,
    /// The changes that are being summed up.
    summed: Vec<(usize, usize)>,
    /// Behind words that break the thought off no amount is a level.
    aside: bool,
    /// How many brackets are open.
    depth: usize,
    /// Changes whose base came last: it may be the first of several.
    based: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a Text, tokens: &'a [Token], start: usize, dollars: Currency) -> Self {
        let (amounts, comparisons, open) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            text,
            tokens,
            start,
            dollars,
            amounts,
            losses: Vec::new(),
            loss: false,
            share_of: None,
            comparisons,
            direction: None,
            compared: None,
            timed: false,
            level: None,
            earlier: None,
            open,
            summed: Vec::new(),
            aside: false,
            depth: 0,
            based: Vec::new(),
        }
    }

    fn read(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some((_, len)) = when::at(&self.tokens[at..]) {
                self.timed = true;
                at += len;
            } else if let Some((mut amount, next)) = amount::at(self.text, self.tokens, at) {
                amount.in_dollars(self.dollars);
                self.amount(&amount, at, next);
                at = next;
            } else if let Some(found) = measure::at(&self.tokens[at..]) {
                // what a share is of is another measure, and the thought goes on
                let whole = self.share_of == Some(at);
                if !whole {
                    self.loss = found.loss;
                }
                if !whole && !self.is_near(self.compared, at, NEAR) {
                    self.forget();
                }
                at += found.len.max(1);
            } else {
                self.word(at);
                at += 1;
            }
        }
        self.close();
    }

    fn word(&mut self, at: usize) {
        let token = &self.tokens[at];
        if token.is_any(&[";", "while", "whereas", "respectively"]) {
            return self.forget();
        }
        match role(token) {
            Role::Break if token.is_any(&SUMMING_UP) => {}
            Role::Break => {
                self.forget();
                self.aside = true;
            }
            // "a 29% increase over 2021, and the rate was": what was compared with is told by its time alone
            _ if token.is("and") && self.timed => self.compared = None,
            _ if token.is("(") => self.depth += 1,
            _ if token.is(")") => self.depth = self.depth.saturating_sub(1),
            Role::Way(direction) | Role::Comparative(direction) => self.direction = Some((direction, at)),
            Role::From | Role::Compare => (self.compared, self.timed) = (Some(at), false),
            // "a 70% increase over revenues of $6,751,000"
            _ if token.is("over") && at > 0 && matches!(role(&self.tokens[at - 1]), Role::Comparative(_)) => {
                (self.compared, self.timed) = (Some(at), false)
            }
            _ => {}
        }
    }

    /// Begins a new thought.
    fn forget(&mut self) {
        self.close();
        (self.direction, self.compared, self.level, self.earlier) = (None, None, None, None);
        self.based.clear();
        self.aside = false;
    }

    fn is_near(&self, seen: Option<usize>, at: usize, most: usize) -> bool {
        seen.is_some_and(|seen| at - seen <= most)
    }

    fn amount(&mut self, amount: &Amount, at: usize, next: usize) {
        // "increased to $17.6 million, or 12.8% of sales" states a share of another measure
        let is_share = amount.kind == AmountKind::Percent && self.tokens.get(next).is_some_and(|t| t.is("of"));
        let change = self.change(amount, at, next).filter(|_| !is_share);
        self.share_of = is_share.then_some(next + 1);
        // what begins with an amount has lost its subject
        self.aside |= self.tokens[..at].iter().all(|t| !t.is_word());
        let index = self.amounts.len();
        self.losses.push(self.loss);
        let negative = change == Some(Direction::Down) || change.is_none() && amount.negative;
        self.amounts.push(Stated {
            span: amount.figure.span,
            at: self.tokens[at].range.start - self.start,
            amount: if negative { -amount.size } else { amount.size },
            decimals: Decimals::Places(amount.places),
            unit: unit(&amount.kind),
            change: change.is_some(),
            rough: amount.rough || amount.hedged,
        });
        match change {
            Some(_) => {
                if self.compared.is_some() {
                    // the base of those before was said in words: "up 5% from the prior quarter and up 9% from"
                    self.open.clear();
                }
                self.open.push((index, next));
            }
            None if is_share || self.aside || self.depth > 0 && matches!(amount.kind, AmountKind::Money(_)) => {}
            None => self.settle_level(amount, index, at),
        }
        (self.direction, self.compared) = (self.direction.filter(|_| change.is_none()), None);
    }

    /// Which way an amount says that something changed; `None` for a level.
    fn change(&self, amount: &Amount, at: usize, next: usize) -> Option<Direction> {
        let behind = self.tokens.get(self.said_again(at, next).unwrap_or(next)).map(role);
        if let Some(Role::Comparative(direction)) = behind {
            return Some(direction);
        }
        let previous = self.tokens[..at].last();
        let again = previous.is_some_and(|t| t.is_any(&["or", "and"])) && amount.kind == AmountKind::Percent;
        if let Some((index, end)) = self.open.last().filter(|_| again) {
            // "decreased $94,000, or 4.7%", "dropped 5% from the prior quarter and 2% year to date"
            let fell = self.amounts[*index].amount.is_sign_negative();
            return (at - end <= 2 * NEAR).then_some(if fell { Direction::Down } else { Direction::Up });
        }
        let (direction, seen) = self.direction?;
        let led = self.tokens[seen + 1..at].iter().any(|t| t.is_any(&["to", "at", "from", "than", "were", "was"]));
        (at - seen <= NEAR && !led).then_some(direction)
    }

    /// "a $94,000, or 4.7%, increase": one past the percentage that says an amount behind an article once more.
    fn said_again(&self, at: usize, next: usize) -> Option<usize> {
        let marks = |from: usize| self.tokens[from..].iter().take(2).take_while(|t| t.is_any(&[",", "or", "("])).count();
        let led = at > 0 && self.tokens[at - 1].is_any(&["a", "an"]) && marks(next) > 0;
        let rate = Some(next + marks(next)).filter(|rate| led && *rate < self.tokens.len())?;
        let (again, behind) = amount::at(self.text, self.tokens, rate)?;
        let closed = usize::from(self.tokens.get(behind).is_some_and(|t| t.is_any(&[",", ")"])));
        (again.kind == AmountKind::Percent).then_some(behind + closed)
    }

    /// A level is what is reported, or what the open changes are measured from.
    fn settle_level(&mut self, amount: &Amount, index: usize, at: usize) {
        let compared = self.is_near(self.compared, at, FAR);
        let same = |other: usize| self.amounts[other].unit == self.amounts[index].unit;
        let beside = matches!(amount.kind, AmountKind::PerShare(_)) && self.level.is_some_and(|level| !same(level));
        if beside || amount.kind == AmountKind::Count {
            return;
        }
        match self.level {
            Some(level) if compared && same(level) => {
                let open = std::mem::take(&mut self.open);
                if !open.is_empty() {
                    self.based = open.iter().map(|(change, _)| *change).collect();
                }
                for change in self.based.clone() {
                    self.compare(level, Base::Level(index), change);
                }
                self.earlier = Some(index);
            }
            Some(level) if self.earlier.is_some() && same(level) && self.goes_on(at) => {
                // "compared to $1.15 billion in September and $1.01 billion in December": the change may be from either
                for change in self.based.clone() {
                    self.compare(level, Base::Level(index), change);
                }
            }
            _ if compared => {
                self.open.clear();
            }
            _ => {
                let led = self.tokens[..at].iter().rev().take(NEAR).any(|t| t.is("to"));
                let near = self.open.last().is_some_and(|(_, end)| at - end <= 2 * NEAR);
                if !(led && near) {
                    self.close();
                }
                (self.level, self.earlier, self.based) = (Some(index), None, Vec::new());
            }
        }
    }

    /// Whether an amount is listed with the one before it: only a joint, a time and a currency sign stand between.
    fn goes_on(&self, at: usize) -> bool {
        self.tokens[..at].iter().rev().take(2).any(|t| t.is_any(&["and", ","]))
    }

    /// Changes whose base never came: measured from what the level was compared with, or one from the other.
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.summed.clone_from(&open);
        let Some(level) = self.level else { return };
        if let Some(earlier) = self.earlier {
            for (change, end) in &open {
                if self.is_noun(*change, *end) {
                    self.compare(level, Base::Level(earlier), *change);
                }
            }
        } else if let [(first, _), (second, _)] = open[..]
            && self.is_money(first)
            && !self.is_money(second)
        {
            self.compare(level, Base::Less(first), second);
        }
    }

    /// "a decline of $9.5 million or 20.7%": the change as a noun sums up the comparison before it.
    fn is_noun(&self, change: usize, end: usize) -> bool {
        let start = self.start + self.amounts[change].at;
        let mut before = self.tokens[..end].iter().rev().filter(|t| t.range.end <= start && !t.is("$"));
        match before.next() {
            Some(word) if word.is("of") => before.next().is_some_and(|t| matches!(role(t), Role::Comparative(_))),
            Some(word) if word.is("or") => {
                let first = self.summed.iter().rfind(|(index, _)| *index + 1 == change).copied();
                first.is_some_and(|(index, end)| self.is_noun(index, end))
            }
            _ => false,
        }
    }

    fn is_money(&self, index: usize) -> bool {
        self.amounts[index].unit.as_ref().is_some_and(|u| matches!(u.measure, crate::report::Measure::Currency(_)))
    }

    fn compare(&mut self, later: usize, earlier: Base, change: usize) {
        // "net income of $17 million, compared with a net loss of $26 million": both are printed without a sign
        if let Base::Level(before) = earlier
            && self.losses[later] != self.losses[before]
        {
            return;
        }
        // "a net loss of $3.9 million, a decrease of $16.1 million, or 132.4%": what fell by more than itself was an income
        if matches!(earlier, Base::Less(_)) && self.losses[later] && self.amounts[change].amount < -rust_decimal::Decimal::ONE {
            return;
        }
        self.comparisons.push(Comparison { later, earlier, change });
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    /// Comparisons as `later < earlier: change`.
    fn read(words: &str) -> Vec<String> {
        let text = Text::verbatim(words, 0);
        let tokens = tokens(words, 0..words.len());
        let Some(sentence) = sentence(&text, 0..words.len(), &tokens, None, Currency::USD) else { return Vec::new() };
        let amount = |i: usize| sentence.amounts[i].amount.normalize().to_string();
        let base = |base: Base| match base {
            Base::Level(i) => amount(i),
            Base::Less(i) => format!("less {}", amount(i)),
        };
        sentence.comparisons.iter().map(|c| format!("{} < {}: {}", amount(c.later), base(c.earlier), amount(c.change))).collect()
    }

    #[test]
    fn changes_find_their_levels() {
        assert_eq!(
            read("Sales were $27,847,000, up 6% from $26,270,000 last quarter and up 31% from $21,300,000 a year ago."),
            ["27847000 < 26270000: 0.06", "27847000 < 21300000: 0.31"]
        );
        assert_eq!(read("Revenue decreased $94,000, or 4.7%, to $1,891,000 as a result."), ["1891000 < less -94000: -0.047"]);
        assert_eq!(
            read("Net income was $2,801,000, a $978,000, or 53.6%, increase from the $1,823,000 earned a year before."),
            ["2801000 < 1823000: 978000", "2801000 < 1823000: 0.536"]
        );
        assert_eq!(
            read(
                "were $36.2 million compared to $46.0 million in the first nine months of 2008, representing a decline of $9.5 million or 20.7%."
            ),
            ["36200000 < 46000000: -9500000", "36200000 < 46000000: -0.207"]
        );
        assert_eq!(read("up slightly from $11,492,000 and down 11% from $12,967,000"), Vec::<String>::new());
        assert_eq!(
            read("Sales were $11,506,000, up slightly from $11,492,000 in May and down 11% from $12,967,000"),
            ["11506000 < 12967000: -0.11"]
        );
    }

    #[test]
    fn what_belongs_to_another_thought_is_left_alone() {
        assert!(read("Costs were $39,000 higher compared to last year due to $218,000 for fees.").is_empty());
        assert!(read("Profit was $8,393,000 (after $1,081,000 of costs), an increase of 22.3%.").is_empty());
        assert_eq!(
            read("Sales were $29.3 million, up 5.2 percent from sales in May and up 38.7 percent from $21.1 million."),
            ["29300000 < 21100000: 0.387"]
        );
        assert!(read("Sales were $15.3 million, up 3% from May and down 2% from a year ago.").is_empty());
        assert!(read("Sales rose 10% and net income rose to $1.0 million from $0.5 million.").is_empty());
        assert!(read("Sales were $5.0 million, up 10%; costs fell from $3.0 million.").is_empty());
        assert_eq!(
            read("Expenses increased $0.6 million to $4.6 million, or 12.2% of sales, compared with $4.0 million, or 10.8% of sales."),
            ["4600000 < 4000000: 600000"]
        );
        assert!(read("Net income was $17 million, compared to a net loss of $26 million, an increase of $43 million.").is_empty());
        assert!(read("The net loss was $3.9 million, a decrease of $16.1 million, or 132.4%, when compared to net income.").is_empty());
        assert_eq!(read("The net loss was $3.0 million, a decrease of $1.0 million, or 25%."), ["3000000 < less -1000000: -0.25"]);
    }
}
