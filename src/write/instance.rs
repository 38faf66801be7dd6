//! What every XBRL form shares: the facts that XBRL can carry, their values as it spells them, the notes, the taxonomy they need.

use std::collections::BTreeSet;

use super::WriteOptions;
use super::attached::Attached;
use super::digits::{push_decimals, spelt};
use super::extension::Extension;
use super::hash::{FactSet, HashMap, IndexMap};
use super::lexical::{Lexical, lexical};
use super::namespaces::find;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::{Fact, FactId, Origin, Relation, Report};

/// A report on the way into XBRL.
pub(super) struct Instance<'a> {
    pub(super) report: &'a Report,
    pub(super) facts: Vec<Item<'a>>,
    pub(super) notes: Vec<Note>,
    pub(super) extension: Extension,
    /// What XBRL can't carry.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// One fact with its value spelt out.
pub(super) struct Item<'a> {
    pub(super) id: FactId,
    pub(super) fact: &'a Fact,
    pub(super) value: Lexical,
}

/// A preparer's note on facts.
pub(super) struct Note {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) facts: Vec<FactId>,
}

impl Item<'_> {
    /// What its number is accurate to, spelt out.
    pub(super) fn decimals(&self) -> Option<String> {
        self.value.decimals.map(|decimals| spelt(|out| push_decimals(out, decimals)))
    }
}

impl<'a> Instance<'a> {
    /// Takes the facts that XBRL can carry and builds their taxonomy; `format` is named in the error.
    pub(super) fn of(report: &'a Report, options: &WriteOptions, format: &'static str) -> Result<Self, Error> {
        let mut diagnostics = Vec::new();
        let facts: Vec<Item<'a>> = report.facts().filter_map(|(id, fact)| item(report, id, fact, &mut diagnostics)).collect();
        if facts.is_empty() {
            return Err(Error::format(format, "there is no fact to report; see the diagnostics of reading"));
        }
        let written: FactSet = facts.iter().map(|item| item.id).collect();
        let extension = Extension::of(report, &written, options.calculations, &mut diagnostics);
        let notes = notes(report, &options.findings, &written);
        Ok(Self { report, facts, notes, extension, diagnostics })
    }

    /// The namespaces that instances declare, in whichever XML form.
    pub(super) fn declarations(&self) -> Vec<(String, String)> {
        const FIXED: [(&str, &str); 6] = [
            ("xbrli", "http://www.xbrl.org/2003/instance"),
            ("link", "http://www.xbrl.org/2003/linkbase"),
            ("xlink", "http://www.w3.org/1999/xlink"),
            ("xbrldi", "http://xbrl.org/2006/xbrldi"),
            ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("iso4217", "http://www.xbrl.org/2003/iso4217"),
        ];
        let published = self.extension.published();
        let published = published.iter().filter_map(|prefix| find(prefix)).map(|p| (p.prefix, p.namespace));
        let names = &self.extension.names;
        let all = FIXED.into_iter().chain(published).chain([(names.prefix.as_str(), names.own.as_str())]);
        all.map(|(prefix, namespace)| (format!("xmlns:{prefix}"), namespace.to_owned())).collect()
    }

    /// Ids of the notes on each fact that has any.
    pub(super) fn notes_by_fact(&self) -> HashMap<FactId, Vec<&str>> {
        let mut by_fact: HashMap<FactId, Vec<&str>> = HashMap::default();
        for note in &self.notes {
            note.facts.iter().for_each(|fact| by_fact.entry(*fact).or_default().push(&note.id));
        }
        by_fact
    }
}

fn item<'a>(report: &Report, id: FactId, fact: &'a Fact, diagnostics: &mut Vec<Diagnostic>) -> Option<Item<'a>> {
    let mut say = |loss: String| {
        let diagnostic = Diagnostic::new(Code::NotRepresentable, format!("{id} ({}) {loss}", fact.aspects.concept));
        let span = fact.origins.first().map(Origin::span);
        diagnostics.push(span.map_or(diagnostic.clone(), |span| diagnostic.at(span, fact.label.clone())));
    };
    let value =
        lexical(fact, report.concept(&fact.aspects.concept)).map_err(|reason| say(format!("is left out of the XBRL: {reason}"))).ok()?;
    if value.replaced {
        say("holds characters that XML has no place for: U+FFFD stands for each".to_owned());
    }
    Some(Item { id, fact, value })
}

/// The notes on conflicting figures and on what else was found, each wording once.
fn notes(report: &Report, findings: &[Diagnostic], written: &FactSet) -> Vec<Note> {
    let mut by_text: IndexMap<String, Vec<FactId>> = IndexMap::default();
    let mut note = |text: String, ids: &mut dyn Iterator<Item = FactId>| {
        let facts = by_text.entry(text).or_default();
        ids.filter(|id| written.contains(id)).for_each(|id| {
            if !facts.contains(&id) {
                facts.push(id)
            }
        });
    };
    let mut conflicting = BTreeSet::new();
    for relation in &report.relations {
        if let Relation::Conflicts { kept, other, note: text } = relation {
            conflicting.extend([*kept, *other]);
            note(text.clone(), &mut [*kept, *other].into_iter());
        }
    }
    let attached = Attached::of(report, findings);
    for (i, finding) in findings.iter().enumerate() {
        let facts = attached.facts(i);
        // the note on two figures of one fact says it already, and what is done about it
        let is_told = matches!(finding.code, Code::ConflictingFigures | Code::NarrativeMismatch)
            && facts.iter().all(|fact| conflicting.contains(fact));
        if !is_told {
            note(format!("{} [{}]: {}", finding.severity.name(), finding.code, finding.message), &mut facts.iter().copied());
        }
    }
    let filled = by_text.into_iter().filter(|(_, facts)| !facts.is_empty()).enumerate();
    filled.map(|(i, (text, facts))| Note { id: format!("fn{}", i + 1), text, facts }).collect()
}
