//! What the texts of snapshots were searched for.
//!
//! Invariant: an answer is that of the texts as they are; of a snapshot that shares files
//! with one that was searched only the others are.

use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::Finder;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{FileId, FileKind, SourceFile, Workspace};

/// Files as a snapshot has them, by their numbers.
type Files = Vec<Option<Arc<SourceFile>>>;

/// What was found of words, for all snapshots of one workspace.
#[derive(Debug, Default)]
pub(super) struct Searches(Mutex<FxHashMap<SmolStr, Search>>);

/// The files that were searched, and those in which something was found.
#[derive(Debug)]
struct Search {
    files: Files,
    found: Vec<(FileId, bool)>,
}

impl Workspace {
    /// The Rust files in which a word is found, in the order of their numbers, with what is
    /// found there. `find` has to say the same of the same word and text each time.
    pub(crate) fn searched(
        &self,
        word: &SmolStr,
        find: impl Fn(&str, &Finder<'_>) -> Option<bool> + Sync,
    ) -> Vec<(FileId, bool)> {
        let finder = Finder::new(word.as_bytes());
        let in_file = |it: &&Arc<SourceFile>| {
            let found = (it.kind == FileKind::Rust).then(|| find(&it.text, &finder))?;
            Some((it.id, found?))
        };
        let lock = || self.searches.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(word) {
            let others = self.files.iter().enumerate().filter_map(|(at, own)| {
                let other = known.files.get(at).and_then(Option::as_ref);
                own.as_ref().filter(|own| other.is_none_or(|it| !Arc::ptr_eq(own, it)))
            });
            let others: Vec<&Arc<SourceFile>> = others.collect();
            let is_shared = |id: FileId| {
                let at = id.0 as usize;
                let (own, other) = (self.files.get(at), known.files.get(at));
                let both = own.and_then(Option::as_ref).zip(other.and_then(Option::as_ref));
                both.is_some_and(|it| Arc::ptr_eq(it.0, it.1))
            };
            let mut found: Vec<_> =
                known.found.iter().copied().filter(|it| is_shared(it.0)).collect();
            found.extend(others.iter().filter_map(in_file));
            found.sort();
            return found;
        }
        let files: Vec<&Arc<SourceFile>> = self.files.iter().flatten().collect();
        let found: Vec<_> = files.par_iter().filter_map(in_file).collect();
        let search = Search { files: self.files.clone(), found: found.clone() };
        lock().insert(word.clone(), search);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::change::SourceChangeBuilder;
    use crate::text::{Indel, TextRange};

    #[test]
    fn what_changed_is_searched_again() {
        let before = fixture::workspace(
            "//- /src/lib.rs crate:krate\nmod a;\none!();\n//- /src/a.rs\none\n",
        );
        let find = |text: &str, it: &Finder<'_>| {
            it.find(text.as_bytes()).map(|at| text[at..].contains('!'))
        };
        let word = SmolStr::new("one");
        let ids = |it: &Workspace| {
            let found = it.searched(&word, find).into_iter();
            let named = found.map(|(id, is)| (it.file(id).unwrap().path.to_string(), is));
            named.collect::<Vec<_>>()
        };
        let both = [("src/a.rs".to_owned(), false), ("src/lib.rs".to_owned(), true)];
        assert_eq!(ids(&before), both);
        assert_eq!(ids(&before), both);
        let mut change = SourceChangeBuilder::default();
        let file = before.file_at("src/lib.rs".into()).unwrap();
        let end = before.file(file).unwrap().text.len() as u32;
        change.push(file, Indel::replace(TextRange::up_to(end.into()), "mod a;"));
        let after = before.with(&change.finish().unwrap());
        assert_eq!(ids(&after), both[..1]);
        assert_eq!(ids(&before), both);
    }
}
