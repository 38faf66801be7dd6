//! CSV as RFC 4180 has it, read by hand: a reader that is not the one whose writer we use.

/// The records of a text, each with its fields.
///
/// # Panics
/// When a quoted field does not end, or goes on behind its closing mark.
pub fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (field, after) = field(rest);
        record.push(field);
        rest = match after.strip_prefix(',') {
            Some(more) => more,
            None => {
                records.push(std::mem::take(&mut record));
                after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n')).unwrap_or(after)
            }
        };
        // a comma at the end of the line is followed by one more, empty field
        if rest.is_empty() && !record.is_empty() {
            record.push(String::new());
            records.push(std::mem::take(&mut record));
        }
    }
    records
}

fn field(text: &str) -> (String, &str) {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\r', '\n']).unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut field = String::new();
    loop {
        let end = rest.find('"').expect("a closing mark");
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                field.push('"');
                rest = more;
            }
            None => break,
        }
    }
    assert!(rest.is_empty() || rest.starts_with([',', '\r', '\n']), "a field goes on behind its closing mark: {rest:?}");
    (field, rest)
}
