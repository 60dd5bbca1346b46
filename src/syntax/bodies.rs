//! Trees in which a body of a function is read when something in it is asked for.
//!
//! Most files are parsed for their items alone, and of the others few functions have a
//! name in play. A body that nobody asked for is one token of white space between its braces,
//! so that offsets are those of the file.
//! Invariant: what is asked for is as a parse of the whole text has it. Where the braces
//! of a body are none of a block for the parser, the whole text is parsed.

use std::sync::{Mutex, PoisonError};

use ra_ap_syntax::ast::{self, AstNode};
use ra_ap_syntax::{Edition, NodeOrToken, SourceFile, SyntaxKind, SyntaxNode, T};
use rowan::{GreenNode, GreenToken};

use super::cursor::Cursor;
use super::splice::{Part, spliced};
use crate::text::{TextEdit, TextRange, TextSize, slice};

/// A body of fewer bytes is read at once.
const SHORT: usize = 64;

/// The tree of a text.
#[derive(Debug)]
pub(super) struct Tree {
    edition: Edition,
    state: Mutex<State>,
}

#[derive(Debug, Clone)]
struct State {
    tree: GreenNode,
    /// What stands between the braces of bodies that nobody asked for, in the order of
    /// the text.
    unread: Vec<TextRange>,
}

impl Tree {
    /// The tree of a text, of which no body is read.
    pub(super) fn parse(text: &str, edition: Edition) -> Tree {
        let bodies = function_bodies(text);
        let state = outline(text, &bodies, edition).unwrap_or_else(|| whole(text, edition));
        Tree { edition, state: Mutex::new(state) }
    }

    /// The tree in which the bodies around some places are read, or those that end there.
    pub(super) fn read(&self, places: impl IntoIterator<Item = TextRange>) -> SyntaxNode {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.unread.is_empty() {
            state.read(places, self.edition);
        }
        SyntaxNode::new_root(state.tree.clone())
    }

    /// The same tree with other tokens, which `edit` puts in the place of those of before:
    /// it touches nothing that is not read.
    pub(super) fn respelled(&self, tree: GreenNode, edit: &TextEdit) -> Tree {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let moved =
            |it: &TextRange| TextRange::new(edit.map_start(it.start()), edit.map_start(it.end()));
        let unread = state.unread.iter().map(moved).collect();
        Tree { edition: self.edition, state: Mutex::new(State { tree, unread }) }
    }
}

impl State {
    fn read(&mut self, places: impl IntoIterator<Item = TextRange>, edition: Edition) {
        let mut asked = vec![false; self.unread.len()];
        for place in places {
            let first = self.unread.partition_point(|it| it.end() < place.start());
            let around = self.unread[first..].iter().take_while(|it| it.start() <= place.end());
            asked[first..first + around.count()].fill(true);
        }
        let with_asked = || self.unread.iter().zip(&asked);
        let bodies: Vec<_> = with_asked().filter(|it| *it.1).map(|it| *it.0).collect();
        if bodies.is_empty() {
            return;
        }
        match self.with(&bodies, edition) {
            Some(tree) => {
                let unread = with_asked().filter(|it| !it.1).map(|it| *it.0).collect();
                *self = State { tree, unread };
            }
            None => {
                let root = SyntaxNode::new_root(self.tree.clone());
                *self = whole(&root.text().to_string(), edition);
            }
        }
    }

    /// The tree with some bodies; none where they do not end with their braces.
    fn with(&self, bodies: &[TextRange], edition: Edition) -> Option<GreenNode> {
        let root = SyntaxNode::new_root(self.tree.clone());
        let mut text = String::new();
        for body in bodies {
            let token = root.covering_element(*body).into_token()?;
            text.extend(["fn f() {", token.text(), "}\n"]);
        }
        let parsed = SourceFile::parse(&text, edition).syntax_node();
        let mut made = parsed.children().map(|it| ast::Fn::cast(it)?.body()?.stmt_list());
        let one = TextSize::from(1);
        let part = |body: &TextRange| -> Option<Part> {
            let list = made.next()??.syntax().green().to_owned();
            let range = TextRange::new(body.start() - one, body.end() + one);
            (list.text_len() == range.len()).then_some((range, NodeOrToken::Node(list)))
        };
        let parts = bodies.iter().map(part).collect::<Option<Vec<_>>>()?;
        // No function is left over.
        made.next().is_none().then(|| spliced(&self.tree, parts))?
    }
}

fn whole(text: &str, edition: Edition) -> State {
    let tree = SourceFile::parse(text, edition).syntax_node().green().to_owned();
    State { tree, unread: Vec::new() }
}

/// The tree of a text with some bodies blank; none if not all of them are blocks.
fn outline(text: &str, bodies: &[TextRange], edition: Edition) -> Option<State> {
    let mut short = String::new();
    let mut parts = Vec::new();
    let mut end = TextSize::default();
    for body in bodies {
        short.push_str(slice(text, TextRange::new(end, body.start())));
        let braces = TextRange::at(TextSize::of(&*short) - TextSize::from(1), 3.into());
        short.push(' ');
        parts.push((braces, NodeOrToken::Node(blank(slice(text, *body)))));
        end = body.end();
    }
    short.push_str(&text[end.into()..]);
    let tree = SourceFile::parse(&short, edition).syntax_node();
    let tree = spliced(tree.green(), parts).filter(|_| !bodies.is_empty())?;
    Some(State { tree, unread: bodies.to_vec() })
}

/// A block with nothing between its braces but this text as white space.
fn blank(text: &str) -> GreenNode {
    let token = |(kind, text): (SyntaxKind, &str)| {
        NodeOrToken::Token(GreenToken::new(rowan::SyntaxKind(kind.into()), text))
    };
    let tokens = [(T!['{'], "{"), (SyntaxKind::WHITESPACE, text), (T!['}'], "}")];
    GreenNode::new(rowan::SyntaxKind(SyntaxKind::STMT_LIST.into()), tokens.map(token))
}

/// What a brace holds.
#[derive(Clone, Copy)]
enum Holds {
    /// Items, of which the next one begins at this offset or later.
    Items(usize),
    /// A body of a function, from this offset on.
    Body(usize),
    /// Anything else.
    Other,
}

/// What stands between the braces of functions' bodies, those in bodies aside; nothing
/// where brackets do not match.
fn function_bodies(text: &str) -> Vec<TextRange> {
    let mut cursor = Cursor { text: text.as_bytes(), at: 0 };
    let mut bodies = Vec::new();
    let mut outer: Vec<(u8, Holds)> = Vec::new();
    let mut here = Holds::Items(0);
    while let Some(&byte) = cursor.text.get(cursor.at) {
        match byte {
            b'"' => cursor.string(),
            b'\'' => cursor.tick(),
            b'/' if cursor.comment() => {}
            b'(' | b'[' | b'{' => {
                let holds = match here {
                    Holds::Items(start) if byte == b'{' => behind_header(cursor, start),
                    _ => Holds::Other,
                };
                let close = if byte == b'(' { b')' } else { byte + 2 };
                outer.push((close, std::mem::replace(&mut here, holds)));
                cursor.at += 1;
            }
            b')' | b']' | b'}' => {
                let Some((close, around)) = outer.pop() else { return Vec::new() };
                if close != byte {
                    return Vec::new();
                }
                if let Holds::Body(start) = here {
                    bodies.extend(worth_it(text, start, cursor.at));
                }
                cursor.at += 1;
                here = match around {
                    Holds::Items(_) if byte == b'}' => Holds::Items(cursor.at),
                    around => around,
                };
            }
            b';' => {
                cursor.at += 1;
                if let Holds::Items(start) = &mut here {
                    *start = cursor.at;
                }
            }
            _ => cursor.at += 1,
        }
    }
    if outer.is_empty() { bodies } else { Vec::new() }
}

/// A body, if it is long enough, and has no documentation of its function.
fn worth_it(text: &str, start: usize, end: usize) -> Option<TextRange> {
    let body = &text[start..end];
    let first = body.trim_start();
    let is_inner = ["//!", "/*!", "#!"].iter().any(|it| first.starts_with(it));
    (body.len() >= SHORT && !is_inner)
        .then(|| TextRange::new((start as u32).into(), (end as u32).into()))
}

/// What the brace at a cursor holds, of which all of an item before it begins at `start`.
fn behind_header(brace: Cursor<'_>, start: usize) -> Holds {
    let mut cursor = Cursor { at: start, text: &brace.text[..brace.at] };
    let mut is_extern = false;
    loop {
        match cursor.rest().first() {
            None if is_extern => return Holds::Items(brace.at + 1),
            None => return Holds::Other,
            Some(b'#') => skip_attribute(&mut cursor),
            Some(b'/') if cursor.comment() => {}
            Some(b'"') if is_extern => cursor.string(),
            Some(it) if it.is_ascii_whitespace() => cursor.at += 1,
            Some(_) => {
                let word = cursor.word();
                cursor.at += word.len();
                match word {
                    b"pub" => skip_scope(&mut cursor),
                    b"extern" => is_extern = true,
                    b"default" | b"const" | b"async" | b"unsafe" | b"safe" | b"auto" => {}
                    b"impl" | b"mod" | b"trait" => return Holds::Items(brace.at + 1),
                    b"fn" if is_named(cursor) => return Holds::Body(brace.at + 1),
                    _ => return Holds::Other,
                }
            }
        }
    }
}

/// Whether a name stands next.
fn is_named(mut cursor: Cursor<'_>) -> bool {
    cursor.at = cursor.text.len() - cursor.rest().trim_ascii_start().len();
    !cursor.word().is_empty()
}

/// Goes past `(crate)` and its like, if that stands behind `pub`.
fn skip_scope(cursor: &mut Cursor<'_>) {
    let rest = cursor.rest().trim_ascii_start();
    if rest.first() == Some(&b'(') {
        let end = rest.iter().position(|it| *it == b')').map_or(rest.len(), |it| it + 1);
        cursor.at = cursor.text.len() - rest.len() + end;
    }
}

/// Goes past an attribute.
fn skip_attribute(cursor: &mut Cursor<'_>) {
    let mut depth = 0_usize;
    while let Some(&byte) = cursor.rest().first() {
        match byte {
            b'"' => cursor.string(),
            b'\'' => cursor.tick(),
            b'/' if cursor.comment() => {}
            _ => {
                cursor.at += 1;
                match byte {
                    b'(' | b'[' | b'{' => depth += 1,
                    b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                    _ => continue,
                }
                if depth == 0 {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lower::{self, Origin};
    use super::*;

    const LONG: &str = "let a = 1; let b = 2; let c = a + b; assert_eq!(c, 3, \"{c}\"); drop(c);";

    /// Reads the bodies of a text one by one, from both ends and all at once: each time the
    /// tree is that of a parse. Returns how many there are.
    fn check(text: &str) -> usize {
        let edition = Edition::CURRENT;
        let parsed = SourceFile::parse(text, edition).syntax_node();
        let items = |it: &SyntaxNode| format!("{:?}", lower::file(it, Origin::file(edition)));
        let tree = || Tree::parse(text, edition);
        let unread = |it: &Tree| it.state.lock().unwrap().unread.clone();
        assert_eq!(tree().read([]).text(), text);
        assert_eq!(items(&tree().read([])), items(&parsed), "{text}");
        let bodies = unread(&tree());
        let (one_by_one, backwards) = (tree(), tree());
        for (at, body) in bodies.iter().enumerate() {
            assert_eq!(unread(&one_by_one).len(), bodies.len() - at);
            one_by_one.read([TextRange::empty(body.start())]);
            backwards.read([TextRange::empty(bodies[bodies.len() - 1 - at].end())]);
        }
        let all = tree();
        all.read([TextRange::up_to(u32::MAX.into())]);
        for it in [one_by_one, backwards, all] {
            assert!(unread(&it).is_empty());
            assert!(it.read([]).green() == parsed.green(), "{text}");
        }
        bodies.len()
    }

    #[test]
    fn bodies_are_read_when_they_are_asked_for() {
        for (header, expected) in [
            ("fn f()", 1),
            (
                "/// fn g() {\n#[cfg(a = \"{\")]\n// fn\npub(crate) const fn f<'a>(a: &'a [u8; 3])",
                1,
            ),
            (
                "#[a = '{'] /* { */ unsafe extern \"C\" fn r#f() -> Box<dyn Fn(u8)> where u8: Copy,",
                1,
            ),
            ("fn f() -> [u8; { 3 }]", 1),
            ("fn f() -> A<{ 3 }>", 0),
            ("const A: fn() =", 0),
            ("macro_rules! f", 0),
            ("m! { fn f() {} } struct A { f: fn(u8) } static B: u8 =", 0),
            ("fn f() {\n    #![allow(unused)]\n    //", 0),
        ] {
            let tail = if header.ends_with('=') { ";" } else { "" };
            let text = format!("{header} {{\n{LONG}\n}}{tail}\n");
            assert_eq!(check(&text), expected, "{text}");
            let text = format!(
                "use a::{{b}};\nmod m {{ {text} }}\nfn g() {{}}\ntrait A {{ fn g() {{{LONG}}} }}"
            );
            assert_eq!(check(&text), expected + 1, "{text}");
        }
    }

    #[test]
    fn what_does_not_match_is_parsed_as_a_whole() {
        for text in
            ["fn f() { ( } ) }", "fn f() { { }", "fn f() { } }", "fn f() { \" }", "fn f() { /* }"]
        {
            let text = text.replace("() {", &format!("() {{ {LONG}"));
            assert_eq!(check(&text), 0, "{text}");
            assert_eq!(check(&format!("{text}\nfn g() {{{LONG}}}")), 0, "{text}");
        }
        // The parser objects in a body, and takes what is behind it for a part of it.
        check(&format!("fn f() {{ let = |; {LONG} }}\nfn g() {{{LONG}}}"));
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn own_sources_read_as_they_parse() {
        let files = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let files = files.into_iter().map(|it| it.unwrap().into_path());
        let sources = files.filter(|it| it.extension().is_some_and(|it| it == "rs"));
        let bodies = sources.map(|it| check(&std::fs::read_to_string(it).unwrap()));
        assert!(bodies.sum::<usize>() > 1_000);
    }
}
