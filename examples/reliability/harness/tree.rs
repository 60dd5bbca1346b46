//! Whole trees as values, a workspace to try things on, and a change of every
//! kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::change::{FileChange, TreeChange};

/// What is at a path: the content of a file or where a link leads, and the mode.
pub type Entry = (Option<Vec<u8>>, u32);
/// All below a root but what this program keeps to itself.
pub type Tree = BTreeMap<Utf8PathBuf, Entry>;

/// A folder that goes with the value.
pub struct Folder {
    _held: tempfile::TempDir,
    /// Its absolute path, without symbolic links.
    pub path: Utf8PathBuf,
}

impl Folder {
    /// A new empty one.
    pub fn new() -> Folder {
        let held = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(held.path().canonicalize().unwrap()).unwrap();
        Folder { _held: held, path }
    }

    /// A new one with these files.
    pub fn with(files: &[(Utf8PathBuf, String)]) -> Folder {
        let folder = Folder::new();
        files.iter().for_each(|(path, text)| put(&folder.path, path, text));
        folder
    }
}

/// Writes a file, with the folders that it needs.
pub fn put(root: &Utf8Path, path: impl AsRef<Utf8Path>, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Reads a tree.
pub fn read(root: &Utf8Path) -> Tree {
    let own = [".kalam-codemod", "target", "Cargo.lock"];
    let is_theirs =
        |it: &walkdir::DirEntry| it.depth() != 1 || !own.iter().any(|own| it.file_name() == *own);
    let entries = walkdir::WalkDir::new(root).min_depth(1).into_iter().filter_entry(is_theirs);
    // What is too deep to be reached is not compared.
    let entry = |it: walkdir::DirEntry| {
        let mode = mode(it.path())?;
        let content = it.file_type().is_file().then(|| fs::read(it.path()).unwrap());
        let path = it.path().strip_prefix(root).unwrap().to_string_lossy().into_owned();
        Some((path.into(), (content, mode)))
    };
    entries.filter_map(Result::ok).filter_map(entry).collect()
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    path.symlink_metadata().ok().map(|it| it.mode())
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> Option<u32> {
    Some(0)
}

/// Sets permissions where there are any.
pub fn set_mode(path: &Utf8Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// What is left in this program's own folder of runs that did not end.
pub fn left_over(root: &Utf8Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join(".kalam-codemod")) else { return Vec::new() };
    let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
    let known = ["lock", ".gitignore", "last"];
    let mut names: Vec<_> = names.filter(|it| !known.contains(&it.as_str())).collect();
    names.sort();
    names
}

/// Whether a tree is the one from before or from after, whole.
///
/// # Errors
/// It is neither; how it differs from the nearer one.
pub fn judge(is: &Tree, before: &Tree, after: &Tree) -> Result<&'static str, String> {
    if is == before {
        return Ok("before");
    }
    if is == after {
        return Ok("after");
    }
    let differs = [difference(is, before), difference(is, after)];
    let nearer = differs.iter().min_by_key(|it| it.len()).map_or("", |it| it.as_str());
    Err(format!("the tree is neither old nor new: {nearer}"))
}

/// A file whose content is neither the old nor the new one of its path.
pub fn torn(is: &Tree, before: &Tree, after: &Tree) -> Option<String> {
    let known = |path: &Utf8PathBuf, it: &Entry| {
        [before, after].iter().any(|tree| tree.get(path).is_some_and(|known| known.0 == it.0))
    };
    is.iter().find(|(path, it)| !known(path, it)).map(|it| format!("{} is torn", it.0))
}

fn difference(is: &Tree, should: &Tree) -> String {
    let mut text = String::new();
    for (path, entry) in is.iter().filter(|it| should.get(it.0) != Some(it.1)) {
        let _ = write!(text, "{path} ({:o}); ", entry.1);
    }
    for path in should.keys().filter(|it| !is.contains_key(*it)) {
        let _ = write!(text, "{path} is missing; ");
    }
    text
}

/// A workspace of a library with so many modules, and two recipes: one that
/// renames a type that all use, and moves a file and a folder; one back.
pub fn workspace(modules: usize) -> Vec<(Utf8PathBuf, String)> {
    let mut files = vec![
        ("Cargo.toml".into(), "[package]\nname = \"a\"\nedition = \"2024\"\n".to_owned()),
        ("there.toml".into(), recipe([("a::Old", "New"), ("a::m0", "n0"), ("a::deep", "deeper")])),
        ("back.toml".into(), recipe([("a::New", "Old"), ("a::n0", "m0"), ("a::deeper", "deep")])),
    ];
    let mut lib = "pub struct Old;\npub mod deep;\n".to_owned();
    for number in 0..modules.max(1) {
        let _ = writeln!(lib, "pub mod m{number};");
        let text = format!(
            "use crate::Old;\r\n\r\n/// Takes it.\r\npub fn f{number}(it: &Old) -> &Old {{ it }}"
        );
        files.push((format!("src/m{number}.rs").into(), text));
    }
    files.push(("src/lib.rs".into(), lib));
    files.push(("src/deep/mod.rs".into(), "//! Deep.\nmod er;\n".to_owned()));
    files.push(("src/deep/er.rs".into(), "use crate::Old;\nconst _: Old = Old;\n".to_owned()));
    files
}

fn recipe(pairs: [(&str, &str); 3]) -> String {
    let rows = pairs.map(|(old, new)| format!("\"{old}\" = \"{new}\"\n"));
    format!("name = \"r\"\n[[steps]]\n[steps.rename]\n{}", rows.concat())
}

/// A tree with edits, moves, a ring of moves, files that come and go, a file that
/// gives way to a folder of its name, a folder that becomes empty; and so many
/// further edits.
pub fn change_of_every_kind(further: usize) -> (Vec<(Utf8PathBuf, String)>, TreeChange) {
    let edited = "\u{feff}//! crlf\r\nuse a;\nuse b;\r\n\r\nlast";
    let mut files: Vec<(Utf8PathBuf, String)> = [
        ("a/edited.rs", edited),
        ("a/untouched.rs", "same\r\n"),
        ("deep/er/moved.rs", "old place"),
        ("gone.rs", "goes"),
        ("ring/one.rs", "one"),
        ("ring/two.rs", "two"),
        ("tables", "a file"),
    ]
    .map(|(path, text)| (path.into(), text.into()))
    .into();
    let mut changes = vec![
        change(Some("a/edited.rs"), Some("a/edited.rs"), edited, &edited.replace("b;", "c;")),
        change(None, Some("come/far/x.rs"), "", "comes"),
        change(Some("deep/er/moved.rs"), Some("new/moved.rs"), "old place", "new place\n"),
        change(Some("gone.rs"), None, "goes", ""),
        change(Some("ring/one.rs"), Some("ring/two.rs"), "one", "one"),
        change(Some("ring/two.rs"), Some("ring/one.rs"), "two", "two"),
        change(Some("tables"), Some("tables/mod.rs"), "a file", "a module"),
    ];
    for number in 0..further {
        let path = format!("many/f{number}.rs");
        let [before, after] = ["old", "new"].map(|it| format!("{it} {number}\n").repeat(40));
        changes.push(change(Some(&path), Some(&path), &before, &after));
        files.push((path.into(), before));
    }
    (files, TreeChange { files: changes })
}

/// What becomes of one file.
pub fn change(from: Option<&str>, to: Option<&str>, before: &str, after: &str) -> FileChange {
    let [from, to] = [from, to].map(|it| it.map(Into::into));
    FileChange { from, to, before: before.into(), after: after.into() }
}
