//! Moves the references to some items over to other names or other items:
//! what `rename` and `replace` have in common.
//!
//! Rounds: decide an edit for each mention, lay the edits over the snapshot,
//! ask the resolver what the rewritten names mean there, and add an import or
//! write a path where they would not mean what they should.
//!
//! Invariant: each mention ends as a rewrite or in the list of what was left.

mod conflict;
mod decide;
mod derived;
mod docs;
mod expanded;
mod fix;
mod generated;
mod kept;
pub mod left;
mod shared;
pub(super) mod spell;
pub mod stand_in;
mod standard;
mod strings;
mod through;
mod traits;
mod unreached;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use camino::Utf8PathBuf;
use smol_str::SmolStr;

use self::stand_in::StandIn;
use crate::change::{SourceChange, SourceChangeBuilder};
use crate::diagnostic::{Diagnostic, Label, Refusal, RefusalKind};
use crate::imports::ImportOp;
use crate::manifest::DependencyKind;
use crate::recipe::plan::{Left, Rewrite, SiteKind};
use crate::recipe::spec::{OnConflict, Reexports};
use crate::resolve::references::FileMentions;
use crate::resolve::search::Names;
use crate::resolve::{Def, ItemPath, ModuleId, Resolver};
use crate::syntax::{Site, Sites};
use crate::text::{Indel, TextRange, TextSize};
use crate::workspace::{FileId, PackageId, Workspace};

/// What becomes of the references to one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The name they are to have.
    pub name: SmolStr,
    /// The path that leads to the item afterwards.
    pub path: ItemPath,
    /// Whether that is another item, so that paths change as a whole.
    pub is_other: bool,
}

/// What is asked for.
pub struct Request<'a> {
    /// The snapshot's names.
    pub resolver: &'a Resolver<'a>,
    /// The items and what becomes of references to them.
    pub goals: BTreeMap<Def, Goal>,
    /// Imports that stand in for the items under other `cfg`s.
    pub stand_ins: Vec<StandIn>,
    /// What is done where a new name is taken.
    pub on_conflict: OnConflict,
    /// What is done with `pub use`.
    pub reexports: Reexports,
    /// Definitions that keep their own text.
    pub kept: Vec<(FileId, TextRange)>,
    /// Modules that come in the place of others, and keep what they import from those.
    pub importers: BTreeSet<ModuleId>,
    /// Text that goes.
    pub removed: Vec<(FileId, TextRange)>,
    /// Files that go.
    pub deleted: Vec<FileId>,
    /// Files that are left alone.
    pub out_of_scope: BTreeSet<FileId>,
    /// Files that get another path.
    pub moves: Vec<(FileId, Utf8PathBuf)>,
    /// Edits of manifests that give crates their new names.
    pub manifests: Vec<(FileId, Indel)>,
    /// Strings that lead to such files.
    pub paths: Vec<WrittenOut>,
}

/// A string that is written anew as a whole.
#[derive(Debug)]
pub struct WrittenOut {
    /// The file.
    pub file: FileId,
    /// The edit.
    pub indel: Indel,
    /// What the report says of it.
    pub rewrite: Rewrite,
}

/// What would be done.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The edits.
    pub change: SourceChangeBuilder,
    /// Places that are rewritten.
    pub rewrites: Vec<Rewrite>,
    /// Mentions that are left.
    pub left: Vec<Left>,
    /// Crates that packages come to name.
    pub needs: BTreeSet<Need>,
    /// Warnings.
    pub findings: Vec<Diagnostic>,
}

/// A dependency that rewritten code needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// The package whose code names the crate.
    pub package: PackageId,
    /// The crate, as code spells it.
    pub krate: SmolStr,
    /// Which table it belongs to.
    pub kind: DependencyKind,
}

/// A list of items by its place: file, start and end of the body.
pub type BodyKey = (FileId, TextSize, TextSize);

/// A token of the snapshot: file and start.
type TokenKey = (FileId, TextSize);

/// What earlier rounds found out.
#[derive(Debug, Default)]
struct Fixes {
    /// Names that are written as a path.
    qualified: BTreeSet<TokenKey>,
    /// Imports that scopes need.
    added: BTreeSet<(BodyKey, Def)>,
    /// Imports of traits that scopes need for their methods, each with a call.
    traits: BTreeMap<(BodyKey, Def), (Rc<FileMentions>, usize)>,
    /// Scopes that keep the old name, by `as`.
    aliased: BTreeSet<(BodyKey, Def)>,
    /// What words of macro calls mean in what the calls stand for.
    told: expanded::Told,
    /// Strings of attributes that are written out.
    derived: Vec<WrittenOut>,
    /// Imports that only removed or rewritten text used, as leaves.
    unused: Option<Vec<(BodyKey, TextRange)>>,
}

/// What one round decided.
#[derive(Debug, Default)]
struct Decided {
    /// Edits of single places, with what they should mean afterwards.
    tokens: Vec<Token>,
    /// Edits of imports, by scope.
    imports: BTreeMap<BodyKey, Vec<ImportOp>>,
    rewrites: Vec<Rewrite>,
    left: Vec<Left>,
    needs: BTreeSet<Need>,
    errors: Vec<Diagnostic>,
    /// Items that words of calls tie to each other.
    tied: Vec<Vec<Def>>,
}

/// One rewritten name.
#[derive(Debug)]
struct Token {
    file: FileId,
    /// The name's token before.
    range: TextRange,
    /// Its edit.
    indel: Indel,
    /// The item it means before.
    def: Def,
    /// The scope that an import for it belongs to.
    body: BodyKey,
    /// Whether it stands alone, so that an import may help.
    is_bare: bool,
    /// Whether it is resolved afterwards.
    is_checked: bool,
    /// Whether it stands in documentation, where nothing is imported for it.
    in_docs: bool,
}

const MAX_ROUNDS: usize = 8;

/// Carries a request out in memory.
///
/// # Errors
/// A refusal where a name is taken and the policy says so, or where a place
/// cannot be written so that it means what it should.
pub fn retarget(request: &Request<'_>) -> Result<Outcome, Refusal> {
    let names = Names::new(request.goals.keys().map(|it| request.name_of(*it)));
    let mentions = request.resolver.mentions(&names);
    let refused = |findings| Refusal { kind: RefusalKind::Check, findings };
    let derived = request.derived().map_err(refused)?;
    let told = request.told(&names, &mentions);
    let mut fixes = Fixes { told, derived, ..Fixes::default() };
    for _ in 0..MAX_ROUNDS {
        let decided = decide::decide(request, &mentions, &fixes);
        if !decided.errors.is_empty() {
            return Err(refused(decided.errors));
        }
        let change = request.lay_out(&decided, &fixes)?;
        if fix::fix(request, &decided, &change, &mut fixes)? == fix::Found::More
            || request.import_traits(&change, &mut fixes) == fix::Found::More
        {
            continue;
        }
        let unused = request.unused(&decided);
        if fixes.unused.is_some() || unused.is_empty() {
            return Ok(request.outcome(decided, &fixes));
        }
        fixes.unused = Some(unused);
    }
    let message = "the new names cannot be written so that they mean what they should";
    Err(Refusal::check(Diagnostic::error(message).help("take the step apart, one pair a step")))
}

impl Request<'_> {
    fn workspace(&self) -> &Workspace {
        self.resolver.workspace
    }

    /// The name by which code mentions an item.
    pub fn name_of(&self, def: Def) -> SmolStr {
        match def {
            Def::Module(id) => self.resolver.module(id).name.clone(),
            Def::Item(id) => self.resolver.item(id).name.clone(),
            Def::External(id) => {
                let path = self.resolver.external_path(id);
                SmolStr::new(path.rsplit("::").next().unwrap_or_default())
            }
            Def::Primitive => SmolStr::default(),
        }
    }

    fn is_crate(&self, def: Def) -> bool {
        matches!(def, Def::Module(id) if self.resolver.module(id).parent.is_none())
    }

    /// The crate that an item belongs to, as code spells it.
    pub fn crate_of(&self, def: Def) -> Option<SmolStr> {
        let path = self.resolver.path_of(def);
        let path = ItemPath::parse(&path);
        path.segments.first().filter(|_| path.kind.is_none()).cloned()
    }

    fn is_in(&self, ranges: &[(FileId, TextRange)], file: FileId, range: TextRange) -> bool {
        ranges.iter().any(|it| it.0 == file && it.1.contains_range(range))
    }

    /// All edits of one round.
    fn edits(&self, decided: &Decided, fixes: &Fixes) -> SourceChangeBuilder {
        let mut change = SourceChangeBuilder::default();
        for (file, to) in &self.moves {
            change.move_file(*file, to.clone());
        }
        self.deleted.iter().for_each(|it| change.delete_file(*it));
        let tokens = decided.tokens.iter().map(|it| (it.file, &it.indel));
        let manifests = self.manifests.iter().map(|it| (it.0, &it.1));
        let strings = fixes.derived.iter().chain(&self.paths).map(|it| (it.file, &it.indel));
        for (file, indel) in tokens.chain(manifests).chain(strings) {
            change.push(file, indel.clone());
        }
        let mut removed: BTreeMap<FileId, Vec<TextRange>> = BTreeMap::new();
        for (file, range) in &self.removed {
            removed.entry(*file).or_default().push(*range);
        }
        for (file, ranges) in removed {
            let text = self.workspace().file(file).map(|it| it.text.clone()).unwrap_or_default();
            for indel in crate::imports::remove_items(&text, &ranges) {
                change.push(file, indel);
            }
        }
        let mut imports = decided.imports.clone();
        for (key, leaf) in fixes.unused.iter().flatten() {
            imports.entry(*key).or_default().push(ImportOp::Remove { leaf: *leaf });
        }
        for (key, ops) in imports {
            for indel in self.import_edits(key, &ops) {
                change.push(key.0, indel);
            }
        }
        change
    }

    fn import_edits(&self, key: BodyKey, ops: &[ImportOp]) -> Vec<Indel> {
        let Some(source) = self.workspace().file(key.0) else { return Vec::new() };
        if let Some(edits) = self.doc_import_edits(source, key, ops) {
            return edits;
        }
        let body = spell::body_at(source, key);
        body.map(|it| crate::imports::edit(&source.text, &it, ops)).unwrap_or_default()
    }

    fn lay_out(&self, decided: &Decided, fixes: &Fixes) -> Result<SourceChange, Refusal> {
        let change = self.edits(decided, fixes).finish();
        let mut change = change.map_err(|(file, conflict)| {
            let label = self.label(file, conflict.second.delete, "");
            let message = "two edits of this step want the same bytes";
            Refusal::check(
                Diagnostic::error(message).at(label).help("take the step apart, one pair a step"),
            )
        })?;
        super::needs::lay_out(self.workspace(), &decided.needs, &mut change)?;
        Ok(change)
    }

    /// The imports that removed and rewritten text was the last to use.
    fn unused(&self, decided: &Decided) -> Vec<(BodyKey, TextRange)> {
        let code = decided.tokens.iter().filter(|it| !it.in_docs);
        let rewritten = code.filter(|it| it.indel.delete.start() < it.range.start());
        let mut gone: Vec<_> = rewritten.map(|it| (it.file, it.indel.delete)).collect();
        gone.extend(self.removed.iter().copied());
        let names =
            self.goals.values().flat_map(|it| [it.name.clone(), it.path.segments[0].clone()]);
        super::removal::unused_imports(self.workspace(), &gone, names)
    }

    fn outcome(&self, decided: Decided, fixes: &Fixes) -> Outcome {
        let change = self.edits(&decided, fixes);
        let Decided { mut rewrites, left, needs, .. } = decided;
        rewrites.extend(fixes.derived.iter().chain(&self.paths).map(|it| it.rewrite.clone()));
        Outcome { change, rewrites, left, needs, findings: Vec::new() }
    }

    fn label(&self, file: FileId, range: TextRange, text: &str) -> Label {
        super::label(self.workspace(), file, range, text)
    }

    fn place(&self, file: FileId, offset: TextSize) -> (Utf8PathBuf, crate::text::LineCol) {
        super::place(self.workspace(), file, offset)
    }
}

/// One mention at hand.
#[derive(Clone, Copy)]
struct At<'a> {
    mentions: &'a FileMentions,
    site: &'a Site,
    root: ModuleId,
}

impl At<'_> {
    fn file(&self) -> FileId {
        self.mentions.file
    }
}

/// The kind of a site, as the report names it.
pub(crate) fn site_kind(sites: &Sites, site: &Site) -> SiteKind {
    use crate::syntax::{PathKind, Place};
    let of_path = |kind: PathKind| match kind {
        PathKind::Code => SiteKind::Path,
        PathKind::MacroCall | PathKind::BeforeColon | PathKind::Quoted => SiteKind::MacroCall,
        PathKind::MacroBody => SiteKind::MacroBody,
        PathKind::Attribute | PathKind::AttributeWord => SiteKind::Attribute,
        PathKind::AttributeString | PathKind::Perhaps => SiteKind::AttributeString,
        PathKind::FormatString => SiteKind::FormatString,
        PathKind::DocLink(_) => SiteKind::DocLink,
        PathKind::DocCode => SiteKind::Doctest,
    };
    match &site.place {
        _ if sites.doctest(site.scope).is_some() => SiteKind::Doctest,
        Place::Path(it) | Place::Pattern(it) => of_path(it.kind),
        Place::Shorthand(it) | Place::ShorthandPattern(it) => of_path(it.kind),
        Place::Use(it) if it.is_public => SiteKind::Reexport,
        Place::Use(_) | Place::ExternCrate => SiteKind::Import,
        // A string that a macro makes one of.
        Place::Literal => SiteKind::AttributeString,
        _ => SiteKind::Definition,
    }
}
