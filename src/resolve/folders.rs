//! Modules that a macro declares which is told their folder: `dir!("tests/cases")`.
//!
//! Invariant: only what lies where `mod name;` would look for it counts, in a folder
//! that the call names from the folder of the package on. Such a module has no name
//! in any text: its definition is the start of its file.
//! <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use smol_str::SmolStr;

use super::Resolver;
use super::modules::{Bodies, Module, ModuleBody};
use super::places::joined;
use crate::syntax::{Attrs, Body, Item, ItemKind, MacroCall, Segment, Visibility};
use crate::text::{TextRange, TextSize, slice};
use crate::workspace::{FileId, FileKind, SourceFile};

/// Files that Cargo and rustc take for no module of their own name.
const NO_MODULES: [&str; 3] = ["main", "lib", "mod"];

impl Resolver<'_> {
    /// A body for each module that a call declares by the folder that it is told.
    pub(super) fn modules_of_folder(
        &self,
        module: &Module,
        own: &ModuleBody,
        call: &MacroCall,
    ) -> Bodies {
        let Some(source) = self.file(own.file).filter(|_| !call.is_read) else {
            return Bodies::new();
        };
        let text = slice(&source.text, call.range);
        let base = &self.workspace.package(source.package).dir;
        if !folders(text).any(|it| joined(base, it) == own.dir) {
            return Bodies::new();
        }
        let home = self.root(module.krate);
        let vis = visibility(text);
        let given = |it: (FileId, SmolStr)| {
            let body = Arc::new(declaring(it.1, vis.clone()));
            let inline = Some(body.clone());
            (ModuleBody { file: it.0, inline, given: Some(home), ..own.clone() }, body)
        };
        self.modules_in_folder(own.file, &own.dir).into_iter().map(given).collect()
    }

    fn modules_in_folder(&self, parent: FileId, dir: &Utf8PathBuf) -> Vec<(FileId, SmolStr)> {
        let is_below = |it: &&SourceFile| {
            it.kind == FileKind::Rust && it.id != parent && it.path.parent() == Some(dir)
        };
        let named = self.workspace.files().filter(is_below).filter_map(|it| {
            let stem = it.path.file_stem().filter(|_| it.path.extension() == Some("rs"))?;
            let is_name = stem.chars().all(|it| it == '_' || it.is_alphanumeric());
            let is_module = is_name && !NO_MODULES.contains(&stem);
            is_module.then(|| (it.id, SmolStr::new(stem)))
        });
        named.collect()
    }
}

/// The strings of a call, as paths.
fn folders(call: &str) -> impl Iterator<Item = &str> {
    call.split('"').skip(1).step_by(2).map(|it| it.trim_end_matches('/'))
}

/// Whether a call in a text may be told a folder of this name.
pub(super) fn may_name(text: &str, dir: &Utf8Path) -> bool {
    let Some(name) = dir.file_name() else { return false };
    let mut found = memchr::memmem::find_iter(text.as_bytes(), name.as_bytes());
    found.any(|at| text[at + name.len()..].trim_start_matches('/').starts_with('"'))
}

/// What stands before the string: `dir!(pub "src/parts")`.
fn visibility(call: &str) -> Visibility {
    let inner = call.split_once(['(', '[', '{']).map_or("", |it| it.1.trim_start());
    match inner.strip_prefix("pub") {
        Some(rest) if rest.trim_start().starts_with('(') => Visibility::Crate,
        Some(_) => Visibility::Public,
        None => Visibility::Inherited,
    }
}

fn declaring(name: SmolStr, vis: Visibility) -> Body {
    let range = TextRange::empty(TextSize::from(0));
    let item = Item {
        name: Some(Segment { name, range }),
        range,
        kind: ItemKind::Module(None),
        vis,
        attrs: Attrs::default(),
        in_macro: true,
    };
    Body { items: vec![item], ..Body::default() }
}
