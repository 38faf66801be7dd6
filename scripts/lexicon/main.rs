//! Trains the lexicon: statements of labels with the concepts that filers chose in, `schemas/lexicon.bin` out.
//!
//! Reads labels, guesses and surroundings with the linker's own code, so that it trains on what the program will see. `scripts/build_taxonomy.py`
//! compiles it with rustc, feeds it and says which evidence goes in. Standard input, fields parted by tabs:
//!
//!     S  filer  kind  era  weight       a statement begins; kind I, B, C or E; era o, n or empty; what it counts in the counted evidence
//!     L  concept  label                 a line of it; concept: its number, or empty
//!     X  kind  concept  weight  label   a label known apart from any statement
//!     T  kind  concept  weight  by  label   the same of today, by its whole or by pairs of words too: the weights are learned without it

#[path = "concept.rs"]
mod concept;
mod counts;
mod evidence;
mod model;
mod pack;
#[path = "../../src/taxonomy/mod.rs"]
#[allow(dead_code, unused_imports)]
mod taxonomy;

use std::io::{Read, Write};

use counts::Counts;
use evidence::Evidence;
use taxonomy::lexicon::Lexicon;

/// Guesses for training are made by counts that have not seen the filer: each of so many shares of the filers by the counts of the others.
const FOLDS: u64 = 3;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("the evidence is UTF-8");
    let evidence = Evidence::of(&text);
    let calibration = std::env::args().nth(1).unwrap_or_default();
    let mut examples = Vec::new();
    for fold in 0..FOLDS {
        let others = Counts::of(&evidence, |filer| evidence::share(filer, FOLDS) != fold, &[]);
        let lexicon = Lexicon::of(pack::pack(&others, &model::Model::default(), &[]).leak());
        let own = evidence.statements.iter().filter(|s| evidence::share(s.filer, FOLDS) == fold);
        concept::examples(&lexicon, own, &mut examples);
    }
    eprintln!("{} examples", examples.len());
    let model = model::train(&mut examples);
    let table: Vec<u8> = calibration.split(',').filter_map(|n| n.parse().ok()).collect();
    let counts = Counts::of(&evidence, |_| true, &evidence.today);
    std::io::stdout().write_all(&pack::pack(&counts, &model, &table)).expect("the lexicon is written");
}
