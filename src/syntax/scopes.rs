//! Which scopes a node lies in: blocks, items with generics, and expressions
//! that bind names.
//!
//! Of bindings only those of names in play are kept, and all generic parameters: paths begin
//! with them.
//! <https://doc.rust-lang.org/reference/names/scopes.html>

use std::sync::Arc;

use ra_ap_syntax::ast::{self, AstNode, HasGenericParams, HasLoopBody, HasName};
use ra_ap_syntax::{SyntaxKind, SyntaxNode, match_ast};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::items::{Body, PathData};
use super::lower::{self, Origin, bare};
use super::sites::{Binder, Doctest, Local, Scope, ScopeId, ScopeKind, SelfType};
use crate::text::{TextRange, TextSize};

/// A tree, where it lies in the file, and the scope that its root stands in.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub root: SyntaxNode,
    pub origin: Origin,
    pub outer: Option<ScopeId>,
    /// Nodes that begin before this offset of the tree are scaffolding.
    pub scaffold: TextSize,
}

/// Builds the scopes of one file as they are asked for.
#[derive(Debug)]
pub(super) struct Scopes<'n> {
    names: &'n FxHashSet<SmolStr>,
    pub scopes: Vec<Scope>,
    known: FxHashMap<(TextRange, SyntaxKind), Option<ScopeId>>,
}

impl<'n> Scopes<'n> {
    pub(super) fn new(names: &'n FxHashSet<SmolStr>) -> Scopes<'n> {
        Scopes { names, scopes: Vec::new(), known: FxHashMap::default() }
    }

    /// The innermost scope around `node`, itself included.
    pub(super) fn of(&mut self, node: &SyntaxNode, tree: &Tree) -> Option<ScopeId> {
        let range = node.text_range();
        let is_scaffold = range.start() < tree.scaffold;
        if is_scaffold || node.kind() == SyntaxKind::SOURCE_FILE {
            return tree.outer;
        }
        let key = (tree.origin.range(range), node.kind());
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let parent = node.parent().and_then(|it| self.of(&it, tree));
        let own = self.kind(node, tree.origin).map(|kind| self.push(parent, key.0, kind));
        let found = own.or(parent);
        self.known.insert(key, found);
        found
    }

    /// The scope of all code of a doctest, whose bytes in the file are `range`.
    pub(super) fn doctest(&mut self, tree: &Tree, range: TextRange, is_tagged: bool) -> ScopeId {
        let main = tree.root.descendants().find_map(ast::StmtList::cast);
        let (body, locals) = match main.filter(|_| tree.scaffold > 0.into()) {
            Some(main) => match self.block(&main, tree.origin) {
                Some(ScopeKind::Block { body, locals }) => (body, locals),
                _ => (None, Vec::new()),
            },
            None => (Some(Arc::new(lower::file(&tree.root, tree.origin))), Vec::new()),
        };
        let mut body = body.map(|it| Body::clone(&it)).unwrap_or_default();
        body.range = range;
        body.start = body.start.max(range.start());
        let doctest = Doctest { body: Arc::new(body), locals, is_tagged };
        self.push(None, range, ScopeKind::Doctest(doctest))
    }

    /// The scope of an arm of the macro `name`, whose bytes in the file are `range`.
    pub(super) fn rules(
        &mut self,
        parent: Option<ScopeId>,
        range: TextRange,
        name: SmolStr,
    ) -> ScopeId {
        self.push(parent, range, ScopeKind::Rules(name))
    }

    fn push(&mut self, parent: Option<ScopeId>, range: TextRange, kind: ScopeKind) -> ScopeId {
        self.scopes.push(Scope { parent, range, kind });
        ScopeId(self.scopes.len() as u32 - 1)
    }

    fn kind(&self, node: &SyntaxNode, origin: Origin) -> Option<ScopeKind> {
        let item = |generics, self_type| Some(self.item(generics, self_type));
        match_ast! {
            match node {
                ast::Module(it) => Some(ScopeKind::Module(Arc::new(lower::module(&it.item_list()?, origin)))),
                ast::StmtList(it) => self.block(&it, origin),
                ast::Fn(it) => Some(self.function(&it, origin)),
                ast::Impl(it) => item(it.generic_param_list(), Some(lower::self_type(it.self_ty(), origin))),
                ast::Trait(it) => item(it.generic_param_list(), Some(SelfType::Opaque)),
                ast::Struct(it) => item(it.generic_param_list(), named(it.name(), origin)),
                ast::Enum(it) => item(it.generic_param_list(), named(it.name(), origin)),
                ast::Union(it) => item(it.generic_param_list(), named(it.name(), origin)),
                ast::TypeAlias(it) => item(it.generic_param_list(), None),
                ast::ClosureExpr(it) => self.bound(closure_pats(&it), visible(it.body()?.syntax()), origin),
                ast::MatchArm(it) => self.bound(it.pat(), after(it.pat()?.syntax(), it.syntax()), origin),
                ast::ForExpr(it) => self.bound(it.pat(), visible(it.loop_body()?.syntax()), origin),
                ast::IfExpr(it) => self.condition(it.condition()?, it.then_branch()?.syntax(), origin),
                ast::WhileExpr(it) => self.condition(it.condition()?, it.loop_body()?.syntax(), origin),
                _ => None,
            }
        }
    }

    fn item(
        &self,
        generics: Option<ast::GenericParamList>,
        self_type: Option<SelfType>,
    ) -> ScopeKind {
        let generics = self.generics(generics);
        ScopeKind::Binder(Binder { generics, self_type, locals: Vec::new() })
    }

    fn function(&self, it: &ast::Fn, origin: Origin) -> ScopeKind {
        let params = it.param_list();
        let pats = params.iter().flat_map(|it| it.params()).filter_map(|it| it.pat());
        let body = it.body().map(|it| visible(it.syntax()));
        let locals = body.map(|body| pats.flat_map(|it| self.locals(&it, body, origin)).collect());
        ScopeKind::Binder(Binder {
            generics: self.generics(it.generic_param_list()),
            locals: locals.unwrap_or_default(),
            self_type: None,
        })
    }

    fn generics(&self, list: Option<ast::GenericParamList>) -> Vec<SmolStr> {
        let name = |it: ast::GenericParam| match it {
            ast::GenericParam::ConstParam(it) => it.name(),
            ast::GenericParam::TypeParam(it) => it.name(),
            ast::GenericParam::LifetimeParam(_) => None,
        };
        let names = list.iter().flat_map(|it| it.generic_params()).filter_map(name);
        names.map(|it| bare(it.text())).collect()
    }

    fn block(&self, list: &ast::StmtList, origin: Origin) -> Option<ScopeKind> {
        let end = list.syntax().text_range().end();
        let lets = list.statements().filter_map(|it| match it {
            ast::Stmt::LetStmt(it) => Some((it.pat()?, it.syntax().text_range().end())),
            _ => None,
        });
        let locals: Vec<_> = lets
            .flat_map(|(pat, from)| self.locals(&pat, TextRange::new(from, end), origin))
            .collect();
        let body = lower::block(list, origin);
        let has_items =
            !(body.items.is_empty() && body.uses.is_empty() && body.macro_calls.is_empty());
        (has_items || !locals.is_empty())
            .then(|| ScopeKind::Block { body: has_items.then(|| Arc::new(body)), locals })
    }

    fn bound(
        &self,
        pats: impl IntoIterator<Item = ast::Pat>,
        visible: TextRange,
        origin: Origin,
    ) -> Option<ScopeKind> {
        let locals = pats.into_iter().flat_map(|it| self.locals(&it, visible, origin)).collect();
        self.locals_only(locals)
    }

    fn locals_only(&self, locals: Vec<Local>) -> Option<ScopeKind> {
        (!locals.is_empty()).then(|| ScopeKind::Binder(Binder { locals, ..Binder::default() }))
    }

    /// `if let` and `while let`, also in chains: seen from the `let` to the
    /// end of the branch.
    fn condition(
        &self,
        condition: ast::Expr,
        branch: &SyntaxNode,
        origin: Origin,
    ) -> Option<ScopeKind> {
        let end = branch.text_range().end();
        let lets = condition.syntax().descendants().filter_map(ast::LetExpr::cast);
        let locals = lets.flat_map(|it| {
            let from = it.syntax().text_range().end();
            let pat = it.pat();
            pat.into_iter().flat_map(move |it| self.locals(&it, TextRange::new(from, end), origin))
        });
        self.locals_only(locals.collect())
    }

    /// The names in play that a pattern binds or may bind.
    fn locals(&self, pat: &ast::Pat, visible: TextRange, origin: Origin) -> Vec<Local> {
        let idents = pat.syntax().descendants().filter_map(ast::IdentPat::cast);
        let local = |it: ast::IdentPat| {
            let token = it.name()?.ident_token()?;
            let name = bare(token.text());
            let range = origin.range(token.text_range());
            let may_be_reference =
                it.ref_token().is_none() && it.mut_token().is_none() && it.pat().is_none();
            let visible = origin.range(visible);
            self.names.contains(&name).then_some(Local { name, range, visible, may_be_reference })
        };
        idents.filter_map(local).collect()
    }
}

pub(super) fn is_associated(node: &SyntaxNode) -> bool {
    node.parent().is_some_and(|it| it.kind() == SyntaxKind::ASSOC_ITEM_LIST)
}

fn closure_pats(it: &ast::ClosureExpr) -> Vec<ast::Pat> {
    let params = it.param_list();
    params.iter().flat_map(|it| it.params()).filter_map(|it| it.pat()).collect()
}

fn visible(node: &SyntaxNode) -> TextRange {
    node.text_range()
}

fn after(first: &SyntaxNode, whole: &SyntaxNode) -> TextRange {
    TextRange::new(first.text_range().end(), whole.text_range().end())
}

fn named(name: Option<ast::Name>, origin: Origin) -> Option<SelfType> {
    let segment = origin.segment(&name?.ident_token()?);
    Some(SelfType::Path(PathData { leading_colons: false, segments: vec![segment] }))
}
