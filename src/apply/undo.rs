//! Taking the last apply back.
//!
//! Invariant: an undo is written like any plan, checks and journal included, and
//! only where every file is still what the apply left.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::failure::{Failure, finding_of};
use super::journal::{Entry, Hash, Journal, Purpose};
use super::preflight::changed;
use super::store::{Done, Fault, Kind, Store};
use super::swap::{After, Swap, sort};
use super::transaction::{Order, Transaction, last};
use super::{Options, UNCHANGED, carry_out};
use crate::diagnostic::{Diagnostic, Refusal, RefusalKind};
use crate::planted::planted;

/// Takes the last apply back, byte for byte; the files get new times, so that
/// Cargo builds them again. Returns their paths. Over any store; the caller sees
/// to it that no run is at work there.
///
/// # Errors
/// [`Failure::Refused`] where there is nothing to undo, or a file has changed
/// since; else as [`write_on`](super::write_on).
pub fn undo_on<S: Store>(store: &S, options: &Options<'_>) -> Result<Vec<Utf8PathBuf>, Failure> {
    let last = Transaction { store, folder: last() };
    let journal = journal_of(&last)?;
    let contents = contents_of(&last, &journal)?;
    let mut swaps: Vec<_> = journal
        .entries
        .iter()
        .zip(&contents)
        .enumerate()
        .map(|(number, (entry, content))| content.swap(&entry.path, &last, number))
        .collect();
    sort(&mut swaps);
    let order = Order { purpose: Purpose::Undo, swaps, modes: &journal.emptied };
    carry_out(store, &order, options)?;
    let mut paths: Vec<_> = journal.entries.into_iter().map(|it| it.path).collect();
    paths.sort();
    Ok(paths)
}

/// What a path holds, and held before the apply.
struct Content {
    now: Option<Vec<u8>>,
    original: Option<Vec<u8>>,
}

impl Content {
    fn swap<S: Store>(
        &self,
        path: &Utf8Path,
        last: &Transaction<'_, S>,
        number: usize,
    ) -> Swap<'_> {
        let like = Some(last.old_place(number));
        let after = self.original.as_deref().map(|bytes| After { bytes, like });
        Swap { path: path.to_owned(), before: self.now.as_deref(), after }
    }
}

fn journal_of<S: Store>(last: &Transaction<'_, S>) -> Result<Journal, Refusal> {
    let fault = |it: Fault| Refusal::write(finding_of(last.store, &it).note(UNCHANGED));
    let place = last.journal_place();
    if !last.exists(&place).map_err(fault)? {
        return Err(nothing());
    }
    let journal = Journal::read(&last.store.read(&place).map_err(fault)?);
    match journal {
        Ok(journal) if journal.purpose == Purpose::Apply => Ok(journal),
        Ok(_) => Err(Refusal::input(
            Diagnostic::error("the last apply was already taken back")
                .note(UNCHANGED)
                .help("apply the recipe again to have its changes again"),
        )),
        Err(why) => Err(Refusal::check(
            Diagnostic::error(format!("the journal `{place}` cannot be trusted"))
                .note(why)
                .note(UNCHANGED)
                .help("take the changes back with your version control"),
        )),
    }
}

fn contents_of<S: Store>(
    last: &Transaction<'_, S>,
    journal: &Journal,
) -> Result<Vec<Content>, Refusal> {
    let (mut contents, mut findings) = (Vec::new(), Vec::new());
    let identity = |it: &Entry| last.store.meta(&it.path).ok().flatten()?.identity;
    let came = journal.entries.iter().filter(|it| it.new.is_some());
    let came: BTreeSet<_> = came.filter_map(identity).collect();
    for (number, entry) in journal.entries.iter().enumerate() {
        // Where case is not told apart, a name that went leads to one that came.
        let is_gone = entry.new.is_none() && identity(entry).is_some_and(|it| came.contains(&it));
        let now = if is_gone { Ok(None) } else { read_if_file(last.store, &entry.path) };
        match now.and_then(|now| content_of(last, number, (entry, now))) {
            Ok(Ok(content)) => contents.push(content),
            Ok(Err(finding)) => findings.push(finding),
            Err(fault) => findings.push(finding_of(last.store, &fault).note(UNCHANGED)),
        }
    }
    match findings.is_empty() {
        true => Ok(contents),
        false => Err(Refusal { kind: RefusalKind::Check, findings }),
    }
}

fn content_of<S: Store>(
    last: &Transaction<'_, S>,
    number: usize,
    (entry, now): (&Entry, Option<Vec<u8>>),
) -> Done<Result<Content, Diagnostic>> {
    if now.as_deref().map(Hash::of) != entry.new && !planted("undo-unchecked") {
        let finding = changed(&entry.path, "it is not what the last apply left");
        return Ok(Err(finding.note(UNCHANGED)));
    }
    let place = last.old_place(number);
    let original = match entry.old {
        Some(_) => read_if_file(last.store, &place)?,
        None => None,
    };
    if original.as_deref().map(Hash::of) != entry.old {
        let message = format!("the original of `{}` is damaged", entry.path);
        let help = format!("`{place}` is not what was saved there");
        return Ok(Err(Diagnostic::error(message).note(UNCHANGED).help(help)));
    }
    Ok(Ok(Content { now, original }))
}

fn read_if_file<S: Store>(store: &S, path: &Utf8Path) -> Done<Option<Vec<u8>>> {
    match store.meta(path)? {
        Some(it) if it.kind == Kind::File => store.read(path).map(Some),
        _ => Ok(None),
    }
}

pub(super) fn nothing() -> Refusal {
    let finding = Diagnostic::error("there is nothing to undo");
    Refusal::input(finding.note(UNCHANGED).help("run this in a workspace after `apply`"))
}
