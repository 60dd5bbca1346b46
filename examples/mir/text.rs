//! MIR as text: names put in the place of others, and what does not count.

/// A name of the same style and as many letters, another one for each number.
pub fn as_long(name: &str, number: usize) -> String {
    let is_upper = !name.chars().any(char::is_lowercase);
    let tail = ((number / 26 % 26) as u8, (number % 26) as u8);
    let mut new = vec![b'q'; name.len()];
    (new[0], new[1]) = (b'z', b'q');
    let last = new.len() - 1;
    (new[last - 1], new[last]) = (b'a' + tail.0, b'a' + tail.1);
    let new = String::from_utf8_lossy(&new).into_owned();
    match (is_upper, name.starts_with(char::is_uppercase)) {
        (true, _) => new.to_uppercase(),
        (_, true) => format!("Z{}", &new[1..]),
        _ => new,
    }
}

/// The text with other words in the place of some.
pub fn substituted(text: &str, pairs: &[(&str, &str)]) -> String {
    let is_word = |it: char| it == '_' || it.is_alphanumeric();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
        let word = &rest[..end];
        out.push_str(pairs.iter().find(|it| it.0 == word).map_or(word, |it| it.1));
        rest = &rest[end..];
    }
    out + rest
}

/// The text without the bytes of constants and without their numbers, which depend
/// on the order in which rustc comes to them. Text among them stands in code anyway.
pub fn without_constants(text: &str) -> String {
    let mut in_constant = false;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        in_constant |= line.starts_with("alloc");
        if !in_constant {
            out.push_str(&unnumbered(line));
            out.push('\n');
        }
        in_constant &= line != "}";
    }
    out
}

fn unnumbered(line: &str) -> String {
    let mut parts = line.split("alloc");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("alloc");
        out.push_str(part.trim_start_matches(|it: char| it.is_ascii_digit()));
    }
    out
}
