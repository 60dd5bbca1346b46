//! What inputs are made of: the trees and recipes of `tests/recipes` and
//! `tests/capture`, loaded once each.
//!
//! Invariant: an input is a loaded tree with other texts laid over it; to judge it
//! nothing is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;
use kalam_codemod::change::SourceChange;
use kalam_codemod::text::{FileId, Indel, TextEditBuilder, TextRange, TextSize};
use kalam_codemod::workspace::{FileKind, PassedOver, SourceFile, Workspace, load};

use super::chance::Chance;
use super::support::tree::{Folder, Tree};
use super::support::{captures, case};

/// More files than that are no small workspace.
const FILES: usize = 12;
/// Longer ones make no good source of parts.
const BYTES: usize = 4_000;

/// One input: a tree by its number, the texts of its files, and a recipe.
#[derive(Debug, Clone)]
pub struct Input {
    /// Which tree of the corpus.
    pub base: usize,
    /// The text of each file.
    pub texts: BTreeMap<FileId, String>,
    /// Sources with a byte that is no UTF-8, and behind which character it stands.
    pub broken: BTreeMap<FileId, usize>,
    /// The recipe's text.
    pub recipe: String,
}

/// Trees, recipes, and the parts of both.
pub struct Corpus {
    bases: Vec<Workspace>,
    starts: Vec<Input>,
    /// Pieces of sources, divided at blank lines.
    pub snippets: Vec<String>,
    /// Words of sources.
    pub words: Vec<String>,
}

impl Corpus {
    /// Loads one case of so many.
    pub fn read(one_of: usize) -> Corpus {
        let recipes = case::cases().into_iter().filter_map(|it| {
            let text = std::fs::read_to_string(&it.recipe).ok()?;
            Some((it.before, text))
        });
        let captures = captures::cases().into_iter().map(|it| (it.before, it.recipe));
        let all = recipes.chain(captures).filter(|it| it.0.len() <= FILES).step_by(one_of);
        let mut layouts: BTreeMap<Vec<(Utf8PathBuf, Vec<u8>)>, usize> = BTreeMap::new();
        let mut corpus = Corpus {
            bases: Vec::new(),
            starts: Vec::new(),
            snippets: Vec::new(),
            words: Vec::new(),
        };
        for (tree, recipe) in all {
            let layout = layout(&tree);
            let base = match layouts.get(&layout) {
                Some(known) => *known,
                None => match loaded(&tree) {
                    Some(base) => {
                        layouts.insert(layout, corpus.bases.len());
                        corpus.bases.push(base);
                        corpus.bases.len() - 1
                    }
                    None => continue,
                },
            };
            corpus.starts.push(corpus.start(base, &tree, recipe));
        }
        corpus.take_apart();
        corpus
    }

    fn start(&self, base: usize, tree: &Tree, recipe: String) -> Input {
        let text = |path: &Utf8PathBuf| {
            let text = tree.get(path).map(|it| String::from_utf8_lossy(it).into_owned());
            text.map(|it| it.trim_start_matches('\u{feff}').to_owned()).unwrap_or_default()
        };
        let texts = self.bases[base].files().map(|it| (it.id, text(&it.path))).collect();
        Input { base, texts, broken: BTreeMap::new(), recipe }
    }

    fn take_apart(&mut self) {
        let mut snippets = BTreeSet::new();
        let mut words = BTreeSet::new();
        for start in &self.starts {
            for (_, text) in self.sources(start).filter(|it| it.1.len() < BYTES) {
                snippets.extend(text.split("\n\n").map(|it| format!("{}\n", it.trim_end())));
                let all = text.split(|it: char| !it.is_alphanumeric() && it != '_');
                words.extend(all.filter(|it| !it.is_empty()).map(str::to_owned));
            }
        }
        self.snippets = snippets.into_iter().collect();
        self.words = words.into_iter().collect();
    }

    /// One of the cases as it is.
    pub fn pick(&self, chance: &mut Chance) -> Input {
        chance.pick(&self.starts).clone()
    }

    /// The manifests of an input.
    pub fn manifests(&self, input: &Input) -> Vec<FileId> {
        let is_manifest = |it: &FileId| self.kind(input, *it) == FileKind::Manifest;
        input.texts.keys().copied().filter(is_manifest).collect()
    }

    /// The Rust files of an input.
    pub fn sources<'a>(&'a self, input: &'a Input) -> impl Iterator<Item = (FileId, &'a str)> {
        let of_rust = |id: &FileId| self.kind(input, *id) == FileKind::Rust;
        input.texts.iter().filter(move |it| of_rust(it.0)).map(|(id, text)| (*id, &**text))
    }

    /// The files of an input whose texts may be others.
    pub fn without_manifests(&self, input: &Input) -> Vec<FileId> {
        let is_text = |it: &FileId| self.kind(input, *it) != FileKind::Manifest;
        input.texts.keys().copied().filter(is_text).collect()
    }

    /// What a file of an input holds.
    pub fn kind(&self, input: &Input, id: FileId) -> FileKind {
        self.bases[input.base].file(id).map_or(FileKind::Manifest, |it| it.kind)
    }

    /// The workspace that an input describes.
    pub fn workspace(&self, input: &Input) -> Workspace {
        self.laid(input, SourceChange::default())
    }

    /// The same workspace, in which two files that are no roots of targets have
    /// each other's number; none where there are no two.
    pub fn renumbered(&self, input: &Input) -> Option<Workspace> {
        let base = &self.bases[input.base];
        let is_free = |id: &FileId| self.is_free(input, *id) && !input.broken.contains_key(id);
        let ids: Vec<FileId> = self.sources(input).map(|it| it.0).filter(is_free).collect();
        let of = |id| base.file(id).map(|it| (it.package, it.bom));
        let pair = ids.windows(2).find(|it| of(it[0]) == of(it[1]))?;
        let (mut change, mut other) = (SourceChange::default(), input.clone());
        for (own, its) in [(pair[0], pair[1]), (pair[1], pair[0])] {
            change.moves.insert(own, base.file(its)?.path.clone());
            other.texts.insert(own, input.texts[&its].clone());
        }
        Some(self.laid(&other, change))
    }

    /// Whether a file is no root of a target.
    pub fn is_free(&self, input: &Input, id: FileId) -> bool {
        !self.bases[input.base].targets.iter().any(|it| it.root == id)
    }

    /// The texts of an input over its tree, and some moves. Files that are no UTF-8 are
    /// passed over, as if they had been read.
    fn laid(&self, input: &Input, mut change: SourceChange) -> Workspace {
        let base = &self.bases[input.base];
        change.deletes.extend(input.broken.keys());
        for (id, text) in &input.texts {
            let is_other = |it: &&SourceFile| *it.text != **text && !input.broken.contains_key(id);
            let Some(file) = base.file(*id).filter(is_other) else { continue };
            let all = TextRange::up_to(TextSize::of(&*file.text));
            let mut edit = TextEditBuilder::default();
            edit.push(Indel::replace(all, text.clone()));
            change.edits.insert(*id, edit.finish().expect("one edit"));
        }
        let mut workspace = base.with(&change);
        let broken = input.broken.iter().filter_map(|it| passed_over(base.file(*it.0)?, input));
        workspace.passed_over.extend(broken);
        workspace.passed_over.sort_by(|a, b| a.path.cmp(&b.path));
        workspace
    }

    /// As a person lays it into a folder.
    pub fn shown(&self, input: &Input) -> String {
        let workspace = self.workspace(input);
        let mut out = format!("{}\n", input.recipe.trim_end());
        for file in workspace.files() {
            out.push_str(&format!("//- {}\n{}", file.path, escaped(&file.text)));
        }
        for file in &workspace.passed_over {
            let text = file.bytes.as_deref().unwrap_or_default().escape_ascii();
            out.push_str(&format!("//- {} ({})\n{text}\n", file.path, file.reason));
        }
        out
    }
}

/// A file of an input that is no UTF-8, as a loader hands it on.
fn passed_over(file: &SourceFile, input: &Input) -> Option<PassedOver> {
    let (text, behind) = (input.texts.get(&file.id)?, input.broken.get(&file.id)?);
    // Line ends do not count: the place is the same with others.
    let mut places = text.char_indices().filter(|it| it.1 != '\r').map(|it| it.0);
    let at = places.nth(*behind).unwrap_or(text.len());
    let bytes: Arc<[u8]> =
        [&text.as_bytes()[..at], b"\xff", &text.as_bytes()[at..]].concat().into();
    let reason = format!("not UTF-8 at byte {at}");
    Some(PassedOver {
        path: file.path.clone(),
        reason,
        bytes: Some(bytes),
        leads_to: None,
        is_folder: false,
    })
}

/// What another tree must have, too, to be the same but for its texts.
fn layout(tree: &Tree) -> Vec<(Utf8PathBuf, Vec<u8>)> {
    let is_manifest = |path: &Utf8PathBuf| path.file_name() == Some("Cargo.toml");
    let has_bom = |text: &[u8]| text.starts_with("\u{feff}".as_bytes());
    let of = |(path, text): (&Utf8PathBuf, &Vec<u8>)| {
        let kept = if is_manifest(path) { text.clone() } else { vec![u8::from(has_bom(text))] };
        (path.clone(), kept)
    };
    tree.iter().map(of).collect()
}

/// The snapshot of a tree; none if it is not all text, or Cargo does not take it.
fn loaded(tree: &Tree) -> Option<Workspace> {
    let folder = Folder::copy_of(tree);
    let workspace = load::load(Some(&folder.path().join("Cargo.toml"))).ok()?;
    workspace.passed_over.is_empty().then_some(workspace)
}

/// Text whose line ends and odd characters are seen.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '\n' => out.push('\n'),
            it if it.is_control() || ('\u{200b}'..='\u{206f}').contains(&it) => {
                out.extend(it.escape_unicode());
            }
            it => out.push(it),
        }
    }
    if !out.ends_with('\n') {
        out.push_str("⏎\n");
    }
    out
}
