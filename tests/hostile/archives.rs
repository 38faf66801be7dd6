//! Archives that lie, and links that lead elsewhere.

use std::io::Write;

use super::{Folder, SMALL, refusal, run, statement, stderr};

fn release() -> String {
    statement("Net sales                                    1,234     1,100\nNet income                                     264       200")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory")
}

#[test]
fn gzip_cut_short_or_altered_is_refused() {
    let folder = Folder::new("gzip");
    let whole = packed(release().as_bytes());
    let mut altered = whole.clone();
    *altered.last_mut().expect("a byte") ^= 1;
    for bytes in [&whole[..whole.len() - 9], &whole[..12], &altered] {
        assert!(refusal(&run(SMALL, &[folder.put("release.gz", bytes)])).contains("broken gzip data"));
    }
}

#[test]
fn gzip_in_gzip_is_not_followed() {
    let folder = Folder::new("twice");
    let twice = packed(&packed(release().as_bytes()));
    assert!(refusal(&run(SMALL, &[folder.put("release.gz", twice)])).contains("binary"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_target_is_replaced_and_not_followed() {
    let folder = Folder::new("link");
    let path = folder.put("release.txt", release());
    let precious = folder.put("precious", "mine");
    let target = folder.path("facts.csv");
    std::os::unix::fs::symlink(&precious, &target).expect("a link");
    let export = |more: &[&str]| {
        let all = ["--no-config", "-o", target.to_str().expect("a name"), path.to_str().expect("a name")];
        run(SMALL, &[&all[..], more].concat())
    };
    assert!(refusal(&export(&[])).contains("exists"));
    assert_eq!(std::fs::read_to_string(&precious).expect("there"), "mine");
    let output = export(&["--force"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(&precious).expect("there"), "mine");
    assert!(std::fs::symlink_metadata(&target).expect("there").is_file());
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_around_are_said() {
    let folder = Folder::new("around");
    std::os::unix::fs::symlink("a", folder.path("b")).expect("a link");
    std::os::unix::fs::symlink("b", folder.path("a")).expect("a link");
    assert!(refusal(&run(SMALL, &[folder.path("a")])).contains("cannot read"));
    std::os::unix::fs::symlink("nowhere", folder.path("c")).expect("a link");
    assert!(refusal(&run(SMALL, &[folder.path("c")])).contains("no such file"));
}
