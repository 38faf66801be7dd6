//! `--labels FILE`: rules of the user that give printed labels their concepts, as TOML or CSV.
//!
//! ```toml
//! [[label]]
//! label = "Donor centre revenues"
//! concept = "us-gaap:Revenues"
//! statement = "income"             # optional
//! ```

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::failure::{Failure, reason};
use super::nearest::nearest;
use crate::map::LabelRule;
use crate::report::StatementKind;
use crate::taxonomy::QName;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    #[serde(default)]
    label: Vec<toml::Spanned<Rule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    label: String,
    concept: String,
    statement: Option<String>,
}

/// Loads the rules of a file; a name that ends in `.csv` is CSV, any other TOML.
pub fn load(path: &Path) -> Result<Vec<LabelRule>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {}", path.display(), reason(&e))))?;
    parse(path, &text)
}

/// Reads the rules of a file's text.
pub fn parse(path: &Path, text: &str) -> Result<Vec<LabelRule>, Failure> {
    let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    if is_csv { from_csv(path, text) } else { from_toml(path, text) }
}

fn from_toml(path: &Path, text: &str) -> Result<Vec<LabelRule>, Failure> {
    let line = |at: usize| text[..at].matches('\n').count() as u64 + 1;
    let rules: Rules = toml::from_str(text).map_err(|e| at(path, e.span().map_or(1, |s| line(s.start)), e.message()))?;
    rules.label.into_iter().map(|rule| understood(path, line(rule.span().start), rule.into_inner())).collect()
}

fn from_csv(path: &Path, text: &str) -> Result<Vec<LabelRule>, Failure> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).comment(Some(b'#')).from_reader(text.as_bytes());
    let wants = "the columns label and concept are wanted, and statement if you like";
    let names = reader.headers().map_err(|e| at(path, 1, &e.to_string()))?.clone();
    let column = |name: &str| names.iter().position(|n| n.eq_ignore_ascii_case(name));
    let (label, concept) = column("label").zip(column("concept")).ok_or_else(|| at(path, 1, wants))?;
    let statement = column("statement");
    let mut rules = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| at(path, e.position().map_or(1, csv::Position::line), &e.to_string()))?;
        let cell = |column: usize| record.get(column).unwrap_or_default().to_owned();
        let rule = Rule { label: cell(label), concept: cell(concept), statement: statement.map(cell).filter(|s| !s.is_empty()) };
        rules.push(understood(path, record.position().map_or(1, csv::Position::line), rule)?);
    }
    Ok(rules)
}

fn understood(path: &Path, line: u64, rule: Rule) -> Result<LabelRule, Failure> {
    if rule.label.trim().is_empty() {
        return Err(at(path, line, "the label is empty"));
    }
    let concept = concept(&rule.concept).ok_or_else(|| {
        at(path, line, &format!("{:?} is no concept", rule.concept))
            .help("a concept has a prefix and a name: us-gaap:Revenues, own:DonorCenters")
    })?;
    let statement =
        rule.statement.map(|key| StatementKind::from_key(&key).ok_or_else(|| unknown_statement(path, line, &key))).transpose()?;
    Ok(LabelRule { label: rule.label, concept, statement })
}

fn concept(name: &str) -> Option<QName> {
    let sound = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    QName::parse(name.trim()).filter(|name| sound(name.prefix()) && sound(name.local()))
}

fn unknown_statement(path: &Path, line: u64, key: &str) -> Failure {
    let failure = at(path, line, &format!("{key:?} is no kind of statement"));
    match nearest(key, StatementKind::ALL.iter().map(|kind| kind.key())) {
        Some(meant) => failure.help(format!("did you mean {meant}?")),
        None => failure.help(format!("kinds are {}", StatementKind::ALL.map(StatementKind::key).join(", "))),
    }
}

fn at(path: &Path, line: u64, what: &str) -> Failure {
    Failure::new(format!("{}:{line}: {}", path.display(), what.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let toml = from_toml(
            Path::new("l.toml"),
            "[[label]]\nlabel = \"Net revenues\"\nconcept = \"us-gaap:Revenues\"\nstatement = \"income\"\n[[label]]\nlabel = \"Centres\"\nconcept = \"own:Centres\"\n",
        );
        let csv = from_csv(Path::new("l.csv"), "label,concept,statement\nNet revenues,us-gaap:Revenues,income\nCentres,own:Centres,\n");
        assert_eq!(toml.unwrap(), csv.unwrap());
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let csv = |text: &str| from_csv(Path::new("l.csv"), text).unwrap_err();
        assert_eq!(csv("label,concept\nA,us-gaap:A\nB,Revenues\n").message, "l.csv:3: \"Revenues\" is no concept");
        assert_eq!(csv("label,concept,statement\nA,us-gaap:A,incom\n").help, ["did you mean income?"]);
        assert!(csv("words,concept\n").message.starts_with("l.csv:1: the columns label and concept"));
        let toml = from_toml(Path::new("l.toml"), "\n[[label]]\nlabel = \"A\"\nconcpt = \"us-gaap:A\"\n").unwrap_err();
        assert!(toml.message.starts_with("l.toml:4: unknown field"), "{}", toml.message);
    }
}
