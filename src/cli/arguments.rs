//! The command line as typed: names, help and the parsing of single values; what they mean together is decided elsewhere.

use std::path::PathBuf;

use clap::builder::{FalseyValueParser, PossibleValuesParser, TypedValueParser, ValueHint};
use clap::{ArgAction, Args, Parser, Subcommand};

use super::batch::arguments::BatchArguments;
use super::check::{FailOn, Form};
use crate::diagnostic::{Code, Severity};
use crate::figure::Currency;
use crate::map::{Conflicts, Taxonomy};
use crate::write::{Calculations, CsvOptions};
use crate::{Format, InputFormat};

const EXAMPLES: &str = "\
Examples:
  hemaexport q1.txt                   facts as CSV on standard output
  hemaexport q1.htm -f xbrl -o out/   instance, schema, linkbases in a folder
  hemaexport q1.htm -o facts.parquet  the format that the ending names
  hemaexport q1.htm --wide            concepts down, periods across
  hemaexport q1.htm -f xbrl,csv -o q1.zip
  hemaexport *.txt -o facts/          one folder a release
  curl -s URL | hemaexport -f csv     from a pipe
  hemaexport batch -r exhibits/ -o facts/   very many into one dataset
  hemaexport check q1.txt             what the release contradicts itself in

Exit codes:
  0  done
  1  done, but `check` or `--strict` has findings of severity error (`check --fail-on` sets the bar)
  2  could not run: usage, unreadable input, unwritable output

Options may also stand in the environment (HEMAEXPORT_FORMAT=csv) or in a file hemaexport.toml here or above (format = \"csv\"). \
The command line goes before the environment, the environment before the file; --print-config shows what is in force.";

const CHECK_EXAMPLES: &str = "\
Examples:
  hemaexport check q1.txt                            findings, each with its place
  hemaexport check -v q1.txt                         those of every note as well
  hemaexport check --coverage q1.txt                 every number, and what became of it
  hemaexport check --fail-on warning *.htm           for a build: doubts fail it too
  hemaexport check --ignore unmapped-row q1.htm      leave out what is known
  hemaexport check *.htm -o findings.sarif           for code scanning
  hemaexport check *.htm -f junit -o findings.xml    for the test report of a build

Exit codes:
  0  no finding as grave as --fail-on says
  1  a finding of that severity or a graver one
  2  could not run: usage, unreadable input, unwritable output";

/// Turns a company's earnings press release into XBRL, CSV, JSON-LD and more
#[derive(Debug, Parser)]
#[command(name = "hemaexport", version, max_term_width = 100, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub export: ExportArguments,
}

/// What else the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Export very many releases into one dataset, in parallel, resumable
    Batch(Box<BatchArguments>),
    /// List the formats that can be written
    Formats,
    /// Report what a release gets wrong, without exporting its facts
    Check(CheckArguments),
    /// Show what is made of a release on the way: its page, its tables
    Inspect(InspectArguments),
    /// Say which concepts the labels of statements stand for (CSV in, CSV out)
    Link {
        /// Show what each choice rests on, and the runners-up
        #[arg(long)]
        explain: bool,
        /// The year that the statements report on: names of concepts change with the standards
        #[arg(long, value_name = "YEAR")]
        year: Option<i32>,
        /// Another lexicon than the one built in, as scripts/build_taxonomy.py writes it
        #[arg(long, hide = true, env = "HEMAEXPORT_LEXICON", hide_env = true)]
        lexicon: Option<PathBuf>,
    },
    /// Say what a finding's code means
    Explain {
        /// A code such as calculation-inconsistent; none lists them all
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Arguments of the export, the command without a name.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Earnings releases: text, HTML or EDGAR submissions, plain or gzipped; `-` or a pipe for standard input
    #[arg(value_name = "RELEASE", value_hint = ValueHint::FilePath)]
    pub releases: Vec<PathBuf>,
    /// Formats to write, several with commas between; `hemaexport formats` lists them [default: what --output ends in, else csv]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', env = "HEMAEXPORT_FORMAT", hide_env = true, hide_possible_values = true, value_parser = formats())]
    pub format: Vec<Format>,
    /// Where to write: a folder, a file whose ending names the format, an archive (.zip), or `-` [default: standard output]
    #[arg(short, long, value_name = "TARGET", env = "HEMAEXPORT_OUTPUT", hide_env = true, value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
    /// Arcs of the calculation linkbase: those of Calculations 1.1, or of XBRL 2.1 for older software
    #[arg(long, value_name = "VERSION", default_value = "1.1", env = "HEMAEXPORT_CALCULATIONS", hide_env = true, value_parser = calculations())]
    pub calculations: Calculations,
    #[command(flatten)]
    pub csv: CsvArguments,
    /// Exit with 1 when there is a finding of severity error
    #[arg(long, env = "HEMAEXPORT_STRICT", hide_env = true, value_parser = FalseyValueParser::new())]
    pub strict: bool,
    #[command(flatten)]
    pub reading: ReadingArguments,
    #[command(flatten)]
    pub talk: TalkArguments,
}

/// How CSV is written.
#[derive(Debug, Args)]
#[command(next_help_heading = "CSV")]
pub struct CsvArguments {
    /// Concepts down and periods across, in facts_wide.csv; alone where only one file is written
    #[arg(long, env = "HEMAEXPORT_WIDE", hide_env = true, value_parser = FalseyValueParser::new())]
    pub wide: bool,
    /// What stands between cells [default: comma; semicolon with --decimal-comma]
    #[arg(long, value_name = "MARK", env = "HEMAEXPORT_DELIMITER", hide_env = true, value_parser = delimiters())]
    pub delimiter: Option<u8>,
    /// Numbers with a comma before the fraction, as spreadsheets of most of Europe read them
    #[arg(long, env = "HEMAEXPORT_DECIMAL_COMMA", hide_env = true, value_parser = FalseyValueParser::new())]
    pub decimal_comma: bool,
    /// A byte order mark, so that Excel sees that it is UTF-8
    #[arg(long, env = "HEMAEXPORT_BOM", hide_env = true, value_parser = FalseyValueParser::new())]
    pub bom: bool,
}

impl CsvArguments {
    /// The options of the library.
    pub fn options(&self) -> CsvOptions {
        CsvOptions {
            delimiter: self.delimiter.unwrap_or(if self.decimal_comma { b';' } else { b',' }),
            decimal_comma: self.decimal_comma,
            byte_order_mark: self.bom,
            wide: self.wide,
        }
    }
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArguments {
    /// Earnings releases, as for the export
    #[arg(value_name = "RELEASE", value_hint = ValueHint::FilePath)]
    pub releases: Vec<PathBuf>,
    /// Exit with 1 when there is a finding of this severity or a graver one
    #[arg(long, value_name = "SEVERITY", default_value = "error", env = "HEMAEXPORT_FAIL_ON", hide_env = true, value_parser = fail_on())]
    pub fail_on: FailOn,
    /// List every number of the release and what became of it
    #[arg(long)]
    pub coverage: bool,
    /// Write the findings as one document too: SARIF 2.1.0 or JUnit XML [default: what --output ends in]
    #[arg(short, long, value_name = "FORM", value_parser = forms())]
    pub format: Option<Form>,
    /// The document's file (.sarif, .xml), or `-` [default: standard output]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Replace the document's file if it exists
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub reading: ReadingArguments,
    #[command(flatten)]
    pub talk: TalkArguments,
}

/// Arguments of `inspect`.
#[derive(Debug, Args)]
pub struct InspectArguments {
    /// The release
    #[arg(value_name = "RELEASE", value_hint = ValueHint::FilePath)]
    pub release: PathBuf,
    /// What to show of it
    #[arg(long, value_name = "STEP", default_value = "page", value_parser = steps())]
    pub step: Step,
    /// What the input is, instead of telling by its first bytes
    #[arg(long, value_name = "KIND", value_parser = input_formats())]
    pub from: Option<InputFormat>,
}

/// A step on the way from a release to its facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The page as laid out: headings, paragraphs, grids.
    Page,
    /// Grids understood as tables.
    Tables,
}

/// How a release is read.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArguments {
    /// What the input is, instead of telling by its first bytes
    #[arg(long, value_name = "KIND", env = "HEMAEXPORT_FROM", hide_env = true, value_parser = input_formats())]
    pub from: Option<InputFormat>,
    /// Whose concepts to use: us-gaap/2023 with the entity's own for the rest, or the entity's own alone
    #[arg(long, value_name = "TAXONOMY", default_value = "us-gaap/2023", env = "HEMAEXPORT_TAXONOMY", hide_env = true, hide_possible_values = true, value_parser = taxonomies())]
    pub taxonomy: Taxonomy,
    /// Where two printed figures of one fact differ: keep the odd one under an axis of its own, both alike, the table's or the
    /// text's alone
    #[arg(long, value_name = "CHOICE", default_value = "axis", env = "HEMAEXPORT_CONFLICTS", hide_env = true, value_parser = conflicts())]
    pub conflicts: Conflicts,
    /// The filer's CIK, where the release has no EDGAR header
    #[arg(long, value_name = "NUMBER", env = "HEMAEXPORT_CIK", hide_env = true, value_parser = cik)]
    pub cik: Option<String>,
    /// The day on which the fiscal year ends, for "first quarter" and the like
    #[arg(long, value_name = "MM-DD", env = "HEMAEXPORT_FISCAL_YEAR_END", hide_env = true, value_parser = month_day)]
    pub fiscal_year_end: Option<(u32, u32)>,
    /// The currency of amounts that name none
    #[arg(long, value_name = "CODE", env = "HEMAEXPORT_CURRENCY", hide_env = true, value_parser = currency)]
    pub currency: Option<Currency>,
    /// The scale of tables that state none: ones, thousands, millions, billions
    #[arg(long, value_name = "SCALE", env = "HEMAEXPORT_SCALE", hide_env = true, value_parser = scale)]
    pub scale: Option<u8>,
    /// A file of rules that give printed labels their concepts (TOML, or CSV with the columns label, concept, statement)
    #[arg(long, value_name = "FILE", env = "HEMAEXPORT_LABELS", hide_env = true, value_hint = ValueHint::FilePath)]
    pub labels: Option<PathBuf>,
}

/// What is said on standard error, and how.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Messages")]
pub struct TalkArguments {
    /// Say less: errors only; twice: only what keeps it from running
    #[arg(short, long, action = ArgAction::Count, conflicts_with = "verbose")]
    pub quiet: u8,
    /// Say more: every finding with its excerpt, and a summary
    #[arg(short, long, action = ArgAction::Count)]
    pub verbose: u8,
    /// When to colour messages
    #[arg(long, value_name = "WHEN", default_value = "auto", env = "HEMAEXPORT_COLOR", hide_env = true, value_parser = colors())]
    pub color: anstream::ColorChoice,
    /// Messages for people, or one JSON object a line for programs
    #[arg(long, value_name = "FORM", default_value = "human", env = "HEMAEXPORT_MESSAGE_FORMAT", hide_env = true, value_parser = message_formats())]
    pub message_format: MessageFormat,
    /// Leave findings of this code out: neither shown nor counted nor exported; may be given several times
    #[arg(long, value_name = "CODE", value_delimiter = ',', env = "HEMAEXPORT_IGNORE", hide_env = true, hide_possible_values = true, value_parser = codes())]
    pub ignore: Vec<Code>,
    /// Do not look for hemaexport.toml
    #[arg(long)]
    pub no_config: bool,
    /// Print the options in force and where each comes from, then stop
    #[arg(long)]
    pub print_config: bool,
}

/// The form of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

/// A parser of a closed set of names, which clap's help and suggestions then know.
pub fn choice<T: Copy + Send + Sync + 'static>(choices: Vec<(&'static str, T)>) -> impl TypedValueParser<Value = T> {
    let names: Vec<&'static str> = choices.iter().map(|&(name, _)| name).collect();
    let pick = move |typed: String| choices.iter().find(|&&(name, _)| name == typed).expect("one of the names just given").1;
    PossibleValuesParser::new(names).map(pick)
}

/// The formats by their names.
pub fn formats() -> impl TypedValueParser<Value = Format> {
    choice(Format::ALL.iter().map(|&format| (format.name(), format)).collect())
}

fn input_formats() -> impl TypedValueParser<Value = InputFormat> {
    choice(InputFormat::ALL.iter().map(|&format| (format.name(), format)).collect())
}

fn steps() -> impl TypedValueParser<Value = Step> {
    choice(vec![("page", Step::Page), ("tables", Step::Tables)])
}

fn taxonomies() -> impl TypedValueParser<Value = Taxonomy> {
    choice(Taxonomy::ALL.map(|taxonomy| (taxonomy.name(), taxonomy)).to_vec())
}

fn conflicts() -> impl TypedValueParser<Value = Conflicts> {
    choice(Conflicts::ALL.map(|conflicts| (conflicts.name(), conflicts)).to_vec())
}

fn calculations() -> impl TypedValueParser<Value = Calculations> {
    choice(vec![("1.1", Calculations::V1_1), ("1.0", Calculations::V1_0)])
}

fn delimiters() -> impl TypedValueParser<Value = u8> {
    choice(vec![("comma", b','), ("semicolon", b';'), ("tab", b'\t')])
}

fn colors() -> impl TypedValueParser<Value = anstream::ColorChoice> {
    use anstream::ColorChoice::{Always, Auto, Never};
    choice(vec![("auto", Auto), ("always", Always), ("never", Never)])
}

fn message_formats() -> impl TypedValueParser<Value = MessageFormat> {
    choice(vec![("human", MessageFormat::Human), ("json", MessageFormat::Json)])
}

fn codes() -> impl TypedValueParser<Value = Code> {
    choice(Code::ALL.iter().map(|&code| (code.name(), code)).collect())
}

fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    let bars = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity.name(), FailOn::at(severity)));
    choice(bars.into_iter().chain([("never", FailOn::NEVER)]).collect())
}

fn forms() -> impl TypedValueParser<Value = Form> {
    choice(Form::ALL.iter().map(|&form| (form.name(), form)).collect())
}

fn cik(typed: &str) -> Result<String, String> {
    let digits = typed.strip_prefix("CIK").unwrap_or(typed);
    let sound = (1..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && digits.bytes().any(|b| b != b'0');
    if sound { Ok(digits.to_owned()) } else { Err("a CIK is a number of at most ten digits, such as 801748".to_owned()) }
}

fn month_day(typed: &str) -> Result<(u32, u32), String> {
    let parts = typed.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    // 29 February ends a fiscal year only every fourth year, but 2000 had one.
    parts
        .filter(|&(month, day)| chrono::NaiveDate::from_ymd_opt(2000, month, day).is_some())
        .ok_or_else(|| "a month and a day are wanted, such as 06-30".to_owned())
}

fn currency(typed: &str) -> Result<Currency, String> {
    Currency::from_code(typed).ok_or_else(|| "a currency's three letters by ISO 4217 are wanted, such as USD".to_owned())
}

fn scale(typed: &str) -> Result<u8, String> {
    match typed {
        "ones" | "units" | "1" => Ok(0),
        "thousands" | "1000" => Ok(3),
        "millions" | "1000000" => Ok(6),
        "billions" | "1000000000" => Ok(9),
        _ => Err("ones, thousands, millions or billions are wanted".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn values_are_read_or_refused() {
        assert_eq!(month_day("06-30"), Ok((6, 30)));
        assert!(month_day("13-01").is_err() && month_day("06-31").is_err() && month_day("June").is_err());
        assert_eq!(cik("0000801748").as_deref(), Ok("0000801748"));
        assert!(cik("0000000000").is_err() && cik("12345678901").is_err() && cik("HEMA").is_err());
        assert_eq!(scale("thousands"), Ok(3));
    }
}
