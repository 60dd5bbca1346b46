//! What must hold on disk before the first byte is written.
//!
//! Invariant: only looks; finds all problems, not only the first.

use std::collections::BTreeSet;

use camino::Utf8Path;

use super::failure::size;
use super::store::{Done, Kind, Meta, Store};
use super::swap::Swap;
use super::{CONTROL, HardLinks, Options, UNCHANGED};
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};

/// Checks every swap against the disk.
///
/// # Errors
/// All that stands in the way, in the order of the swaps.
pub(super) fn check<S: Store>(
    store: &S,
    swaps: &[Swap<'_>],
    options: &Options<'_>,
) -> Result<(), Refusal> {
    let preflight = Preflight::new(store, swaps, options.hard_links);
    let mut findings = Vec::from_iter(space(store, swaps));
    for swap in swaps {
        let found = preflight.swap(swap);
        findings.extend(found.unwrap_or_else(|fault| {
            let message = format!("cannot {} `{}`: {}", fault.action, fault.path, fault.error);
            Some(problem(message, "make the file readable, then run again"))
        }));
    }
    findings.dedup();
    match findings.is_empty() {
        true => Ok(()),
        false => Err(Refusal { kind: RefusalKind::Check, findings }),
    }
}

/// What is laid beside the tree: the new content; the originals, where they get
/// no second name; and the journal.
fn space<S: Store>(store: &S, swaps: &[Swap<'_>]) -> Option<Diagnostic> {
    const OF_JOURNAL: u64 = 64 << 10;
    let staged = swaps.iter().filter_map(|it| it.after.as_ref()).map(|it| it.bytes.len() as u64);
    let needed = staged.sum::<u64>().saturating_mul(2) + OF_JOURNAL;
    // Where the system does not say, writing will tell.
    let free = store.free_bytes().ok().flatten().filter(|it| *it < needed)?;
    let (needed, free) = (size(needed), size(free));
    let message = format!("{needed} are needed below `{CONTROL}` in the workspace root");
    Some(problem(message, "free some space on this disk").note(format!("{free} are free there")))
}

struct Preflight<'a, S> {
    store: &'a S,
    device: Option<u64>,
    mount: Option<u64>,
    hard_links: HardLinks,
    /// Paths whose file goes: another may come in its place, or a folder.
    gone: BTreeSet<&'a Utf8Path>,
    gone_identities: BTreeSet<(u64, u64)>,
}

impl<'a, S: Store> Preflight<'a, S> {
    fn new(store: &'a S, swaps: &'a [Swap<'_>], hard_links: HardLinks) -> Self {
        let meta = |path: &Utf8Path| store.meta(path).ok().flatten();
        let root = meta(Utf8Path::new(""));
        let going = || swaps.iter().filter(|it| it.after.is_none());
        Preflight {
            store,
            device: root.as_ref().and_then(|it| it.identity).map(|it| it.0),
            mount: root.and_then(|it| it.mount),
            hard_links,
            gone: going().map(|it| &*it.path).collect(),
            gone_identities: going().filter_map(|it| meta(&it.path)?.identity).collect(),
        }
    }

    fn swap(&self, swap: &Swap<'_>) -> Done<Option<Diagnostic>> {
        if let Some(found) = self.folders(&swap.path)? {
            return Ok(Some(found));
        }
        let meta = self.store.meta(&swap.path)?;
        match (swap.before, meta) {
            (Some(before), Some(meta)) => self.file(&swap.path, &meta, before),
            (Some(_), None) => Ok(Some(changed(&swap.path, "it is gone").note(UNCHANGED))),
            (None, Some(meta)) => self.newcomer(&swap.path, &meta),
            (None, None) => Ok(None),
        }
    }

    /// The folders above a path: none may be a link, and the lowest one that
    /// exists must take new entries.
    fn folders(&self, path: &Utf8Path) -> Done<Option<Diagnostic>> {
        let mut above: Vec<&Utf8Path> = path.ancestors().skip(1).collect();
        above.reverse();
        let mut lowest = Utf8Path::new("");
        for folder in above.into_iter().filter(|it| !it.as_str().is_empty()) {
            match self.store.meta(folder)? {
                None => break,
                Some(it) if it.kind == Kind::File && self.gone.contains(folder) => break,
                Some(it) => match self.folder(path, folder, &it) {
                    None => lowest = folder,
                    found => return Ok(found),
                },
            }
        }
        let name = if lowest.as_str().is_empty() { Utf8Path::new(".") } else { lowest };
        Ok(match self.store.writable(lowest)? {
            true => None,
            false => Some(problem(
                format!("cannot write `{path}`: the folder `{name}` is read-only"),
                "make the folder writable, or leave the file out with `[scope]`",
            )),
        })
    }

    fn folder(&self, path: &Utf8Path, folder: &Utf8Path, meta: &Meta) -> Option<Diagnostic> {
        let message = match meta.kind {
            Kind::Folder if self.is_mounted(meta) => {
                format!("cannot write `{path}`: `{folder}` is on another file system than the root")
            }
            Kind::Folder => return None,
            Kind::Link => format!("cannot write `{path}`: `{folder}` is a symbolic link"),
            Kind::File | Kind::Other => format!("cannot write `{path}`: `{folder}` is no folder"),
        };
        Some(problem(message, "leave the file out with `[scope]`, or change it by hand"))
    }

    fn file(&self, path: &Utf8Path, meta: &Meta, before: &[u8]) -> Done<Option<Diagnostic>> {
        let by_hand = "leave the file out with `[scope]`, or change it by hand";
        Ok(match meta.kind {
            Kind::Link => Some(problem(format!("`{path}` is a symbolic link"), by_hand)),
            Kind::Folder | Kind::Other => {
                Some(changed(path, "it is no longer a regular file").note(UNCHANGED))
            }
            Kind::File if self.is_mounted(meta) => {
                Some(problem(format!("`{path}` is on another file system than the root"), by_hand))
            }
            Kind::File if meta.names > 1 && self.hard_links == HardLinks::Refuse => Some(problem(
                format!("`{path}` is also linked elsewhere: {} names for one file", meta.names),
                "say `--break-hardlinks` to part it from its other names, or leave it out with `[scope]`",
            )),
            Kind::File if !self.store.writable(path)? => Some(problem(
                format!("`{path}` is read-only"),
                "make the file writable, or leave it out with `[scope]`",
            )),
            Kind::File if self.store.read(path)? != before => {
                Some(changed(path, "its content is another").note(UNCHANGED))
            }
            Kind::File => None,
        })
    }

    fn newcomer(&self, path: &Utf8Path, meta: &Meta) -> Done<Option<Diagnostic>> {
        // The same file under a name that this file system does not tell apart.
        let goes = meta.identity.is_some_and(|it| self.gone_identities.contains(&it));
        if goes || (meta.kind == Kind::Folder && self.all_goes(path)?) {
            return Ok(None);
        }
        let message = format!("cannot make `{path}`: something of that name exists");
        Ok(Some(problem(message, "move it out of the way, or choose another name")))
    }

    /// Whether a folder holds files, and all of them go.
    fn all_goes(&self, folder: &Utf8Path) -> Done<bool> {
        let entries = self.store.list(folder)?;
        for entry in &entries {
            let is_folder = self.store.meta(entry)?.is_some_and(|it| it.kind == Kind::Folder);
            if !(self.gone.contains(&**entry) || (is_folder && self.all_goes(entry)?)) {
                return Ok(false);
            }
        }
        Ok(!entries.is_empty())
    }

    /// Whether it lies on another mount, or, of a folder, on another device:
    /// some file systems give one to each tree, others to each file.
    fn is_mounted(&self, meta: &Meta) -> bool {
        let other_device = || meta.identity.map(|it| it.0) != self.device;
        match (self.mount, meta.mount) {
            (Some(root), Some(it)) => root != it || (meta.kind == Kind::Folder && other_device()),
            _ => other_device(),
        }
    }
}

fn problem(message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::error(message).note(UNCHANGED).help(help)
}

/// The finding for a file that is no longer what was planned on.
pub(super) fn changed(path: &Utf8Path, how: &str) -> Diagnostic {
    let message = format!("`{path}` has changed since it was read: {how}");
    Diagnostic::error(message).help("run again on the tree as it is now")
}
