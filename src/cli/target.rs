//! Where the files go: standard output, one file, a folder or an archive.

use std::collections::HashSet;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::failure::Failure;
use super::nearest::nearest;
use super::stage::Stage;
use super::stdout;
use crate::diagnostic::{Code, Diagnostic};
use crate::write::File;
use crate::{Format, Output};

/// Where the files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The main file alone.
    Stdout,
    /// The main file under this name, and beside it the files it needs.
    File(PathBuf),
    /// Every file.
    Folder(PathBuf),
    /// Every file, zipped.
    Archive(PathBuf),
}

impl Target {
    /// Makes sense of `--output` and `--format` together.
    pub fn choose(output: Option<&Path>, formats: &[Format], releases: usize) -> Result<(Self, Vec<Format>), Failure> {
        let mut formats = formats.to_vec();
        formats.dedup();
        let target = match output {
            None => Self::Stdout,
            Some(path) if path == Path::new("-") => Self::Stdout,
            Some(path) => Self::of_path(path, &formats)?,
        };
        if formats.is_empty() {
            formats.push(target.usual_format());
        }
        target.refuse_mixture(&formats, releases)?;
        Ok((target, formats))
    }

    fn of_path(path: &Path, formats: &[Format]) -> Result<Self, Failure> {
        let name = path.to_string_lossy();
        if path.is_dir() || name.ends_with('/') || name.ends_with(std::path::MAIN_SEPARATOR) {
            return Ok(Self::Folder(path.to_owned()));
        }
        let Some(ending) = path.extension().map(|e| e.to_string_lossy().to_lowercase()) else { return Ok(Self::Folder(path.to_owned())) };
        match formats {
            [format] if has_ending(&name, *format) => Ok(Self::File(path.to_owned())),
            _ if ending == "zip" => Ok(Self::Archive(path.to_owned())),
            [] if format_of(&name).is_none() => Err(unknown_ending(&ending)),
            [] | [_] => Ok(Self::File(path.to_owned())),
            _ => Err(Failure::new(format!("{} formats do not fit into one file {name}", formats.len()))
                .help("end --output with / for a folder or with .zip for an archive")),
        }
    }

    fn usual_format(&self) -> Format {
        match self {
            Self::File(path) => format_of(&path.to_string_lossy()).unwrap_or(Format::Csv),
            Self::Archive(_) => Format::Xbrl,
            Self::Stdout | Self::Folder(_) => Format::Csv,
        }
    }

    fn refuse_mixture(&self, formats: &[Format], releases: usize) -> Result<(), Failure> {
        let place = match self {
            Self::Stdout => "standard output",
            Self::File(_) => "one file",
            Self::Folder(_) | Self::Archive(_) => return Ok(()),
        };
        let what = match (releases, formats.len()) {
            (0 | 1, 1) => return Ok(()),
            (0 | 1, n) => format!("{n} formats"),
            (n, _) => format!("{n} releases"),
        };
        Err(Failure::new(format!("{what} do not fit into {place}")).help("name a folder with -o FOLDER/, or an archive with -o NAME.zip"))
    }

    /// What a single file leaves out of formats that need several.
    pub fn left_out(&self, outputs: &[(Format, Output)]) -> Option<Diagnostic> {
        let [(format, output)] = outputs else { return None };
        let others: Vec<&str> = output.files.iter().skip(1).map(|file| file.name.as_str()).collect();
        (*self == Self::Stdout && !format.stands_alone() && !others.is_empty()).then(|| {
            let message = format!("standard output holds {} alone; left out: {}", output.files[0].name, others.join(", "));
            Diagnostic::new(Code::NotRepresentable, message).help("write them all with -o FOLDER/ or -o NAME.zip")
        })
    }
}

fn has_ending(name: &str, format: Format) -> bool {
    name.to_lowercase().ends_with(&format!(".{}", format.extension()))
}

/// The format whose ending, which may have several parts, a name ends in; the longest ending counts.
fn format_of(name: &str) -> Option<Format> {
    Format::ALL.iter().copied().filter(|&format| has_ending(name, format)).rev().max_by_key(|format| format.extension().len())
}

fn unknown_ending(ending: &str) -> Failure {
    let failure = Failure::new(format!("no format has the ending .{ending}"));
    let failure = match nearest(ending, Format::ALL.iter().map(|format| format.extension())) {
        Some(meant) => failure.help(format!("did you mean .{meant}?")),
        None => failure,
    };
    failure.help("name the format with --format, or end --output with / for a folder; hemaexport formats lists them all")
}

/// Puts the files of one release after the other where they belong.
#[derive(Debug)]
pub struct Writer {
    target: Target,
    force: bool,
    /// Whether each release gets a folder of its own.
    several: bool,
    stems: HashSet<String>,
    /// What an archive holds so far.
    packed: Vec<File>,
}

impl Writer {
    /// A writer into a target; refuses files that exist unless `force`.
    pub fn new(target: Target, force: bool, releases: &[PathBuf]) -> Self {
        Self { target, force, several: releases.len() > 1, stems: HashSet::new(), packed: Vec::new() }
    }

    /// Where the files go.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Writes one release's files, or keeps them for the archive; answers their names.
    pub fn write(&mut self, release: &Path, outputs: Vec<(Format, Output)>) -> Result<Vec<String>, Failure> {
        let stem = self.several.then(|| self.stem(release));
        match self.target.clone() {
            Target::Stdout => {
                let (format, output) = &outputs[0];
                stdout::file(&output.files[0].bytes, format.name()).map(|_| Vec::new())
            }
            Target::File(path) => self.write_file(&path, outputs),
            Target::Folder(folder) => {
                let root = stem.map_or_else(|| folder.clone(), |stem| folder.join(stem));
                let files = gathered(outputs);
                self.commit(files.into_iter().map(|file| (root.join(&file.name), file.bytes)).collect())
            }
            Target::Archive(path) => {
                let prefix = stem.map_or_else(String::new, |stem| stem + "/");
                self.packed.extend(gathered(outputs).into_iter().map(|file| File { name: format!("{prefix}{}", file.name), ..file }));
                Ok(vec![path.display().to_string()])
            }
        }
    }

    fn write_file(&self, path: &Path, outputs: Vec<(Format, Output)>) -> Result<Vec<String>, Failure> {
        let beside = path.parent().unwrap_or(Path::new(""));
        let mut files = Vec::new();
        for (format, output) in outputs {
            let mut parts = output.files.into_iter();
            files.extend(parts.next().map(|main| (path.to_owned(), main.bytes)));
            if !format.stands_alone() {
                files.extend(parts.map(|file| (beside.join(file.name), file.bytes)));
            }
        }
        self.commit(files)
    }

    /// The folder of a release: its name without endings, numbered when it was taken before.
    fn stem(&mut self, release: &Path) -> String {
        let name = release.file_name().map_or_else(|| "stdin".to_owned(), |name| name.to_string_lossy().into_owned());
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let stem = Path::new(name).file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
        let stem = if stem == "-" { "stdin".to_owned() } else { stem };
        let names = std::iter::once(stem.clone()).chain((2..).map(|n| format!("{stem}-{n}")));
        let free = names.into_iter().find(|name| !self.stems.contains(name)).expect("there is always another number");
        self.stems.insert(free.clone());
        free
    }

    fn commit(&self, files: Vec<(PathBuf, Vec<u8>)>) -> Result<Vec<String>, Failure> {
        let names = files.iter().map(|(path, _)| path.display().to_string()).collect();
        Stage::put(files, self.force)?;
        Ok(names)
    }

    /// Writes the archive, if that is the target.
    pub fn finish(self) -> Result<(), Failure> {
        match &self.target {
            Target::Archive(path) if !self.packed.is_empty() => self.commit(vec![(path.clone(), zipped(&self.packed)?)]).map(|_| ()),
            _ => Ok(()),
        }
    }
}

/// The files of all formats side by side, what several share once; a format that gives a name another content gets a folder of its own.
pub fn gathered(outputs: Vec<(Format, Output)>) -> Vec<File> {
    let mut files: IndexMap<String, Vec<u8>> = IndexMap::new();
    for (format, output) in outputs {
        let clash = output.files.iter().any(|file| files.get(&file.name).is_some_and(|bytes| *bytes != file.bytes));
        let named = |name: String| if clash { format!("{}/{name}", format.name()) } else { name };
        files.extend(output.files.into_iter().map(|file| (named(file.name), file.bytes)));
    }
    files.into_iter().map(|(name, bytes)| File { name, bytes }).collect()
}

/// A zip archive that is the same for the same files: no clock, no owner.
fn zipped(files: &[File]) -> Result<Vec<u8>, Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::new(format!("cannot make the archive: {e}"));
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o644);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(file.name.as_str(), options).map_err(|e| failed(&e))?;
        archive.write_all(&file.bytes).map_err(|e| failed(&e))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|e| failed(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(output: &str, formats: &[Format]) -> Option<(Target, Vec<Format>)> {
        Target::choose(Some(Path::new(output)), formats, 1).ok()
    }

    #[test]
    fn the_ending_of_the_target_names_the_format() {
        assert_eq!(choose("a/q1.csv", &[]), Some((Target::File("a/q1.csv".into()), vec![Format::Csv])));
        assert_eq!(choose("q1.XML", &[]), Some((Target::File("q1.XML".into()), vec![Format::Xbrl])));
        assert_eq!(choose("q1.zip", &[]), Some((Target::Archive("q1.zip".into()), vec![Format::Xbrl])));
        assert_eq!(choose("q1.zip", &[Format::Csv]), Some((Target::Archive("q1.zip".into()), vec![Format::Csv])));
        assert_eq!(choose("no-such-folder/", &[]), Some((Target::Folder("no-such-folder/".into()), vec![Format::Csv])));
        assert_eq!(choose("facts.txt", &[Format::Csv]), Some((Target::File("facts.txt".into()), vec![Format::Csv])));
        assert_eq!(choose("q1.doc", &[]), None);
        assert_eq!(choose("q1.csv", &[Format::Csv, Format::Xbrl]), None);
    }

    #[test]
    fn shared_files_come_once_and_others_keep_apart() {
        let output = |files: &[(&str, &str)]| Output {
            files: files.iter().map(|(name, text)| File { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() }).collect(),
            ..Output::default()
        };
        let outputs = vec![
            (Format::Xbrl, output(&[("a.xml", "1"), ("a.xsd", "s")])),
            (Format::Csv, output(&[("a.csv", "2"), ("a.xsd", "s")])),
            (Format::Ndjson, output(&[("a.csv", "3"), ("b", "4")])),
        ];
        let names: Vec<_> = gathered(outputs).into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["a.xml", "a.xsd", "a.csv", "ndjson/a.csv", "ndjson/b"]);
    }

    #[test]
    fn releases_of_one_name_get_folders_of_their_own() {
        let mut writer = Writer::new(Target::Stdout, false, &["a".into(), "b".into()]);
        let stems = ["a/q1.txt", "b/q1.txt.gz", "-", "c/q1.htm"].map(|path| writer.stem(Path::new(path)));
        assert_eq!(stems, ["q1", "q1-2", "stdin", "q1-3"]);
    }
}
