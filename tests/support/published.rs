//! Published crates that Cargo has downloaded for this project.
//! Each program uses a part of it.
#![allow(clippy::disallowed_methods, dead_code)]

use camino::Utf8PathBuf;
use cargo_metadata::{Metadata, MetadataCommand, Package};
use ra_ap_syntax::ast::{self, AstNode, HasModuleItem, HasName, HasVisibility};
use ra_ap_syntax::{Edition, SourceFile};

use super::tree::{Tree, tree};

/// Bytes of Rust in a crate that is worth the time.
const SIZES: std::ops::Range<usize> = 20_000..400_000;

/// One published crate.
pub struct Published {
    /// Name and version.
    pub name: String,
    /// Its files, its manifest made a workspace of its own.
    pub tree: Tree,
    /// Name of its library in code.
    code_name: String,
    /// Root file of its library.
    root: Utf8PathBuf,
}

/// A public item of a crate, and a name that is nowhere in it.
pub struct Item {
    /// Canonical path.
    pub path: String,
    /// The fresh name.
    pub fresh: String,
    mentions: usize,
}

/// The folders of all that are there, in the order of names.
pub fn folders() -> Vec<Utf8PathBuf> {
    let folder = |it: &Package| it.manifest_path.parent().map(|it| it.to_owned());
    packages().iter().filter_map(folder).collect()
}

fn packages() -> Vec<Package> {
    let mut packages = metadata().packages;
    packages.retain(|it| it.source.is_some());
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    packages
}

/// So many crates, spread over all that are there; the same each time.
pub fn published(count: usize) -> Vec<Published> {
    let packages = packages();
    let all: Vec<_> =
        packages.iter().filter_map(read).filter(|it| !it.items().is_empty()).collect();
    let step = (all.len() / count).max(1);
    all.into_iter().step_by(step).take(count).collect()
}

fn metadata() -> Metadata {
    let options = ["--offline", "--filter-platform", "host-tuple"].map(String::from);
    MetadataCommand::new().other_options(options).exec().unwrap()
}

fn read(package: &Package) -> Option<Published> {
    let folder = package.manifest_path.parent()?;
    let lib = package.targets.iter().find(|it| it.is_lib())?;
    let root = lib.src_path.strip_prefix(folder).ok()?.to_owned();
    let mut tree = tree(folder);
    tree.retain(|path, _| !path.as_str().starts_with('.'));
    let rust = tree.iter().filter(|it| it.0.extension() == Some("rs"));
    let size = rust.map(|it| it.1.len()).sum();
    tree.get_mut("Cargo.toml".as_ref() as &camino::Utf8Path)?.extend(b"\n[workspace]\n");
    let name = format!("{}-{}", package.name, package.version);
    let code_name = lib.name.replace('-', "_");
    SIZES.contains(&size).then_some(Published { name, tree, code_name, root })
}

impl Item {
    /// Its name.
    pub fn name(&self) -> &str {
        self.path.rsplit("::").next().unwrap()
    }

    /// Its path once it has the fresh name.
    pub fn fresh_path(&self) -> String {
        let parent = self.path.strip_suffix(self.name()).unwrap();
        format!("{parent}{}", self.fresh)
    }
}

impl Published {
    /// Public types, traits and functions of the library's root and of its
    /// modules in files, the most mentioned first.
    pub fn items(&self) -> Vec<Item> {
        let Some(root) = self.parse(&self.root) else { return Vec::new() };
        let mut names = public(&root, &self.code_name);
        for module in root.items().filter_map(|it| ast::Module::cast(it.syntax().clone())) {
            let Some(name) = module.name().filter(|_| module.item_list().is_none()) else {
                continue;
            };
            let path = self.root.with_file_name(format!("{}.rs", name.text()));
            let file =
                self.parse(&path).filter(|_| !module.syntax().text().to_string().contains("#["));
            let prefix = format!("{}::{}", self.code_name, name.text());
            names.extend(file.iter().flat_map(|it| public(it, &prefix)));
        }
        let text = self.text();
        let mut items: Vec<_> = names.into_iter().map(|it| Item::of(it, &text)).collect();
        items.retain(|it| it.mentions > 2 && !text.contains(&it.fresh));
        items.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.path.cmp(&b.path)));
        items
    }

    fn parse(&self, path: &camino::Utf8Path) -> Option<SourceFile> {
        let text = str::from_utf8(self.tree.get(path)?).ok()?;
        Some(SourceFile::parse(text, Edition::CURRENT).tree())
    }

    fn text(&self) -> String {
        let rust = self.tree.iter().filter(|it| it.0.extension() == Some("rs"));
        rust.map(|it| String::from_utf8_lossy(it.1)).collect()
    }
}

impl Item {
    fn of(path: String, text: &str) -> Item {
        let name = path.rsplit("::").next().unwrap();
        let is_type = name.starts_with(char::is_uppercase);
        let fresh = if is_type { format!("Fresh{name}") } else { format!("fresh_{name}") };
        let words = text.split(|it: char| !it.is_alphanumeric() && it != '_');
        let mentions = words.filter(|it| *it == name).count();
        Item { path, fresh, mentions }
    }
}

/// Paths of the `pub` structs, enums, traits and functions of a file.
fn public(file: &SourceFile, prefix: &str) -> Vec<String> {
    let names = file.items().filter_map(|it| match it {
        ast::Item::Struct(it) => it.visibility().and(it.name()),
        ast::Item::Enum(it) => it.visibility().and(it.name()),
        ast::Item::Trait(it) => it.visibility().and(it.name()),
        ast::Item::Fn(it) => it.visibility().and(it.name()),
        _ => None,
    });
    names.map(|it| format!("{prefix}::{}", it.text())).collect()
}
