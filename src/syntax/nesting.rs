//! How deep a text nests, found without a parser.
//!
//! Parsers, and all that walks their trees, recurse as deep as a text nests. This
//! is a scan in one pass that cannot overflow; what it finds too deep is never
//! parsed. It does not know the grammar: it bounds the depth from above by what
//! can nest. A bracket does; so does an operator, until a `;`, a `,` or the end of
//! a block says that its expression is over.
//!
//! Invariant: strings and comments do not count; time is linear in the bytes.

use super::cursor::Cursor;
use crate::text::TextSize;

/// What a text may weigh at one place. Brackets nest 500 deep by that, generic
/// arguments 1,000, operators 4,000; rustc itself gives up at some 700 blocks.
const LIMIT: u32 = 4_000;
/// What a bracket weighs: a parser's way from one to the next is long.
const BRACKET: u32 = 8;
/// What generic arguments weigh.
const ANGLE: u32 = 4;
/// So many bytes without a symbol are looked at: words may nest, too (`return`).
const WORDS: usize = 4_000;

/// What a byte can be to the scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing: letters, white space.
    Plain,
    Open,
    Close,
    /// `;`, which ends a statement.
    End,
    /// `,`, which ends an expression and not its generic arguments.
    Comma,
    Less,
    Greater,
    Operator,
    Quote,
    Tick,
    Slash,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Plain; 256];
    let rows: [(&[u8], Kind); 10] = [
        (b"([{", Kind::Open),
        (b")]}", Kind::Close),
        (b";", Kind::End),
        (b",", Kind::Comma),
        (b"<", Kind::Less),
        (b">", Kind::Greater),
        (b"-!*&|=+.?:@%^", Kind::Operator),
        (b"\"", Kind::Quote),
        (b"'", Kind::Tick),
        (b"/", Kind::Slash),
    ];
    let mut row = 0;
    while row < rows.len() {
        let mut at = 0;
        while at < rows[row].0.len() {
            kinds[rows[row].0[at] as usize] = rows[row].1;
            at += 1;
        }
        row += 1;
    }
    kinds
};

/// What is open inside of one bracket.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Operators since the last `;`, `,` or block.
    run: u32,
    /// Generic arguments and closures since the last `;` or block.
    open: u32,
}

impl Level {
    fn weight(self) -> u32 {
        self.run + ANGLE * self.open
    }
}

struct Scan<'t> {
    cursor: Cursor<'t>,
    levels: Vec<Level>,
    here: Level,
    /// What all but the innermost level weigh.
    below: u32,
}

/// Where `text` nests deeper than it may; none if it does not.
pub(super) fn too_deep(text: &str) -> Option<TextSize> {
    let (text, here) = (text.as_bytes(), Level::default());
    let cursor = Cursor { text, at: 0 };
    let mut scan = Scan { cursor, levels: Vec::new(), here, below: 0 };
    let mut symbol = 0;
    while let Some(&byte) = text.get(scan.cursor.at) {
        let kind = KINDS[usize::from(byte)];
        if kind == Kind::Plain {
            scan.cursor.at += 1;
            continue;
        }
        let start = scan.cursor.at;
        let words = if start - symbol > WORDS { words(&text[symbol..start]) } else { 0 };
        scan.symbol(byte, kind);
        symbol = scan.cursor.at.min(text.len());
        if scan.below + scan.here.weight() + words > LIMIT {
            return Some(TextSize::from(start as u32));
        }
    }
    let rest = text.get(symbol..).filter(|it| it.len() > WORDS).map_or(0, words);
    (scan.below + rest > LIMIT).then(|| TextSize::from(symbol as u32))
}

fn is_infix(byte: u8) -> bool {
    matches!(KINDS[usize::from(byte)], Kind::Operator | Kind::Less | Kind::Slash)
}

fn words(gap: &[u8]) -> u32 {
    gap.split(u8::is_ascii_whitespace).filter(|it| !it.is_empty()).count() as u32
}

impl Scan<'_> {
    /// Goes past the symbol at `at`.
    fn symbol(&mut self, byte: u8, kind: Kind) {
        match kind {
            Kind::Quote => return self.cursor.string(),
            Kind::Tick => return self.cursor.tick(),
            Kind::Slash if self.cursor.comment() => return,
            _ => self.cursor.at += 1,
        }
        match kind {
            Kind::Open => self.open(),
            Kind::Close => self.close(byte),
            Kind::End => self.here = Level::default(),
            Kind::Comma => self.here.run = 0,
            Kind::Less => {
                self.here.open += 1;
                self.here.run += 1;
            }
            Kind::Greater if !self.is_arrow() => {
                self.here.open = self.here.open.saturating_sub(1);
            }
            _ => self.operator(byte),
        }
    }

    fn open(&mut self) {
        self.below += BRACKET + self.here.weight();
        self.levels.push(std::mem::take(&mut self.here));
    }

    fn close(&mut self, byte: u8) {
        let Some(level) = self.levels.pop() else { return };
        self.here = level;
        self.below -= BRACKET + level.weight();
        if byte == b'}' && !self.goes_on() {
            self.here = Level::default();
        } else {
            // `a()()` nests.
            self.here.run += 1;
        }
    }

    /// Whether an expression goes on behind a block.
    fn goes_on(&self) -> bool {
        let mut rest = self.cursor;
        loop {
            match rest.rest().first() {
                Some(it) if it.is_ascii_whitespace() => rest.at += 1,
                Some(b'/') if rest.comment() => {}
                Some(&it) => return matches!(rest.word(), b"else" | b"as") || is_infix(it),
                None => return false,
            }
        }
    }

    fn operator(&mut self, byte: u8) {
        self.here.run += 1;
        // `|a, b| |c, d|`: closures in closures, over their commas.
        let before = &self.cursor.text[..self.cursor.at - 1];
        if byte == b'|' && before.trim_ascii_end().ends_with(b"|") {
            let is_or = before.ends_with(b"|");
            self.here.open += u32::from(!is_or);
        }
    }

    /// Whether the `>` just read is part of `->` or `=>`.
    fn is_arrow(&self) -> bool {
        let Cursor { text, at } = self.cursor;
        at > 1 && matches!(text[at - 2], b'-' | b'=')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<u32> {
        too_deep(text).map(u32::from)
    }

    #[test]
    fn all_that_nests_is_found() {
        let shapes = [
            "(",
            "[",
            "{",
            "m!{",
            "A<",
            "A<u8, A<",
            "-",
            "!",
            "&",
            "|| ",
            "|a, b| ",
            "a::{",
            "mod m {",
            "if a {} else ",
            "a + ",
            "a = ",
            "f(",
            "a.b().",
            "()",
            "[0]",
            "?",
            "return ",
            "&mut ",
            "*const ",
            "fn() -> ",
            "a as ",
            "{1} + ",
            "{1} /* */ + ",
            "'(' + ",
            "a::",
            "vec![",
            "#[a(",
            "\"(\" + ",
            "'a: loop {",
            "r#\"\"# + ",
            "match a { _ => ",
        ];
        for shape in shapes {
            let text = shape.repeat(9_000);
            assert!(at(&text).is_some(), "{shape}");
            assert_eq!(at(&shape.repeat(20)), None, "{shape}");
        }
    }

    #[test]
    fn what_does_not_nest_is_not() {
        let shapes = [
            "(), ",
            "f(a, b); ",
            "/* ( /* ( */ */",
            "// (((\n",
            "\"(((\\\"(\" ",
            "r#\"((\"((\"# ",
            "'(', ",
            "'\\'', '(', ",
            "a<b>, ",
            "if a < b { c } ",
            "x: &'a A<u8>,\n",
            "'é', ",
            "fn f() -> A<u8> {}\n",
            "A | B => {}\n",
            "a || b, ",
            "word\n",
            "b\"\\\\\", ",
            "a(b)?;",
            "if a {} else if b {} else {}\n",
            "*a = 1; ",
            "|a| b, ",
            "<A as B>::f(); ",
        ];
        for shape in shapes.into_iter().filter(|it| *it != "word\n") {
            assert_eq!(at(&shape.repeat(9_000)), None, "{shape}");
        }
    }

    #[test]
    fn the_place_is_that_of_the_symbol() {
        assert_eq!(at(&"(".repeat(501)), Some(500));
        assert_eq!(at(&"(".repeat(500)), None);
        assert_eq!(at(&format!("{}{}", "(".repeat(400), "-".repeat(801))), Some(1200));
    }

    #[test]
    fn ends_of_texts_are_ends() {
        for text in
            ["\"", "\"\\", "r#\"", "'", "'\\", "/", "/*", "/**", "//", "}", "'é", "r\"\"\"", "é"]
        {
            assert_eq!(at(text), None, "{text}");
        }
    }
}
