//! Labels: what each element is called, and what it is called in each place where it is printed otherwise.

use std::borrow::Cow;

use super::axes::AxisDomains;
use super::roles::Role;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Line, LineKind, Report};
use crate::taxonomy::{Concept, PeriodType, QName};
use crate::write::hash::{HashMap, IndexMap};
use crate::write::lexical::folded;

/// Longest label that EDGAR takes.
const MAX_LABEL: usize = 511;

/// Which label of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::write) enum LabelRole {
    Standard,
    Total,
    PeriodStart,
    PeriodEnd,
    Terse,
    Verbose,
    /// A further printed wording, numbered from 1: a role of the entity's own.
    Printed(u16),
}

impl LabelRole {
    /// The role's URI; `own` begins those of the entity's own.
    pub(in crate::write) fn uri(self, own: &str) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Standard => "http://www.xbrl.org/2003/role/label",
            Self::Total => "http://www.xbrl.org/2003/role/totalLabel",
            Self::PeriodStart => "http://www.xbrl.org/2003/role/periodStartLabel",
            Self::PeriodEnd => "http://www.xbrl.org/2003/role/periodEndLabel",
            Self::Terse => "http://www.xbrl.org/2003/role/terseLabel",
            Self::Verbose => "http://www.xbrl.org/2003/role/verboseLabel",
            Self::Printed(n) => return Cow::Owned(format!("{own}PrintedLabel{n}")),
        })
    }
}

/// The labels of all elements, by element and role. No two elements have the same standard label (EFM 6.10.4).
#[derive(Default)]
pub(in crate::write) struct Labels {
    of: IndexMap<QName, OfElement>,
    taken: Taken,
}

/// The standard labels in small letters, and how many elements wanted each.
#[derive(Default)]
struct Taken(HashMap<String, usize>);

impl Taken {
    /// The label, or the label with the first number that makes it unlike all before.
    fn free(&mut self, label: String) -> String {
        let key = label.to_lowercase();
        let Some(known) = self.0.get(&key).copied() else {
            self.0.insert(key, 1);
            return label;
        };
        let numbers = (known + 1..).map(|n| (n, numbered(&label, n)));
        let mut free = numbers.map(|(n, label)| (n, label.to_lowercase(), label)).filter(|(_, key, _)| !self.0.contains_key(key));
        let (count, lower, label) = free.next().expect("numbers don't run out");
        self.0.insert(lower, 1);
        self.0.insert(key, count);
        label
    }
}

/// The labels of one element, in the order in which they were met: a handful.
pub(in crate::write) type OfElement = Vec<(LabelRole, String)>;

impl Labels {
    /// Takes in what a line is called; answers with the label's role when it is not the standard one.
    /// `repeated`: other lines of the statement show the same concept.
    pub(super) fn printed(&mut self, report: &Report, line: &Line, concept: &QName, repeated: bool) -> Option<LabelRole> {
        let words = tidy(&line.label);
        if words.is_empty() || !names_concept(report, line, concept, repeated, &words) {
            return None;
        }
        let definition = report.concept(concept);
        let standard = || if definition.label.trim().is_empty() { words.clone() } else { definition.label.clone() };
        let of_concept = self.set(concept, standard);
        let known = of_concept.iter().find(|(_, text)| *text == words).map(|(role, _)| *role);
        let role = known.unwrap_or_else(|| free_role(of_concept, wanted(definition, line, &words)));
        if known.is_none() {
            of_concept.push((role, words));
        }
        (role != LabelRole::Standard).then_some(role)
    }

    /// Labels a heading.
    pub(super) fn heading(&mut self, name: &QName, words: &str) {
        self.set(name, || format!("{} [Abstract]", tidy(words)));
    }

    /// The labels of an element, the standard one among them: this one, where it has none yet.
    fn set(&mut self, name: &QName, label: impl FnOnce() -> String) -> &mut OfElement {
        let known = self.of.get_index_of(name);
        let index = known.unwrap_or_else(|| self.of.insert_full(name.clone(), OfElement::new()).0);
        let labels = &mut self.of[index];
        if labels.iter().all(|(role, _)| *role != LabelRole::Standard) {
            let label = Some(tidy(&label())).filter(|label| !label.is_empty()).unwrap_or_else(|| name.local().to_owned());
            labels.push((LabelRole::Standard, self.taken.free(label)));
        }
        labels
    }

    /// Labels whatever is still without a standard label.
    pub(super) fn complete(&mut self, report: &Report, roles: &[Role], domains: &AxisDomains) {
        for role in roles {
            self.set(&role.root, || format!("{} [Abstract]", role.title));
            self.set(&role.table, || format!("{} [Table]", role.title));
            self.set(&role.line_items, || format!("{} [Line Items]", role.title));
            for (axis, members) in &role.axes {
                self.axis(report, axis, members.iter());
            }
            for name in role.concepts() {
                self.set(name, || report.concept(name).label.clone());
            }
        }
        for (axis, domain) in domains.pairs() {
            self.set(domain, || axis_words(report, axis, "[Domain]"));
        }
    }

    fn axis<'a>(&mut self, report: &Report, axis: &QName, members: impl Iterator<Item = &'a QName>) {
        self.set(axis, || axis_words(report, axis, "[Axis]"));
        for member in members {
            let label = report.axes.get(axis).and_then(|a| a.members.get(member)).map_or(member.local(), String::as_str);
            self.set(member, || with_mark(label, "[Member]"));
        }
    }

    /// Every element with its labels.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&QName, &OfElement)> {
        self.of.iter()
    }

    /// How many roles of the entity's own are used.
    pub(super) fn own_roles(&self) -> u16 {
        self.of.values().flatten().filter_map(|(role, _)| if let LabelRole::Printed(n) = role { Some(*n) } else { None }).max().unwrap_or(0)
    }
}

/// Whether a line's label names its concept, and not the member that sets the line apart.
fn names_concept(report: &Report, line: &Line, concept: &QName, repeated: bool, words: &str) -> bool {
    let mut facts = line.cells.iter().flatten().map(|id| report.fact(*id)).filter(|fact| fact.aspects.concept == *concept);
    if facts.clone().any(|fact| fact.aspects.dimensions.is_empty()) {
        return true;
    }
    let is_member = facts.any(|fact| {
        let labels = fact.aspects.dimensions.iter().filter_map(|(axis, member)| report.axes.get(axis)?.members.get(member));
        labels.map(|label| tidy(label)).any(|label| label.eq_ignore_ascii_case(words))
    });
    !is_member && !repeated
}

/// The role that suits a printed label, whether free or not.
fn wanted(concept: &Concept, line: &Line, words: &str) -> Option<LabelRole> {
    if concept.period_type == PeriodType::Instant {
        let lower = words.to_ascii_lowercase();
        let ends = [("beginning of", LabelRole::PeriodStart), ("end of", LabelRole::PeriodEnd)];
        if let Some((_, role)) = ends.into_iter().find(|(words, _)| lower.contains(words)) {
            return Some(role);
        }
    }
    (line.kind == LineKind::Total).then_some(LabelRole::Total)
}

/// `Narrative (2) [Table]`; what does not fit is cut before the number.
fn numbered(label: &str, number: usize) -> String {
    let (words, mark) = label.rfind(" [").filter(|_| label.ends_with(']')).map_or((label, ""), |at| label.split_at(at));
    let suffix = format!(" ({number}){mark}");
    words.chars().take(MAX_LABEL.saturating_sub(suffix.len())).collect::<String>() + &suffix
}

fn free_role(taken: &OfElement, wanted: Option<LabelRole>) -> LabelRole {
    let period = matches!(wanted, Some(LabelRole::PeriodStart | LabelRole::PeriodEnd));
    let first = if period { [wanted, Some(LabelRole::Standard)] } else { [Some(LabelRole::Standard), wanted] };
    let roles = first.into_iter().flatten().chain([LabelRole::Terse, LabelRole::Verbose]).chain((1..=u16::MAX).map(LabelRole::Printed));
    roles.into_iter().find(|role| taken.iter().all(|(known, _)| known != role)).unwrap_or(LabelRole::Standard)
}

fn axis_words(report: &Report, axis: &QName, mark: &str) -> String {
    let label = report.axes.get(axis).map_or(axis.local(), |a| a.label.as_str());
    with_mark(label.trim_end_matches("[Axis]").trim_end(), mark)
}

fn with_mark(label: &str, mark: &str) -> String {
    if label.ends_with(']') { label.to_owned() } else { format!("{label} {mark}") }
}

/// Folded, without `<`, at most as long as EDGAR takes.
fn tidy(words: &str) -> String {
    let words = folded(words);
    if words.len() <= MAX_LABEL && !words.contains('<') {
        return words.into_owned();
    }
    words.replace('<', "\u{2039}").chars().take(MAX_LABEL).collect()
}

/// Words that are longer than EDGAR takes, and so are cut off.
pub(super) fn cut_off(report: &Report) -> Option<Diagnostic> {
    let long = |words: &&str| words.len() > MAX_LABEL && folded(words).chars().count() > MAX_LABEL;
    let lines = report.statements.iter().flat_map(|statement| &statement.lines).map(|line| line.label.as_str());
    let mut long = lines.chain(report.concepts.values().map(|concept| concept.label.as_str())).filter(long);
    let first: String = long.next()?.chars().take(40).collect();
    let message =
        format!("{} labels are longer than {MAX_LABEL} characters: the rest is cut off; the first begins “{first}”", long.count() + 1);
    Some(Diagnostic::new(Code::NotRepresentable, message))
}

/// The declarations of label roles of the entity's own: (role URI, id).
pub(super) fn own_roles(labels: &Labels, own: &str) -> Vec<(String, String)> {
    (1..=labels.own_roles()).map(|n| (LabelRole::Printed(n).uri(own).into_owned(), format!("role_PrintedLabel{n}"))).collect()
}

/// Locator labels within one extended link: one for each element, and a further one for each time it is to stand again.
#[derive(Default)]
pub(super) struct Locators<'a>(HashMap<&'a QName, u32>);

impl<'a> Locators<'a> {
    /// The label of a new locator.
    pub(super) fn next(&mut self, name: &'a QName) -> String {
        let count = self.0.entry(name).or_default();
        *count += 1;
        let first = first_locator(name);
        if *count == 1 { first } else { format!("{first}_{count}") }
    }
}

/// The label of an element's first locator.
pub(super) fn first_locator(name: &QName) -> String {
    [name.prefix(), "_", name.local()].concat()
}
