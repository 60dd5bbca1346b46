//! The doc links in a Markdown text, and its code.
//!
//! What is a link is decided as rustdoc does: also brackets that nothing
//! defines, and definitions of references.
//! <https://doc.rust-lang.org/rustdoc/write-documentation/linking-to-items-by-name.html>

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use super::fences::{Code, Tags};
use super::markers::DocText;
use super::path::{self, LinkPath};

/// A place that shows or says the path of a doc link, in bytes of the doc.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// The path that stands here.
    pub own: LinkPath,
    /// The path that is resolved: `own`, or the one of the destination.
    pub target: LinkPath,
    pub part: Part,
}

/// Which part of a link it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Its destination.
    Destination,
    /// Text that repeats the destination's path.
    Text,
    /// Text and destination at once: all of the link.
    Shortcut(Range<usize>),
}

/// What stands in a Markdown text.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub links: Vec<Link>,
    pub codes: Vec<Code>,
}

/// Where a `[label]: destination` stands, with both.
type Defined = (Range<usize>, String, String);

/// A `[label]: destination` that is a path.
struct Definition {
    target: LinkPath,
    /// Whether the label repeats the path.
    is_named: bool,
}

/// A link on the way to its end.
struct Open<'a> {
    kind: LinkType,
    range: Range<usize>,
    destination: CowStr<'a>,
    label: String,
    /// The code in its text.
    code: Option<Range<usize>>,
    /// How many things stand in its text, and where the last one ends.
    parts: usize,
    end: usize,
}

/// Reads a Markdown text.
pub(super) fn read(doc: &DocText) -> Marked {
    let mut known = |link: BrokenLink<'_>| Some((link.reference.to_string().into(), "".into()));
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_with_broken_link_callback(&doc.text, options, Some(&mut known));
    let mut reading = Reading { doc, marked: Marked::default(), definitions: BTreeMap::new() };
    let mut definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(label, it)| (it.span.clone(), label.to_owned(), it.dest.to_string()))
        .collect();
    definitions.sort_by_key(|it| it.0.start);
    definitions.iter().for_each(|it| reading.definition(it));
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Open<'_>> = None;
    let mut code: Option<(Tags, Vec<Range<usize>>)> = None;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                blocks.push(range);
                code = Some((tags(&kind), Vec::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                let found = code.take().and_then(|(tags, it)| Code::new(doc, tags, &it));
                reading.marked.codes.extend(found);
            }
            Event::Text(_) if code.is_some() => {
                code.iter_mut().for_each(|it| it.1.push(range.clone()));
            }
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                open = Some(Open::new(link_type, range, dest_url, &id));
            }
            Event::End(TagEnd::Link) => {
                open.take().into_iter().for_each(|it| reading.link(&it));
            }
            event => open.iter_mut().for_each(|it| it.add(&event, range.clone())),
        }
    }
    repeated(&doc.text, &definitions, &blocks).iter().for_each(|it| reading.definition(it));
    reading.marked
}

/// Definitions of labels that were defined before: Markdown takes the first, and says
/// nothing of these. They follow it, so that they stay what they are.
fn repeated(text: &str, known: &[Defined], blocks: &[Range<usize>]) -> Vec<Defined> {
    let is_taken = |at: usize| {
        let mut taken = known.iter().map(|it| &it.0).chain(blocks);
        taken.any(|it| it.contains(&at))
    };
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = line.trim_start_matches(' ');
        let span = start + line.len() - own.len()..start + line.trim_end().len();
        start += line.len();
        let Some((label, rest)) = own.strip_prefix('[').and_then(|it| it.split_once("]:")) else {
            continue;
        };
        let is_known = known.iter().any(|it| key(&it.1) == key(label));
        let destination = rest.split_whitespace().next().filter(|_| is_known);
        if let Some(it) = destination.filter(|_| !is_taken(span.start)) {
            found.push((span, label.to_owned(), it.trim_matches(['<', '>']).to_owned()));
        }
    }
    found
}

fn tags(kind: &CodeBlockKind<'_>) -> Tags {
    match kind {
        CodeBlockKind::Fenced(info) => Tags::read(info),
        CodeBlockKind::Indented => Tags::NONE,
    }
}

impl<'a> Open<'a> {
    fn new(kind: LinkType, range: Range<usize>, destination: CowStr<'a>, label: &str) -> Open<'a> {
        let end = range.start + 1;
        Open { kind, range, destination, label: key(label), code: None, parts: 0, end }
    }

    fn add(&mut self, event: &Event<'_>, range: Range<usize>) {
        self.parts += 1;
        self.end = self.end.max(range.end);
        if matches!(event, Event::Code(_)) {
            self.code = Some(range);
        }
    }
}

/// A label as labels are compared.
fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

struct Reading<'d> {
    doc: &'d DocText,
    marked: Marked,
    definitions: BTreeMap<String, Definition>,
}

impl Reading<'_> {
    fn push(&mut self, own: LinkPath, target: &LinkPath, part: Part) {
        self.marked.links.push(Link { own, target: target.clone(), part });
    }

    fn destination(&mut self, target: &LinkPath) {
        self.push(target.clone(), target, Part::Destination);
    }

    fn definition(&mut self, (span, label, destination): &Defined) {
        let text = &self.doc.text[span.clone()];
        let Some(close) = text.find("]:") else { return };
        let Some(range) = destination_at(text, close + 2, destination) else { return };
        let range = span.start + range.start..span.start + range.end;
        let Some(target) = path::read(&self.doc.text, range) else { return };
        let own = quoted(&self.doc.text, span.start + 1..span.start + close)
            .filter(|it| target.ends_with(it));
        let is_named = own.is_some();
        self.destination(&target);
        own.into_iter().for_each(|it| self.push(it, &target, Part::Text));
        self.definitions.entry(key(label)).or_insert(Definition { target, is_named });
    }

    fn link(&mut self, link: &Open<'_>) {
        let text = &self.doc.text;
        let Range { start, end } = link.range;
        // The parser leaves the second brackets of `[label][]` out.
        let whole = match text[end..].starts_with("[]") {
            true if link.kind == LinkType::CollapsedUnknown => start..end + 2,
            _ => start..end,
        };
        let brackets = match link.kind {
            LinkType::ShortcutUnknown => start + 1..end.saturating_sub(1),
            LinkType::CollapsedUnknown => start + 1..whole.end.saturating_sub(3),
            LinkType::ReferenceUnknown => return self.inline(link, last_label(text, &link.range)),
            LinkType::Inline => {
                let close = text[link.end.min(end)..end].find("](").map(|it| it + link.end + 2);
                let range = close.and_then(|it| destination_at(text, it, &link.destination));
                return self.inline(link, range);
            }
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                return self.defined(link);
            }
            _ => return,
        };
        if let Some(target) = path::read(text, brackets) {
            self.push(target.clone(), &target, Part::Shortcut(whole));
        }
    }

    /// A link that says its destination itself.
    fn inline(&mut self, link: &Open<'_>, destination: Option<Range<usize>>) {
        let Some(target) = destination.and_then(|it| path::read(&self.doc.text, it)) else {
            return;
        };
        self.destination(&target);
        self.text(link, &target);
    }

    /// A link whose destination is defined elsewhere.
    fn defined(&mut self, link: &Open<'_>) {
        let Some(definition) = self.definitions.get(&link.label) else { return };
        let (target, is_named) = (definition.target.clone(), definition.is_named);
        let is_label = link.kind != LinkType::Reference;
        if !is_label && is_named {
            let label = last_label(&self.doc.text, &link.range);
            let own = label.and_then(|it| quoted(&self.doc.text, it));
            own.into_iter().for_each(|it| self.push(it, &target, Part::Text));
        }
        if !is_label || is_named {
            self.text(link, &target);
        }
    }

    /// The text of a link, where it is code and repeats the path.
    fn text(&mut self, link: &Open<'_>, target: &LinkPath) {
        let code = link.code.clone().filter(|_| link.parts == 1);
        let own = code.and_then(|it| path::read(&self.doc.text, it));
        let own = own.filter(|it| target.ends_with(it));
        own.into_iter().for_each(|it| self.push(it, target, Part::Text));
    }
}

/// The path in a label that is code.
fn quoted(text: &str, range: Range<usize>) -> Option<LinkPath> {
    let label = text[range.clone()].trim();
    let is_code = label.len() > 2 && label.starts_with('`') && label.ends_with('`');
    path::read(text, range).filter(|_| is_code)
}

/// What stands in the last brackets of a link.
fn last_label(text: &str, link: &Range<usize>) -> Option<Range<usize>> {
    let end = link.end.checked_sub(1)?;
    let open = text.get(link.start..end)?.rfind('[')?;
    Some(link.start + open + 1..end)
}

/// The destination that begins at `at` or behind blanks there; none where it
/// is spelled with escapes.
fn destination_at(text: &str, at: usize, destination: &str) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let own = rest.trim_start_matches([' ', '\t', '\n', '<']);
    let start = at + rest.len() - own.len();
    (!destination.is_empty() && own.starts_with(destination))
        .then(|| start..start + destination.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each place with its part, as `text → target`.
    fn links(text: &str) -> Vec<String> {
        let doc = DocText::file(text);
        let show = |it: &Link| {
            let part = match &it.part {
                Part::Destination => "to",
                Part::Text => "text",
                Part::Shortcut(whole) => &text[whole.clone()],
            };
            format!(
                "{part} {} {} {}",
                it.own.range.start,
                &text[it.own.range.clone()],
                &text[it.target.range.clone()]
            )
        };
        read(&doc).links.iter().map(show).collect()
    }

    #[test]
    fn brackets_alone() {
        assert_eq!(links("a [Job] b"), ["[Job] 3 Job Job"]);
        assert_eq!(links("[`x::Job::new()`]"), ["[`x::Job::new()`] 2 x::Job::new x::Job::new"]);
        assert_eq!(links("[`Job`][] [no job] [ ] [x"), ["[`Job`][] 2 Job Job"]);
        assert!(links("`[Job]` \\[Job\\] <!-- [Job] -->").is_empty());
    }

    #[test]
    fn inline_destinations() {
        assert_eq!(links("[the job](crate::Job)"), ["to 10 crate::Job crate::Job"]);
        assert_eq!(
            links("[`Job`](<crate::Job#x> \"Job\")"),
            ["to 9 crate::Job crate::Job", "text 2 Job crate::Job"]
        );
        assert_eq!(links("[`Job` it](Job)"), ["to 11 Job Job"]);
        assert_eq!(links("[a [b](Job) c](Job)"), ["to 7 Job Job"]);
        assert!(links("[Job](https://a.b/Job) [Job](Job.html) ![Job](Job)").is_empty());
    }

    #[test]
    fn references_and_their_definitions() {
        assert_eq!(links("[x][Job]"), ["to 4 Job Job"]);
        assert_eq!(links("[x][y] [y]\n\n[y]: crate::Job"), ["to 17 crate::Job crate::Job"]);
        assert_eq!(
            links("[`Job`] [a][`Job`] [`job`]\n\n[`Job`]: crate::Job"),
            [
                "to 37 crate::Job crate::Job",
                "text 30 Job crate::Job",
                "text 2 Job crate::Job",
                "text 13 Job crate::Job",
            ]
        );
        assert_eq!(links("[Job]\n\n[Job]: crate::Job"), ["to 14 crate::Job crate::Job"]);
        assert_eq!(
            links("- [a]\n\n[a]: crate::Job\n[`Job` it]: super::Job \"Job\"\n"),
            ["to 12 crate::Job crate::Job", "to 35 super::Job super::Job"]
        );
    }

    #[test]
    fn definitions_of_one_label() {
        assert_eq!(
            links("[`Job`]\n\n[`Job`]: crate::Job\n[b]: x::B\n [`Job`]: super::Job \"Job\"\n"),
            [
                "to 18 crate::Job crate::Job",
                "text 11 Job crate::Job",
                "to 34 x::B x::B",
                "text 2 Job crate::Job",
                "to 49 super::Job super::Job",
                "text 42 Job super::Job",
            ]
        );
        assert_eq!(
            links("[a]\n\n[a]: crate::Job\n\n```text\n[a]: crate::Job\n```\n"),
            ["to 10 crate::Job crate::Job"]
        );
    }

    #[test]
    fn code_of_all_kinds() {
        let code = |text: &str| -> Vec<String> {
            read(&DocText::file(text)).codes.into_iter().map(|it| it.text).collect()
        };
        assert_eq!(code("```\nlet a;\n```\n~~~rust\nb\n~~~\n"), ["let a;", "b"]);
        assert_eq!(code("x\n\n    indented\n"), ["indented"]);
        assert_eq!(code("- x\n  ```rust\n  a\n  # b\n  ```\n"), ["a\n    b"]);
        assert_eq!(code("> ```rust\r\n> a\r\n> b\r\n"), ["a\n   b"]);
        assert!(code("```text\na\n```\n<!--\n```rust\nx\n```\n-->\n").is_empty());
    }
}
