//! Planners that are wrong: the change of a step, with one fault in it.
//!
//! Invariant: a mutant differs from the change that it was made of, and its edits
//! can be applied.

use std::ops::Range;

use camino::Utf8PathBuf;
use kalam_codemod::change::{SourceChange, SourceChangeBuilder};
use kalam_codemod::recipe::plan::Evidence;
use kalam_codemod::syntax::Body;
use kalam_codemod::text::{FileId, Indel, TextRange, TextSize};
use kalam_codemod::workspace::{FileKind, SourceFile};

/// One fault.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// What was done to the change.
    pub fault: &'static str,
    /// Where: file, byte and text of the edit.
    pub place: String,
    /// The change with the fault in it.
    pub change: SourceChange,
}

/// All mutants of a step, in the order of files and places.
pub fn mutants(evidence: &Evidence) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (file, edit) in &evidence.change.edits {
        let source = evidence.before.file(*file).unwrap();
        // What prose says is between the recipe and its reader.
        if source.kind == FileKind::Markdown && evidence.names.is_empty() {
            continue;
        }
        let file = File { evidence, source, indels: edit.indels() };
        (0..edit.indels().len()).for_each(|at| file.mutate(at, &mut found));
    }
    found.extend(files(evidence));
    found
}

/// One file of a step with its edits.
struct File<'a> {
    evidence: &'a Evidence,
    source: &'a SourceFile,
    indels: &'a [Indel],
}

impl File<'_> {
    /// All faults that one edit can have.
    fn mutate(&self, at: usize, found: &mut Vec<Mutant>) {
        let own = &self.indels[at];
        let text = &self.source.text;
        let (left_out, doubled) = self.kinds(own);
        let replaced = |range: Range<usize>| Some(vec![Indel::replace(bytes(range), &*own.insert)]);
        let twice = (!own.insert.is_empty())
            .then(|| vec![Indel::replace(own.delete, own.insert.repeat(2))]);
        let mut push = |fault, with: Option<Vec<Indel>>| {
            found.extend(with.and_then(|it| self.mutant(fault, at, it)));
        };
        push(left_out, Some(Vec::new()));
        push(doubled, twice);
        let Range { start, end } = Range::<usize>::from(own.delete);
        push(
            "shifted by a byte to the right",
            (end < text.len()).then(|| start + 1..end + 1).and_then(replaced),
        );
        push(
            "shifted by a byte to the left",
            (start > 0).then(|| start - 1..end - 1).and_then(replaced),
        );
        push("shifted by a token to the right", next_token(text, end).and_then(replaced));
        push("shifted by a token to the left", last_token(text, start).and_then(replaced));
        push(
            "one byte too many goes",
            (end < text.len()).then(|| start..end + 1).and_then(replaced),
        );
        push("one byte too few goes", (start < end).then(|| start..end - 1).and_then(replaced));
        for neighbour in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
            let other = self.indels.get(neighbour).filter(|it| it.insert != own.insert);
            push(
                "the text of a neighbour",
                other.map(|it| vec![Indel::replace(own.delete, &*it.insert)]),
            );
        }
        let short = own.insert.rsplit_once("::").map(|it| it.1);
        push("a path not qualified", short.map(|it| vec![Indel::replace(own.delete, it)]));
        let short = own.insert.split_once(" as ").map(|it| it.0);
        push("an alias left out", short.map(|it| vec![Indel::replace(own.delete, it)]));
    }

    /// Names for an edit that is left out and one that is made twice.
    fn kinds(&self, own: &Indel) -> (&'static str, &'static str) {
        if self.source.kind == FileKind::Manifest {
            return ("a manifest edit left out", "a manifest edit made twice");
        }
        let mut uses = Vec::new();
        if self.source.kind == FileKind::Rust {
            statements(self.source.syntax().body(), &mut uses);
        }
        let is_import =
            own.insert.contains("use ") || uses.iter().any(|it| it.contains_range(own.delete));
        if is_import {
            ("an import left out", "an import made twice")
        } else {
            ("left out", "made twice")
        }
    }

    /// The change with other edits in the place of one; none if they cannot be
    /// applied, or do the same.
    fn mutant(&self, fault: &'static str, at: usize, with: Vec<Indel>) -> Option<Mutant> {
        let own = &self.indels[at];
        let text = &*self.source.text;
        let is_char = |it: TextSize| text.is_char_boundary(it.into());
        if !with.iter().all(|it| is_char(it.delete.start()) && is_char(it.delete.end())) {
            return None;
        }
        let change = change(self.evidence, self.source.id, |(index, indel)| {
            if index == at { with.clone() } else { vec![indel.clone()] }
        })?;
        let after = |it: &SourceChange| {
            it.edits.get(&self.source.id).map_or(text.to_owned(), |it| it.apply(text))
        };
        let differs = after(&change) != after(&self.evidence.change);
        let place = format!("{}:{:?} {:?}", self.source.path, own.delete, own.insert);
        differs.then_some(Mutant { fault, place, change })
    }
}

fn bytes(range: Range<usize>) -> TextRange {
    TextRange::new((range.start as u32).into(), (range.end as u32).into())
}

/// The step's change with other edits in one file; none where two of them want
/// the same bytes.
fn change<'a>(
    evidence: &'a Evidence,
    file: FileId,
    with: impl Fn((usize, &'a Indel)) -> Vec<Indel>,
) -> Option<SourceChange> {
    let mut new = SourceChangeBuilder::default();
    for (id, edit) in &evidence.change.edits {
        for (at, indel) in edit.indels().iter().enumerate() {
            let with = if *id == file { with((at, indel)) } else { vec![indel.clone()] };
            with.into_iter().for_each(|it| new.push(*id, it));
        }
    }
    evidence.change.moves.iter().for_each(|(id, to)| new.move_file(*id, to.clone()));
    evidence.change.deletes.iter().for_each(|id| new.delete_file(*id));
    new.finish().ok()
}

/// Files that do not move or go, or move to another place.
fn files(evidence: &Evidence) -> Vec<Mutant> {
    let change = &evidence.change;
    let mutant = |fault, id: FileId, mutate: &dyn Fn(&mut SourceChange)| {
        let mut change = change.clone();
        mutate(&mut change);
        let place = evidence.before.file(id).map(|it| it.path.to_string()).unwrap_or_default();
        Mutant { fault, place, change }
    };
    let elsewhere = |to: &Utf8PathBuf| to.with_file_name(format!("x{}", to.file_name().unwrap()));
    let mut found = Vec::new();
    for (id, to) in &change.moves {
        found.push(mutant("a file does not move", *id, &|it| drop(it.moves.remove(id))));
        found.push(mutant("a file moves elsewhere", *id, &|it| {
            it.moves.insert(*id, elsewhere(to));
        }));
    }
    for id in &change.deletes {
        found.push(mutant("a file does not go", *id, &|it| it.deletes.retain(|it| it != id)));
    }
    found
}

/// All `use` items of a body and the modules in it.
fn statements(body: &Body, found: &mut Vec<TextRange>) {
    use kalam_codemod::syntax::ItemKind;
    found.extend(body.uses.iter().map(|it| it.range));
    for item in &body.items {
        if let ItemKind::Module(Some(inner)) = &item.kind {
            statements(inner, found);
        }
    }
}

fn is_word(it: char) -> bool {
    it == '_' || it.is_alphanumeric()
}

/// The token behind a place: a word, or one character.
fn next_token(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = from + (rest.len() - rest.trim_start().len());
    let first = text[start..].chars().next()?;
    let word = text[start..].find(|it| !is_word(it)).unwrap_or(text.len() - start);
    Some(start..start + if is_word(first) { word } else { first.len_utf8() })
}

/// The token before a place.
fn last_token(text: &str, to: usize) -> Option<Range<usize>> {
    let end = text[..to].trim_end().len();
    let last = text[..end].chars().next_back()?;
    let word = text[..end].trim_end_matches(is_word).len();
    Some(if is_word(last) { word..end } else { end - last.len_utf8()..end })
}
