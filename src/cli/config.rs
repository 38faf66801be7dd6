//! `hemaexport.toml`: the options of a project, found in the working folder or one above it.
//!
//! Its keys are the long names of the options. What it states becomes the default of the command line, so that clap parses and refuses
//! the values of all three sources alike: flags, environment, file.

use std::fs;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, CommandFactory};
use toml::de::{DeTable, DeValue};

use super::arguments::Arguments;
use super::failure::{Failure, reason};
use super::nearest::nearest;

const NAME: &str = "hemaexport.toml";

/// The options that a file states.
#[derive(Debug)]
pub struct Config {
    path: PathBuf,
    /// Key and value, the value as it would be typed.
    options: Vec<(String, String)>,
}

impl Config {
    /// The nearest file at or above a folder, if there is one.
    pub fn find(folder: &Path) -> Result<Option<Self>, Failure> {
        let Some(path) = folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file()) else { return Ok(None) };
        let text = fs::read_to_string(&path).map_err(|e| Failure::new(format!("cannot read {}: {}", path.display(), reason(&e))))?;
        Self::parse(path, &text).map(Some)
    }

    fn parse(path: PathBuf, text: &str) -> Result<Self, Failure> {
        let place = |at: usize| format!("{}:{}", path.display(), text[..at].matches('\n').count() + 1);
        let table =
            DeTable::parse(text).map_err(|e| Failure::new(format!("{}: {}", place(e.span().map_or(0, |s| s.start)), e.message())))?;
        let mut options = Vec::new();
        for (key, value) in table.get_ref() {
            let key_place = place(key.span().start);
            let typed = typed(value.get_ref())
                .ok_or_else(|| Failure::new(format!("{key_place}: {} is no value for an option", value.get_ref().type_str())))?;
            options.push(checked(key.get_ref(), located(key.get_ref(), typed, &path), &key_place)?);
        }
        Ok(Self { path, options })
    }

    /// Makes the options the defaults of the command line, that of the sub-commands included.
    pub fn apply(&self, command: clap::Command) -> clap::Command {
        let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        let command = self.apply_to(command);
        names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |c| self.apply_to(c)))
    }

    fn apply_to(&self, command: clap::Command) -> clap::Command {
        self.options.iter().fold(command, |command, (key, value)| match option(&command, key).map(|arg| arg.get_id().clone()) {
            Some(id) => command.mut_arg(id, |arg| arg.default_value(value.clone())),
            None => command,
        })
    }
}

/// The options that may stand in the file: those that may stand in the environment.
fn option<'a>(command: &'a clap::Command, key: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|arg| arg.get_env().is_some() && arg.get_long() == Some(key))
}

fn typed(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(words) => Some(words.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(yes) => Some(yes.to_string()),
        DeValue::Array(items) => items.iter().map(|item| typed(item.get_ref())).collect::<Option<Vec<_>>>().map(|items| items.join(",")),
        _ => None,
    }
}

/// A path in the file is meant from the file's folder.
fn located(key: &str, value: String, config: &Path) -> String {
    match key {
        "labels" | "output" if value != "-" => {
            let folder = config.parent().unwrap_or(Path::new(""));
            folder.join(value).to_string_lossy().into_owned()
        }
        _ => value,
    }
}

/// Parses the option as if it were typed, for the sake of the message.
fn checked(key: &str, value: String, place: &str) -> Result<(String, String), Failure> {
    let command = Arguments::command();
    let homes = std::iter::once((None, &command)).chain(command.get_subcommands().map(|inner| (Some(inner.get_name()), inner)));
    let Some((home, arg)) = homes.into_iter().find_map(|(name, home)| Some((name.map(str::to_owned), option(home, key)?))) else {
        return Err(unknown(&command, key, place));
    };
    let given = arg.get_action().takes_values().then(|| format!("--{key}={value}"));
    let typed = std::iter::once("hemaexport".to_owned()).chain(home).chain(given);
    match command.clone().try_get_matches_from(typed) {
        Ok(_) => Ok((key.to_owned(), value)),
        Err(error) => Err(refused(&error, place)),
    }
}

fn unknown(command: &clap::Command, key: &str, place: &str) -> Failure {
    let failure = Failure::new(format!("{place}: there is no option {key}"));
    let commands = std::iter::once(command).chain(command.get_subcommands());
    let mut keys: Vec<&str> =
        commands.flat_map(clap::Command::get_arguments).filter(|arg| arg.get_env().is_some()).filter_map(Arg::get_long).collect();
    let mut seen = std::collections::HashSet::new();
    keys.retain(|key| seen.insert(*key));
    match nearest(key, keys.iter().copied()) {
        Some(meant) => failure.help(format!("did you mean {meant}?")),
        None => failure.help(format!("options are {}", keys.join(", "))),
    }
}

fn refused(error: &clap::Error, place: &str) -> Failure {
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("For more"));
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
    lines.fold(Failure::new(format!("{place}: {message}")), |failure, line| failure.help(line.trim_start_matches("tip: ")))
}

/// The options in force, as a `hemaexport.toml` that says where each comes from.
pub fn in_force(command: &clap::Command, matches: &ArgMatches, config: Option<&Config>) -> String {
    let lines = command.get_arguments().filter(|arg| arg.get_env().is_some()).filter_map(|arg| {
        let (key, id) = (arg.get_long()?, arg.get_id().as_str());
        let values: Vec<String> = matches.get_raw(id).into_iter().flatten().map(|value| value.to_string_lossy().into_owned()).collect();
        let origin = origin(key, matches.value_source(id), config);
        Some(if values.is_empty() { format!("# {key}\n") } else { format!("{key} = {}  # {origin}\n", literal(&values)) })
    });
    lines.collect()
}

fn origin(key: &str, source: Option<ValueSource>, config: Option<&Config>) -> String {
    match (source, config) {
        (Some(ValueSource::CommandLine), _) => "command line".to_owned(),
        (Some(ValueSource::EnvVariable), _) => format!("environment: HEMAEXPORT_{}", key.to_uppercase().replace('-', "_")),
        (_, Some(config)) if config.options.iter().any(|(name, _)| name == key) => config.path.display().to_string(),
        _ => "default".to_owned(),
    }
}

fn literal(values: &[String]) -> String {
    let quoted =
        |value: &String| if value == "true" || value == "false" { value.clone() } else { toml::Value::from(value.as_str()).to_string() };
    match values {
        [one] => quoted(one),
        many => format!("[{}]", many.iter().map(quoted).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, Failure> {
        Config::parse(PathBuf::from("p/hemaexport.toml"), text)
    }

    #[test]
    fn options_become_defaults() {
        let config = parse("format = [\"csv\", \"xbrl\"]\ncalculations = 1.0\nstrict = true\nlabels = \"l.csv\"\ncik = 801748\n").unwrap();
        let matches = config.apply(Arguments::command()).try_get_matches_from(["hemaexport", "--cik", "1", "a.txt"]).unwrap();
        let shown = in_force(&Arguments::command(), &matches, Some(&config));
        assert!(shown.contains("format = [\"csv\", \"xbrl\"]  # p/hemaexport.toml\n"), "{shown}");
        assert!(shown.contains("labels = \"p/l.csv\"  # p/hemaexport.toml\n") && shown.contains("strict = true"), "{shown}");
        assert!(shown.contains("cik = \"1\"  # command line\n") && shown.contains("# currency\n"), "{shown}");
        assert!(matches.get_flag("strict"));
        let config = parse("fail-on = \"warning\"\nignore = [\"no-cik\", \"unmapped-row\"]\n").unwrap();
        let matches = config.apply(Arguments::command()).try_get_matches_from(["hemaexport", "check", "a.txt"]).unwrap();
        let (command, inner) = (Arguments::command(), matches.subcommand_matches("check").unwrap());
        let shown = in_force(command.find_subcommand("check").unwrap(), inner, Some(&config));
        assert!(shown.contains("fail-on = \"warning\"  # p/hemaexport.toml\n"), "{shown}");
        assert!(shown.contains("ignore = [\"no-cik\", \"unmapped-row\"]  # p/hemaexport.toml\n"), "{shown}");
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let message = |text: &str| parse(text).unwrap_err();
        assert!(message("\nformt = \"csv\"").message.contains("hemaexport.toml:2: there is no option formt"));
        assert_eq!(message("formt = \"csv\"").help, ["did you mean format?"]);
        assert!(message("format = \"cvs\"").message.contains("hemaexport.toml:1: invalid value 'cvs'"));
        assert!(message("format = ").message.contains("hemaexport.toml:1: "));
        assert!(message("ignore = \"unmaped-row\"").help.contains(&"a similar value exists: 'unmapped-row'".to_owned()));
        assert!(message("force = true").message.contains("no option force"));
    }
}
