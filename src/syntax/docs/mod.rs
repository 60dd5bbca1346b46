//! Names in documentation: doc links and code, of comments and Markdown files.
//!
//! [`markers`] takes the marks of comments off, [`links`] reads the Markdown
//! with [`path`]s in it, [`fences`] makes code of blocks; here they become sites
//! like any others, in bytes of the file.
//! Invariant: on demand. The docs of an item are read when a name in play
//! stands in them, once.

mod fences;
mod includes;
mod links;
mod markdown;
mod markers;
mod path;

use ra_ap_syntax::ast::{self, AstNode, HasName, IsString};
use ra_ap_syntax::{
    AstToken, Edition, NodeOrToken, Parse, SourceFile, SyntaxElement, SyntaxKind, SyntaxNode,
    SyntaxToken,
};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use self::fences::Code;
use self::links::{Link, Part};
use self::markers::{DocText, Fragment};
use super::classify::{Classify, token_at};
use super::items::{PathData, Segment};
use super::lower::Origin;
use super::nesting;
use super::scopes::Tree;
use super::sites::{DocLink, NsSet, PathKind, PathSite, Place, ScopeId, Site};
use crate::text::{TextRange, TextSize};

pub use self::includes::{DocInclude, includes};
pub(super) use self::markdown::Markdown;

/// Links and blocks of code of some docs.
#[derive(Debug, Clone)]
struct Read {
    /// Links, with the places of their segments.
    links: Vec<(PathSite, Vec<TextRange>)>,
    codes: Vec<Code>,
}

/// The docs of one item, or a Markdown file.
#[derive(Debug)]
pub(super) struct Docs {
    links: Vec<(PathSite, Vec<TextRange>)>,
    codes: Vec<(Code, Option<Tree>)>,
    /// Where its links are resolved.
    scope: Option<ScopeId>,
    edition: Edition,
}

/// The docs that were read, by the range of what they stand on.
pub(super) type Known = FxHashMap<TextRange, Docs>;

/// The lines, without their ends, of the block of code that `range` lies in, in the docs
/// of Rust source.
pub(super) fn code_lines(root: &SyntaxNode, range: TextRange) -> Vec<TextRange> {
    let docs = docs_at(root, range.start(), Edition::CURRENT);
    docs.map(|it| it.code_lines(range)).unwrap_or_default()
}

/// The block of code around an offset of Rust source's docs, and how much the parser
/// objects to in it.
pub(super) fn errors(
    root: &SyntaxNode,
    edition: Edition,
    at: TextSize,
) -> Option<(TextRange, usize)> {
    docs_at(root, at, edition)?.errors(at)
}

/// The docs whose text is at an offset of Rust source, or ends there.
fn docs_at(root: &SyntaxNode, at: TextSize, edition: Edition) -> Option<Docs> {
    let before = at.checked_sub(1.into());
    let mut tokens = [Some(at), before].into_iter().flatten().filter_map(|it| token_at(root, it));
    let holder = tokens.find(is_doc).and_then(|it| Holder::of(&it))?;
    let fragments = holder.fragments(Origin::file(edition));
    Some(Docs::of(Read::new(&DocText::new(&fragments)), None, edition))
}

impl Read {
    fn new(text: &DocText) -> Read {
        let marked = links::read(text);
        let links = marked.links.iter().filter_map(|it| link_site(text, it)).collect();
        // What cannot be parsed is prose.
        let is_shallow = |it: &Code| nesting::too_deep(&it.text).is_none();
        Read { links, codes: marked.codes.into_iter().filter(is_shallow).collect() }
    }
}

impl Docs {
    fn of(read: Read, scope: Option<ScopeId>, edition: Edition) -> Docs {
        let codes = read.codes.into_iter().map(|it| (it, None)).collect();
        Docs { links: read.links, codes, scope, edition }
    }

    fn code_lines(&self, range: TextRange) -> Vec<TextRange> {
        let code = self.codes.iter().find(|it| it.0.range().contains_range(range));
        code.map(|it| it.0.lines.clone()).unwrap_or_default()
    }

    /// The block of code around an offset, and how much the parser objects to in it.
    fn errors(&self, at: TextSize) -> Option<(TextRange, usize)> {
        let codes = self.codes.iter().map(|it| &it.0);
        let code = codes.into_iter().find(|it| it.range().contains_inclusive(at))?;
        let parsed = parse(&code.text, code.edition.unwrap_or(self.edition)).0;
        Some((code.range(), parsed.errors().len()))
    }
}

/// A whole link as a site, with the places of its segments as they stand.
fn link_site(text: &DocText, link: &Link) -> Option<(PathSite, Vec<TextRange>)> {
    let segments = link.target.segments.iter().map(|(name, range)| {
        Some(Segment { name: SmolStr::new(name), range: text.in_file(range.clone())? })
    });
    let segments = segments.collect::<Option<Vec<_>>>()?;
    let shown = link.own.segments.iter().map(|it| text.in_file(it.1.clone()));
    let kind = PathKind::DocLink(match &link.part {
        Part::Destination => DocLink::Destination,
        Part::Text => DocLink::Text,
        Part::Shortcut(whole) => {
            let start = text.in_file(whole.start..whole.start + 1)?.start();
            let end = text.in_file(whole.end - 1..whole.end)?.end();
            DocLink::Shortcut(TextRange::new(start, end))
        }
    });
    let path = PathData { leading_colons: link.target.leading_colons, segments };
    let range = text.in_file(link.own.range.clone())?;
    let site = PathSite { path, range, trailing: 0, ns: link.target.ns, kind, field: None };
    Some((site, shown.collect::<Option<_>>()?))
}

/// The part of a link that ends with its segment at `at`.
fn up_to(link: &PathSite, shown: &[TextRange], at: usize) -> PathSite {
    let trailing = shown.len() - 1 - at;
    let mut site = link.clone();
    site.path.segments.truncate(link.path.segments.len() - trailing);
    site.range = TextRange::new(link.range.start(), shown[at].end());
    site.trailing = trailing;
    if trailing > 0 {
        site.ns = NsSet::TYPES;
    }
    site
}

/// Whether a token is documentation: a doc comment, or the value of an
/// attribute `doc`.
pub(super) fn is_doc(token: &SyntaxToken) -> bool {
    match ast::Comment::cast(token.clone()) {
        Some(it) => it.is_doc(),
        None => token.kind() == SyntaxKind::STRING && doc_attribute(token).is_some(),
    }
}

/// The attribute `#[doc = "…"]` whose value a token is, also under a `cfg_attr`.
fn doc_attribute(token: &SyntaxToken) -> Option<ast::Attr> {
    let meta = token.parent()?.parent().and_then(ast::KeyValueMeta::cast)?;
    let is_doc = meta.path().is_some_and(|it| it.syntax().text() == "doc");
    meta.syntax().ancestors().find_map(ast::Attr::cast).filter(|_| is_doc)
}

impl Classify<'_> {
    /// The site of a name in documentation.
    pub(super) fn doc(&mut self, tree: &Tree, token: &SyntaxToken, hit: TextRange) -> Option<Site> {
        let key = self.read_docs(tree, token)?;
        self.in_docs(key, hit)
    }

    /// Reads the docs that a token is part of, once. Code in the docs of code
    /// in docs is none.
    pub(super) fn read_docs(&mut self, tree: &Tree, token: &SyntaxToken) -> Option<TextRange> {
        if tree.origin.in_docs {
            return None;
        }
        let holder = Holder::of(token)?;
        let key = tree.origin.range(holder.range());
        if !self.docs.contains_key(&key) {
            let fragments = holder.fragments(tree.origin);
            let scope = holder.scope().and_then(|it| self.scopes.of(&it, tree));
            let read = Read::new(&DocText::new(&fragments));
            let docs = Docs::of(read, scope, tree.origin.edition);
            self.docs.insert(key, docs);
        }
        Some(key)
    }

    /// The site of a name in docs that were read; none if it is prose.
    fn in_docs(&mut self, key: TextRange, hit: TextRange) -> Option<Site> {
        let docs = self.docs.get(&key)?;
        if let Some(at) = docs.codes.iter().position(|it| it.0.contains(hit)) {
            let tree = self.code_tree(key, at)?;
            let mut site = self.site(&tree, hit)?;
            mark(&mut site.place);
            return Some(site);
        }
        docs.links.iter().find_map(|(link, shown)| {
            // `r#` is not part of a hit.
            let at = shown.iter().position(|it| it.end() == hit.end() && it.contains_range(hit))?;
            let site = up_to(link, shown, at);
            let name = site.path.segments.last()?.name.clone();
            let place = Place::Path(site);
            Some(Site { name, range: shown[at], scope: docs.scope, place, is_trait: false })
        })
    }

    /// Adds the scopes of the code around an offset.
    pub(super) fn docs_scopes_at(&mut self, key: TextRange, offset: TextSize) {
        let Some(docs) = self.docs.get(&key) else { return };
        let at = docs.codes.iter().position(|it| it.0.range().contains(offset));
        if let Some(tree) = at.and_then(|it| self.code_tree(key, it)) {
            self.add_scopes(&tree, offset);
        }
    }

    /// The code of a block as a tree, parsed once.
    fn code_tree(&mut self, key: TextRange, at: usize) -> Option<Tree> {
        let docs = self.docs.get(&key)?;
        let (code, known) = docs.codes.get(at)?;
        if known.is_some() {
            return known.clone();
        }
        let edition = code.edition.unwrap_or(docs.edition);
        let (file, scaffold) = parse(&code.text, edition);
        let root = file.syntax_node();
        let origin = Origin::code(code.range().start(), scaffold, edition);
        let (range, is_tagged) = (code.range(), code.is_tagged);
        let scaffold = TextSize::from(scaffold as u32);
        let mut tree = Tree { root, origin, outer: None, scaffold };
        tree.outer = Some(self.scopes.doctest(&tree, range, is_tagged));
        self.docs.get_mut(&key)?.codes.get_mut(at)?.1 = Some(tree.clone());
        Some(tree)
    }
}

/// What rustdoc puts code without a `main` between.
const MAIN: (&str, &str) = ("fn main(){", "\n}");

/// The tree of a doctest, and how many bytes of it were put before the code.
fn parse(code: &str, edition: Edition) -> (Parse<SourceFile>, usize) {
    let file = SourceFile::parse(code, edition);
    let is_main = |it: ast::Fn| it.name().is_some_and(|it| it.text() == "main");
    let items = file.tree().syntax().children().filter_map(ast::Fn::cast);
    if items.clone().any(is_main) {
        return (file, 0);
    }
    let wrapped = SourceFile::parse(&format!("{}{code}{}", MAIN.0, MAIN.1), edition);
    (wrapped, MAIN.0.len())
}

/// Says of a place that it stands in code of docs.
fn mark(place: &mut Place) {
    match place {
        Place::Path(it)
        | Place::Pattern(it)
        | Place::Binding(it)
        | Place::Shorthand(it)
        | Place::ShorthandPattern(it)
            if !is_string(it.kind) =>
        {
            it.kind = PathKind::DocCode;
        }
        _ => {}
    }
}

/// Whether a path stands in a string, which says more than that it is code.
fn is_string(kind: PathKind) -> bool {
    use PathKind::{AttributeString, FormatString, Perhaps};
    matches!(kind, AttributeString | FormatString | Perhaps)
}

/// What docs stand on.
enum Holder {
    /// An item, or a file, and where its inner docs stand.
    Item { node: SyntaxNode, inner: Option<SyntaxNode> },
    /// Comments in a row among tokens.
    Tokens(Vec<SyntaxToken>),
}

impl Holder {
    fn of(token: &SyntaxToken) -> Option<Holder> {
        let node = match doc_attribute(token) {
            Some(it) => it.syntax().parent()?,
            None => token.parent()?,
        };
        Some(match node.kind() {
            SyntaxKind::TOKEN_TREE => Holder::Tokens(run(token)),
            SyntaxKind::SOURCE_FILE => Holder::Item { node: node.clone(), inner: Some(node) },
            SyntaxKind::ITEM_LIST | SyntaxKind::ASSOC_ITEM_LIST | SyntaxKind::EXTERN_ITEM_LIST => {
                Holder::Item { node: node.parent()?, inner: Some(node) }
            }
            SyntaxKind::STMT_LIST => {
                Holder::Item { node: node.parent()?.parent()?, inner: Some(node) }
            }
            _ => Holder::Item { inner: inner_of(&node), node },
        })
    }

    fn range(&self) -> TextRange {
        match self {
            Holder::Item { node, .. } => node.text_range(),
            Holder::Tokens(run) => {
                let end = run.last().map(|it| it.text_range());
                let start = run.first().map(|it| it.text_range());
                start.zip(end).map(|(start, end)| start.cover(end)).unwrap_or_default()
            }
        }
    }

    /// The node in whose scope links are resolved: that of the item, of a
    /// module what is around it, or inside it if its docs begin there.
    fn scope(&self) -> Option<SyntaxNode> {
        match self {
            Holder::Tokens(run) => run.first()?.parent(),
            Holder::Item { node, inner } if node.kind() == SyntaxKind::MODULE => {
                let has_outer =
                    node.children_with_tokens().any(|it| fragment(&it, false).is_some());
                if has_outer { node.parent() } else { inner.clone() }
            }
            Holder::Item { node, .. } => Some(node.clone()),
        }
    }

    fn fragments(&self, origin: Origin) -> Vec<Fragment> {
        let mut found: Vec<Fragment> = match self {
            Holder::Tokens(run) => run.iter().filter_map(comment).collect(),
            Holder::Item { node, inner } => {
                let outer = node.children_with_tokens().filter_map(|it| fragment(&it, false));
                let inner = inner.iter().flat_map(SyntaxNode::children_with_tokens);
                outer.chain(inner.filter_map(|it| fragment(&it, true))).collect()
            }
        };
        for line in found.iter_mut().flat_map(|it| &mut it.lines) {
            line.start = origin.offset(line.start);
        }
        // Where an inner attribute is out of its place, its docs stand among the outer ones.
        found.sort_by_key(|it| it.lines.first().map(|it| it.start));
        found
    }
}

/// Where the inner docs of an item stand.
fn inner_of(item: &SyntaxNode) -> Option<SyntaxNode> {
    let is_list = |it: &SyntaxNode| {
        use SyntaxKind::{ASSOC_ITEM_LIST, EXTERN_ITEM_LIST, ITEM_LIST};
        matches!(it.kind(), ITEM_LIST | ASSOC_ITEM_LIST | EXTERN_ITEM_LIST)
    };
    match item.kind() {
        SyntaxKind::FN => {
            let body = ast::Fn::cast(item.clone())?.body()?;
            body.stmt_list().map(|it| it.syntax().clone())
        }
        _ => item.children().find(is_list),
    }
}

/// Doc comments in a row, of one kind, among tokens.
fn run(token: &SyntaxToken) -> Vec<SyntaxToken> {
    let placement = |it: &SyntaxToken| ast::Comment::cast(it.clone()).map(|it| it.kind().doc);
    let own = placement(token);
    let goes_on = |it: &SyntaxToken| it.kind() == SyntaxKind::WHITESPACE || placement(it) == own;
    let siblings = |it: Option<SyntaxToken>, next: fn(&SyntaxToken) -> Option<SyntaxToken>| {
        let row = std::iter::successors(it, next).take_while(goes_on);
        row.filter(|it| it.kind() == SyntaxKind::COMMENT).collect::<Vec<_>>()
    };
    let mut found = siblings(token.prev_token(), SyntaxToken::prev_token);
    found.reverse();
    found.extend(siblings(Some(token.clone()), SyntaxToken::next_token));
    found
}

/// A doc comment or attribute, if it is an inner or outer one as asked for.
fn fragment(it: &SyntaxElement, is_inner: bool) -> Option<Fragment> {
    match it {
        NodeOrToken::Token(it) => {
            let kind = ast::Comment::cast(it.clone())?;
            comment(it).filter(|_| kind.is_inner() == is_inner)
        }
        NodeOrToken::Node(it) => {
            let attr = ast::Attr::cast(it.clone())?;
            let token = attr.skip_cfg_attrs().iter().find_map(value_of_doc)?;
            (attr.excl_token().is_some() == is_inner).then_some(())?;
            let text = token.text_without_quotes();
            let is_plain = token.is_raw() || !text.contains('\\');
            let start = token.text_range_between_quotes()?.start();
            Some(Fragment::value(is_plain.then_some(text), start))
        }
    }
}

/// The string of `doc = "…"`.
fn value_of_doc(meta: &ast::Meta) -> Option<ast::String> {
    let ast::Meta::KeyValueMeta(meta) = meta else { return None };
    let ast::Expr::Literal(value) = meta.expr()? else { return None };
    let token = ast::String::cast(value.token())?;
    doc_attribute(token.syntax()).map(|_| token)
}

fn comment(token: &SyntaxToken) -> Option<Fragment> {
    let comment = ast::Comment::cast(token.clone())?;
    let (text, offset) = comment.doc_comment()?;
    let start = token.text_range().start() + offset;
    Some(match comment.kind().shape.is_line() {
        true => Fragment::line(text, start),
        false => Fragment::block(text, start),
    })
}
