//! The files that the consumers load: written once a run, below the target folder.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hemaexport::diagnostic::Code;
use hemaexport::map::Taxonomy;
use hemaexport::report::Origin;
use hemaexport::write::{Calculations, CsvOptions};
use hemaexport::{Diagnostic, Format, ReadOptions, Report, Source, WriteOptions, write};
use libtest_mimic::Failed;

use crate::consumer;
use crate::releases;
use crate::reports::{self, Names};

/// The folder of a report's files in a format: `folder("us-gaap", "xbrl")`.
pub fn folder(report: &str, format: &str) -> Result<String, Failed> {
    Ok(root()?.join(report).join(format).to_string_lossy().into_owned())
}

/// HTML releases that are made up for tests.
pub const PAGES: [&str; 3] =
    ["releases/birch-foods_2016q3/release.htm", "releases/dogwood-software_2021q1/release.htm", "interop/pages/tag-soup.htm"];

/// The report's name of such a page.
pub fn page_name(path: &str) -> &str {
    path.trim_end_matches("/release.htm").rsplit('/').next().unwrap_or(path)
}

/// The file of a report and format that has a certain ending.
pub fn file(report: &str, format: &str, end: &str) -> Result<String, Failed> {
    ending(&folder(report, format)?, end)
}

/// The JSON-LD document.
pub fn jsonld() -> Result<String, Failed> {
    file("us-gaap", "json-ld", ".jsonld")
}

/// What a check holds against the document: the shapes, the example queries, or the source text.
pub fn beside_jsonld(subject: &str) -> Result<String, Failed> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = match subject {
        "shapes" => project.join("schemas/shapes.ttl"),
        "examples" => project.join("examples/sparql"),
        _ => root()?.join("source.txt"),
    };
    Ok(path.to_string_lossy().into_owned())
}

fn root() -> Result<&'static Path, Failed> {
    static ROOT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let root = ROOT.get_or_init(|| write_all().map_err(|e| e.to_string()));
    root.as_deref().map_err(|e| e.clone().into())
}

fn write_all() -> Result<PathBuf, Box<dyn std::error::Error>> {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("interop");
    if root.exists() {
        std::fs::remove_dir_all(&root)?;
    }
    for (name, report) in [
        ("us-gaap", reports::hemacare(Names::Standard)),
        ("own", reports::hemacare(Names::Own)),
        ("edges", reports::edges()),
        ("example", releases::example()?),
    ] {
        for &format in Format::ALL {
            save(&root.join(name).join(format.name()), &report, format, &WriteOptions::default())?;
        }
        let options = WriteOptions { calculations: Calculations::V1_0, ..WriteOptions::default() };
        save(&root.join(name).join("xbrl-calculations-1.0"), &report, Format::Xbrl, &options)?;
    }
    let report = reports::hemacare(Names::Standard);
    let csv = CsvOptions { wide: true, ..CsvOptions::default() };
    save(&root.join("us-gaap/csv-wide"), &report, Format::Csv, &WriteOptions { csv, ..WriteOptions::default() })?;
    std::fs::write(root.join("source.txt"), report.source.text())?;
    let options = WriteOptions { findings: findings(&report), ..WriteOptions::default() };
    for &format in Format::ALL {
        save(&root.join("found").join(format.name()), &report, format, &options)?;
    }
    for path in PAGES {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path);
        let report = read(&file, Taxonomy::Own)?;
        let folder = root.join(page_name(path));
        for &format in Format::ALL {
            save(&folder.join(format.name()), &report, format, &WriteOptions::default())?;
        }
        std::fs::write(folder.join("original.htm"), report.source.text())?;
    }
    Ok(root)
}

/// What the checks find, and doubts whose words need care in XML and CSV: on the figures of one fact, on a row, on the whole.
fn findings(report: &Report) -> Vec<Diagnostic> {
    let doubt = |message: &str| Diagnostic::new(Code::LowConfidence, message);
    let first = &report.facts[0].origins[0];
    let mut findings = hemaexport::check(report);
    findings.push(doubt("\"a\" < b && c > d; =1+1").at(first.span(), "here"));
    if let Origin::Cell { stub: Some(stub), .. } = first {
        findings.push(doubt("the row is doubtful").at(*stub, "this row"));
    }
    findings.push(doubt("all is doubtful"));
    findings
}

fn read(file: &Path, taxonomy: Taxonomy) -> Result<Report, Box<dyn std::error::Error>> {
    let source = Arc::new(Source::from_bytes(file.to_string_lossy(), &std::fs::read(file)?));
    Ok(hemaexport::read(&source, None, &ReadOptions { taxonomy, ..ReadOptions::default() })?.report)
}

/// Real HTML releases, written as Inline XBRL, XBRL and CSV, and their own pages beside; the folder of each.
pub fn real_pages() -> Result<Vec<PathBuf>, Failed> {
    static FOLDERS: OnceLock<Result<Vec<PathBuf>, String>> = OnceLock::new();
    FOLDERS.get_or_init(|| write_real_pages().map_err(|e| e.to_string())).clone().map_err(Failed::from)
}

fn write_real_pages() -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("interop-real");
    if root.exists() {
        std::fs::remove_dir_all(&root)?;
    }
    let mut folders = Vec::new();
    for folder in ["dev/releases", "unlabelled"] {
        let entries = std::fs::read_dir(consumer::releases().join(folder))?;
        let files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
        for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "htm")) {
            let report = read(file, Taxonomy::UsGaap2023)?;
            let folder = root.join(file.file_stem().unwrap_or_default());
            for format in [Format::InlineXbrl, Format::Xbrl, Format::Csv] {
                save(&folder.join(format.name()), &report, format, &WriteOptions::default())?;
            }
            std::fs::write(folder.join("original.htm"), own_page(report.source.text()))?;
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}

/// The page without what a submission puts around it.
fn own_page(text: &str) -> &str {
    let body = text.split_once("<TEXT>").filter(|_| text.starts_with("<DOCUMENT>")).map_or(text, |(_, body)| body);
    body.rsplit_once("</TEXT>").map_or(body, |(page, _)| page).trim_start_matches(['\r', '\n'])
}

/// The folder of a real release's files in a format, written when it is first asked for; the release is read once.
pub fn of_release(name: &'static str, format: Format) -> Result<String, Failed> {
    static READ: Mutex<BTreeMap<&str, Report>> = Mutex::new(BTreeMap::new());
    let folder = root()?.join("releases").join(name).join(format.name());
    // whoever comes second waits until all files are there
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if !folder.exists() {
        let report = match read.entry(name) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(releases::read(name).map_err(|e| e.to_string())?),
        };
        let options = WriteOptions { findings: hemaexport::check(report), ..WriteOptions::default() };
        save(&folder, report, format, &options).map_err(|e| e.to_string())?;
    }
    Ok(folder.to_string_lossy().into_owned())
}

/// The file in a folder that has a certain ending; a linkbase only where its own is asked for.
pub fn ending(folder: &str, ending: &str) -> Result<String, Failed> {
    let entries = std::fs::read_dir(folder)?;
    let names = entries.map(|e| Ok(e?.path().to_string_lossy().into_owned())).collect::<Result<Vec<_>, std::io::Error>>()?;
    let is_linkbase = |name: &str| ["_cal.xml", "_def.xml", "_lab.xml", "_pre.xml"].iter().any(|end| name.ends_with(end));
    let is_meant = |name: &&String| name.ends_with(ending) && (ending.contains('_') || !is_linkbase(name));
    names.iter().find(is_meant).cloned().ok_or_else(|| format!("no {ending} in {folder}").into())
}

fn save(folder: &Path, report: &Report, format: Format, options: &WriteOptions) -> Result<(), Box<dyn std::error::Error>> {
    for file in write(report, format, options)?.files {
        let path = folder.join(&file.name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, file.bytes)?;
    }
    Ok(())
}
