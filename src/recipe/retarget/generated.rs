//! Paths that lead through what a macro or a derive makes, which is not written out.
//!
//! Invariant: such a path is taken for an item in play only where the item's own
//! definition names what it leads through; where it merely may lead to one, the step is
//! refused.

use super::At;
use super::decide::Round;
use crate::diagnostic::Diagnostic;
use crate::resolve::quoted::path_before;
use crate::resolve::references::Meaning;
use crate::resolve::search::{Hits, Names};
use crate::resolve::{Def, DefSite, ItemId, ModuleId};
use crate::syntax::{NsSet, PathKind, Place, Segment};
use crate::text::{TextRange, slice};
use crate::workspace::{FileKind, PackageId, Target, TargetKind};

impl Round<'_, '_> {
    /// The variant in play that a path leads to by an enum that is made of the variant's
    /// own: its definition says the other's name (`#[project = OrderProj]`).
    pub(super) fn mirrored(&self, at: At<'_>) -> Option<Def> {
        let [before @ .., holder, own] = code(at)? else { return None };
        let resolver = self.request.resolver;
        let module = self.request.module(at);
        let is_seen = |owner: ItemId| {
            let home = resolver.item(owner).module;
            match before {
                [] => resolver.may_see_from(module, &holder.name, home),
                _ => {
                    resolver.path_from(module, before).iter().any(|it| it.def == Def::Module(home))
                }
            }
        };
        let names_holder = |site: &DefSite| {
            let Some(source) = self.request.workspace().file(site.file) else { return false };
            let call = source.syntax().call_around(site.name.start());
            let range = call.map_or(site.range, |it| it.range);
            !Names::new([holder.name.clone()]).find(slice(&source.text, range)).is_empty()
        };
        let is_meant = |def: &&Def| {
            let Def::Item(id) = **def else { return false };
            let item = resolver.item(id);
            let owner = item.owner.filter(|_| item.name == own.name);
            let is_other =
                |it: &ItemId| resolver.item(*it).name != holder.name && holder.name != own.name;
            let owner = owner.filter(|it| is_other(it) && is_seen(*it));
            owner.is_some_and(|it| resolver.def_sites(Def::Item(it)).iter().any(names_holder))
        };
        let meant = self.request.goals.keys().find(is_meant).copied();
        meant.filter(|_| self.is_unknown(at, holder))
    }

    /// Whether a segment of a path means nothing that is written out: neither an item nor
    /// a generic parameter.
    fn is_unknown(&self, at: At<'_>, segment: &Segment) -> bool {
        let names = Names::new([segment.name.clone()]);
        let hits = Hits { file: at.file(), ranges: vec![segment.range] };
        let found = self.request.resolver.mentions_at(vec![hits], &names);
        let mut meanings = found.iter().flat_map(|it| &it.meanings);
        meanings.all(|it| *it == Meaning::Unknown)
    }

    /// The item in play that code which a build script writes names, most likely.
    pub(super) fn written_by_build(&self, at: At<'_>) -> Option<Def> {
        self.led_by_build(at).into_iter().find(|it| self.request.goals.contains_key(it))
    }

    /// Where a path leads that stands in a string or quoted code of a build script, from the
    /// package's library or from where what is written is included.
    /// <https://doc.rust-lang.org/cargo/reference/build-script-examples.html#code-generation>
    fn led_by_build(&self, at: At<'_>) -> Vec<Def> {
        let (resolver, workspace) = (self.request.resolver, self.request.workspace());
        let target = workspace.target(resolver.module(at.root).krate);
        let is_build = target.kind == TargetKind::BuildScript;
        let is_ours = is_build && !self.request.out_of_scope.contains(&at.file());
        let Some(source) = workspace.file(at.file()).filter(|_| is_ours) else { return Vec::new() };
        let path = match &at.site.place {
            Place::Literal if reads_as_code(&source.text, at.site.range) => {
                path_before(&source.text, at.site.range.end())
            }
            Place::Path(it) if it.kind == PathKind::Quoted => it.path.clone(),
            _ => return Vec::new(),
        };
        let is_of_crate = path.segments.first().is_some_and(|it| it.name == "crate");
        let modules = match workspace.lib_of(target.package) {
            Some(lib) if is_of_crate => vec![resolver.root(lib)],
            _ => self.including(target.package),
        };
        let found = modules.iter().flat_map(|it| resolver.use_path(*it, &path, NsSet::ALL));
        found.map(|it| it.def).collect()
    }

    /// Whether a path that leads nowhere goes through a name that the build script of its
    /// package writes, and ends in the name of an item in play: it may lead there.
    pub(super) fn is_behind_build(&self, at: At<'_>) -> bool {
        let (resolver, workspace) = (self.request.resolver, self.request.workspace());
        let path = match &at.site.place {
            Place::Use(it) => it.path.segments.as_slice(),
            _ => code(at).unwrap_or_default(),
        };
        let Some((_, before)) = path.split_last().filter(|it| !it.1.is_empty()) else {
            return false;
        };
        let is_in_play = |def: &Def| self.request.name_of(*def) == at.site.name;
        let is_out = self.request.out_of_scope.contains(&at.file());
        let is_none = is_out || !self.request.goals.keys().any(is_in_play);
        if is_none || !self.led_by_build(at).is_empty() {
            return false;
        }
        let module = self.request.module(at);
        let is_lost = |end: &usize| resolver.path_from(module, &before[..*end]).is_empty();
        let Some(lost) = (1..=before.len()).find(is_lost) else { return false };
        let names = Names::new([before[lost - 1].name.clone()]);
        let package = workspace.target(resolver.module(module).krate).package;
        let scripts = workspace.package(package).targets.iter().map(|it| workspace.target(*it));
        let mut scripts = scripts.filter(|it| it.kind == TargetKind::BuildScript);
        let text = |it: &Target| workspace.file(it.root).map_or("", |it| &*it.text);
        scripts.any(|it| !names.find(text(it)).is_empty())
    }

    /// The modules of a package that include what its build script writes.
    fn including(&self, package: PackageId) -> Vec<ModuleId> {
        let (resolver, workspace) = (self.request.resolver, self.request.workspace());
        let names = Names::new(["OUT_DIR".into()]);
        let own = workspace.files().filter(|it| it.package == package && it.kind == FileKind::Rust);
        let hits = own.filter(|it| it.text.contains("include!")).filter_map(|it| {
            let ranges = names.find(&it.text);
            (!ranges.is_empty()).then_some(Hits { file: it.id, ranges })
        });
        let found = resolver.mentions_at(hits.collect(), &names);
        let modules = found.iter().flat_map(|own| {
            let stand = own.stand();
            own.iter().filter_map(move |(site, _)| Some(resolver.module_at(stand?, site.scope)))
        });
        modules.collect()
    }

    /// Quoted code of a build script goes with the item, and strings are for the user.
    pub(super) fn written_to_build(&mut self, at: At<'_>, def: Def) {
        let goal = &self.request.goals[&def];
        if matches!(&at.site.place, Place::Path(_)) && !goal.is_other {
            return self.unchecked(at, def, at.site.range, self.written(at, &goal.name));
        }
        let path = self.request.resolver.path_of(def);
        let label = self.request.label(at.file(), at.site.range, &format!("`{path}`, most likely"));
        let message = format!("code that a build script writes may name `{}`", at.site.name);
        let help = "edit the string by hand first, or leave its file out with `[scope]`";
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }

    /// The item in play that a name leads to, most likely, which a procedural macro makes of
    /// a string: `Ident::new("name", …)`, in code that the item's crate gets.
    pub(super) fn made_of_string(&self, at: At<'_>) -> Option<Def> {
        const MAKERS: [&str; 3] = ["Ident::new(\"", "Ident::new_raw(\"", "format_ident!(\""];
        let source = self.request.workspace().file(at.file())?;
        let before = source.text[..at.site.range.start().into()].trim_end();
        let is_name = source.text[at.site.range.end().into()..].starts_with('"')
            && MAKERS.iter().any(|it| before.ends_with(it));
        if at.site.place != Place::Literal || !is_name {
            return None;
        }
        let resolver = self.request.resolver;
        let getting = resolver.getting(resolver.module(at.root).krate);
        let getting: Vec<_> = getting.iter().map(|it| Some(resolver.module(*it).krate)).collect();
        let is_meant = |it: &&Def| {
            self.request.name_of(**it) == at.site.name
                && getting.contains(&self.request.krate_of(**it))
        };
        self.request.goals.keys().find(is_meant).copied()
    }

    pub(super) fn makes_name(&mut self, at: At<'_>, def: Def) {
        let path = self.request.resolver.path_of(def);
        let label = self.request.label(at.file(), at.site.range, &format!("`{path}`, most likely"));
        let message = format!("a macro makes the name `{}` of a string", at.site.name);
        let help = "write the new name there by an edit of yours before the run, or leave the file \
                    out with `[scope]`, if something else is meant";
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }

    /// What mirrors an item in play goes with it.
    pub(super) fn mirror(&mut self, at: At<'_>, def: Def) {
        let goal = &self.request.goals[&def];
        if self.request.out_of_scope.contains(&at.file()) || goal.is_other {
            return self.unknown_owner(at);
        }
        self.unchecked(at, def, at.site.range, self.written(at, &goal.name));
    }

    /// Whether a path that leads nowhere ends in an enum and a variant that are in play:
    /// what stands before them may come from generated code.
    pub(super) fn may_be_variant(&self, at: At<'_>) -> bool {
        let Some([.., holder, own]) = code(at) else { return false };
        let resolver = self.request.resolver;
        let is_meant = |def: &Def| {
            let Def::Item(id) = *def else { return false };
            let owner = resolver.item(id).owner;
            owner.is_some_and(|it| resolver.item(it).name == holder.name)
                && resolver.item(id).name == own.name
        };
        !self.request.out_of_scope.contains(&at.file()) && self.request.goals.keys().any(is_meant)
    }

    pub(super) fn unknown_owner(&mut self, at: At<'_>) {
        let label = self.request.label(at.file(), at.site.range, "not known what this is");
        let message = format!("this may be a `{}` that is in play", at.site.name);
        let help = "edit this place by hand first, or leave its file out with `[scope]`: its path \
                    leads through what is not written out, generated code perhaps";
        self.out.errors.push(Diagnostic::error(message).at(label).help(help));
    }
}

/// Whether a word in a string stands right beside a sign of code.
fn reads_as_code(text: &str, word: TextRange) -> bool {
    let before = text[..usize::from(word.start())].chars().next_back();
    let behind = text[usize::from(word.end())..].chars().next();
    before.is_some_and(|it| "<(&:[".contains(it))
        || behind.is_some_and(|it| ":(<{!;>&".contains(it))
}

/// The segments of a path of code.
fn code(at: At<'_>) -> Option<&[Segment]> {
    let (Place::Path(it) | Place::Pattern(it)) = &at.site.place else { return None };
    let is_code = matches!(
        it.kind,
        PathKind::Code | PathKind::MacroCall | PathKind::MacroBody | PathKind::Quoted
    );
    is_code.then_some(it.path.segments.as_slice())
}
