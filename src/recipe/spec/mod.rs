//! What a recipe file says: read, parsed, every key known, every value of the
//! right shape, with the place of each in the file.
//!
//! Invariant: a [`RecipeSpec`] in hand is well-formed; whether its paths name
//! anything is for the verbs to find out. Only [`read()`] and [`read_all`] touch
//! the disk; nothing here asks the network or runs a command.

mod chars;
mod dependencies;
mod names;
mod page;
mod pairs;
mod parse;
mod read;
mod step;
mod syntax;
#[cfg(test)]
mod tests;
mod text;
mod use_tree;

use camino::Utf8PathBuf;

use crate::text::{Text, TextRange};

pub use self::chars::is_unseen;
pub use self::names::check_path;
pub use self::parse::parse;
pub use self::read::{read, read_all};

/// A value and the bytes of the recipe where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Bytes of [`RecipeSpec::source`], quotes included.
    pub range: TextRange,
}

/// One recipe file.
#[derive(Debug, Clone)]
pub struct RecipeSpec {
    /// Path as the user gave it.
    pub path: Utf8PathBuf,
    /// The whole text.
    pub source: Text,
    /// `name`
    pub name: String,
    /// `description`
    pub description: Option<String>,
    /// `extends`: recipes that run before this one, relative to its folder and
    /// inside it.
    pub extends: Vec<Spanned<String>>,
    /// `[scope]`
    pub scope: ScopeSpec,
    /// `[[steps]]`
    pub steps: Vec<StepSpec>,
    /// `[[expect]]`
    pub expect: Vec<ExpectSpec>,
    /// `[verify]`
    pub verify: VerifySpec,
}

/// A condition that must hold after the last step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectSpec {
    /// `defined-once`: the item has one definition in the workspace.
    DefinedOnce(Spanned<String>),
    /// `unreferenced`: nothing names the item.
    Unreferenced(Spanned<String>),
    /// `forbid`: the path, or the bare name, stands nowhere in code.
    Forbid(Spanned<String>),
}

/// `[verify]`: run only when the user asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerifySpec {
    /// `commands`: program and arguments of each, never empty; no shell.
    pub commands: Vec<Spanned<Vec<String>>>,
}

/// `[scope]`: which part of the workspace is edited.
#[derive(Debug, Clone, Default)]
pub struct ScopeSpec {
    /// `packages`: names; empty for all.
    pub packages: Vec<Spanned<String>>,
    /// `exclude`: globs over paths relative to the workspace root.
    pub exclude: Vec<Spanned<String>>,
}

/// One step.
#[derive(Debug, Clone)]
pub struct StepSpec {
    /// `name`
    pub name: Option<String>,
    /// Bytes of the step's header `[[steps]]`.
    pub range: TextRange,
    /// `optional`: matching nothing is no error.
    pub optional: bool,
    /// `once`: not idempotent, and the user knows.
    pub once: bool,
    /// Its one verb.
    pub verb: VerbSpec,
}

/// A verb with what belongs to it.
#[derive(Debug, Clone)]
pub enum VerbSpec {
    /// `rename`
    Rename(RenameSpec),
    /// `replace`
    Replace(ReplaceSpec),
    /// `delete`: item paths.
    Delete(Vec<Spanned<String>>),
    /// `export`: module path to use-trees.
    Export(Vec<ExportSpec>),
    /// `unexport`: module path to use-trees.
    Unexport(Vec<ExportSpec>),
    /// `dependencies` and its siblings, `features`.
    Manifest(Vec<ManifestSpec>),
    /// `text`
    Text(Vec<TextSpec>),
}

/// One row of `text`.
#[derive(Debug, Clone)]
pub struct TextSpec {
    /// `file` or `files`: a glob over paths below the root, of Markdown files.
    pub files: Spanned<String>,
    /// What is done in them.
    pub what: ProseSpec,
}

/// What a row of `text` does in the files that it names.
#[derive(Debug, Clone)]
pub enum ProseSpec {
    /// `find` and `with`
    Replace {
        /// What is sought; not empty.
        find: Spanned<String>,
        /// What takes its place.
        with: Spanned<String>,
        /// `whole-word`: no word goes on beyond its ends.
        whole_word: bool,
    },
    /// `append`
    Append {
        /// `section`: the heading below which it is added; none for the file.
        section: Option<Spanned<String>>,
        /// What is added; not empty.
        append: Spanned<String>,
    },
}

/// From and to.
#[derive(Debug, Clone)]
pub struct PairSpec {
    /// The key.
    pub from: Spanned<String>,
    /// The value.
    pub to: Spanned<String>,
}

/// What is done where the new name is taken in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnConflict {
    /// Write the path.
    #[default]
    Qualify,
    /// Import under the old name (`as`).
    Alias,
    /// Refuse the plan.
    Refuse,
}

/// `[steps.rename]`
#[derive(Debug, Clone)]
pub struct RenameSpec {
    /// Item path to new name.
    pub pairs: Vec<PairSpec>,
    /// `on-conflict`
    pub on_conflict: OnConflict,
    /// `keep-wire-names`
    pub keep_wire_names: bool,
}

/// What becomes of the old item of a `replace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Definition {
    /// It stays.
    #[default]
    Keep,
    /// It goes, with its impls.
    Delete,
}

/// What becomes of `pub use` of the old item of a `replace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reexports {
    /// They name the new item, under its own name.
    #[default]
    Repoint,
    /// They name the new item, under the old name (`as`).
    Alias,
    /// They go.
    Drop,
}

/// `[steps.replace]`
#[derive(Debug, Clone)]
pub struct ReplaceSpec {
    /// Old path to new path.
    pub pairs: Vec<PairSpec>,
    /// `definition`
    pub definition: Definition,
    /// `reexports`
    pub reexports: Reexports,
    /// `on-conflict`
    pub on_conflict: OnConflict,
    /// `prune-dependencies`
    pub prune_dependencies: bool,
}

/// One row of `[steps.export]` or `[steps.unexport]`.
#[derive(Debug, Clone)]
pub struct ExportSpec {
    /// Path of the module.
    pub module: Spanned<String>,
    /// Use-trees (`models::{Job, User}`), without `pub use`.
    pub trees: Vec<Spanned<String>>,
}

/// What one manifest is to say.
#[derive(Debug, Clone)]
pub struct ManifestSpec {
    /// Package, or none for the workspace's root manifest.
    pub package: Option<Spanned<String>>,
    /// What is done to it, in the order of the recipe.
    pub edits: Vec<ManifestEditSpec>,
}

/// One row below a package in `dependencies`, its siblings, or `features`.
#[derive(Debug, Clone)]
pub struct ManifestEditSpec {
    /// The table: `dependencies`, `dev-dependencies`, `build-dependencies`,
    /// `workspace.dependencies`, `features`.
    pub table: &'static str,
    /// The key in that table.
    pub key: Spanned<String>,
    /// The value as TOML text in one line, or none where the recipe says `false`.
    pub value: Option<Spanned<String>>,
}
