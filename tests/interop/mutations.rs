//! Broken files: each must be refused by Arelle, with the message that fits the fault.

use std::path::{Path, PathBuf};

use libtest_mimic::Failed;

use crate::{arelle, files};

/// What is broken: name, form, ending of the file, what stands there, what comes in its place, codes of which one must be reported.
type Mutation = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const XML: &str = "0331.xml";

const MUTATIONS: &[Mutation] = &[
    ("a fact in an unknown context", "xbrl", XML, "contextRef=\"I20040331\"", "contextRef=\"I20040332\"", &["xmlSchema", "xbrl"]),
    ("an unknown unit", "xbrl", XML, "unitRef=\"USD\"", "unitRef=\"EUR\"", &["xmlSchema", "xbrl"]),
    ("shares in dollars", "xbrl", XML, "unitRef=\"shares\"", "unitRef=\"USD\"", &["xbrl.4.8.2", "utre"]),
    ("a percentage in dollars", "xbrl", XML, "unitRef=\"pure\"", "unitRef=\"USD\"", &["xbrl.4.8.2", "utre"]),
    ("no unit", "xbrl", XML, " unitRef=\"USD\" decimals=\"-3\"", " decimals=\"-3\"", &["xbrl.4.6.2", "xmlSchema"]),
    ("no decimals", "xbrl", XML, " decimals=\"-3\"", "", &["xbrl.4.6.3", "oime"]),
    ("decimals in words", "xbrl", XML, "decimals=\"-3\"", "decimals=\"thousands\"", &["xmlSchema"]),
    ("decimals and precision", "xbrl", XML, "decimals=\"-3\"", "decimals=\"-3\" precision=\"4\"", &["xbrl.4.6", "oim"]),
    ("a comma in a value", "xbrl", XML, ">911000<", ">911,000<", &["xmlSchema"]),
    ("an unknown concept", "xbrl", XML, "hema:GrossProfit ", "hema:GrosProfit ", &["xmlSchema", "xbrl", "oime", "xmlSyntax"]),
    ("a period that runs backwards", "xbrl", XML, "<xbrli:startDate>2003-01-01", "<xbrli:startDate>2003-05-01", &["xbrl.4.7.2"]),
    ("an instant for a duration", "xbrl", XML, "contextRef=\"D20040101-20040331\"", "contextRef=\"I20040331\"", &["xbrl.4.7.2"]),
    ("an id twice", "xbrl", XML, "id=\"f2\"", "id=\"f1\"", &["xml.3.3.1:idMustBeUnique"]),
    ("a member of another axis", "xbrl", XML, ">hema:BloodProductsMember<", ">hema:OngoingDonorCentersMember<", &["xbrldie"]),
    ("the default member stated", "xbrl", XML, ">hema:BloodProductsMember<", ">hema:ProductOrServiceDomain<", &["xbrldie:Default"]),
    (
        "an axis outside its table",
        "xbrl",
        XML,
        "contextRef=\"I20040331\"",
        "contextRef=\"D20040101-20040331_BloodProductsMember\"",
        &["xbrl"],
    ),
    ("a footnote on nothing", "xbrl", XML, "xlink:href=\"#f21\"", "xlink:href=\"#f999\"", &["xbrl", "xlink"]),
    ("a footnote without language", "xbrl", XML, "role/footnote\" xml:lang=\"en-US\"", "role/footnote\"", &["xbrl.4.11", "xmlSchema"]),
    (
        "no such schema",
        "xbrl",
        XML,
        "xlink:href=\"hema-20040331.xsd\"",
        "xlink:href=\"hema-20040401.xsd\"",
        &["IOerror", "FileNotLoadable"],
    ),
    (
        "two figures for one fact",
        "xbrl",
        XML,
        "contextRef=\"D20040101-20040331_ConflictingPrintedFigureMember\"",
        "contextRef=\"D20040101-20040331\"",
        &["duplicateFacts", "oime"],
    ),
    ("a broken total", "xbrl", XML, ">8414000</hema:Assets>", ">8424000</hema:Assets>", &["calc11e:inconsistent"]),
    ("a weight against the balances", "xbrl", "_cal.xml", "weight=\"-1\"", "weight=\"1\"", &["xbrl.5.1.1.2"]),
    ("an arc to nothing", "xbrl", "_cal.xml", "#hema_AssetsNoncurrent\"", "#hema_AssetsNon\"", &["xbrl", "xlink"]),
    (
        "two arcs between one pair",
        "xbrl",
        "_def.xml",
        "xlink:to=\"hema_ProductOrServiceDomain_2\"",
        "xlink:to=\"hema_ProductOrServiceDomain\"",
        &["xlink:dupArcs"],
    ),
    ("a linkbase cut off", "xbrl", "_lab.xml", "</link:labelLink>", "", &["xmlSchema", "xmlSyntax", "syntax"]),
    ("a type that is not there", "xbrl", ".xsd", "xbrli:sharesItemType", "xbrli:shareItemType", &["xmlSchema", "xbrl"]),
    ("inline: another scale", "ixbrl", ".htm", "scale=\"0\">8,414,000<", "scale=\"3\">8,414,000<", &["calc11e", "duplicateFacts"]),
    ("inline: a format that is not there", "ixbrl", ".htm", "ixt:date-monthname-day-year-en", "ixt:datelonguk", &["ix11"]),
    (
        "inline: a comma without a format",
        "ixbrl",
        ".htm",
        " format=\"ixt:num-dot-decimal\" scale=\"0\">911,000<",
        ">911,000<",
        &["ix11", "xmlSchema"],
    ),
    ("inline: words that the format does not take", "ixbrl", ".htm", ">June 30, 2005<", ">June 31st, 2005<", &["ix11"]),
    ("inline: a sign in the text", "ixbrl", ".htm", ">94,000<", ">-94,000<", &["ix11"]),
    ("inline: two mentions that differ", "ixbrl", ".htm", ">1,431,000<", ">1,341,000<", &["duplicateFacts"]),
    ("inline: a note that is not there", "ixbrl", ".htm", "toRefs=\"fn1\"", "toRefs=\"fn2\"", &["ix11"]),
    ("inline: a page cut off", "ixbrl", ".htm", "</pre>", "", &["xmlSyntax", "xmlSchema", "syntax", "ix11"]),
    (
        "json: a date for a period",
        "xbrl-json",
        ".json",
        "\"period\": \"2004-04-01T00:00:00\"",
        "\"period\": \"2004-03-31\"",
        &["oimce:invalidPeriod"],
    ),
    ("json: a number as a number", "xbrl-json", ".json", "\"value\": \"911000\"", "\"value\": 911000", &["xbrlje:invalidJSONStructure"]),
    ("json: an unbound prefix", "xbrl-json", ".json", "\"unit\": \"iso4217:USD\"", "\"unit\": \"iso:USD\"", &["oimce:unboundPrefix"]),
    ("json: an unknown concept", "xbrl-json", ".json", "\"hema:AssetsNoncurrent\"", "\"hema:AssetsNon\"", &["oime:unknownConcept"]),
    (
        "json: decimals on words",
        "xbrl-json",
        ".json",
        "\"value\": \"HEMA.OB\",",
        "\"value\": \"HEMA.OB\", \"decimals\": 0,",
        &["oime:misplacedDecimals"],
    ),
    (
        "json: a language in capitals",
        "xbrl-json",
        ".json",
        "\"language\": \"en-us\"",
        "\"language\": \"en-US\"",
        &["xbrlje:invalidLanguage"],
    ),
    ("json: another document type", "xbrl-json", ".json", "2021/xbrl-json", "2020/xbrl-json", &["oimce:unsupportedDocumentType"]),
    (
        "json: a note that is not there",
        "xbrl-json",
        ".json",
        "\"_\": [\n            \"fn1\"",
        "\"_\": [\n            \"fn9\"",
        &["oime", "xbrlje", "danglingLink"],
    ),
    ("csv: another header", "xbrl-csv", "facts.csv", "concept,period", "koncept,period", &["xbrlce"]),
    ("csv: an id twice", "xbrl-csv", "facts.csv", "\r\nf2,", "\r\nf1,", &["xbrlce:repeatedRowIdentifier"]),
    (
        "csv: a month that is not",
        "xbrl-csv",
        "facts.csv",
        "2004-04-01T00:00:00,iso4217:USD",
        "2004-13-01T00:00:00,iso4217:USD",
        &["invalidPeriod", "xbrlce"],
    ),
    ("csv: decimals in words", "xbrl-csv", "facts.csv", "iso4217:USD,-3,", "iso4217:USD,x,", &["xbrlce"]),
    ("csv: a link to no row", "xbrl-csv", ".json", "facts.r_f21.value", "facts.f21.value", &["xbrlce:unknownLinkSource"]),
];

/// Breaks one file at a time and wants each refused.
pub fn all_refused() -> Result<(), Failed> {
    let mut jobs = Vec::new();
    for (_, form, ending, old, new, _) in MUTATIONS {
        let broken = broken_copy("own", form, ending, old, new)?;
        let entry = entry(Path::new(&broken), form)?;
        jobs.push(arelle::job(&entry.to_string_lossy(), "c11r", "", false));
    }
    let verdicts = arelle::verdicts(&jobs)?;
    let passed: Vec<String> =
        MUTATIONS.iter().zip(&verdicts).filter(|((.., codes), verdict)| !refused(codes, verdict)).map(describe).collect();
    if passed.is_empty() { Ok(()) } else { Err(format!("not refused as they should be: {passed:#?}").into()) }
}

fn refused(codes: &[&str], verdict: &arelle::Verdict) -> bool {
    verdict.messages.iter().any(|(_, code, _)| codes.iter().any(|wanted| code.contains(wanted)))
}

fn describe((mutation, verdict): (&Mutation, &arelle::Verdict)) -> String {
    format!("{}: {:?}", mutation.0, verdict.messages.iter().map(|(_, code, _)| code).collect::<Vec<_>>())
}

/// A copy of a form's folder in which one file is broken at its first fit place; answers with that file.
pub fn broken_copy(report: &str, form: &str, ending: &str, old: &str, new: &str) -> Result<String, Failed> {
    let source = PathBuf::from(files::file(report, form, ending)?);
    let folder = scratch()?;
    for entry in std::fs::read_dir(source.parent().expect("a file is in a folder"))? {
        let path = entry?.path();
        std::fs::copy(&path, folder.join(path.file_name().expect("a file has a name")))?;
    }
    let broken = folder.join(source.file_name().expect("a file has a name"));
    let text = std::fs::read_to_string(&broken)?;
    if !text.contains(old) {
        return Err(format!("{form} {ending}: no `{old}` to break").into());
    }
    std::fs::write(&broken, text.replacen(old, new, 1))?;
    Ok(broken.to_string_lossy().into_owned())
}

fn scratch() -> Result<PathBuf, Failed> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("interop-broken");
    let folder = root.join(COUNT.fetch_add(1, Ordering::Relaxed).to_string());
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The file that a consumer opens, given any file of the form.
fn entry(file: &Path, form: &str) -> Result<PathBuf, Failed> {
    let ending = match form {
        "xbrl" => XML,
        "ixbrl" => ".htm",
        _ => ".json",
    };
    let folder = file.parent().expect("a file is in a folder");
    let paths: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<_, std::io::Error>>()?;
    paths.into_iter().find(|path| path.to_string_lossy().ends_with(ending)).ok_or_else(|| "no file to open".into())
}
