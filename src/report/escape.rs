//! Characters that a terminal would obey instead of show.
//!
//! Invariant: what these functions return holds no control character and no
//! character that reorders text, but for those that each names.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` in one line: control characters, tabs, line ends and bidirectional
/// marks as Rust escapes them (`\n`, `\u{1b}`).
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, is_unsafe)
}

/// `text` with its line ends and tabs, all else escaped as in [`line()`].
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_unsafe(c) && !matches!(c, '\n' | '\t'))
}

/// JSON in which every unsafe character of a string is written `\u001b`: it
/// means the same, and can be shown.
///
/// <https://www.rfc-editor.org/rfc/rfc8259#section-7>
pub fn json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unsafe(c) && c != '\n' {
            // All of them are in the basic plane: one code unit each.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// `text` with the same length in bytes and in chars, and a replacement in the
/// place of what [`lines`] would escape (line ends with `\r` stay): for source
/// text into which ranges point.
pub fn in_place(text: &str) -> String {
    let replace = |c: char| match c {
        '\n' | '\t' | '\r' => c,
        _ if !is_unsafe(c) => c,
        _ if c.len_utf8() == 1 => '?',
        _ if c.len_utf8() == 2 => '\u{bf}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    text.chars().map(replace).collect()
}

/// A path as Git writes it in the header of a diff: as it is, or in double
/// quotes with C escapes where it has a quote, a backslash, a control
/// character or a byte beyond ASCII.
///
/// <https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath>
pub fn git_path(path: &str) -> Cow<'_, str> {
    let plain = |b: u8| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\';
    if path.bytes().all(plain) {
        return path.into();
    }
    let mut out = String::from("\"");
    for byte in path.bytes() {
        match c_escape(byte) {
            Some(letter) => out.extend(['\\', letter]),
            None if plain(byte) => out.push(char::from(byte)),
            None => {
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out.into()
}

/// The letter after the backslash, for bytes that C gives one.
fn c_escape(byte: u8) -> Option<char> {
    Some(match byte {
        0x07 => 'a',
        0x08 => 'b',
        b'\t' => 't',
        b'\n' => 'n',
        0x0b => 'v',
        0x0c => 'f',
        b'\r' => 'r',
        b'"' => '"',
        b'\\' => '\\',
        _ => return None,
    })
}

fn escaped(text: &str, escape: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&escape) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if escape(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Control characters, and those that make text appear in another order or in
/// more lines than it has.
///
/// <https://doc.rust-lang.org/rustc/lints/listing/deny-by-default.html#text-direction-codepoint-in-literal>
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_as_rust_escapes_them() {
        assert_eq!(line("a\u{1b}[31mb\r\n\tc"), r"a\u{1b}[31mb\r\n\tc");
        assert_eq!(lines("a\u{7}\n\tb\u{9b}"), "a\\u{7}\n\tb\\u{9b}");
        assert_eq!(line("x\u{202e}y\u{2066}"), r"x\u{202e}y\u{2066}");
    }

    #[test]
    fn ordinary_text_of_any_script_stays() {
        for text in ["plain", "größe 名前 👩‍🚀", "\u{feff}bom", "a\\b \"c\""] {
            assert!(matches!(line(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn json_means_the_same_and_can_be_shown() {
        let value = "a\u{1b}\u{7f}\u{9b}\u{202e} ü 名";
        let shown = json(&serde_json::to_string(value).unwrap());
        assert_eq!(shown, r#""a\u001b\u007f\u009b\u202e ü 名""#);
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), value);
    }

    #[test]
    fn replacements_keep_the_length_in_bytes_and_chars() {
        let text = "a\u{1b}b\u{9b}c\u{202e}d\te\r\nü";
        let shown = in_place(text);
        assert_eq!(shown, "a?b\u{bf}c\u{fffd}d\te\r\nü");
        assert_eq!(shown.len(), text.len());
    }

    #[test]
    fn paths_are_quoted_as_git_quotes_them() {
        assert_eq!(git_path("src/with space.rs"), "src/with space.rs");
        assert_eq!(git_path("a\"b\\c\td"), r#""a\"b\\c\td""#);
        assert_eq!(git_path("grün\u{1b}.rs"), r#""gr\303\274n\033.rs""#);
    }
}
