//! What the EDGAR Filer Manual asks of an extension taxonomy, where a release can satisfy it: characters, names, labels, order of roles.

#![allow(clippy::disallowed_methods)] // tests may read files

mod reports;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use hemaexport::taxonomy::{QName, element};
use hemaexport::{Format, ReadOptions, Report, Source, WriteOptions, write};
use reports::Names;

/// The releases of the tests and one report made by hand.
fn reports() -> Vec<(String, Report)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/releases");
    let entries = std::fs::read_dir(folder).expect("the releases of the tests");
    let mut files: Vec<_> =
        entries.flat_map(|entry| ["release.htm", "release.txt"].map(|file| entry.as_ref().expect("a folder").path().join(file))).collect();
    files.retain(|file| file.exists());
    files.sort();
    assert!(files.len() > 3, "{files:?}");
    let read = |file: &std::path::PathBuf| {
        let bytes = std::fs::read(file).expect("a release");
        let source = Arc::new(Source::from_bytes(file.to_string_lossy(), &bytes));
        (file.display().to_string(), hemaexport::read(&source, None, &ReadOptions::default()).expect("a release").report)
    };
    files.iter().map(read).chain([("made by hand".to_owned(), reports::hemacare(Names::Standard))]).collect()
}

/// The files of each report by name.
fn files() -> Vec<(String, BTreeMap<String, String>)> {
    let written = |(name, report): (String, Report)| {
        let output = write(&report, Format::Xbrl, &WriteOptions::default()).expect("XBRL");
        (name, output.files.into_iter().map(|file| (file.name, String::from_utf8(file.bytes).expect("UTF-8"))).collect())
    };
    reports().into_iter().map(written).collect()
}

/// The file whose name ends so.
fn file<'a>(files: &'a BTreeMap<String, String>, ending: &str) -> &'a str {
    files.iter().find(|(name, _)| name.ends_with(ending)).map(|(_, text)| text.as_str()).expect("a file of the taxonomy")
}

/// The words between two marks, each time.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split_once(end).map(|(words, _)| words))
}

#[test]
fn files_hold_ascii_alone() {
    for (name, files) in files() {
        assert!(files.values().all(|text| text.is_ascii()), "{name}");
    }
}

#[test]
fn no_two_elements_have_one_label() {
    for (name, files) in files() {
        let labels =
            between(file(&files, "_lab.xml"), "xlink:role=\"http://www.xbrl.org/2003/role/label\" xml:lang=\"en-US\">", "</link:label>");
        let mut labels: Vec<String> = labels.map(str::to_lowercase).collect();
        let count = labels.len();
        labels.sort();
        labels.dedup();
        assert!(count > 10 && labels.len() == count, "{name}: {} of {count} labels are unlike all others", labels.len());
    }
}

#[test]
fn no_heading_is_named_like_an_element_of_the_published_taxonomies() {
    for (name, files) in files() {
        let schema = file(&files, ".xsd");
        let own = between(schema, " name=\"", "\"")
            .filter(|name| ["Abstract", "Table", "LineItems", "Domain"].iter().any(|end| name.ends_with(end)));
        let published =
            |local: &&str| [QName::us_gaap(local), QName::srt(local), QName::dei(local)].iter().any(|name| element(name).is_some());
        assert_eq!(own.filter(published).collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn the_cover_comes_first_then_the_statements() {
    for (name, files) in files() {
        let roles: Vec<&str> = between(file(&files, ".xsd"), "<link:definition>", "</link:definition>").collect();
        let rank = |definition: &&str| {
            ["Document", "Statement", "Disclosure"].iter().position(|group| definition.split(" - ").nth(1) == Some(group))
        };
        let ranks: Vec<_> = roles.iter().filter(|role| role.contains(" - ")).map(rank).collect();
        assert!(ranks.is_sorted() && ranks.iter().all(Option::is_some), "{name}: {roles:?}");
    }
}
