//! Arelle: clean files without a message, the same facts from each form, broken sums and broken files refused.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};

use hemaexport::Format;
use libtest_mimic::{Failed, Trial};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::consumer::{Consumer, edgar_arelle, run, trial, us_gaap_package};
use crate::{files, mutations, releases};

const ARELLE: Consumer = Consumer::Python("Arelle");

/// What Arelle said of one file.
#[derive(Deserialize)]
pub struct Verdict {
    /// Level, code, text; nothing below a warning.
    pub messages: Vec<(String, String, String)>,
    facts: Vec<ReadFact>,
    notes: Vec<usize>,
}

#[derive(Deserialize)]
struct ReadFact {
    concept: String,
    entity: String,
    start: String,
    end: String,
    unit: String,
    dimensions: String,
    value: Option<String>,
    decimals: String,
    numeric: bool,
    block: bool,
}

/// Forms by folder, ending of the main file, and kind of package.
const FORMS: [(&str, &str, &str); 7] = [
    ("ixbrl", ".htm", ""),
    ("xbri", ".xbri", "report"),
    ("xbrl", ".xml", ""),
    ("xbrl-json", ".json", ""),
    ("xbrl-csv", ".json", ""),
    ("xbr", ".xbr", "report"),
    ("report-package", ".zip", "report"),
];

/// The tests.
pub fn trials() -> Vec<Trial> {
    let us_gaap: &[Consumer] = &[ARELLE, Consumer::UsGaap];
    let page = |path: &'static str| {
        let name = files::page_name(path);
        trial(&format!("arelle::page_{name}"), &[ARELLE], move || {
            clean(name)?;
            truncated(name)?;
            same_facts(name)
        })
    };
    let mut trials = vec![
        trial("arelle::us_gaap", us_gaap, || clean("us-gaap")),
        trial("arelle::us_gaap_truncated", us_gaap, || truncated("us-gaap")),
        trial("arelle::findings", us_gaap, findings_are_notes),
        trial("arelle::own", &[ARELLE], || clean("own")),
        trial("arelle::own_truncated", &[ARELLE], || truncated("own")),
        trial("arelle::edges", &[ARELLE], || clean("edges")),
        trial("arelle::calculations_1_0", &[ARELLE], calculations_1_0),
        trial("arelle::taxonomy_package", &[ARELLE], taxonomy_package),
        trial("arelle::broken_total", us_gaap, broken_total),
        trial("arelle::facts_us_gaap", us_gaap, || same_facts("us-gaap")),
        trial("arelle::facts_own", &[ARELLE], || same_facts("own")),
        trial("arelle::facts_edges", &[ARELLE], || same_facts("edges")),
        trial("arelle::mutations", &[ARELLE], mutations::all_refused),
        trial("edgar::made_up", &[ARELLE, Consumer::UsGaap, Consumer::Edgar], || {
            edgar(&[files::file("us-gaap", "ixbrl", ".htm")?, files::file("found", "xbrl", "0331.xml")?])
        }),
        trial("edgar::releases", &[ARELLE, Consumer::UsGaap, Consumer::Edgar], || {
            let document = |name: &&'static str| files::ending(&files::of_release(name, Format::InlineXbrl)?, ".htm");
            edgar(&releases::present().iter().map(document).collect::<Result<Vec<_>, _>>()?)
        }),
        trial("arelle::real_pages", &[ARELLE, Consumer::UsGaap, Consumer::Releases], real_pages),
    ];
    trials.extend(files::PAGES.map(page));
    trials
}

/// A job for the runner.
pub fn job(file: &str, calc: &str, kind: &str, facts: bool) -> Value {
    json!({ "file": file, "calc": calc, "kind": kind, "facts": facts, "packages": us_gaap_package().into_iter().collect::<Vec<_>>() })
}

/// Runs some jobs in one process.
pub fn verdicts(jobs: &[Value]) -> Result<Vec<Verdict>, Failed> {
    Ok(serde_json::from_str(&run("arelle_run.py", &[], &Value::from(jobs).to_string())?)?)
}

fn no_message(name: &str, verdict: &Verdict) -> Result<(), Failed> {
    if verdict.messages.is_empty() { Ok(()) } else { Err(format!("{name}: {:#?}", verdict.messages).into()) }
}

/// Loading the published taxonomy takes most of the time: the verdicts on a report's forms serve both its tests.
fn judged(report: &'static str) -> Result<&'static [Verdict], Failed> {
    static JUDGED: OnceLock<Mutex<HashMap<&str, &'static [Verdict]>>> = OnceLock::new();
    let mut judged = JUDGED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(verdicts) = judged.get(report) {
        return Ok(verdicts);
    }
    let jobs = FORMS.iter().map(|(form, ending, kind)| Ok(job(&files::file(report, form, ending)?, "c11r", kind, true)));
    let verdicts: &'static [Verdict] = verdicts(&jobs.collect::<Result<Vec<_>, Failed>>()?)?.leak();
    judged.insert(report, verdicts);
    Ok(verdicts)
}

fn clean(report: &'static str) -> Result<(), Failed> {
    FORMS.iter().zip(judged(report)?).try_for_each(|((form, ..), verdict)| no_message(form, verdict))
}

/// Findings are notes on their facts, in every form, and nothing is wrong with it.
fn findings_are_notes() -> Result<(), Failed> {
    clean("found")?;
    for ((form, ..), (found, plain)) in FORMS.iter().zip(judged("found")?.iter().zip(judged("us-gaap")?)) {
        if found.notes <= plain.notes {
            return Err(format!("{form}: {:?} links to notes, no more than the {:?} on conflicts", found.notes, plain.notes).into());
        }
    }
    Ok(())
}

/// Sums hold, too, where figures are taken to be cut off and not rounded.
fn truncated(report: &str) -> Result<(), Failed> {
    let calc = "c11t";
    let jobs = FORMS[..3].iter().map(|(form, ending, kind)| Ok(job(&files::file(report, form, ending)?, calc, kind, false)));
    let verdicts = verdicts(&jobs.collect::<Result<Vec<_>, Failed>>()?)?;
    FORMS.iter().zip(&verdicts).try_for_each(|((form, ..), verdict)| no_message(form, verdict))
}

/// Arcs of the older kind are clean in all modes, and bind in the older.
fn calculations_1_0() -> Result<(), Failed> {
    let file = files::file("own", "xbrl-calculations-1.0", "0331.xml")?;
    let broken = mutations::broken_copy("own", "xbrl-calculations-1.0", "0331.xml", ">8414000</hema:Assets>", ">8424000</hema:Assets>")?;
    let jobs = [job(&file, "c10", "", false), job(&file, "c11r", "", false), job(&broken, "c10", "", false)];
    let [old, new, bound] = &verdicts(&jobs)?[..] else { return Err("a verdict is missing".into()) };
    no_message("c10", old)?;
    no_message("c11r", new)?;
    expect_code(bound, "xbrl.5.2.5.2:calcInconsistency")
}

fn taxonomy_package() -> Result<(), Failed> {
    let package = files::file("own", "taxonomy", ".zip")?;
    no_message("package", &verdicts(&[job(&package, "c11r", "taxonomy", false)])?[0])
}

fn broken_total() -> Result<(), Failed> {
    let (old, new) = (">8414000</us-gaap:Assets>", ">8424000</us-gaap:Assets>");
    let broken = mutations::broken_copy("us-gaap", "xbrl", "0331.xml", old, new)?;
    expect_code(&verdicts(&[job(&broken, "c11r", "", false)])?[0], "calc11e:inconsistentCalculationUsingRounding")
}

fn expect_code(verdict: &Verdict, code: &str) -> Result<(), Failed> {
    let codes: Vec<&str> = verdict.messages.iter().map(|(_, code, _)| code.as_str()).collect();
    if codes == [code] { Ok(()) } else { Err(format!("{code} expected, got {codes:?}").into()) }
}

/// The facts that Arelle reads from each form are those of the CSV, and each report links as many facts to notes as the XBRL instance.
fn same_facts(report: &'static str) -> Result<(), Failed> {
    let wanted = of_csv(&files::file(report, "csv", "facts.csv")?)?;
    let notes = notes(&files::file(report, "xbrl", ".xml")?)?;
    FORMS.iter().zip(judged(report)?).try_for_each(|((form, ..), verdict)| says(form, verdict, &wanted, notes))
}

fn says(name: &str, verdict: &Verdict, wanted: &BTreeSet<String>, notes: usize) -> Result<(), Failed> {
    let read: BTreeSet<String> = verdict.facts.iter().map(line).collect();
    let difference: Vec<&String> = wanted.symmetric_difference(&read).collect();
    if !difference.is_empty() {
        return Err(format!("{name}: {difference:#?}").into());
    }
    let all = !verdict.notes.is_empty() && verdict.notes.iter().all(|count| *count == notes);
    if all { Ok(()) } else { Err(format!("{name}: {:?} links to notes, not {notes}", verdict.notes).into()) }
}

/// How often an instance links a fact to a note.
fn notes(instance: &str) -> Result<usize, Failed> {
    Ok(std::fs::read_to_string(instance)?.matches("<link:footnoteArc ").count())
}

/// The inline documents of real HTML releases are clean in both modes, and say what the CSV says.
fn real_pages() -> Result<(), Failed> {
    let folders = files::real_pages()?;
    let job =
        |folder: &std::path::PathBuf, calc: &str| Ok(job(&files::ending(&folder.join("ixbrl").to_string_lossy(), ".htm")?, calc, "", true));
    let jobs = folders.iter().flat_map(|folder| [job(folder, "c11r"), job(folder, "c11t")]).collect::<Result<Vec<_>, Failed>>()?;
    for (folder, verdicts) in folders.iter().zip(verdicts(&jobs)?.chunks(2)) {
        let name = folder.display().to_string();
        verdicts.iter().try_for_each(|verdict| no_message(&name, verdict))?;
        let wanted = of_csv(&files::ending(&folder.join("csv").to_string_lossy(), "facts.csv")?)?;
        says(&name, &verdicts[0], &wanted, notes(&files::ending(&folder.join("xbrl").to_string_lossy(), ".xml")?)?)?;
    }
    Ok(())
}

/// Documents break none of the SEC's rules that a release can satisfy.
fn edgar(documents: &[String]) -> Result<(), Failed> {
    let (arelle, package) = (edgar_arelle().to_string_lossy().into_owned(), us_gaap_package().unwrap_or_default());
    let arguments: Vec<&str> = [arelle.as_str(), &package].into_iter().chain(documents.iter().map(String::as_str)).collect();
    if documents.is_empty() { Ok(()) } else { run("efm.py", &arguments, "").map(|counts| println!("\n{counts}")) }
}

/// One fact in one line, as the CSV has it.
fn line(fact: &ReadFact) -> String {
    let words = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    let unit = fact.unit.trim_start_matches("own:").replace('_', " ");
    let value = fact.value.as_deref().map_or_else(String::new, |value| {
        // a scale leaves zeros behind the point
        let value = if fact.numeric && value.contains('.') { value.trim_end_matches('0').trim_end_matches('.') } else { value };
        let value = if fact.block { value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") } else { value.to_owned() };
        words(&value)
    });
    let unit = if unit.is_empty() && fact.numeric { "pure".to_owned() } else { unit };
    [&fact.concept, &fact.entity, &fact.start, &fact.end, &unit, &value, &fact.decimals, &fact.dimensions].map(String::as_str).join("|")
}

fn of_csv(path: &str) -> Result<BTreeSet<String>, Failed> {
    let mut lines = BTreeSet::new();
    let mut rows = csv::Reader::from_path(path)?;
    let header = rows.headers()?.clone();
    for row in rows.records() {
        let row = row?;
        let cell = |name: &str| header.iter().position(|h| h == name).and_then(|i| row.get(i)).unwrap_or_default();
        // An apostrophe only keeps spreadsheets from running a formula; a misfit is reported and not written in XBRL.
        if cell("concept").ends_with("EdgeMisfit") {
            continue;
        }
        let text = cell("text").strip_prefix('\'').unwrap_or(cell("text"));
        let moment = text.strip_suffix("+00:00").map(|moment| format!("{moment}Z"));
        let value = if text.is_empty() { cell("value") } else { moment.as_deref().unwrap_or(text) };
        let mut dimensions: Vec<&str> = cell("dimensions").split(';').collect();
        dimensions.sort_unstable();
        let names = ["concept", "entity", "period_start", "period_end", "unit"].map(cell);
        lines.insert([names.join("|").as_str(), value, cell("decimals"), &dimensions.join(";")].join("|"));
    }
    Ok(lines)
}
