//! Amounts that share a list of subjects in its order: "revenue and net income were $10 million and $1 million, respectively".

use super::super::amount::{Amount, AmountKind};
use super::super::measure::Nature;
use super::super::subject::Subject;
use super::piece::What;
use super::unlisted::LONGEST_SENTENCE;
use super::{Dilution, Mention, Part, Reader};

/// Amounts in a row, each of its own subject.
pub(super) struct Run {
    /// Their pieces.
    amounts: Vec<usize>,
    /// Their subjects with the frames of those.
    subjects: Vec<(Subject, usize)>,
    /// What the first of them is of its subject.
    part: Option<Part>,
}

impl Reader<'_> {
    /// Takes a subject along that a joint alone sets apart from the one before.
    pub(super) fn join(&mut self, subject: &Subject) {
        let joints = |before: &Subject| {
            let between = self.tokens.get(before.tokens.end..subject.tokens.start).unwrap_or_default();
            !between.is_empty() && between.iter().all(|t| t.is_any(&["and", ",", "&", "the", "our", "its"]))
        };
        if !self.group.last().is_some_and(|(before, _)| joints(before)) {
            self.group.clear();
        }
        self.group.push((subject.clone(), self.frame));
    }

    /// Takes an amount as that of its own subject where several are told in a row; answers whether it was.
    pub(super) fn pair(&mut self, i: usize, amount: &Amount) -> bool {
        if !self.run.as_ref().is_some_and(|run| run.amounts.contains(&i)) {
            self.run = self.run_from(i);
        }
        let Some(run) = &self.run else { return false };
        let Some(nth) = run.amounts.iter().position(|at| *at == i) else { return false };
        let (subject, frame) = run.subjects[nth].clone();
        let (last, said) = (nth + 1 == run.amounts.len(), run.part);
        let Some(part) = said.or_else(|| self.part(i, amount, &subject)) else { return false };
        if nth == 0 && part == Part::Level && self.leads_to_level(i) {
            (self.segment, self.compared) = (0, false);
        }
        if let Some(run) = &mut self.run {
            run.part = Some(part);
        }
        self.state_pair(i, amount, (subject, frame), part);
        if last && part == Part::Level {
            (self.compared, self.direction) = (false, None);
        }
        true
    }

    fn state_pair(&mut self, i: usize, amount: &Amount, (subject, frame): (Subject, usize), part: Part) {
        let mut amount = amount.clone();
        if let (AmountKind::Money(currency), Nature::PerShare) = (amount.kind, subject.found.measure.nature) {
            amount.kind = AmountKind::PerShare(currency);
        }
        let clear = !self.unclear && !subject.vague && !amount.rough && !self.narrowed_behind(i, &subject);
        let dilution = if matches!(amount.kind, AmountKind::PerShare(_)) { subject_dilution(self, &subject) } else { Dilution::Unsaid };
        let segment = if part == Part::Level { self.segment } else { 0 };
        let (contract, whens) = (self.contract, Vec::new());
        let mention = Mention {
            subject,
            amount,
            part,
            frame,
            segment,
            whens,
            against: None,
            clear,
            beside: false,
            own_result: false,
            dilution,
            contract,
            paired: true,
        };
        self.mentions.push((mention, i));
    }

    /// The amounts in a row that begin at a piece, where as many subjects wait for them and "respectively" follows.
    fn run_from(&self, i: usize) -> Option<Run> {
        if self.pieces.len() > LONGEST_SENTENCE {
            return None;
        }
        let later = &self.tokens[self.pieces[i].tokens.end..];
        let said = self.segment > 0 && self.mentions.iter().any(|(m, _)| m.paired);
        let respectively = said || later.iter().take_while(|t| !t.is(";")).any(|t| t.is("respectively"));
        if !respectively && !self.compared {
            return None;
        }
        let joint =
            |at: usize| matches!(self.pieces[at].what, What::Word) && self.tokens[self.pieces[at].tokens.start].is_any(&["and", ","]);
        let before = (0..i).rev().find(|at| !joint(*at));
        if before.is_some_and(|at| matches!(self.pieces[at].what, What::Amount(_))) {
            return None;
        }
        let mut amounts = vec![i];
        let mut at = i + 1;
        while at < self.pieces.len() {
            match self.pieces[at].what {
                What::Amount(_) => amounts.push(at),
                _ if joint(at) => {}
                _ => break,
            }
            at += 1;
        }
        let subjects = if self.segment == 0 && !self.compared { self.group.clone() } else { self.reported() };
        let suit = |(at, (subject, _)): (&usize, &(Subject, usize))| match &self.pieces[*at].what {
            What::Amount(amount) => suits(amount, subject.found.measure.nature),
            _ => false,
        };
        let all = amounts.len() > 1 && amounts.len() == subjects.len() && amounts.iter().zip(&subjects).all(suit);
        (all && (respectively || self.tell_apart(&amounts))).then_some(Run { amounts, subjects, part: None })
    }

    /// "gross profit was $377 million and gross margin was 63.9%, compared to $388 million and 61.1%": whether amounts that are compared are each
    /// of another kind, in the order of those that were reported.
    fn tell_apart(&self, amounts: &[usize]) -> bool {
        let kind = |amount: &Amount| std::mem::discriminant(&amount.kind);
        let told: Vec<_> =
            amounts.iter().filter_map(|at| if let What::Amount(a) = &self.pieces[*at].what { Some(kind(a)) } else { None }).collect();
        let levels = self.mentions.iter().filter(|(m, _)| m.segment == 0 && m.part == Part::Level && !m.beside);
        let reported: Vec<_> = levels.map(|(m, _)| kind(&m.amount)).collect();
        told == reported && (1..told.len()).all(|at| !told[..at].contains(&told[at]))
    }

    /// The subjects whose levels were reported, in order: what is compared is of each of them.
    fn reported(&self) -> Vec<(Subject, usize)> {
        let mut found: Vec<(Subject, usize)> = Vec::new();
        for (mention, _) in self.mentions.iter().filter(|(m, _)| m.segment == 0 && m.part == Part::Level && !m.beside) {
            if found.iter().all(|(_, frame)| *frame != mention.frame) {
                found.push((mention.subject.clone(), mention.frame));
            }
        }
        found
    }
}

fn suits(amount: &Amount, nature: Nature) -> bool {
    match amount.kind {
        AmountKind::Money(_) => nature != Nature::Rate && (nature != Nature::PerShare || amount.size < 1000.into()),
        AmountKind::PerShare(_) => nature == Nature::PerShare,
        AmountKind::Percent => true,
        AmountKind::BasisPoints | AmountKind::PerOther | AmountKind::Count => false,
    }
}

/// Which shares the words of a subject count.
fn subject_dilution(reader: &Reader<'_>, subject: &Subject) -> Dilution {
    let said = |word: &str| reader.tokens[subject.tokens.clone()].iter().any(|t| t.is(word));
    match (said("basic"), said("diluted")) {
        (true, true) => Dilution::Both,
        (true, false) => Dilution::Basic,
        (false, true) => Dilution::Diluted,
        (false, false) => Dilution::Unsaid,
    }
}
