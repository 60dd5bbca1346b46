//! Trees in which a function is read when something in it is asked for.
//!
//! Most files are parsed for their items alone, and of the others few functions have a
//! name in play. What stands behind the name of a function that nobody asked for, to the end
//! of its body, is one token of white space, so that offsets are those of the file.
//! Invariant: what is asked for is as a parse of the whole text has it. Where the parser does
//! not see a function that the scan saw, or where one ends otherwise, the whole text is parsed;
//! what the items are depends on the text alone, and not on what was asked for.

use std::sync::{Mutex, PoisonError};

use ra_ap_syntax::{Edition, NodeOrToken, SourceFile, SyntaxKind, SyntaxNode, T};
use rowan::{GreenNode, GreenToken};

use super::cursor::Cursor;
use super::splice::{Element, Part, raw, spliced};
use crate::text::{TextEdit, TextRange, TextSize, slice};

/// The tree of a text.
#[derive(Debug)]
pub(super) struct Tree {
    edition: Edition,
    /// The tree in which functions may be blank, whatever was asked for.
    outline: GreenNode,
    state: Mutex<State>,
}

#[derive(Debug, Clone)]
struct State {
    tree: GreenNode,
    /// Functions that nobody asked for, in the order of the text.
    unread: Vec<Function>,
    /// Whether a function ended otherwise than it seemed to, so that all was parsed.
    is_broken: bool,
}

/// A function with a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Function {
    /// From where its documentation can begin, to its last brace.
    whole: TextRange,
    /// What stands behind its name.
    rest: TextRange,
}

impl Tree {
    /// The tree of a text, of which no function is read.
    pub(super) fn parse(text: &str, edition: Edition) -> Tree {
        let functions = functions(text);
        let state = outline(text, &functions, edition).unwrap_or_else(|| whole(text, edition));
        Tree { edition, outline: state.tree.clone(), state: Mutex::new(state) }
    }

    /// The tree in which functions may be blank.
    pub(super) fn outline(&self) -> SyntaxNode {
        SyntaxNode::new_root(self.outline.clone())
    }

    /// The tree in which the functions around some places are read, or those that end there.
    pub(super) fn read(&self, places: impl IntoIterator<Item = TextRange>) -> SyntaxNode {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.unread.is_empty() {
            state.read(places, self.edition);
        }
        SyntaxNode::new_root(state.tree.clone())
    }

    /// The same tree with other tokens, which `edit` puts in the place of those of before:
    /// it touches nothing that is not read. None where the functions are not as they seem.
    pub(super) fn respelled(&self, tree: GreenNode, edit: &TextEdit) -> Option<Tree> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let moved =
            |it: TextRange| TextRange::new(edit.map_start(it.start()), edit.map_start(it.end()));
        let moved = |it: &Function| Function { whole: moved(it.whole), rest: moved(it.rest) };
        let unread = state.unread.iter().map(moved).collect();
        let (edition, outline) = (self.edition, tree.clone());
        let made = State { tree, unread, is_broken: false };
        (!state.is_broken).then(|| Tree { edition, outline, state: Mutex::new(made) })
    }
}

impl State {
    fn read(&mut self, places: impl IntoIterator<Item = TextRange>, edition: Edition) {
        let mut asked = vec![false; self.unread.len()];
        for place in places {
            let first = self.unread.partition_point(|it| it.whole.end() < place.start());
            let around = self.unread[first..].iter();
            let around = around.take_while(|it| it.whole.start() <= place.end());
            asked[first..first + around.count()].fill(true);
        }
        let with_asked = || self.unread.iter().zip(&asked);
        let wanted: Vec<_> = with_asked().filter(|it| *it.1).map(|it| it.0.rest).collect();
        if wanted.is_empty() {
            return;
        }
        match self.with(&wanted, edition) {
            Some(tree) => {
                let unread = with_asked().filter(|it| !it.1).map(|it| *it.0).collect();
                *self = State { tree, unread, is_broken: false };
            }
            None => {
                let root = SyntaxNode::new_root(self.tree.clone());
                *self = whole(&root.text().to_string(), edition);
                self.is_broken = true;
            }
        }
    }

    /// The tree with what stands behind some names; none where a function does not end with
    /// that.
    fn with(&self, wanted: &[TextRange], edition: Edition) -> Option<GreenNode> {
        let root = SyntaxNode::new_root(self.tree.clone());
        let mut text = String::new();
        for rest in wanted {
            let token = root.covering_element(*rest).into_token()?;
            text.extend(["fn f", token.text(), "\n"]);
        }
        let parsed = SourceFile::parse(&text, edition).syntax_node();
        let mut made = parsed.children();
        let part = |rest: &TextRange| {
            let function = made.next().filter(|it| it.kind() == SyntaxKind::FN)?;
            let len = TextSize::of("fn f") + rest.len();
            let children = function.green().children().map(|it| it.to_owned());
            let is_name = |it: &Element| it.kind() == raw(SyntaxKind::NAME);
            let with: Vec<_> = children.skip_while(|it| !is_name(it)).skip(1).collect();
            let kind = SyntaxKind::WHITESPACE;
            (function.text_range().len() == len).then_some(Part { range: *rest, kind, with })
        };
        let parts = wanted.iter().map(part).collect::<Option<Vec<_>>>()?;
        // No function is left over.
        made.next().is_none().then(|| spliced(&self.tree, parts))?
    }
}

fn whole(text: &str, edition: Edition) -> State {
    let tree = SourceFile::parse(text, edition).syntax_node().green().to_owned();
    State { tree, unread: Vec::new(), is_broken: false }
}

/// The tree of a text with some functions blank; none if the parser sees something else in
/// their places.
fn outline(text: &str, functions: &[Function], edition: Edition) -> Option<State> {
    const BLANK: &str = "();";
    let mut short = String::new();
    let mut parts = Vec::new();
    let mut end = TextSize::default();
    for Function { rest, .. } in functions {
        short.push_str(slice(text, TextRange::new(end, rest.start())));
        let at = TextSize::of(&*short);
        short.push_str(BLANK);
        let blank = GreenToken::new(raw(SyntaxKind::WHITESPACE), slice(text, *rest));
        let (parameters, semicolon) = (TextRange::at(at, 2.into()), at + TextSize::from(2));
        let with = vec![NodeOrToken::Token(blank)];
        parts.push(Part { range: parameters, kind: SyntaxKind::PARAM_LIST, with });
        let range = TextRange::at(semicolon, 1.into());
        parts.push(Part { range, kind: T![;], with: Vec::new() });
        end = rest.end();
    }
    if functions.is_empty() {
        return None;
    }
    short.push_str(&text[end.into()..]);
    let tree = spliced(SourceFile::parse(&short, edition).syntax_node().green(), parts)?;
    Some(State { tree, unread: functions.to_vec(), is_broken: false })
}

/// What a brace holds.
#[derive(Clone, Copy)]
enum Holds {
    /// Items, of which the next one begins at this offset or later.
    Items(usize),
    /// The body of a function: where that begins at the earliest, and where its name ends.
    Body(usize, usize),
    /// Anything else.
    Other,
}

/// The functions of a text that are items, or associated ones; none where brackets do not
/// match.
fn functions(text: &str) -> Vec<Function> {
    let mut cursor = Cursor { text: text.as_bytes(), at: 0 };
    let mut functions = Vec::new();
    let mut outer: Vec<(u8, Holds)> = Vec::new();
    let mut here = Holds::Items(0);
    while let Some(byte) = next_symbol(&mut cursor) {
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
                cursor.at += 1;
                if let Holds::Body(start, name) = here {
                    let range = |start: usize| {
                        TextRange::new((start as u32).into(), (cursor.at as u32).into())
                    };
                    functions.push(Function { whole: range(start), rest: range(name) });
                }
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
    if outer.is_empty() { functions } else { Vec::new() }
}

/// Goes to the next byte that the scan has to look at.
fn next_symbol(cursor: &mut Cursor<'_>) -> Option<u8> {
    const IS_SYMBOL: [bool; 256] = {
        let mut symbols = [false; 256];
        let (all, mut at) = (b"\"'/()[]{};", 0);
        while at < all.len() {
            symbols[all[at] as usize] = true;
            at += 1;
        }
        symbols
    };
    cursor.at += cursor.rest().iter().position(|it| IS_SYMBOL[usize::from(*it)])?;
    cursor.rest().first().copied()
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
                    b"fn" => {
                        let body = behind_name(cursor).filter(|_| !has_inner_docs(brace));
                        return body.map_or(Holds::Other, |it| Holds::Body(start, it));
                    }
                    _ => return Holds::Other,
                }
            }
        }
    }
}

/// Where the name ends that stands next, in a function's header, and what is behind it is
/// closed: a brace among generic arguments begins no body.
fn behind_name(mut header: Cursor<'_>) -> Option<usize> {
    header.at = header.text.len() - header.rest().trim_ascii_start().len();
    header.at += if header.rest().starts_with(b"r#") { 2 } else { 0 };
    let name = header.word();
    header.at += name.len();
    let mut open = 0_i32;
    for (at, byte) in header.rest().iter().enumerate() {
        let is_arrow = || at > 0 && matches!(header.rest()[at - 1], b'-' | b'=');
        match byte {
            b'<' => open += 1,
            b'>' if !is_arrow() => open -= 1,
            _ => {}
        }
    }
    (!name.is_empty() && open == 0).then_some(header.at)
}

/// Whether a body begins with documentation or attributes of its function.
fn has_inner_docs(brace: Cursor<'_>) -> bool {
    let body = brace.rest()[1..].trim_ascii_start();
    [&b"//!"[..], b"/*!", b"#!"].iter().any(|it| body.starts_with(it))
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

    /// Reads the functions of a text one by one, from both ends and all at once: each time the
    /// tree is that of a parse. Returns how many there are.
    fn check(text: &str) -> usize {
        let edition = Edition::CURRENT;
        let parsed = SourceFile::parse(text, edition).syntax_node();
        let items = |it: &SyntaxNode| format!("{:?}", lower::file(it, Origin::file(edition)));
        let tree = || Tree::parse(text, edition);
        let unread = |it: &Tree| it.state.lock().unwrap().unread.clone();
        assert_eq!(tree().read([]).text(), text);
        assert_eq!(items(&tree().read([])), items(&parsed), "{text}");
        let functions = unread(&tree());
        let (one_by_one, backwards) = (tree(), tree());
        for (at, function) in functions.iter().enumerate() {
            assert_eq!(unread(&one_by_one).len(), functions.len() - at);
            one_by_one.read([TextRange::empty(function.rest.start())]);
            backwards.read([TextRange::empty(functions[functions.len() - 1 - at].rest.end())]);
        }
        let all = tree();
        all.read([TextRange::up_to(u32::MAX.into())]);
        for it in [one_by_one, backwards, all] {
            assert!(unread(&it).is_empty());
            assert!(it.read([]).green() == parsed.green(), "{text}");
        }
        functions.len()
    }

    #[test]
    fn functions_are_read_when_they_are_asked_for() {
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
            assert_eq!(check(&text), expected + 2, "{text}");
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
        // The parser objects in a body.
        check(&format!("fn f() {{ let = |; {LONG} }}\nfn g() {{{LONG}}}"));
    }

    #[test]
    fn the_items_do_not_depend_on_what_was_read() {
        let edition = Edition::CURRENT;
        // The parser takes more than the function for it, or less.
        for header in ["fn f(struct: &A)", "fn f<>(-> R)", "fn f() E E: Sized", "fn f(return: A) A"]
        {
            let text = format!("{header} {{ {LONG} }}\nfn g() {{ {LONG} }}\nstruct A;");
            let items = |it: &SyntaxNode| format!("{:?}", lower::file(it, Origin::file(edition)));
            let tree = Tree::parse(&text, edition);
            let before = items(&tree.outline());
            let read = tree.read([TextRange::up_to(u32::MAX.into())]);
            assert!(read.green() == SourceFile::parse(&text, edition).syntax_node().green());
            assert_eq!(items(&tree.outline()), before, "{text}");
            let edit = crate::text::TextEditBuilder::default().finish().unwrap();
            assert!(tree.respelled(read.green().to_owned(), &edit).is_none(), "{text}");
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn own_sources_read_as_they_parse() {
        let files = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let files = files.into_iter().map(|it| it.unwrap().into_path());
        let sources = files.filter(|it| it.extension().is_some_and(|it| it == "rs"));
        let functions = sources.map(|it| check(&std::fs::read_to_string(it).unwrap()));
        assert!(functions.sum::<usize>() > 1_000);
    }
}
