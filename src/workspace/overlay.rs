//! The next snapshot: the same with a change laid over it; and what became of
//! the tree between two snapshots.
//!
//! Invariant: file, package and target numbers stay; every file that a change
//! does not name is shared, with its parse.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use smol_str::SmolStr;

use super::assemble::{Homes, dependencies_of, root_text};
use super::outline::Outline;
use super::{FileId, PackageId, SourceFile, TargetKind, Workspace};
use crate::change::{FileChange, SourceChange, TreeChange};
use crate::manifest::read::Inherited;
use crate::syntax::Edition;
use crate::text::TextEdit;

impl Workspace {
    /// The snapshot after `change`, whose edits are in offsets of this one.
    ///
    /// A package goes with its manifest: a moved manifest moves the package's
    /// folder, an edited one gives it its name, its library's derived name and
    /// its dependencies. Targets keep their roots.
    pub fn with(&self, change: &SourceChange) -> Workspace {
        let mut next = self.clone();
        for id in &change.deletes {
            next.put(*id, None);
        }
        let mut touched: Vec<FileId> =
            change.edits.keys().chain(change.moves.keys()).copied().collect();
        touched.sort();
        touched.dedup();
        touched.retain(|it| !change.deletes.contains(it));
        let touched = touched.into_par_iter();
        let changed = touched.map(|id| (id, self.file(id).map(|it| changed_file(it, change))));
        for (id, changed) in changed.collect::<Vec<_>>() {
            next.put(id, changed);
        }
        if !change.moves.is_empty() || !change.deletes.is_empty() {
            let paths = next.files().map(|it| (it.path.clone(), it.id));
            next.by_path = Workspace::index(paths);
        }
        next.reread_packages(change);
        next.rehouse(change, self);
        next
    }

    /// What became of the tree since `before`, a snapshot that this one was
    /// made of by [`Workspace::with`]; in the order of paths.
    pub fn tree_change_since(&self, before: &Workspace) -> TreeChange {
        let pairs = before.files.iter().zip(&self.files);
        let changed =
            pairs.filter_map(|(before, after)| file_change(before.as_deref(), after.as_deref()));
        let mut files: Vec<FileChange> = changed.collect();
        files.sort_by(|a, b| key(a).cmp(&key(b)));
        TreeChange { files }
    }

    fn put(&mut self, id: FileId, file: Option<Arc<SourceFile>>) {
        if let Some(slot) = self.files.get_mut(id.0 as usize) {
            *slot = file;
        }
    }

    /// Reads folder, names and dependencies of the packages whose manifests
    /// changed; of all packages if the root's did, for what they inherit.
    fn reread_packages(&mut self, change: &SourceChange) {
        let changed = |id| change.edits.contains_key(&id) || change.moves.contains_key(&id);
        let all = changed(self.root_manifest);
        let root = root_text(self);
        let inherited = Inherited::read(&root);
        for at in 0..self.packages.len() {
            if all || changed(self.packages[at].manifest) {
                self.reread_package(at, &inherited);
            }
        }
    }

    fn reread_package(&mut self, at: usize, inherited: &Inherited<'_>) {
        let manifest = self.packages[at].manifest;
        let Some(file) = self.file(manifest) else { return };
        let dir = file.path.parent().unwrap_or(Utf8Path::new("")).to_owned();
        let root = self.file(self.root_manifest).map_or("", |it| &*it.text);
        let outline = Outline::read(&file.text, root);
        let dependencies = dependencies_of(self, manifest, &dir, inherited);
        if let Some(outline) = outline {
            self.rename_package(at, &outline);
        }
        let package = &mut self.packages[at];
        (package.dir, package.dependencies) = (dir, dependencies);
    }

    /// Gives a package its new name, and with it the targets that were named
    /// after it and not by a table of their own; and its library the name that a
    /// table gives it.
    fn rename_package(&mut self, at: usize, outline: &Outline) {
        let old = code_name(&self.packages[at].name);
        let new = code_name(&outline.name);
        let tables = |kind| outline.targets.iter().filter(move |it| it.kind == kind);
        for target in self.targets.iter_mut().filter(|it| it.package == PackageId(at as u32)) {
            let mut names = tables(target.kind).filter_map(|it| Some(code_name(it.name.as_ref()?)));
            let is_lib = matches!(target.kind, TargetKind::Lib | TargetKind::ProcMacro);
            match names.next() {
                Some(said) if is_lib => target.name = said,
                first if first.iter().cloned().chain(names).any(|it| it == target.name) => {}
                _ if target.name == old => target.name = new.clone(),
                _ => {}
            }
        }
        self.packages[at].name = outline.name.clone();
    }

    /// Settles files anew in packages: those that moved, or all of them if a
    /// package did.
    fn rehouse(&mut self, change: &SourceChange, before: &Workspace) {
        let dirs = |it: &Workspace| it.packages.iter().map(|it| it.dir.clone()).collect::<Vec<_>>();
        let all = dirs(self) != dirs(before);
        if change.moves.is_empty() && !all {
            return;
        }
        let homes = Homes::of_workspace(self);
        for slot in self.files.iter_mut().flatten() {
            let home = homes.of(&slot.path);
            let may_move = all || change.moves.contains_key(&slot.id);
            if may_move && home != (slot.package, slot.edition) {
                *slot = Arc::new(rehoused(slot, home));
            }
        }
    }
}

/// So many of the last edits of a file are kept with what they make of it: those of a step
/// and its rounds, and those that write out what its macro calls stand for.
const KEPT: usize = 4;

/// What `change` makes of a file. A change is laid over a snapshot while it is
/// planned, and again when it is carried out: the same is then shared, with
/// its parse.
fn changed_file(file: &SourceFile, change: &SourceChange) -> Arc<SourceFile> {
    let edit = change.edits.get(&file.id).filter(|it| !it.is_empty());
    let path = change.moves.get(&file.id).unwrap_or(&file.path).clone();
    let mut known = file.changed.lock().unwrap_or_else(PoisonError::into_inner);
    let is_same =
        |it: &(Option<TextEdit>, Arc<SourceFile>)| it.0.as_ref() == edit && it.1.path == path;
    if let Some(at) = known.iter().position(is_same) {
        return Arc::clone(&known[at].1);
    }
    let text = edit.map_or_else(|| file.text.clone(), |it| it.apply(&file.text).into());
    let syntax = if edit.is_none() { file.syntax.clone() } else { OnceLock::new() };
    let origin = file.syntax.get().cloned().zip(edit.cloned());
    let made = Arc::new(SourceFile { path, text, syntax, origin, ..copy(file) });
    known.truncate(KEPT - 1);
    known.insert(0, (edit.cloned(), Arc::clone(&made)));
    made
}

/// The same file in another package; parsed anew if the edition is another.
fn rehoused(file: &SourceFile, (package, edition): (PackageId, Edition)) -> SourceFile {
    let syntax = if edition == file.edition { file.syntax.clone() } else { OnceLock::new() };
    SourceFile { package, edition, syntax, ..copy(file) }
}

/// The same file, of which nothing is known yet.
fn copy(file: &SourceFile) -> SourceFile {
    let SourceFile { id, kind, bom, package, edition, .. } = *file;
    SourceFile {
        id,
        path: file.path.clone(),
        kind,
        text: file.text.clone(),
        bom,
        package,
        edition,
        syntax: OnceLock::new(),
        origin: None,
        lines: OnceLock::new(),
        marks: OnceLock::new(),
        changed: Mutex::default(),
    }
}

/// One file's change, or none if it is the same or was never there.
fn file_change(before: Option<&SourceFile>, after: Option<&SourceFile>) -> Option<FileChange> {
    let same = match (before, after) {
        (Some(a), Some(b)) => std::ptr::eq(a, b) || (a.path == b.path && a.text == b.text),
        (a, b) => a.is_none() && b.is_none(),
    };
    let path = |it: Option<&SourceFile>| it.map(|it| it.path.clone());
    let content = |it: Option<&SourceFile>| it.map_or_else(|| "".into(), SourceFile::content);
    (!same).then(|| FileChange {
        from: path(before),
        to: path(after),
        before: content(before),
        after: content(after),
    })
}

/// By which a tree change is sorted.
fn key(change: &FileChange) -> Option<&Utf8PathBuf> {
    change.from.as_ref().or(change.to.as_ref())
}

fn code_name(name: &str) -> SmolStr {
    name.replace('-', "_").into()
}
