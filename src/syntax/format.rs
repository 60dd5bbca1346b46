//! What the braces of a format string hold.
//! <https://doc.rust-lang.org/std/fmt/index.html#syntax>
//!
//! Invariant: a string that is not valid as a whole has no captures.

use crate::text::{TextRange, TextSize};

/// The placeholders of a format string.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Format {
    /// Names: arguments, widths, precisions; bytes of the text that was read.
    pub names: Vec<TextRange>,
    /// How many positional arguments it asks for.
    pub positional: usize,
}

/// Reads what stands between the quotes of a literal; none if it is no valid
/// format string, or spells a brace by an escape.
pub(super) fn parse(text: &str, is_raw: bool) -> Option<Format> {
    let mut reader = Reader { chars: unescaped(text, is_raw)?, ..Reader::default() };
    while let Some(it) = reader.next() {
        match it {
            '{' if reader.eat('{') => {}
            '{' => reader.placeholder()?,
            '}' => reader.eat('}').then_some(())?,
            _ => {}
        }
    }
    let positional = reader.implicit.max(reader.explicit);
    Some(Format { names: reader.names, positional })
}

/// Characters with their offsets; what an escape stands for is a blank.
fn unescaped(text: &str, is_raw: bool) -> Option<Vec<(usize, char)>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, it)) = chars.next() {
        if it != '\\' || is_raw {
            out.push((at, it));
            continue;
        }
        let code: String = match chars.next()?.1 {
            'x' => chars.by_ref().take(2).map(|it| it.1).collect(),
            'u' => chars.by_ref().skip(1).map(|it| it.1).take_while(|it| *it != '}').collect(),
            '\n' | '\r' => {
                while chars.next_if(|it| it.1.is_ascii_whitespace()).is_some() {}
                continue;
            }
            _ => String::new(),
        };
        let code = u32::from_str_radix(&code.replace('_', ""), 16).unwrap_or_default();
        let is_brace = matches!(char::from_u32(code), Some('{' | '}'));
        (!is_brace).then(|| out.push((at, '\0')))?;
    }
    Some(out)
}

/// Reads placeholders from characters with their offsets.
#[derive(Default)]
struct Reader {
    chars: Vec<(usize, char)>,
    at: usize,
    names: Vec<TextRange>,
    /// How many `{}` and `.*` were seen.
    implicit: usize,
    /// One more than the greatest number that was seen.
    explicit: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).map(|it| it.1)
    }

    fn next(&mut self) -> Option<char> {
        let it = self.peek()?;
        self.at += 1;
        Some(it)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    /// From behind `{` to behind `}`.
    fn placeholder(&mut self) -> Option<()> {
        if !self.argument() {
            self.implicit += 1;
        }
        if self.eat(':') {
            self.spec();
        }
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.eat('}').then_some(())
    }

    /// A number or a name; whether there was one.
    fn argument(&mut self) -> bool {
        let number = self.number();
        self.explicit = self.explicit.max(number.map_or(0, |it| it.saturating_add(1)));
        number.is_some() || self.name().map(|it| self.names.push(it)).is_some()
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|it| it.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.chars[start..self.at].iter().map(|it| it.1).collect();
        digits.parse().ok()
    }

    fn name(&mut self) -> Option<TextRange> {
        let start = self.at;
        let is_start = |it: char| it == '_' || unicode_ident::is_xid_start(it);
        if !self.peek().is_some_and(is_start) {
            return None;
        }
        while self.peek().is_some_and(unicode_ident::is_xid_continue) {
            self.at += 1;
        }
        let (last, it) = self.chars[self.at - 1];
        let start = TextSize::from(self.chars[start].0 as u32);
        Some(TextRange::new(start, TextSize::from((last + it.len_utf8()) as u32)))
    }

    /// Fill, alignment, flags, width, precision, type.
    fn spec(&mut self) {
        let is_align = |it: Option<&(usize, char)>| it.is_some_and(|it| "<^>".contains(it.1));
        if is_align(self.chars.get(self.at + 1)) {
            self.at += 2;
        } else if is_align(self.chars.get(self.at)) {
            self.at += 1;
        }
        let _ = self.eat('+') || self.eat('-');
        self.eat('#');
        // `0$` is a width, `0` alone a flag.
        if self.chars.get(self.at + 1).is_none_or(|it| it.1 != '$') {
            self.eat('0');
        }
        self.count();
        if self.eat('.') {
            match self.eat('*') {
                true => self.implicit += 1,
                false => self.count(),
            }
        }
        if self.name().is_some() || self.peek() == Some('?') {
            self.eat('?');
        }
    }

    /// A number, or an argument and `$`; a name without `$` is a type.
    fn count(&mut self) {
        let start = self.at;
        if let Some(number) = self.number() {
            if self.eat('$') {
                self.explicit = self.explicit.max(number.saturating_add(1));
            }
            return;
        }
        match self.name() {
            Some(name) if self.eat('$') => self.names.push(name),
            _ => self.at = start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::text::slice;

    fn names(text: &str) -> Option<Vec<&str>> {
        Some(parse(text, false)?.names.into_iter().map(|it| slice(text, it)).collect())
    }

    #[test]
    fn arguments_widths_and_precisions() {
        assert_eq!(names("a {A} b {B:?} {C:#x?} {D }"), Some(vec!["A", "B", "C", "D"]));
        assert_eq!(names("{0:W$} {:.P$} {:>1$}"), Some(vec!["W", "P"]));
        assert_eq!(names("{A:*^W$.P$e}{:}>4}"), Some(vec!["A", "W", "P"]));
        assert_eq!(names("{:e} {:x} {:08.3} {:.*} {:0$}"), Some(vec![]));
    }

    #[test]
    fn escaped_braces_are_text() {
        assert_eq!(names("{{A}} {{{A}}}"), Some(vec!["A"]));
        assert_eq!(
            names(
                r"\u{41} \n {A}\
            {B}"
            ),
            Some(vec!["A", "B"])
        );
    }

    #[test]
    fn what_is_not_valid_has_none() {
        for text in
            ["{A", "A}", "{ A}", "{a.b}", "{a::b}", "{A} {", "{A:!}", r"\x7bA}{A}", r"\u{7D}"]
        {
            assert_eq!(names(text), None, "{text}");
        }
    }

    #[test]
    fn arguments_are_counted() {
        let texts = ["", "{A}", "{} {}", "{:.*}", "{}{0}", "{:1$}", "{2}"];
        let counts = texts.map(|it| parse(it, true).unwrap().positional);
        assert_eq!(counts, [0, 0, 2, 2, 1, 2, 3]);
    }
}
