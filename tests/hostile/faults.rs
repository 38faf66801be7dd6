//! Targets that fail: what can't be written whole is not there at all.

use std::fs;

use super::{Bound, Folder, SMALL, refusal, run, stderr};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/hemacare_2004q1.txt");

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_said() {
    let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_hemaexport"))
        .args(["--no-config", "-qq", "-f", "csv", EXAMPLE])
        .stdout(full)
        .output()
        .expect("runs");
    let said = refusal(&output);
    assert!(said.contains("cannot write standard output"), "{said}");
}

/// A limit on the size of files stands for a disk that fills up: small files are written, the large one is not.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_nothing() {
    for kilobytes in [1, 8, 32, 64] {
        let folder = Folder::new("full");
        let target = folder.path("out/");
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_hemaexport"))
            .args(["--no-config", "-qq", "-f", "xbrl,csv,json-ld,xlsx,sqlite", "-o"])
            .args([target.as_os_str(), EXAMPLE.as_ref()])
            .output()
            .expect("sh runs");
        assert!(refusal(&output).contains("cannot write"));
        assert!(folder.files().is_empty() && !target.exists(), "left behind: {:?}", folder.files());
    }
}

#[cfg(unix)]
#[test]
fn a_target_that_can_not_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("readonly");
    let locked = folder.path("locked");
    fs::create_dir(&locked).expect("a folder");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("locked");
    let target = if fs::write(locked.join("probe"), "").is_ok() {
        // root may write anywhere but here
        "/proc/none/".to_owned()
    } else {
        format!("{}/out/", locked.display())
    };
    let said = refusal(&run(SMALL, &["--no-config", "-qq", "-o", &target, EXAMPLE]));
    assert!(said.contains("cannot write"), "{said}");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("unlocked");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_said() {
    let folder = Folder::new("infile");
    folder.put("out", "a file");
    let target = format!("{}/", folder.path("out/below").display());
    let said = refusal(&run(SMALL, &["--no-config", "-qq", "-o", &target, EXAMPLE]));
    assert!(said.contains("cannot write"), "{said}");
    assert_eq!(fs::read_to_string(folder.path("out")).expect("there"), "a file");
}

#[test]
fn no_memory_is_no_half_file() {
    let folder = Folder::new("memory");
    let target = folder.path("facts.xlsx");
    for megabytes in [12, 20, 28, 36] {
        let output = run(
            Bound { seconds: 10, megabytes },
            &["--no-config".as_ref(), "-qq".as_ref(), "-o".as_ref(), target.as_os_str(), EXAMPLE.as_ref()],
        );
        assert!(output.status.success() || !target.exists(), "half a file: {}", stderr(&output));
        let _ = fs::remove_file(&target);
    }
}
