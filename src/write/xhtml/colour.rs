//! Colours as old pages write them.

/// A colour for CSS: names as they stand, everything else by the rules for legacy colours (HTML standard, section 2.3.6).
pub(super) fn colour(value: &str) -> Option<String> {
    let value = value.trim();
    if value.is_empty() || value.eq_ignore_ascii_case("transparent") {
        return None;
    }
    let digits = value.strip_prefix('#').unwrap_or(value);
    let is_hex = |digits: &str| digits.bytes().all(|b| b.is_ascii_hexdigit());
    if value.starts_with('#') && digits.len() == 3 && is_hex(digits) {
        return Some(value.to_ascii_lowercase());
    }
    if !value.starts_with('#') && value.bytes().all(|b| b.is_ascii_alphabetic()) && !(value.len() == 6 && is_hex(value)) {
        return Some(value.to_ascii_lowercase());
    }
    Some(legacy(digits))
}

/// Three parts of equal length, each cut to two digits.
fn legacy(digits: &str) -> String {
    let mut digits: Vec<u8> = digits.bytes().take(128).map(|b| if b.is_ascii_hexdigit() { b } else { b'0' }).collect();
    digits.resize(digits.len().max(1).next_multiple_of(3), b'0');
    let mut parts: Vec<&[u8]> = digits.chunks(digits.len() / 3).collect();
    let longest = parts[0].len();
    if longest > 8 {
        parts.iter_mut().for_each(|part| *part = &part[longest - 8..]);
    }
    while parts[0].len() > 2 && parts.iter().all(|part| part[0] == b'0') {
        parts.iter_mut().for_each(|part| *part = &part[1..]);
    }
    let mut colour = String::from("#");
    for part in parts {
        let part = &part[..part.len().min(2)];
        colour.extend(std::iter::repeat_n('0', 2 - part.len()));
        colour.extend(part.iter().map(|b| char::from(b.to_ascii_lowercase())));
    }
    colour
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_as_browsers_read_them() {
        for (written, read) in [
            ("#FFF", "#fff"),
            ("CCEEFF", "#cceeff"),
            ("WHITE", "white"),
            ("#cceeff", "#cceeff"),
            ("0", "#000000"),
            ("#12345", "#123450"),
            ("gray 15", "#000050"),
        ] {
            assert_eq!(colour(written).as_deref(), Some(read), "{written}");
        }
        assert_eq!(colour(" "), None);
    }
}
