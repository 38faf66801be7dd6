//! The command line of `batch`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::{TypedValueParser, ValueHint};

use crate::Format;
use crate::cli::arguments::{ReadingArguments, TalkArguments, choice, formats};

const EXAMPLES: &str = "\
Examples:
  hemaexport batch -r exhibits/ -o facts/                     one Parquet dataset of every release below a folder
  hemaexport batch 'feed/*.tar.gz' -o facts/ -p filed_year    EDGAR's daily feed, a folder a year
  hemaexport batch -r exhibits/ -o facts/ --resume            go on after an interruption, or with what is new
  find . -name '*.htm' -print0 | hemaexport batch --files-from - -0 -f csv -o facts/
  hemaexport batch -r exhibits/ -f xbrl,html -o out/ --each   one folder a release
  hemaexport batch --watch incoming/ -f json-ld -o out/       a desk: each file as soon as it is complete

The dataset:
  facts/manifest.ndjson            what became of each document: status, reason, sha256, accession, counts
  facts/facts/part-00000.parquet   the star's tables (schemas/star.sql), each in parts; with --partition-by in folders
  facts/releases/...               filed_year=2004/ as Hive names them; a release is listed once all of it is there
  facts/load_duckdb.sql            run in that folder: duckdb facts.duckdb < load_duckdb.sql
  facts/dataset.sqlite             instead of parts with -f sqlite

Documents are text, HTML or EDGAR submissions, plain or gzipped, in folders (-r), zip and tar archives. Each is read in a process of \
its own that a time limit ends; one that fails is in the manifest with its reason and ends nothing. The same documents give the same \
parts, whatever --jobs and however often the run was interrupted.

Exit codes:
  0    done
  2    could not run: usage, unwritable output
  3    done, but some documents failed: see the manifest
  130  interrupted; what was finished is kept, --resume goes on";

/// Arguments of `batch`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct BatchArguments {
    /// Files, quoted patterns, archives (.zip, .tar, .tar.gz) and, with -r, folders; `-` for one document on standard input
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// Read folders with all below them
    #[arg(short, long)]
    pub recursive: bool,
    /// Read the names of inputs from a file, one a line; `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files_from: Option<PathBuf>,
    /// Names of --files-from end with a zero byte, as find -print0 and git ls-files -z write them
    #[arg(short = '0', long, requires = "files_from")]
    pub null: bool,
    /// The folder of the dataset, made if need be
    #[arg(short, long, value_name = "FOLDER", required = true, value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    /// Format of the dataset: parquet, csv, ndjson, sqlite [default: parquet]; with --each any, several with commas between [default: csv]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', hide_possible_values = true, value_parser = formats())]
    pub format: Vec<Format>,
    /// One folder of files a document instead of one dataset
    #[arg(long, conflicts_with = "partition_by")]
    pub each: bool,
    /// Part the dataset by the year of filing (from header or accession number) or of the newest period
    #[arg(short, long, value_name = "KEY", default_value = "none", value_parser = partitions())]
    pub partition_by: PartitionBy,
    /// Facts in a part before the next one begins
    #[arg(long, value_name = "N", default_value = "1000000", value_parser = clap::value_parser!(u64).range(1..))]
    pub part_facts: u64,
    /// Go on with a dataset: what its manifest lists is not done again
    #[arg(long)]
    pub resume: bool,
    /// Documents that are read at a time [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// The largest document, unpacked: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "100M", value_parser = size)]
    pub max_bytes: u64,
    /// The longest that a document may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub timeout: Duration,
    /// Wait for files in a folder and export each once it is complete, one folder a document, until Ctrl-C
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, conflicts_with_all = ["inputs", "files_from", "recursive", "partition_by"])]
    pub watch: Option<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArguments,
    #[command(flatten)]
    pub talk: TalkArguments,
}

/// By what a dataset is parted into folders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartitionBy {
    /// Not at all.
    #[default]
    None,
    /// The year in which the document was filed.
    FiledYear,
    /// The year of the last day of the newest period.
    PeriodYear,
}

impl PartitionBy {
    const ALL: [Self; 3] = [Self::None, Self::FiledYear, Self::PeriodYear];

    /// The name of the folders' key.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::FiledYear => "filed_year",
            Self::PeriodYear => "period_year",
        }
    }
}

fn partitions() -> impl TypedValueParser<Value = PartitionBy> {
    choice(PartitionBy::ALL.iter().map(|&key| (key.name(), key)).collect())
}

fn size(typed: &str) -> Result<u64, String> {
    let (digits, unit) = match typed.to_ascii_uppercase().strip_suffix(['K', 'M', 'G']).map(str::len) {
        Some(length) => (&typed[..length], typed.as_bytes()[length].to_ascii_uppercase()),
        None => (typed, b' '),
    };
    let factor: u64 = match unit {
        b'K' => 1_000,
        b'M' => 1_000_000,
        b'G' => 1_000_000_000,
        _ => 1,
    };
    let bytes = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(factor)).filter(|&bytes| bytes > 0);
    let most = crate::Source::MAX_BYTES as u64;
    bytes.filter(|&bytes| bytes <= most).ok_or_else(|| format!("a size of at most {} MB is wanted, such as 500K or 20M", most / 1_000_000))
}

fn seconds(typed: &str) -> Result<Duration, String> {
    let seconds = typed.parse::<f64>().ok().filter(|&s| s > 0.0 && s <= 86_400.0);
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "seconds are wanted, such as 60 or 0.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_read_or_refused() {
        assert_eq!(size("20M"), Ok(20_000_000));
        assert_eq!(size("500k"), Ok(500_000));
        assert_eq!(size("123"), Ok(123));
        assert!(size("0").is_err() && size("9G").is_err() && size("M").is_err() && size("ü").is_err());
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        assert!(seconds("0").is_err() && seconds("-1").is_err() && seconds("nan").is_err());
    }
}
