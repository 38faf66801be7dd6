//! Chromium: an inline document looks like the page it was made of.

use std::path::PathBuf;

use libtest_mimic::{Failed, Trial};

use crate::consumer::{Consumer, run, trial};
use crate::files;

const NEEDS: [Consumer; 2] = [Consumer::Chromium, Consumer::Python("numpy, Pillow")];

/// The tests.
pub fn trials() -> Vec<Trial> {
    let made_up = || files::PAGES.iter().map(|path| files::folder(files::page_name(path), "").map(PathBuf::from)).collect::<Result<_, _>>();
    vec![
        trial("browser::pages", &NEEDS, move || made_up().and_then(looks_alike)),
        trial("browser::real_pages", &[NEEDS[0], NEEDS[1], Consumer::Releases], || looks_alike(files::real_pages()?)),
    ]
}

/// The inline document of each folder, and the page it was made of.
fn looks_alike(folders: Vec<PathBuf>) -> Result<(), Failed> {
    let pair = |folder: PathBuf| {
        let inline = files::ending(&folder.join("ixbrl").to_string_lossy(), ".htm")?;
        Ok([folder.join("original.htm").to_string_lossy().into_owned(), inline])
    };
    let pairs = folders.into_iter().map(pair).collect::<Result<Vec<_>, Failed>>()?;
    println!("{}", run("pixels.py", &[], &serde_json::to_string(&pairs)?)?.trim_end());
    Ok(())
}
