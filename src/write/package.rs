//! Packages: a report with its taxonomy in one file, by Report Package 1.0 and Taxonomy Package 1.0.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::instance::Instance;
use super::namespaces::Namespaces;
use super::xml::Xml;
use super::{File, Output, WriteOptions, inline_xbrl, oim, xbrl_csv, xbrl_json, xbrl_xml};
use crate::error::Error;
use crate::report::Report;

/// Kind of a report package: what its file name ends in, and what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `.xbri`: one inline report.
    Xbri,
    /// `.xbr`: one report that is not inline.
    Xbr,
    /// `.zip`: any reports.
    Zip,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Self::Xbri => "xbri",
            Self::Xbr => "xbr",
            Self::Zip => "zip",
        }
    }

    fn document_type(self) -> &'static str {
        match self {
            Self::Xbri => "https://xbrl.org/report-package/2023/xbri",
            Self::Xbr => "https://xbrl.org/report-package/2023/xbr",
            Self::Zip => "https://xbrl.org/report-package/2023",
        }
    }
}

/// Writes a report package of xBRL-XML.
pub(super) fn write_xbr(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let instance = Instance::of(report, options, "xbr")?;
    let document = xml_report(&instance, "");
    let file = report_package(&instance, Kind::Xbr, vec![document])?;
    Ok(Output { files: vec![file], diagnostics: instance.diagnostics })
}

/// Writes a report package of Inline XBRL.
pub(super) fn write_xbri(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let mut instance = Instance::of(report, options, "xbri")?;
    let schema = instance.extension.names.schema_address();
    let document = inline_xbrl::report(&mut instance, Some(&schema));
    let file = report_package(&instance, Kind::Xbri, vec![document])?;
    Ok(Output { files: vec![file], diagnostics: instance.diagnostics })
}

/// Writes a report package of every XBRL form, each in a folder of its own.
pub(super) fn write_all(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let mut instance = Instance::of(report, options, "report-package")?;
    let schema = instance.extension.names.schema_address();
    let json = File { name: format!("json/{}.json", instance.extension.names.base), bytes: xbrl_json::document(&instance, &schema) };
    let csv = xbrl_csv::documents(&instance, &schema).into_iter().map(|file| File { name: format!("csv/{}", file.name), ..file });
    let inline = inline_xbrl::report(&mut instance, Some(&schema));
    let inline = File { name: format!("inline/{}", inline.name), ..inline };
    let reports = [xml_report(&instance, "xml/"), json].into_iter().chain(csv).chain([inline]).collect();
    let file = report_package(&instance, Kind::Zip, reports)?;
    Ok(Output { files: vec![file], diagnostics: instance.diagnostics })
}

/// The instance; in a package only one that ends in `.xbrl` is seen as a report.
fn xml_report(instance: &Instance<'_>, folder: &str) -> File {
    let names = &instance.extension.names;
    File { name: format!("{folder}{}.xbrl", names.base), bytes: xbrl_xml::document(instance, &names.schema_address()) }
}

/// Writes the extension taxonomy alone, as a taxonomy package.
pub(super) fn write_taxonomy(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let instance = Instance::of(report, options, "taxonomy")?;
    let top = format!("{}-taxonomy", instance.extension.names.base);
    let bytes = zipped(&top, &taxonomy(&instance))?;
    Ok(Output { files: vec![File { name: format!("{top}.zip"), bytes }], diagnostics: instance.diagnostics })
}

/// A report package of some report files.
pub(super) fn report_package(instance: &Instance<'_>, kind: Kind, reports: Vec<File>) -> Result<File, Error> {
    let base = &instance.extension.names.base;
    let info = serde_json::json!({ "documentInfo": { "documentType": kind.document_type() } });
    let mut files = vec![File { name: "META-INF/reportPackage.json".to_owned(), bytes: oim::json_bytes(&info) }];
    files.extend(taxonomy(instance));
    files.extend(reports.into_iter().map(|file| File { name: format!("reports/{}", file.name), ..file }));
    Ok(File { name: format!("{base}.{}", kind.extension()), bytes: zipped(base, &files)? })
}

/// Catalogue, description and files of the extension taxonomy.
fn taxonomy(instance: &Instance<'_>) -> Vec<File> {
    let names = &instance.extension.names;
    let folder = names.own.trim_start_matches("http://");
    let files = instance.extension.files().into_iter().map(|file| File { name: format!("{folder}/{}", file.name), ..file });
    let meta = [
        File { name: "META-INF/taxonomyPackage.xml".to_owned(), bytes: description(instance.report, names) },
        File { name: "META-INF/catalog.xml".to_owned(), bytes: catalog(&names.own, folder) },
    ];
    meta.into_iter().chain(files).collect()
}

fn description(report: &Report, names: &Namespaces) -> Vec<u8> {
    let who = if report.entity.name.is_empty() { &report.entity.identifier } else { &report.entity.name };
    let mut xml = Xml::new();
    let location = "http://xbrl.org/2016/taxonomy-package http://www.xbrl.org/2016/taxonomy-package.xsd";
    xml.open(
        "tp:taxonomyPackage",
        &[
            ("xmlns:tp", "http://xbrl.org/2016/taxonomy-package"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xml:lang", "en"),
            ("xsi:schemaLocation", location),
        ],
    );
    xml.text("tp:identifier", &[], &names.own);
    xml.text("tp:name", &[], &format!("{who}: extension taxonomy"));
    xml.text("tp:description", &[], &format!("Extension taxonomy of the earnings release for the period to {}", report.period.end()));
    xml.text("tp:version", &[], "1.0");
    xml.open("tp:entryPoints", &[]);
    xml.open("tp:entryPoint", &[]);
    xml.text("tp:name", &[], "All");
    xml.empty("tp:entryPointDocument", &[("href", &names.schema_address())]);
    xml.finish()
}

fn catalog(namespace: &str, folder: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    let location = "urn:oasis:names:tc:entity:xmlns:xml:catalog http://www.xbrl.org/2016/taxonomy-package-catalog.xsd";
    xml.open(
        "catalog",
        &[
            ("xmlns", "urn:oasis:names:tc:entity:xmlns:xml:catalog"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", location),
        ],
    );
    xml.empty("rewriteURI", &[("uriStartString", &format!("{namespace}/")), ("rewritePrefix", &format!("../{folder}/"))]);
    xml.finish()
}

/// The files in one archive below one folder; the times in it are fixed, so that the same files give the same bytes.
fn zipped(folder: &str, files: &[File]) -> Result<Vec<u8>, Error> {
    let failed = |e: zip::result::ZipError| Error::format("zip", e);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(format!("{folder}/{}", file.name), SimpleFileOptions::default()).map_err(failed)?;
        archive.write_all(&file.bytes).map_err(|e| Error::format("zip", e))?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}
