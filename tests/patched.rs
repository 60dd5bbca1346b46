//! Published packages that are built with a member in the place of a published one
//! (`[patch]`): what they name is neither renamed nor taken away, and they are never
//! edited.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

mod support {
    pub mod tree;
}

use std::process::{Command, Output};

use support::tree::{Folder, difference, tree};

const ROOT: &str = "[workspace]\nmembers = [\"shelf\"]\nresolver = \"2\"\n\n\
    [patch.crates-io]\nshelf = { path = \"./shelf\" }\n";
const SHELF: &str = "[package]\nname = \"shelf\"\nversion = \"1.2.0\"\nedition = \"2021\"\n";
const LIB: &str = "\
pub mod wood {
    pub struct Board;
    pub struct Plank;
}

pub use wood::Board;

#[macro_export]
macro_rules! hold {
    ($it:expr) => {
        $it
    };
}

fn nail() -> u8 {
    1
}

pub fn saw() -> u8 {
    nail()
}

pub enum Finish {
    Oil,
}
";
/// Published: `baker` names `shelf`, `tray` names `baker`, `cup` neither.
const LOCK: &str = "version = 3

[[package]]
name = \"baker\"
version = \"1.0.0\"
source = \"registry+https://github.com/rust-lang/crates.io-index\"
dependencies = [
 \"shelf 1.2.0\",
]

[[package]]
name = \"cup\"
version = \"1.0.0\"
source = \"registry+https://github.com/rust-lang/crates.io-index\"
dependencies = [
 \"shelf 0.3.0\",
]

[[package]]
name = \"shelf\"
version = \"0.3.0\"
source = \"registry+https://github.com/rust-lang/crates.io-index\"

[[package]]
name = \"shelf\"
version = \"1.2.0\"

[[package]]
name = \"tray\"
version = \"0.1.0+x\"
source = \"registry+https://github.com/rust-lang/crates.io-index\"
dependencies = [
 \"baker\",
]
";
const BAKER: &str = "[package]\nname = \"baker\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n\
    [dependencies.board-shelf]\nversion = \"1\"\npackage = \"shelf\"\n";
const CUP: &str = "[package]\nname = \"cup\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n\
    [dependencies]\nshelf = \"0.3\"\n";
const TRAY: &str = "[package]\nname = \"tray\"\nversion = \"0.1.0+x\"\nedition = \"2021\"\n\n\
    [lib]\nname = \"tea_tray\"\npath = \"lib.rs\"\n\n[dependencies]\nbaker = \"1\"\n";

/// A workspace and a Cargo home, in which `baker` is this source.
fn folder(baker: &str) -> Folder {
    let at = |path: &str| format!("home/registry/src/index/{path}");
    let folder = Folder::new(&[
        ("ws/Cargo.toml", ROOT),
        ("ws/Cargo.lock", LOCK),
        ("ws/shelf/Cargo.toml", SHELF),
        ("ws/shelf/src/lib.rs", LIB),
    ]);
    let files = [
        ("baker-1.0.0/Cargo.toml", BAKER),
        ("baker-1.0.0/src/lib.rs", baker),
        ("baker-1.0.0/tests/all.rs", "use board_shelf::wood::Plank;\n"),
        ("cup-1.0.0/Cargo.toml", CUP),
        ("cup-1.0.0/src/lib.rs", "pub use shelf::{saw, wood::Plank, Board};\n"),
        ("tray-0.1.0+x/Cargo.toml", TRAY),
        ("tray-0.1.0+x/lib.rs", "pub fn tray() {}\n"),
    ];
    files.iter().for_each(|(path, text)| folder.write(&at(path), text.as_bytes()));
    folder
}

/// Carries steps out: the exit code and what is said, without the folder's path.
fn run(folder: &Folder, steps: &str) -> (Option<i32>, String) {
    folder.write("r.toml", format!("name = \"r\"\n{steps}").as_bytes());
    let before = tree(&folder.path().join("home"));
    let Output { status, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"))
        .args(["apply", "../r.toml"])
        .current_dir(folder.path().join("ws"))
        .env("CARGO_HOME", folder.path().join("home"))
        .env_remove("COLUMNS")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    // Cargo itself may put a file of its own at the top of its home.
    let mut after = tree(&folder.path().join("home"));
    after.retain(|it, _| it.starts_with("registry"));
    assert_eq!(difference(&before, &after), "", "{steps}");
    let said = String::from_utf8(stderr).unwrap();
    (status.code(), said.replace(folder.path().as_str(), "…"))
}

fn rename(from: &str, to: &str) -> String {
    format!("[[steps]]\n[steps.rename]\n\"{from}\" = \"{to}\"\n")
}

#[track_caller]
fn check_refused(baker: &str, steps: &str, names: &[&str]) {
    let folder = folder(baker);
    let before = tree(&folder.path().join("ws"));
    let (code, said) = run(&folder, steps);
    assert_eq!(code, Some(3), "{baker}{steps}{said}");
    let errors: Vec<_> = said.lines().filter_map(|it| it.strip_prefix("error: ")).collect();
    let expected: Vec<_> = names.iter().map(|it| format!("published package {it}")).collect();
    assert_eq!(errors, expected, "{said}");
    assert_eq!(difference(&before, &tree(&folder.path().join("ws"))), "");
}

#[track_caller]
fn check_done(folder: &Folder, steps: &str, after: &str) {
    let (code, said) = run(folder, steps);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("warning"), "{said}");
    let lib = std::fs::read_to_string(folder.path().join("ws/shelf/src/lib.rs")).unwrap();
    assert!(lib.contains(after), "{lib}");
}

#[test]
fn what_a_published_package_names_is_refused() {
    let baker = "use board_shelf::Board;\n\npub fn bake(_: &board_shelf::Board) {}\n";
    let (code, said) = run(&folder(baker), &rename("shelf::wood::Board", "Slab"));
    let expected = "\
error: published package `baker 1.0.0` names `Board`
 --> …/home/registry/src/index/baker-1.0.0/src/lib.rs:1:18
  |
1 | use board_shelf::Board;
  |                  ^^^^^ named here
  |
  = note: and in 1 more place
  = note: by `[patch]` it is built with `shelf` of this workspace
  = note: nothing was changed
  = help: keep the old name: `export` an alias, `… as Board`, in the same recipe
  = help: or update `baker` first, to a version that does not name it
";
    assert_eq!((code, said.as_str()), (Some(3), expected));
}

#[test]
fn names_are_found_however_they_are_written() {
    let board = rename("shelf::wood::Board", "Slab");
    let rows = [
        "use board_shelf::*;\npub type A = Board;\n",
        "pub use board_shelf::wood as w;\npub type A = w::Board;\n",
        "pub fn f() {\n    let _ = vec![board_shelf::wood::Board];\n}\n",
        "macro_rules! m {\n    () => {\n        board_shelf::Board\n    };\n}\n\
            pub fn f() {\n    let _ = m!();\n}\n",
        "#[cfg(feature = \"x\")]\nextern crate board_shelf as s;\n\
            #[cfg(feature = \"x\")]\npub use s::Board;\n",
    ];
    for baker in rows {
        check_refused(baker, &board, &["`baker 1.0.0` names `Board`"]);
    }
    let module = "pub use board_shelf::wood::{Board, Plank};\n";
    check_refused(module, &rename("shelf::wood", "timber"), &["`baker 1.0.0` names `wood`"]);
    let call = "pub fn f() -> u8 {\n    board_shelf::hold!(1)\n}\n";
    check_refused(call, &rename("shelf::hold!", "grip"), &["`baker 1.0.0` names `hold`"]);
    let variant = "use board_shelf::Finish as F;\n\npub fn f(it: F) {\n    match it {\n        \
        F::Oil => {}\n    }\n}\n";
    check_refused(variant, &rename("shelf::Finish::Oil", "Wax"), &["`baker 1.0.0` names `Oil`"]);
}

#[test]
fn a_package_between_may_hand_a_name_on() {
    let folder = folder("pub use board_shelf;\n");
    let tray = "home/registry/src/index/tray-0.1.0+x/lib.rs";
    folder.write(tray, b"pub type Tea = baker::board_shelf::Board;\n");
    let (code, said) = run(&folder, &rename("shelf::wood::Board", "Slab"));
    let expected = "error: published package `tray 0.1.0+x` names `Board`\n \
        --> …/home/registry/src/index/tray-0.1.0+x/lib.rs:1:36\n";
    assert_eq!(code, Some(3), "{said}");
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn a_name_that_goes_is_refused_whatever_the_verb() {
    let baker = "pub use board_shelf::saw;\npub use board_shelf::wood::Board;\n";
    let replace = "[[steps]]\ndefinition = \"delete\"\n[steps.replace]\n\
        \"shelf::wood::Board\" = \"shelf::wood::Plank\"\n";
    check_refused(baker, replace, &["`baker 1.0.0` names `Board`"]);
    let delete = "[[steps]]\ndelete = [\"shelf::saw\"]\n";
    check_refused(baker, delete, &["`baker 1.0.0` names `saw`"]);
    let unexport = "[[steps]]\n[steps.unexport]\n\"shelf\" = [\"wood::Board\"]\n";
    let through = "pub use board_shelf::Board;\n";
    check_refused(through, unexport, &["`baker 1.0.0` names `Board`"]);
    let swap = "[[steps]]\nonce = true\n[steps.rename]\n\
        \"shelf::wood::Board\" = \"Plank\"\n\"shelf::wood::Plank\" = \"Board\"\n";
    check_refused(baker, swap, &["`baker 1.0.0` names `Board`"]);
}

#[test]
fn of_a_kept_definition_only_what_re_exports_named_goes() {
    let keep = "[[steps]]\n[steps.replace]\n\"shelf::wood::Board\" = \"shelf::wood::Plank\"\n";
    let own = "pub use board_shelf::wood::Board;\n";
    check_done(&folder(own), keep, "\npub use wood::Plank;\n");
    check_refused("pub use board_shelf::Board;\n", keep, &["`baker 1.0.0` names `Board`"]);
}

#[test]
fn what_no_published_package_names_goes_through() {
    let own = "pub struct Plank;\n\nfn nail(board: u8) -> u8 {\n    board\n}\n\n\
        pub fn f(saw: u8) -> u8 {\n    nail(saw)\n}\n\npub use board_shelf::Board;\n";
    let plank = rename("shelf::wood::Plank", "Slat");
    check_done(&folder(own), &plank, "    pub struct Slat;\n");
    check_done(&folder(own), &rename("shelf::nail", "screw"), "fn screw() -> u8 {");
    check_done(&folder(own), &rename("shelf::saw", "cut"), "pub fn cut() -> u8 {");
}

#[test]
fn code_that_nobody_builds_with_the_workspace_does_not_count() {
    let baker = "/// See [`board_shelf::Board`].\n///\n/// ```\n/// use board_shelf::Board;\n\
        /// ```\npub fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use board_shelf::Board;\n}\n";
    let board = rename("shelf::wood::Board", "Slab");
    check_done(&folder(baker), &board, "pub use wood::Slab;\n");
}

#[test]
fn an_alias_of_the_same_recipe_keeps_the_name() {
    let baker = "pub use board_shelf::{wood::Board as B, Board};\n";
    let export = "[[steps]]\n[steps.export]\n\
        \"shelf::wood\" = [\"self::Slab as Board\"]\n\"shelf\" = [\"wood::Board\"]\n";
    let both = format!("{}{export}", rename("shelf::wood::Board", "Slab"));
    check_done(&folder(baker), &both, "    pub use self::Slab as Board;\n");
    let half = export.replace("\n\"shelf\" = [\"wood::Board\"]", "");
    let half = format!("{}{half}", rename("shelf::wood::Board", "Slab"));
    check_refused(baker, &half, &["`baker 1.0.0` names `Board`"]);
}

/// What is said of a rename where it cannot be known what published packages name.
#[track_caller]
fn check_warned(folder: &Folder, note: &str) {
    let (code, said) = run(folder, &rename("shelf::saw", "cut"));
    let expected = format!(
        "\
warning: published packages may be built with `shelf`, by `[patch]`
  --> shelf/src/lib.rs:19:8
   |
19 | pub fn saw() -> u8 {{
   |        ^^^ public, and seen by packages that are not of this workspace
   |
   = note: {note}
   = help: what they name is not seen: see whether the workspace still builds
"
    );
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(&expected), "{said}\nexpected:\n{expected}");
}

#[test]
fn a_warning_stays_where_sources_are_not_there() {
    let folder = folder("");
    let baker = folder.path().join("home/registry/src/index/baker-1.0.0");
    std::fs::remove_dir_all(&baker).unwrap();
    check_warned(&folder, "these are not found where Cargo unpacks them: baker 1.0.0");
    let folder = self::folder("");
    std::fs::remove_file(folder.path().join("ws/Cargo.lock")).unwrap();
    check_warned(&folder, "no `Cargo.lock` says which they are");
    let (_, said) = run(&folder, &rename("shelf::Finish::Oil", "Wax"));
    assert!(said.contains("  --> shelf/src/lib.rs:24:5\n"), "{said}");
    let folder = self::folder("");
    let git = LOCK.replacen(
        "registry+https://github.com/rust-lang/crates.io-index",
        "git+https://example.org/baker#0",
        1,
    );
    folder.write("ws/Cargo.lock", git.as_bytes());
    check_warned(&folder, "these are not found where Cargo unpacks them: baker 1.0.0");
}

#[test]
fn a_lock_file_leads_nowhere_else() {
    let folder = folder("");
    folder.write("home/registry/src/o-1.0.0/Cargo.toml", b"[package]\nname = \"o\"\n");
    folder.write("home/registry/src/o-1.0.0/src/lib.rs", b"pub use shelf::saw;\n");
    let lock = LOCK.replacen("name = \"baker\"", "name = \"../o\"", 1);
    folder.write("ws/Cargo.lock", lock.replace("\"baker\"", "\"../o\"").as_bytes());
    check_warned(&folder, "these are not found where Cargo unpacks them: ../o 1.0.0");
}
