//! The path that the destination of a doc link is.
//! <https://doc.rust-lang.org/rustdoc/write-documentation/linking-to-items-by-name.html>

use std::ops::Range;

use crate::syntax::sites::NsSet;

/// A path in the text of a doc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinkPath {
    /// Whether it begins with `::`.
    pub leading_colons: bool,
    /// Its segments: names without `r#`, and their places, `r#` included.
    pub segments: Vec<(String, Range<usize>)>,
    /// From the first colon or segment to the end of the last segment.
    pub range: Range<usize>,
    /// In which namespaces its last segment may lie.
    pub ns: NsSet,
}

impl LinkPath {
    /// Whether the other one's segments are the last ones of this.
    pub(super) fn ends_with(&self, other: &LinkPath) -> bool {
        let names = |it: &LinkPath| it.segments.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
        names(self).ends_with(&names(other))
    }
}

/// What a prefix before `@` says.
fn disambiguator(word: &str) -> Option<NsSet> {
    Some(match word {
        "struct" | "enum" | "trait" | "union" | "module" | "mod" | "type" | "tyalias"
        | "typealias" | "prim" | "primitive" | "variant" => NsSet::TYPES,
        "const" | "constant" | "static" | "function" | "fn" | "method" | "value" | "field" => {
            NsSet::VALUES
        }
        "derive" | "macro" | "attr" | "attribute" => NsSet::MACROS,
        _ => return None,
    })
}

/// Reads `text[range]` as a path with an optional disambiguator, backticks and
/// fragment; none if it is anything else: an address, prose.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<LinkPath> {
    let mut at = Cursor { text: &text[..range.end], at: range.start };
    at.skip_any(" \t`\n");
    let ns = at.prefix();
    let start = at.at;
    let leading_colons = at.eat("::");
    let mut segments = vec![at.name()?];
    let mut end = at.at;
    loop {
        at.generics()?;
        if !at.eat("::") {
            break;
        }
        at.generics()?;
        if at.rest().starts_with("::") {
            continue;
        }
        match at.name() {
            Some(name) => segments.push(name),
            None => break,
        }
        end = at.at;
    }
    let suffix = at.suffix()?;
    let ns = ns.or(suffix).unwrap_or(NsSet::ALL);
    Some(LinkPath { leading_colons, segments, range: start..end, ns })
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_any(&mut self, chars: &str) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(|it| chars.contains(it)).len();
    }

    fn eat(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        self.at += if found { what.len() } else { 0 };
        found
    }

    fn prefix(&mut self) -> Option<NsSet> {
        let (word, _) = self.rest().split_once('@')?;
        let (ns, len) = (disambiguator(word)?, word.len() + 1);
        self.at += len;
        Some(ns)
    }

    fn name(&mut self) -> Option<(String, Range<usize>)> {
        let start = self.at;
        self.eat("r#");
        let own = self.at;
        let rest = self.rest();
        let is_start = |it: char| it == '_' || unicode_ident::is_xid_start(it);
        rest.chars().next().filter(|it| is_start(*it))?;
        let len = rest.find(|it| !unicode_ident::is_xid_continue(it)).unwrap_or(rest.len());
        self.at += len;
        Some((self.text[own..self.at].to_owned(), start..self.at))
    }

    /// Passes over `<…>`; none where it does not end.
    fn generics(&mut self) -> Option<()> {
        if !self.rest().starts_with('<') {
            return Some(());
        }
        let mut depth = 0usize;
        let end = self.rest().char_indices().find_map(|(at, it)| {
            match it {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at + 1)
        });
        self.at += end?;
        Some(())
    }

    /// What stands behind the path; none where that makes it something else.
    fn suffix(&mut self) -> Option<Option<NsSet>> {
        let brackets = ["!()", "!{}", "![]", "!"];
        let ns = if brackets.iter().any(|it| self.eat(it)) {
            Some(NsSet::MACROS)
        } else {
            self.eat("()").then_some(NsSet::VALUES)
        };
        self.skip_any(" \t`\n");
        let is_end = self.rest().is_empty() || self.rest().starts_with('#');
        is_end.then_some(ns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<(String, NsSet)> {
        let path = read(text, 0..text.len())?;
        for (name, range) in &path.segments {
            assert_eq!(text[range.clone()].trim_start_matches("r#"), name);
        }
        let names: Vec<_> = path.segments.iter().map(|it| it.0.as_str()).collect();
        let colons = if path.leading_colons { "::" } else { "" };
        Some((format!("{colons}{}", names.join("::")), path.ns))
    }

    #[test]
    fn all_forms_of_a_path() {
        for (text, names, ns) in [
            ("Job", "Job", NsSet::ALL),
            ("`Job`", "Job", NsSet::ALL),
            ("`crate::x::Job::new()`", "crate::x::Job::new", NsSet::VALUES),
            ("struct@Job", "Job", NsSet::TYPES),
            ("`fn@Job`", "Job", NsSet::VALUES),
            ("job!", "job", NsSet::MACROS),
            ("job![]", "job", NsSet::MACROS),
            ("macro@job", "job", NsSet::MACROS),
            ("Job#fragment", "Job", NsSet::ALL),
            ("Vec<Job>", "Vec", NsSet::ALL),
            ("Vec::<Job>::new", "Vec::new", NsSet::ALL),
            ("::std::Job", "::std::Job", NsSet::ALL),
            ("r#type::Job", "type::Job", NsSet::ALL),
        ] {
            assert_eq!(path(text), Some((names.to_owned(), ns)), "{text}");
        }
    }

    #[test]
    fn what_is_no_path() {
        for text in
            ["", "Job.html", "https://a.b/Job", "a Job", "<Job as A>::b", "job@Job", "0", "Job,"]
        {
            assert_eq!(path(text), None, "{text}");
        }
    }
}
