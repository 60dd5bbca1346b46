//! What kind of place a name stands in.
//!
//! Tokens of a macro call are read as the arguments, statements or items they
//! look like; where they look like none of these, runs of `a::b::c` are paths.

use ra_ap_syntax::ast::{self, AstNode, HasName};
use ra_ap_syntax::{SyntaxKind, SyntaxNode, SyntaxToken, T};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::items::PathData;
use super::lower::{self, Origin, bare};
use super::scopes::{Scopes, Tree, is_associated};
use super::sites::{NsSet, PathKind, PathSite, Place, ScopeId, Site, Sites, UseSite};
use super::{docs, rules, tokens};
use crate::text::{TextRange, TextSize};

/// Finds the sites of one file.
#[derive(Debug)]
pub(super) struct Classify<'n> {
    pub(super) scopes: Scopes<'n>,
    /// Tokens of macro calls and strings by their range: read as code, or not.
    calls: FxHashMap<TextRange, Vec<Tree>>,
    /// Arms of macros by their range: the scope, and the items that it reads as.
    arms: FxHashMap<TextRange, (ScopeId, Option<Tree>)>,
    /// Macros by the names among the tokens of their calls.
    handed: FxHashMap<TextRange, PathData>,
    /// Documentation that was read.
    pub(super) docs: docs::Known,
}

/// The sites at `hits`: ranges of names in play in the text of `root`.
pub(super) fn sites(
    root: SyntaxNode,
    origin: Origin,
    hits: &[TextRange],
    names: &FxHashSet<SmolStr>,
) -> Sites {
    let tree = Tree { root, origin, outer: None, scaffold: 0.into() };
    let mut classify = Classify::new(names);
    let sites = hits.iter().filter_map(|hit| classify.site(&tree, *hit)).collect();
    classify.into_sites(sites)
}

/// The scopes around the token at an offset of the text of `root`.
pub(super) fn scopes_at(root: SyntaxNode, origin: Origin, offset: TextSize) -> Sites {
    let names = FxHashSet::default();
    let mut classify = Classify::new(&names);
    let tree = Tree { root, origin, outer: None, scaffold: 0.into() };
    classify.add_scopes(&tree, offset);
    classify.into_sites(Vec::new())
}

impl<'n> Classify<'n> {
    pub(super) fn new(names: &'n FxHashSet<SmolStr>) -> Classify<'n> {
        let scopes = Scopes::new(names);
        Classify {
            scopes,
            calls: FxHashMap::default(),
            arms: FxHashMap::default(),
            handed: FxHashMap::default(),
            docs: docs::Known::default(),
        }
    }

    pub(super) fn into_sites(self, sites: Vec<Site>) -> Sites {
        Sites { scopes: self.scopes.scopes, sites, handed: self.handed }
    }

    /// Adds the scopes around the token at an offset of the file.
    pub(super) fn add_scopes(&mut self, tree: &Tree, offset: TextSize) {
        let Some(token) = tree.origin.own(offset).and_then(|it| token_at(&tree.root, it)) else {
            return;
        };
        if docs::is_doc(&token) {
            let key = self.read_docs(tree, &token);
            key.into_iter().for_each(|it| self.docs_scopes_at(it, offset));
            return;
        }
        let range = tree.origin.range(token.text_range());
        match self.inner(tree, &token, range) {
            Some(inner) => self.add_scopes(&inner, offset),
            None => _ = token.parent().and_then(|it| self.scopes.of(&it, tree)),
        }
    }

    pub(super) fn site(&mut self, tree: &Tree, hit: TextRange) -> Option<Site> {
        let token = token_at(&tree.root, tree.origin.own(hit.start())?)?;
        let name = bare(&text_of(&token, tree.origin, hit));
        let unscoped = |place, range| {
            Some(Site { name: name.clone(), range, scope: None, place, is_trait: false })
        };
        match token.kind() {
            _ if docs::is_doc(&token) => {
                let site = self.doc(tree, &token, hit);
                site.or_else(|| unscoped(Place::DocComment, hit))
            }
            SyntaxKind::COMMENT => unscoped(Place::Comment, hit),
            SyntaxKind::IDENT => self.ident(tree, &token, name),
            SyntaxKind::LIFETIME_IDENT => unscoped(Place::Member, hit),
            SyntaxKind::ERROR => unscoped(Place::Unparsed, hit),
            kind if kind.is_literal() => self.literal(tree, &token, (name.clone(), hit)),
            _ => unscoped(Place::Member, hit),
        }
    }

    fn ident(&mut self, tree: &Tree, token: &SyntaxToken, name: SmolStr) -> Option<Site> {
        let parent = token.parent()?;
        if parent.kind() == SyntaxKind::TOKEN_TREE {
            return self.token(tree, token, name);
        }
        let range = tree.origin.range(token.text_range());
        let place = match ast::NameLike::cast(parent.clone()) {
            Some(ast::NameLike::NameRef(it)) => name_ref(&it, tree.origin),
            Some(ast::NameLike::Name(it)) => name_place(&it, tree.origin),
            Some(ast::NameLike::Lifetime(_)) => Place::Member,
            None => other_ident(&parent),
        };
        let scope = self.scopes.of(&parent, tree);
        Some(Site { name, range, scope, place, is_trait: is_trait(&parent) })
    }

    /// A name among the tokens of a macro call, a macro's rules, or an attribute.
    fn token(&mut self, tree: &Tree, token: &SyntaxToken, name: SmolStr) -> Option<Site> {
        let outermost = token.parent_ancestors().filter_map(ast::TokenTree::cast).last()?;
        let owner = outermost.syntax().parent()?;
        let scope = self.scopes.of(&owner, tree);
        let range = tree.origin.range(token.text_range());
        let kind = match owner.kind() {
            SyntaxKind::MACRO_CALL => PathKind::MacroCall,
            SyntaxKind::MACRO_RULES | SyntaxKind::MACRO_DEF => PathKind::MacroBody,
            _ => PathKind::Attribute,
        };
        let is_quoted = tokens::is_quoted(token) || tokens::is_asked_for(token, &owner);
        let inner = self.inner(tree, token, range).filter(|_| !is_quoted);
        let site = inner.and_then(|it| self.site(&it, range));
        if let Some(call) = ast::MacroCall::cast(owner.clone()) {
            self.hand(tree, &call, range);
        }
        if site.is_some() {
            return site;
        }
        let arm = self.arm(tree, &owner, token).filter(|_| !is_quoted);
        if let Some((_, Some(inner))) = arm {
            return self.site(&inner, range);
        }
        let scope = arm.map_or(scope, |it| Some(it.0));
        let place = match is_quoted {
            true => tokens::quoted_place(token, tree.origin),
            false => tokens::place(token, kind, tree.origin),
        };
        Some(Site { name, range, scope, place, is_trait: false })
    }

    /// Keeps which macro a name among tokens is handed to; of calls in calls the
    /// innermost is known first.
    fn hand(&mut self, tree: &Tree, call: &ast::MacroCall, range: TextRange) {
        let callee = call.path().and_then(|it| lower::path(&it, tree.origin));
        callee.into_iter().for_each(|it| {
            self.handed.entry(range).or_insert(it);
        });
    }

    /// The arm of a `macro_rules!` around a token, and the items that it reads as.
    fn arm(
        &mut self,
        tree: &Tree,
        rules: &SyntaxNode,
        token: &SyntaxToken,
    ) -> Option<(ScopeId, Option<Tree>)> {
        let rules = ast::MacroRules::cast(rules.clone())?;
        if token.prev_token().is_some_and(|it| it.kind() == T![$]) {
            return None;
        }
        let arm = rules::arm_around(&rules, token.text_range())?;
        let key = tree.origin.range(arm.range());
        if let Some(known) = self.arms.get(&key) {
            return Some(known.clone());
        }
        let parent = self.scopes.of(rules.syntax(), tree);
        let scope = self.scopes.rules(parent, key, bare(rules.name()?.text()));
        let inner = |(root, origin)| Tree { root, origin, outer: Some(scope), scaffold: 0.into() };
        let read = (scope, arm.items(tree.origin).map(inner));
        self.arms.insert(key, read.clone());
        Some(read)
    }

    /// The code that the tokens of a macro call around `token` are read as,
    /// where it holds `range`.
    pub(super) fn inner(
        &mut self,
        tree: &Tree,
        token: &SyntaxToken,
        range: TextRange,
    ) -> Option<Tree> {
        let outermost = token.parent_ancestors().filter_map(ast::TokenTree::cast).last()?;
        let call = outermost.syntax().parent().filter(|it| it.kind() == SyntaxKind::MACRO_CALL)?;
        let holds = |it: &Tree| it.origin.own(range.start()).is_some_and(|at| is_inside(it, at));
        self.read_call(tree, &call, &outermost).into_iter().find(holds)
    }

    /// The tokens of a macro call read as code, once per call.
    fn read_call(&mut self, tree: &Tree, call: &SyntaxNode, tokens: &ast::TokenTree) -> Vec<Tree> {
        let key = tree.origin.range(tokens.syntax().text_range());
        if let Some(known) = self.calls.get(&key) {
            return known.clone();
        }
        let outer = self.scopes.of(call, tree);
        let read = tokens::read_call(call, tokens, tree.origin, outer);
        self.calls.insert(key, read.clone());
        read
    }

    /// The code of a string whose bytes are `key`, parsed once.
    pub(super) fn read_once(
        &mut self,
        key: TextRange,
        parse: impl FnOnce() -> Option<Tree>,
    ) -> Option<Tree> {
        let read = self.calls.entry(key).or_insert_with(|| parse().into_iter().collect());
        read.first().cloned()
    }
}

fn is_inside(tree: &Tree, at: TextSize) -> bool {
    at >= tree.scaffold && at < tree.root.text_range().end()
}

/// The token that holds the byte at `offset`; found by halves, as a file may have
/// very many items side by side.
pub(super) fn token_at(root: &SyntaxNode, offset: TextSize) -> Option<SyntaxToken> {
    if !root.text_range().contains(offset) {
        return None;
    }
    root.covering_element(TextRange::at(offset, TextSize::from(1))).into_token()
}

/// The text of the hit: an identifier's whole token, else the hit's own bytes.
fn text_of(token: &SyntaxToken, origin: Origin, hit: TextRange) -> String {
    if token.kind() == SyntaxKind::IDENT {
        return token.text().to_owned();
    }
    let start = origin.range(token.text_range()).start();
    let at = usize::from(hit.start() - start);
    token.text().get(at..at + usize::from(hit.len())).unwrap_or_default().to_owned()
}

/// An identifier that the parser gave no name node.
fn other_ident(parent: &SyntaxNode) -> Place {
    match parent.kind() {
        SyntaxKind::ERROR => Place::Unparsed,
        _ => Place::Member,
    }
}

/// Whether a path is the trait of an `impl` or a bound.
fn is_trait(node: &SyntaxNode) -> bool {
    let is_last = node
        .ancestors()
        .nth(2)
        .and_then(ast::Path::cast)
        .is_some_and(|it| it.parent_path().is_none());
    if !is_last {
        return false;
    }
    let Some(ty) = node
        .ancestors()
        .skip(1)
        .find(|it| !matches!(it.kind(), SyntaxKind::PATH | SyntaxKind::PATH_SEGMENT))
    else {
        return false;
    };
    let is_first = || {
        let types = ty
            .parent()
            .into_iter()
            .flat_map(|it| it.children().filter_map(ast::Type::cast).collect::<Vec<_>>());
        types.count() == 2 && ty.next_sibling().is_some_and(|it| ast::Type::can_cast(it.kind()))
    };
    match ty.parent().map(|it| it.kind()) {
        Some(SyntaxKind::TYPE_BOUND) => true,
        Some(SyntaxKind::IMPL) => is_first(),
        _ => false,
    }
}

/// A name in a definition.
fn name_place(name: &ast::Name, origin: Origin) -> Place {
    let Some(parent) = name.syntax().parent() else { return Place::Unparsed };
    match parent.kind() {
        SyntaxKind::RENAME => Place::Alias,
        SyntaxKind::TYPE_PARAM | SyntaxKind::CONST_PARAM => Place::Parameter,
        SyntaxKind::RECORD_FIELD => Place::Member,
        SyntaxKind::IDENT_PAT => pattern(name, &parent, origin),
        _ if is_associated(&parent) => Place::Member,
        _ => Place::Definition,
    }
}

fn pattern(name: &ast::Name, pat: &SyntaxNode, origin: Origin) -> Place {
    let Some(mut site) = single(name.syntax(), NsSet::VALUES, origin) else {
        return Place::Unparsed;
    };
    let field = pat.parent().and_then(ast::RecordPatField::cast);
    let binds = ast::IdentPat::cast(pat.clone()).is_some_and(|it| {
        it.ref_token().is_some() || it.mut_token().is_some() || it.pat().is_some()
    });
    match field {
        Some(it) if binds && it.colon_token().is_none() => Place::Member,
        _ if binds => Place::Binding(site),
        Some(it) if it.colon_token().is_none() => Place::ShorthandPattern(site),
        it => {
            site.field = it
                .and_then(|it| Some((it.name_ref()?, it.syntax().clone())))
                .map(|it| field_of(it, origin));
            Place::Pattern(site)
        }
    }
}

/// A path of one segment: the identifier in `node`.
fn single(node: &SyntaxNode, ns: NsSet, origin: Origin) -> Option<PathSite> {
    let segment = origin.segment(&node.first_token()?);
    let range = segment.range;
    let path = PathData { leading_colons: false, segments: vec![segment] };
    Some(PathSite { path, range, trailing: 0, ns, kind: kind_of(origin), field: None })
}

fn kind_of(origin: Origin) -> PathKind {
    match origin {
        _ if origin.in_rules => PathKind::MacroBody,
        _ if origin.in_macro => PathKind::MacroCall,
        _ => PathKind::Code,
    }
}

/// A name that refers to something.
fn name_ref(name: &ast::NameRef, origin: Origin) -> Place {
    let Some(parent) = name.syntax().parent() else { return Place::Unparsed };
    match parent.kind() {
        SyntaxKind::PATH_SEGMENT => path_place(&parent, origin).unwrap_or(Place::Member),
        SyntaxKind::EXTERN_CRATE => Place::ExternCrate,
        SyntaxKind::ERROR => Place::Unparsed,
        _ => Place::Member,
    }
}

fn path_place(segment: &SyntaxNode, origin: Origin) -> Option<Place> {
    let own = ast::PathSegment::cast(segment.clone())?.parent_path();
    let top = own.top_path();
    let data = lower::path(&own, origin)?;
    let holder = top.syntax().parent()?;
    if holder.kind() == SyntaxKind::USE_TREE {
        return use_place(&holder, data, own == top, origin);
    }
    let trailing = std::iter::successors(own.parent_path(), ast::Path::parent_path).count();
    let (ns, kind) = namespace(&holder, origin);
    let ns = if trailing > 0 { NsSet::TYPES } else { ns };
    let end = data.segments.last()?.range.end();
    let range = TextRange::new(origin.range(own.syntax().text_range()).start(), end);
    let mut site = PathSite { path: data, range, trailing, ns, kind, field: None };
    if is_named_argument(&holder, origin) {
        return Some(Place::Member);
    }
    let field = holder.parent().and_then(ast::RecordExprField::cast);
    match field {
        Some(it) if it.colon_token().is_none() => Some(Place::Shorthand(site)),
        it => {
            // `name::<T>` is more than the name.
            let is_bare = origin.range(holder.text_range()) == site.range;
            site.field = it
                .filter(|_| is_bare)
                .and_then(|it| Some((it.name_ref()?, it.syntax().clone())))
                .map(|it| field_of(it, origin));
            Some(Place::Path(site))
        }
    }
}

fn field_of((name, whole): (ast::NameRef, SyntaxNode), origin: Origin) -> (SmolStr, TextRange) {
    // Attributes and comments before the field stay.
    let range = TextRange::new(name.syntax().text_range().start(), whole.text_range().end());
    (bare(name.text()), origin.range(range))
}

/// In which namespace a path that stands in `holder` ends.
fn namespace(holder: &SyntaxNode, origin: Origin) -> (NsSet, PathKind) {
    let ns = match holder.kind() {
        SyntaxKind::PATH_EXPR | SyntaxKind::PATH_PAT | SyntaxKind::TUPLE_STRUCT_PAT => {
            NsSet::VALUES
        }
        SyntaxKind::MACRO_CALL => NsSet::MACROS,
        SyntaxKind::PATH_META | SyntaxKind::TOKEN_TREE_META | SyntaxKind::KEY_VALUE_META => {
            return (NsSet::MACROS, PathKind::Attribute);
        }
        // A path that is a generic argument may be a constant.
        SyntaxKind::PATH_TYPE if is_generic_argument(holder) => NsSet::ARGUMENT,
        _ => NsSet::TYPES,
    };
    (ns, kind_of(origin))
}

fn is_generic_argument(holder: &SyntaxNode) -> bool {
    holder.parent().is_some_and(|it| it.kind() == SyntaxKind::TYPE_ARG)
}

/// `name = value` among the arguments of a macro call.
fn is_named_argument(holder: &SyntaxNode, origin: Origin) -> bool {
    let assignment = holder.parent().and_then(ast::BinExpr::cast);
    origin.in_macro
        && assignment.is_some_and(|it| {
            it.op_token().is_some_and(|op| op.kind() == T![=])
                && it.lhs().is_some_and(|lhs| lhs.syntax() == holder)
                && it.syntax().parent().is_some_and(|it| it.kind() == SyntaxKind::ARG_LIST)
        })
}

fn use_place(node: &SyntaxNode, own: PathData, is_last: bool, origin: Origin) -> Option<Place> {
    let tree = ast::UseTree::cast(node.clone())?;
    let item = node.ancestors().find_map(ast::Use::cast)?;
    let parents = node.ancestors().skip(1).filter_map(ast::UseTree::cast);
    let mut path = own;
    for parent in parents {
        let prefix = parent.path().and_then(|it| lower::path(&it, origin)).unwrap_or_default();
        path.leading_colons =
            prefix.leading_colons || (prefix.segments.is_empty() && path.leading_colons);
        path.segments.splice(0..0, prefix.segments);
    }
    let is_leaf = is_last && tree.star_token().is_none() && tree.use_tree_list().is_none();
    let alias = tree.rename().and_then(|it| it.syntax().last_token()).map(|it| bare(it.text()));
    Some(Place::Use(UseSite {
        path,
        item: origin.range(lower::own_range(item.syntax())),
        tree: origin.range(node.text_range()),
        is_leaf,
        alias: alias.filter(|_| is_leaf),
        is_public: ast::HasVisibility::visibility(&item).is_some(),
    }))
}
