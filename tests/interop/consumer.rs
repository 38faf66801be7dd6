//! Where the consumers are, how to have them, and how to run them.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use libtest_mimic::{Completion, Failed, Trial};

/// What a test needs.
#[derive(Clone, Copy)]
pub enum Consumer {
    /// The Python environment of `tests/setup.sh`; names what is used of it.
    Python(&'static str),
    /// The official element schemas of us-gaap 2023 as a taxonomy package.
    UsGaap,
    /// Arelle with the SEC's rules, which needs a release of its own, in a Python environment of its own.
    Edgar,
    /// `soffice` on the path.
    LibreOffice,
    /// `chromium` on the path.
    Chromium,
    /// Real releases beside the project, which are not part of it.
    Releases,
    /// `initdb` on the path or where Debian puts it.
    PostgreSql,
}

impl Consumer {
    /// Why the consumer is not there and how to have it; `None` when it is there.
    fn missing(self) -> Option<String> {
        match self {
            Self::Python(_) if python().exists() => None,
            Self::Python(tools) => Some(format!("needs {tools}: run tests/setup.sh")),
            Self::UsGaap if us_gaap_package().is_some() => None,
            Self::UsGaap => Some("needs the us-gaap 2023 taxonomy package: name it in HEMAEXPORT_US_GAAP_PACKAGE".to_owned()),
            Self::Edgar if edgar_arelle().exists() => None,
            Self::Edgar => Some("needs Arelle with the SEC's rules: run tests/setup.sh".to_owned()),
            Self::Chromium if Command::new("chromium").arg("--version").output().is_ok() => None,
            Self::Chromium => Some("needs Chromium: install the package chromium".to_owned()),
            Self::Releases if releases().is_dir() => None,
            Self::Releases => Some("needs real releases, which are no part of the project: ../shared/bench is not there".to_owned()),
            Self::LibreOffice if Command::new("soffice").arg("--version").output().is_ok() => None,
            Self::LibreOffice => Some("needs LibreOffice: install the package libreoffice-calc".to_owned()),
            Self::PostgreSql if has_postgresql() => None,
            Self::PostgreSql => Some("needs PostgreSQL: install the package postgresql".to_owned()),
        }
    }
}

fn has_postgresql() -> bool {
    let debian = std::fs::read_dir("/usr/lib/postgresql").is_ok_and(|mut versions| versions.next().is_some());
    debian || Command::new("initdb").arg("--version").output().is_ok()
}

/// A test that is ignored, and says why, where one of its consumers is missing.
pub fn trial(name: &str, needs: &[Consumer], run: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    let missing = needs.iter().find_map(|consumer| consumer.missing());
    Trial::ignorable_test(name, move || match missing {
        None => run().map(|()| Completion::Completed),
        Some(reason) if std::env::var_os("HEMAEXPORT_INTEROP").is_some_and(|v| v == "required") => Err(reason.into()),
        Some(reason) => Ok(Completion::ignored_with(reason)),
    })
}

/// Where real releases lie, if they do.
pub fn releases() -> PathBuf {
    root().join("../shared/bench")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn python() -> PathBuf {
    let venv = std::env::var_os("HEMAEXPORT_INTEROP_VENV").map_or_else(|| root().join("target/interop-venv"), PathBuf::from);
    venv.join("bin/python")
}

/// The program that knows the SEC's rules.
pub fn edgar_arelle() -> PathBuf {
    let venv = std::env::var_os("HEMAEXPORT_EDGAR_VENV").map_or_else(|| root().join("target/edgar-venv"), PathBuf::from);
    venv.join("bin/arelleCmdLine")
}

/// The taxonomy package: named by the environment, else where the project's shared files lie.
pub fn us_gaap_package() -> Option<String> {
    let named = std::env::var_os("HEMAEXPORT_US_GAAP_PACKAGE").map(PathBuf::from);
    let path = named.unwrap_or_else(|| root().join("../shared/taxonomy/us-gaap-2023.zip"));
    path.exists().then(|| path.to_string_lossy().into_owned())
}

/// Runs a script of this folder; what it says on standard error is the failure.
pub fn script(name: &str, arguments: &[&str]) -> Result<(), Failed> {
    run(name, arguments, "").map(|_| ())
}

/// Runs a script with some input; answers with its output.
pub fn run(name: &str, arguments: &[&str], input: &str) -> Result<String, Failed> {
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("interop-home");
    std::fs::create_dir_all(&scratch)?;
    let mut child = Command::new(python())
        .arg(root().join("tests/interop").join(name))
        .args(arguments)
        .env("XDG_CONFIG_HOME", &scratch)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .envs(us_gaap_package().map(|package| ("HEMAEXPORT_US_GAAP_PACKAGE", package)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    child.stdin.take().expect("piped").write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name} {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)).into())
    }
}
