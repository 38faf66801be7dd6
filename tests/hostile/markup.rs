//! Broken and deceitful text: bytes that are none, marks that are not seen, entities that expand.

use super::{Folder, SMALL, facts, refusal, run, statement};

/// The amounts of a release, in order.
fn values(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let folder = Folder::new(name);
    let lines = facts(SMALL, &folder.put("release", bytes));
    let value = |line: &String| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["value"].as_str().map(str::to_owned);
    lines.iter().filter_map(value).collect()
}

#[test]
fn nothing_to_read_is_said() {
    let folder = Folder::new("nothing");
    let binary: Vec<u8> = (0..4000u32).map(|i| ((i * 7919) >> 3) as u8).collect();
    for (bytes, said) in
        [(&b""[..], "empty"), (&[0; 5000], "empty"), (b" \r\n\t", "empty"), (&binary, "binary"), (b"PK\x03\x04\x14\0", "ZIP")]
    {
        let message = refusal(&run(SMALL, &[folder.put("release", bytes)]));
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn nuls_and_bytes_of_no_encoding_leave_the_rest_readable() {
    let plain = statement(
        "Net sales                                    1,234     1,100\nNet income                                     264       200",
    );
    let wanted = values("plain", &plain);
    assert!(wanted.contains(&"1234".to_owned()), "{wanted:?}");
    for bytes in [&b"\0"[..], b"\xff\xfe\xfd", b"\xe2\x82", b"\xed\xa0\x80", b"\x1b[31m\x07"] {
        let at = plain.find("DENVER").expect("there");
        let broken = [&plain.as_bytes()[..at], bytes, &plain.as_bytes()[at..]].concat();
        assert_eq!(values("broken", broken), wanted, "{bytes:?}");
    }
}

#[test]
fn marks_that_are_not_seen_change_no_figure() {
    // right-to-left override, zero-width space and joiner, byte order mark, soft hyphen, inside of labels and beside figures
    for mark in ['\u{202e}', '\u{2066}', '\u{200b}', '\u{200d}', '\u{feff}', '\u{ad}'] {
        let rows = format!(
            "Net{mark} sales                                   1,234     1,100\nNet income                                     264       200"
        );
        let found = values("unseen", statement(&rows));
        assert!(found.contains(&"1234".to_owned()) && found.contains(&"264".to_owned()), "{mark:?}: {found:?}");
        // 12<mark>34 on the page is no 1234 that was printed so: whatever is made of it, never another number
        let rows = format!(
            "Net sales                                    1,2{mark}34     1,100\nNet income                                     264       200"
        );
        let found = values("within", statement(&rows));
        assert!(found.iter().all(|v| !["12", "34", "4321", "1243"].contains(&v.as_str())), "{mark:?}: {found:?}");
    }
}

#[test]
fn entities_are_characters_and_never_expand() {
    let bomb = "<!DOCTYPE html [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">\
                <!ENTITY x SYSTEM \"file:///etc/passwd\">]><html><body><p>&c;&c;&c;&x;</p><table><tr><td></td><td>2004</td><td>2003</td></tr>\
                <tr><td>Net sales</td><td>&#49;,2&#x33;4</td><td>1,1&#48;0</td></tr><tr><td>Net income</td><td>264</td><td>200</td></tr></table>";
    let folder = Folder::new("entities");
    let release = folder.put("release.htm", format!("{bomb}<p>Statements of Operations, three months ended March 31, 2004</p>"));
    let output = run(SMALL, &["--no-config", "-qq", "-f", "json-ld", release.to_str().expect("a name")]);
    let written = String::from_utf8(output.stdout).expect("text");
    assert!(!written.contains("hahaha") && !written.contains("root:"), "an entity was expanded");
    assert!(written.len() < 100_000);
}
