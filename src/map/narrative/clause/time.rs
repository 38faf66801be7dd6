//! Which times belong to an amount.

use std::ops::Range;

use super::super::amount::AmountKind;
use super::super::when::When;
use super::super::word_list::WordList;
use super::super::wording::{Role, role};
use super::piece::{Piece, What};
use super::{Part, Reader};

impl Reader<'_> {
    /// "$18.8 million, $10.9 million and $17.2 million for the years": one of several amounts that share their times.
    pub(super) fn listed(&self, k: usize) -> bool {
        let alike = |a: usize, b: usize| {
            let ((x, _), (y, _)) = (&self.mentions[a], &self.mentions[b]);
            // what stands beside it in another currency is the same amount once more
            // nor is what is earned for each basic share and for each diluted one a list
            let kind = x.amount.kind == y.amount.kind && x.dilution == y.dilution;
            (x.frame, x.segment) == (y.frame, y.segment) && kind && x.part == Part::Level && y.part == Part::Level
        };
        let next_leads_on = |place: usize| {
            let time = (place + 1..self.pieces.len()).find(|i| matches!(self.pieces[*i].what, What::When(_)));
            time.is_some_and(|time| self.leads_on(place, time))
        };
        let timeless = |k: usize| {
            let place = self.mentions[k].1;
            self.time_behind(k, place, true).is_none() && !next_leads_on(place)
        };
        let next = (k + 1..self.mentions.len()).find(|&j| alike(k, j));
        let before = (0..k).rev().find(|&j| alike(k, j));
        next.is_some() && timeless(k) || before.is_some_and(timeless)
    }

    /// Whether nothing tells the time of a mention: it shares one of several, or stands behind one seen from another that is not said to be its own:
    /// "In the third quarter last year, the net loss was $44 million, after a $16 million loss from discontinued operations".
    pub(super) fn lacks_time(&self, k: usize) -> bool {
        let small = |p: &&Piece| matches!(p.what, What::Word) && self.role_of(p) == Role::Filler;
        let head = self.pieces.iter().find(|p| !small(p));
        let relative = matches!(head.map(|p| &p.what), Some(What::When(when)) if when.is_relative());
        self.listed(k) || relative && self.mentions[k].0.segment == 0 && self.times(k).is_empty()
    }

    /// Times of a mention, the nearest first: behind the amount, between subject and amount, at the head of the sentence, far behind.
    pub(super) fn times(&self, k: usize) -> Vec<When> {
        let (mention, place) = &self.mentions[k];
        let mut times = Vec::new();
        let near = self.time_behind(k, *place, true);
        let segment_from = self.segment_from(k);
        let inner = if mention.segment == 0 { self.last_own_time(segment_from..*place) } else { self.last_time(segment_from..*place) };
        if let Some(When::Year(year)) = near {
            // "net income in the third quarter was $54 million in 1997": the year completes what stands before the amount, or at the head
            let head = || self.last_time(0..segment_from).filter(|when| mention.segment == 0 && self.heads(when, segment_from));
            // "in 1999 and $.84 in 1998": a year before is that of the amount before
            let stretch = inner.clone().filter(|when| !matches!(when, When::Year(_))).or_else(head);
            times.extend(stretch.and_then(|stretch| completed(stretch, year)));
        }
        times.extend(near.clone());
        let named = mention.subject.tokens.start;
        let first = near.is_none() && self.mentions[..k].iter().all(|(before, _)| before.subject.tokens.start != named);
        times.extend(self.time_right_before(named).filter(|_| first));
        if near.is_none() && mention.segment > 0 && self.is_named_anew(k, segment_from) {
            times.extend(self.time_behind(k, *place, false));
        }
        times.extend(inner);
        // "above the year-earlier period, when sales were": the time that what follows is said of
        let when = self.time_of_clause(segment_from).filter(|_| mention.segment == 0 && near.is_none());
        if let Some(when) = when {
            return vec![when];
        }
        if mention.segment > 0 {
            // "up from $5 million in 1996" is the same stretch of that year
            for when in &mut times {
                if let When::Year(year) = *when {
                    *when = When::SameOf(Some(year));
                }
            }
        }
        if mention.segment == 0 {
            // a time seen from another leads only what it stands right before: "last year's Q4 earnings"
            let beside = |when: &When| segment_from > 0 && matches!(&self.pieces[segment_from - 1].what, What::When(w) if w == when);
            let leads =
                |when: &When| !when.is_relative() || beside(when) || self.heads(when, segment_from) || self.is_of_head(when, segment_from);
            times.extend(self.last_level_time(segment_from).filter(leads));
        }
        if near.is_none() {
            times.extend(self.time_behind(k, *place, false).filter(|when| mention.segment > 0 || !when.is_relative()));
        }
        let of_head = || self.year_at_head().filter(|_| mention.segment == 0).zip(times.first().cloned());
        if let Some(whole) = of_head().and_then(|(year, stretch)| completed(stretch, year)) {
            times.insert(0, whole);
        }
        times
    }

    /// "In 1997, first-quarter sales were": the year that a sentence begins with, alone.
    fn year_at_head(&self) -> Option<i32> {
        let word = |at: usize, words: &[&str]| self.pieces.get(at).is_some_and(|p| self.is_word(p, words));
        match self.pieces.get(1)?.what {
            What::When(When::Year(year)) if word(0, &["in", "for", "during"]) && word(2, &[","]) => Some(year),
            _ => None,
        }
    }

    /// "an increase over second-quarter 2007 revenues of $6.6 million": the time that stands right before a subject, where it names it.
    fn time_right_before(&self, subject: usize) -> Option<When> {
        let before = self.pieces.iter().find(|p| p.tokens.end == subject)?;
        if let What::When(when) = &before.what { Some(when.clone()).filter(|when| !when.is_relative()) } else { None }
    }

    /// "compared to net income of $18 million on revenues of $159 million for the second quarter of 2005 and net income of $32 million": whether what is
    /// compared is named once more behind the last time, which is that of what stands before it.
    fn is_named_anew(&self, k: usize, segment_from: usize) -> bool {
        let (mention, place) = &self.mentions[k];
        let last = (segment_from..*place).rev().find(|at| matches!(self.pieces[*at].what, What::When(_)));
        let last = last.filter(|at| self.pieces[*at].tokens.start < mention.subject.tokens.start);
        last.is_some_and(|at| self.pieces[at + 1..].first().is_some_and(|p| self.tokens[p.tokens.start].is_any(&["and", ","])))
    }

    /// Whether a sentence begins with a time, and no amount stands between it and a place: "In the prior year quarter, net income was".
    fn heads(&self, when: &When, before: usize) -> bool {
        const LEADS: [&str; 8] = ["in", "for", "during", "the", "our", "at", "of", ","];
        let led = |p: &&Piece| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(&LEADS);
        let at = self.pieces.iter().take_while(led).count();
        let is_head = matches!(self.pieces.get(at).map(|p| &p.what), Some(What::When(first)) if first == when);
        is_head && self.pieces[at..before.max(at)].iter().all(|p| !matches!(p.what, What::Amount(_)))
    }

    /// "The net loss for the year-earlier quarter included": whether a time is that of the measure that a sentence begins with, of which all that
    /// is said up to a place.
    fn is_of_head(&self, when: &When, before: usize) -> bool {
        let small = |p: &&Piece| matches!(p.what, What::Word) && matches!(self.role_of(p), Role::Filler);
        let mut at = self.pieces.iter().take_while(small).count();
        if !matches!(self.pieces.get(at).map(|p| &p.what), Some(What::Measure(_))) {
            return false;
        }
        at += 1 + self.pieces[at + 1..].iter().take_while(small).count();
        let told = matches!(self.pieces.get(at).map(|p| &p.what), Some(What::When(first)) if first == when);
        let rest = &self.pieces[at..before.max(at)];
        told && rest
            .iter()
            .all(|p| !(matches!(p.what, What::Amount(_)) || matches!(p.what, What::Word) && self.role_of(p) == Role::Compare))
    }

    /// The time that a clause is of which begins right before a place: "the year-earlier period, when".
    fn time_of_clause(&self, place: usize) -> Option<When> {
        const SMALL: [&str; 6] = ["the", "our", "its", "net", "total", ","];
        let word = |at: usize| Some(&self.tokens[self.pieces[at].tokens.start]).filter(|_| matches!(self.pieces[at].what, What::Word));
        let mut before = (0..place).rev().skip_while(|at| word(*at).is_some_and(|t| t.is_any(&SMALL)));
        let when = before.next().filter(|at| word(*at).is_some_and(|t| t.is("when")))?;
        let time = (0..when).rev().find(|at| !word(*at).is_some_and(|t| t.is(",")))?;
        if let What::When(when) = &self.pieces[time].what { Some(when.clone()) } else { None }
    }

    /// Where the segment of a mention begins: at the comparison, or at the words of its subject.
    fn segment_from(&self, k: usize) -> usize {
        let (mention, place) = &self.mentions[k];
        let earlier = self.mentions[..k].iter().rev().find(|(m, _)| m.frame != mention.frame || m.segment != mention.segment);
        let after_earlier = earlier.map_or(0, |(_, i)| i + 1);
        let compare = self.pieces[..*place]
            .iter()
            .rposition(|p| matches!(p.what, What::Word) && matches!(self.role_of(p), Role::Compare | Role::From));
        match (mention.segment, compare) {
            (0, _) => self.pieces.iter().position(|p| p.tokens.end > mention.subject.tokens.start).unwrap_or(0).min(*place),
            (_, Some(compare)) => compare.max(after_earlier.min(compare)),
            (_, None) => after_earlier,
        }
    }

    /// The last time before a piece that is none of what was compared with: "up from $7 million in the first half of 1995, and net income rose".
    fn last_level_time(&self, before: usize) -> Option<When> {
        let (mut compared, mut last, mut bracketed): (Option<usize>, Option<When>, bool) = (None, None, false);
        // what was told before a reason: "due to charges in the third quarter of 2024; margin was" is not of then
        let mut reasoned: Option<Option<When>> = None;
        for (at, piece) in self.pieces[..before].iter().enumerate() {
            match &piece.what {
                What::Word if self.compares_in_brackets(at) => bracketed = true,
                What::Word if self.is_word(piece, &[")"]) => bracketed = false,
                What::Word if self.compares_at(at) || self.measures_from(at) => compared = Some(at),
                What::Word if self.tokens[piece.tokens.start].is(";") => {
                    compared = None;
                    last = reasoned.take().unwrap_or(last);
                }
                What::Word if self.is_word(piece, &["due", "because", "driven", "attributable", "reflecting"]) => {
                    reasoned = reasoned.or_else(|| Some(last.clone()));
                }
                // "compared with net income of": the comparison has a measure of its own; "6.5% of revenue" is none
                What::Measure(_) if compared.is_some_and(|from| at - from > 4) && !self.explains(at) => compared = None,
                What::When(when) if compared.is_none() && !bracketed && !self.is_of_event(at) && !self.is_of_left_out(at) => {
                    last = Some(when.clone())
                }
                _ => {}
            }
        }
        last
    }

    /// "a 5.4% increase over the second quarter of 2012", "up 2% on the previous year": whether a word leads to the time that a change is told
    /// from.
    fn measures_from(&self, at: usize) -> bool {
        let word = |at: usize| Some(&self.pieces[at]).filter(|p| matches!(p.what, What::Word));
        let over =
            word(at).is_some_and(|p| self.tokens[p.tokens.start].is_any(&["over", "above", "below", "on"])) && !self.follows_year(at);
        let rate = |p: &Piece| matches!(&p.what, What::Amount(amount) if amount.kind == AmountKind::Percent);
        let changed = |p: &Piece| rate(p) || matches!(p.what, What::Word) && matches!(self.role_of(p), Role::Comparative(_) | Role::Way(_));
        let noun = || at.checked_sub(1).is_some_and(|before| changed(&self.pieces[before]));
        over && noun() && self.pieces[at + 1..].iter().take(2).any(|p| matches!(p.what, What::When(_)))
    }

    /// "2 percent below last year's": a word behind an amount that says which way, and leads to what is compared with.
    pub(super) fn sets_level(&self, i: usize, at: usize) -> bool {
        let behind_amount = i > 0 && matches!(self.pieces[i - 1].what, What::Amount(_));
        behind_amount && self.tokens[at].is_any(&["below", "above", "over"]) && self.leads_to_comparison(i)
    }

    /// "a 20% increase over last year's net income of $11 million": whether a word leads to what a change is told from, named with its time.
    pub(super) fn measures_from_named(&self, at: usize) -> bool {
        let mut behind = self.pieces[at + 1..].iter().skip_while(|p| matches!(p.what, What::Word) && self.role_of(p) == Role::Filler);
        let when = behind.next().is_some_and(|p| matches!(&p.what, What::When(when) if when.is_relative()));
        let named = || behind.take(3).find(|p| !matches!(p.what, What::Word)).is_some_and(|p| matches!(p.what, What::Measure(_)));
        self.measures_from(at) && when && named()
    }

    /// "divestitures completed in 2025": the time of what was done, not of what is told.
    fn is_of_event(&self, at: usize) -> bool {
        static DONE: WordList =
            WordList::new("completed acquired divested launched opened issued signed enacted adopted exited commenced discontinued");
        let word = |at: usize| Some(&self.pieces[at]).filter(|p| matches!(p.what, What::Word)).map(|p| &self.tokens[p.tokens.start]);
        let joint = (0..at).rev().take(3).find(|before| !word(*before).is_some_and(|t| t.is_any(&["the", "late", "early"])));
        let led = joint.filter(|joint| *joint > 0 && word(*joint).is_some_and(|t| t.is_any(&["in", "on", "during"])));
        led.and_then(|joint| word(joint - 1)).is_some_and(|t| t.in_list(&DONE))
    }

    /// "Excluding the 2006 settlements, sales rose": the year of what is left out, with which the sentence begins.
    fn is_of_left_out(&self, at: usize) -> bool {
        let opens = |p: &Piece| self.is_word(p, &["excluding", "exclusive", "without", "absent", "adjusting", "aside", "apart"]);
        matches!(self.pieces[at].what, What::When(When::Year(_)))
            && self.pieces.first().is_some_and(opens)
            && !self.pieces[..at].iter().any(|p| self.is_word(p, &[","]))
    }

    /// The last time among pieces that is none of what is compared with: "rose 12% compared with the prior year to $184 million".
    fn last_own_time(&self, pieces: Range<usize>) -> Option<When> {
        let leads = |at: &usize| matches!(self.pieces[*at].what, What::Word) && (self.compares_at(*at) || self.measures_from(*at));
        let end = pieces.clone().find(leads).unwrap_or(pieces.end);
        self.last_time(pieces.start..end)
    }

    /// Whether the word of a piece leads to what is compared with.
    fn compares_at(&self, at: usize) -> bool {
        match self.role_of(&self.pieces[at]) {
            Role::Compare => true,
            Role::From => self.leads_to_comparison(at),
            _ => false,
        }
    }

    fn last_time(&self, pieces: Range<usize>) -> Option<When> {
        self.pieces[pieces].iter().rev().find_map(|p| if let What::When(when) = &p.what { Some(when.clone()) } else { None })
    }

    /// The first time behind an amount: before the next amount of its kind, measure or comparison; or, `far`, before a comparison.
    fn time_behind(&self, k: usize, place: usize, near: bool) -> Option<When> {
        let (mention, _) = &self.mentions[k];
        let mut broken = false;
        for (offset, piece) in self.pieces[place + 1..].iter().enumerate() {
            match &piece.what {
                What::When(_) if self.leads_on(place, place + 1 + offset) => return None,
                // "and was affected by the prior year's write-down": the time of what it is explained by
                What::When(when) => return Some(when.clone()).filter(|when| !(broken && when.is_relative())),
                // "representing a decrease of 39% for the comparable period": the time of what is said further
                What::Amount(other) if near && (broken || other.kind == mention.amount.kind) => return None,
                // "reflecting the $16 million issue of stock in the third quarter": the time of the other amount
                What::Amount(other) if broken && matches!(other.kind, AmountKind::Money(_)) => return None,
                // "reflecting a 2.8 percent increase in same-store sales": what follows is of what the sales are said to reflect
                What::Measure(_) if (near || broken) && !self.explains(place + 1 + offset) => return None,
                What::Word if self.ends_time_search(piece) || self.compares_in_brackets(place + 1 + offset) => return None,
                What::Word => broken |= self.role_of(piece) == Role::Break,
                _ => {}
            }
        }
        None
    }

    /// What a change is told from: "up 5% over the fourth quarter of 2005", "up 5% sequentially", "compared with the fourth quarter, up 5%".
    pub(super) fn against(&self, k: usize) -> Option<When> {
        let (mention, place) = &self.mentions[k];
        if mention.part == Part::Level {
            return None;
        }
        let word = |piece: &Piece, words: &[&str]| matches!(piece.what, What::Word) && self.tokens[piece.tokens.start].is_any(words);
        let before = self.pieces[..*place].last().into_iter();
        let behind = self.pieces[place + 1..].iter().take(3).take_while(|p| !matches!(p.what, What::Amount(_)));
        if before.chain(behind).any(|p| word(p, &["sequential", "sequentially"])) {
            return Some(When::QuarterBefore);
        }
        let leads = |at: usize| {
            let word = |words: &[&str]| word(&self.pieces[at], words);
            self.compares_at(at) || word(&["over", "above", "below", "than", "from"]) && !self.follows_year(at)
        };
        let stop = |p: &Piece| word(p, &[";"]) || matches!(&p.what, What::Amount(other) if other.kind == mention.amount.kind);
        let end = self.pieces[place + 1..].iter().position(stop).map_or(self.pieces.len(), |stop| place + 1 + stop);
        let from = (place + 1..end).find(|at| leads(*at)).map(|from| from..end);
        let head = || Some(0..*place).filter(|head| !head.is_empty() && leads(0));
        from.or_else(head).and_then(|range| self.first_time(range))
    }

    /// The first time of some pieces, with nothing long and no new thought before it.
    fn first_time(&self, range: Range<usize>) -> Option<When> {
        const NEAR: usize = 8;
        let near = self.pieces[range].iter().take(NEAR).take_while(|p| !matches!(p.what, What::Word) || self.role_of(p) != Role::Break);
        near.filter_map(|p| if let What::When(when) = &p.what { Some(when.clone()) } else { None }).next()
    }

    /// "year over year"
    fn follows_year(&self, at: usize) -> bool {
        let token = self.pieces[at].tokens.start;
        token > 0 && self.tokens[token - 1].is_any(&["year", "yr", "-"])
    }

    /// Whether a time behind an amount begins what is said next: "sales were $26 million, and in the first quarter they were".
    fn leads_on(&self, place: usize, time: usize) -> bool {
        let word =
            |i: usize, words: &[&str]| matches!(self.pieces[i].what, What::Word) && self.tokens[self.pieces[i].tokens.start].is_any(words);
        // "were $604.5 million (December 31, 1996: $557.7 million)"
        if time + 1 < self.pieces.len() && word(time + 1, &[":"]) {
            return true;
        }
        let joined = (place + 1..time).any(|i| word(i, &["and"]));
        let led = time > 0
            && (word(time - 1, &["in", "for", "during"])
                || time > 1 && word(time - 2, &["in", "for", "during"]) && word(time - 1, &["the"]));
        joined && led && time + 1 < self.pieces.len() && word(time + 1, &["they", "it", "these", "this", "was", "were"])
    }

    /// "5.52% of gross loans at December 31": a measure behind "of" only explains a percentage.
    pub(super) fn explains(&self, i: usize) -> bool {
        self.pieces[..i].iter().rev().take(2).any(|p| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is("of"))
            && self.pieces[..i].iter().rev().take(4).any(|p| matches!(&p.what, What::Amount(a) if a.kind == AmountKind::Percent))
    }

    fn ends_time_search(&self, piece: &Piece) -> bool {
        let token = &self.tokens[piece.tokens.start];
        matches!(role(token), Role::Compare)
            || token.is_any(&[
                "from",
                "over",
                ";",
                "than",
                "above",
                "below",
                "due",
                "because",
                "which",
                "primarily",
                "including",
                "excluding",
                "while",
                "following",
                // "were the highest of the four quarters in 1997"
                "highest",
                "lowest",
                "best",
                "strongest",
                "largest",
            ])
            // "approximately even with the first quarter of 2005"
            || token.is("with") && piece.tokens.start > 0 && self.tokens[piece.tokens.start - 1].is_any(&["even", "flat", "consistent", "line", "par"])
            // "91.0% (a 1,490bp improvement to Q2 2025)"
            || token.is("to") && piece.tokens.start > 0 && matches!(role(&self.tokens[piece.tokens.start - 1]), Role::Comparative(_))
            // "on top of an 8.3 percent gain in the third quarter of 1999", "up 2% on the previous year"
            || token.is("on") && self.tokens.get(piece.tokens.start + 1).is_some_and(|next| next.is("top"))
            || token.is("on") && piece.tokens.start > 0 && self.tokens[piece.tokens.start - 1].is_any(&["%", "percent"])
    }
}

/// A stretch of time that names no year, in the year that stands behind the amount.
fn completed(stretch: When, year: i32) -> Option<When> {
    Some(match stretch {
        // "in the first half of 2006, to $36.2 million in 2006" names the year twice
        When::Quarter { year: Some(told), .. } | When::FirstMonths { year: Some(told), .. } if told == year => stretch,
        When::Quarter { number, year: None } => When::Quarter { number, year: Some(year) },
        When::FirstMonths { months, year: None } => When::FirstMonths { months, year: Some(year) },
        When::LastMonths { months, year: None } => When::LastMonths { months, year: Some(year) },
        When::Months(_) | When::Weeks(_) | When::YearToDate | When::ThisQuarter | When::MonthsEnded { .. } | When::WeeksEnded { .. } => {
            When::InYear(Box::new(stretch), year)
        }
        _ => return None,
    })
}
