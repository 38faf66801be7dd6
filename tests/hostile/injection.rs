//! Words that other programs obey, in labels, company names and file names: they stay words.

use std::process::Command;

use super::{Folder, SMALL, run, statement, stderr};

/// What spreadsheets, browsers, databases, shells and terminals obey.
const EVIL: [&str; 10] = [
    "=1+1|cmd' /C calc'!A0",
    "@SUM(A1:A9) sales",
    "+sales of goods",
    "-cost of goods",
    "'); DROP TABLE facts; -- income",
    "<script>alert(1)</script> expense",
    "</script><img src=x onerror=alert(1)> tax",
    "]]> & <!-- \"quotes\" &#0; gain",
    "$(touch pwned) `touch pwned` loss",
    "\u{1b}[31m\u{1b}]0;title\u{7} \u{202e}gnp income",
];

fn release(company: &str) -> String {
    let rows: String = EVIL.iter().enumerate().map(|(i, label)| format!("{label:<45}{:>5}     {:>5}\n", 1234 + i, 2345 + i)).collect();
    statement(&rows).replace("Acme Inc.", company).replace("ACME INC.", &company.to_uppercase())
}

fn export(name: &str, company: &str) -> Folder {
    let folder = Folder::new(name);
    let path = folder.put("release.txt", release(company));
    let target = folder.path("out/");
    let formats = "xbrl,xbrl-json,xbrl-csv,xbr,report-package,taxonomy,csv,json-ld,html,ndjson,parquet,arrow,sqlite,xlsx";
    let output =
        run(SMALL, &["--no-config".as_ref(), "-f".as_ref(), formats.as_ref(), "-o".as_ref(), target.as_os_str(), path.as_os_str()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!stderr(&output).contains('\u{1b}'), "the terminal was commanded: {:?}", stderr(&output));
    folder
}

fn read(folder: &Folder, ending: &str) -> String {
    let name = folder.files().into_iter().find(|name| name.ends_with(ending)).expect("written");
    std::fs::read_to_string(folder.path(&name)).expect("text")
}

#[test]
fn no_label_is_a_formula_in_a_spreadsheet() {
    let folder = export("formula", "Acme Inc.");
    let mut rows = csv::Reader::from_path(folder.path("out/facts.csv")).expect("readable");
    let records: Vec<csv::StringRecord> = rows.records().map(|record| record.expect("a row")).collect();
    assert!(records.len() >= EVIL.len());
    for field in records.iter().flat_map(csv::StringRecord::iter) {
        let number = field.parse::<f64>().is_ok();
        assert!(number || !field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field:?} is a formula");
    }
}

#[test]
fn no_label_is_markup_in_the_review_page() {
    let folder = export("script", "Acme <script>alert(1)</script> Inc.");
    let page = read(&folder, ".html");
    let scripts = page.matches("<script").count();
    let plain = read(&export("plain", "Acme Inc."), ".html").matches("<script").count();
    assert!(!page.contains("<script>alert") && !page.contains("<img") && scripts == plain, "markup of the release is markup of the page");
    assert!(page.contains("Content-Security-Policy"));
}

#[test]
fn no_label_is_sql() {
    let folder = export("sql", "Robert'); DROP TABLE releases; -- Inc.");
    let name = folder.files().into_iter().find(|name| name.ends_with(".sqlite")).expect("written");
    let database = rusqlite::Connection::open(folder.path(&name)).expect("opens");
    let ask = |sql: &str| database.query_row(sql, [], |row| row.get::<_, String>(0)).expect("an answer");
    assert_eq!(ask("PRAGMA integrity_check"), "ok");
    assert_eq!(ask("SELECT label FROM facts WHERE label LIKE '%DROP%'"), EVIL[4]);
}

#[test]
fn no_company_leads_out_of_the_folder() {
    for company in
        ["../../evil Inc.", "/etc/passwd Inc.", "..\\..\\evil Inc.", "a:b*c?d Inc.", "CON Inc.", ".. Inc.", "\u{202e}txt.exe Inc."]
    {
        let folder = export("path", company);
        let files = folder.files();
        assert!(files.iter().all(|file| file == "release.txt" || file.starts_with("out/")), "{files:?}");
        let sound = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
        assert!(files.iter().all(sound), "{files:?}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_command_nothing() {
    let folder = Folder::new("names");
    let name = "\u{1b}[31m$(touch pwned);\n<script>&\"'.txt";
    let first = folder.put(name, release("Acme Inc."));
    let second = folder.put("..%2f..%2fx.txt", release("Acme Inc."));
    let target = folder.path("out/");
    let output = run(
        SMALL,
        &["--no-config", "--color=always", "-f", "csv,xbrl,html", "-o"]
            .map(std::ffi::OsStr::new)
            .into_iter()
            .chain([target.as_os_str(), first.as_os_str(), second.as_os_str()])
            .collect::<Vec<_>>(),
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(!said.contains("\u{1b}[31m$") && !said.contains(";\n<script"), "a name commands the terminal: {said:?}");
    assert!(folder.files().iter().all(|file| file.starts_with("out/") || file.ends_with(".txt")), "{:?}", folder.files());
}

#[test]
fn a_name_that_looks_like_an_option_is_a_name_after_two_dashes() {
    let folder = Folder::new("dashes");
    folder.put("--force", release("Acme Inc."));
    let output = Command::new(env!("CARGO_BIN_EXE_hemaexport"))
        .current_dir(&folder.0)
        .args(["--no-config", "-qq", "--", "--force"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0));
}
