//! The schemas that `schemas/` promises are the ones that the writers follow.
//!
//! To write them anew after a change: `HEMAEXPORT_BLESS=1 cargo test --test schemas`.

#![allow(clippy::disallowed_methods)] // tests may touch files and the environment

use std::path::Path;

use hemaexport::write::star;

fn promised(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
    if std::env::var_os("HEMAEXPORT_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "schemas/{name} is not what the writers follow; HEMAEXPORT_BLESS=1 writes it anew");
}

#[test]
fn star_as_sql() {
    promised("star.sql", &star::sql());
}

#[test]
fn star_as_json_schema() {
    promised("star.schema.json", &(serde_json::to_string_pretty(&star::json_schema()).unwrap() + "\n"));
}
