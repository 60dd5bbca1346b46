//! Each case marks the places that mean the item with `^` below the name.

mod attributes;
mod circles;
mod strings;

use smol_str::SmolStr;

use super::references::Meaning;
use super::search::Names;
use super::{Found, ItemPath, Resolver};
use crate::text::slice;
use crate::workspace::fixture;

/// The mentions of the item at `path` in `fixture`, each as
/// `file:line: text of the line`.
fn references(path: &str, files: &str) -> Vec<String> {
    let workspace = fixture::workspace(files);
    let resolver = Resolver::new(&workspace);
    let path = ItemPath::parse(path);
    let Found::Items(targets) = resolver.find(&path) else { panic!("{path}: not found") };
    let names = Names::new([SmolStr::new(path.name())]);
    let mut found = Vec::new();
    for file in resolver.mentions(&names) {
        let source = workspace.file(file.file).unwrap();
        for (site, meaning) in file.iter() {
            if meaning.defs().iter().any(|it| targets.contains(it)) {
                let (before, after) = source.text.split_at(usize::from(site.range.start()));
                let line = before.rsplit('\n').next().unwrap().trim_start();
                let rest = after.lines().next().unwrap();
                found.push(format!("{}: {line}|{rest}", source.path));
                assert!(slice(&source.text, site.range).ends_with(path.name()));
            }
        }
    }
    found
}

/// The mentions that may be the item at `path`, as [`references`] writes them,
/// with what they mean before them.
fn places(path: &str, files: &str) -> Vec<String> {
    let workspace = fixture::workspace(files);
    let resolver = Resolver::new(&workspace);
    let path = ItemPath::parse(path);
    let names = Names::new([SmolStr::new(path.name())]);
    let mut found = Vec::new();
    for file in resolver.mentions(&names) {
        let source = workspace.file(file.file).unwrap();
        for (site, _) in file.iter().filter(|it| matches!(it.1, Meaning::Perhaps(_))) {
            let (before, after) = source.text.split_at(usize::from(site.range.start()));
            let line = before.rsplit('\n').next().unwrap().trim_start();
            let rest = after.lines().next().unwrap();
            found.push(format!("Perhaps {}: {line}|{rest}", source.path));
        }
    }
    found
}

#[track_caller]
fn check(path: &str, files: &str, expected: &[&str]) {
    assert_eq!(references(path, files), expected);
}

#[test]
fn paths_imports_and_shadows() {
    check(
        "a::models::Job",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub mod models;
mod user;
pub use models::*;
fn f<Job>(x: Job) {}
fn g(x: Job) {}
//- /src/models.rs
pub struct Job;
impl Job { fn new() -> Job { Job } }
enum E { Job }
fn h() { let e = E::Job; }
//- /src/user.rs
use crate::Job;
use super::models::Job as J;
fn f() -> Vec<Job> { vec![Job, crate::models::Job] }
mod inner { use super::*; fn f(_: Job) { struct Job; let j = Job; } }
"#,
        &[
            "src/lib.rs: fn g(x: |Job) {}",
            "src/models.rs: impl |Job { fn new() -> Job { Job } }",
            "src/models.rs: impl Job { fn new() -> |Job { Job } }",
            "src/models.rs: impl Job { fn new() -> Job { |Job } }",
            "src/user.rs: use crate::|Job;",
            "src/user.rs: use super::models::|Job as J;",
            "src/user.rs: fn f() -> Vec<|Job> { vec![Job, crate::models::Job] }",
            "src/user.rs: fn f() -> Vec<Job> { vec![|Job, crate::models::Job] }",
            "src/user.rs: fn f() -> Vec<Job> { vec![Job, crate::models::|Job] }",
            "src/user.rs: mod inner { use super::*; fn f(_: |Job) { struct Job; let j = Job; } }",
        ],
    );
}

#[test]
fn constants_in_patterns_and_locals() {
    check(
        "a::max",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
#[allow(non_upper_case_globals)]
const max: u8 = 1;
fn f(x: u8) { match x { max => {} _ => {} } }
fn g(y: S) { let S { max } = y; }
fn h() { let v = max; assert!(v == max); |v: u8| v + max; }
struct S { max: u8 }
fn j() -> S { S { max } }
"#,
        &[
            "src/lib.rs: fn f(x: u8) { match x { |max => {} _ => {} } }",
            "src/lib.rs: fn g(y: S) { let S { |max } = y; }",
            "src/lib.rs: fn h() { let v = |max; assert!(v == max); |v: u8| v + max; }",
            "src/lib.rs: fn h() { let v = max; assert!(v == |max); |v: u8| v + max; }",
            "src/lib.rs: fn h() { let v = max; assert!(v == max); |v: u8| v + |max; }",
            "src/lib.rs: fn j() -> S { S { |max } }",
        ],
    );
}

#[test]
fn crates_renamed_dependencies_and_variants() {
    check(
        "core_lib::Kind::Old",
        r#"
//- /Cargo.toml
[workspace]
members = ["core-lib", "app"]
//- /core-lib/Cargo.toml
[package]
name = "core-lib"
edition = "2021"
//- /core-lib/src/lib.rs
pub enum Kind { Old, New }
pub type Alias = Kind;
impl Kind { fn f(&self) { match self { Self::Old => {} _ => {} } } }
pub use Kind::*;
//- /app/Cargo.toml
[package]
name = "app"
edition = "2021"
[dependencies]
base = { package = "core-lib", path = "../core-lib" }
//- /app/src/main.rs
use base::{Kind, Alias};
fn main() { let a = Kind::Old; let b = Alias::Old; let c = base::Old; matches!(a, Kind::Old | Kind::New if true); }
"#,
        &[
            "app/src/main.rs: fn main() { let a = Kind::|Old; let b = Alias::Old; let c = base::Old; matches!(a, Kind::Old | Kind::New if true); }",
            "app/src/main.rs: fn main() { let a = Kind::Old; let b = Alias::|Old; let c = base::Old; matches!(a, Kind::Old | Kind::New if true); }",
            "app/src/main.rs: fn main() { let a = Kind::Old; let b = Alias::Old; let c = base::|Old; matches!(a, Kind::Old | Kind::New if true); }",
            "app/src/main.rs: fn main() { let a = Kind::Old; let b = Alias::Old; let c = base::Old; matches!(a, Kind::|Old | Kind::New if true); }",
            "core-lib/src/lib.rs: impl Kind { fn f(&self) { match self { Self::|Old => {} _ => {} } } }",
        ],
    );
}

#[test]
fn path_attributes_cfg_twins_and_macros() {
    check(
        "a::imp::Thing",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2018"
//- /src/lib.rs
#[cfg(unix)]
#[path = "os/unix.rs"]
mod imp;
#[cfg(windows)]
#[path = "os/windows.rs"]
mod imp;
cfg_if! { if #[cfg(x)] { use imp::Thing as T; } else { pub use self::imp::Thing; } }
macro_rules! make { ($Thing:ident) => { $crate::imp::Thing { $Thing: 1 } } }
#[derive(Thing)]
struct X { Thing: u8 }
//- /src/os/unix.rs
pub struct Thing { pub x: u8 }
//- /src/os/windows.rs
pub struct Thing;
fn f(x: crate::Thing) { x.Thing; }
"#,
        &[
            "src/lib.rs: cfg_if! { if #[cfg(x)] { use imp::|Thing as T; } else { pub use self::imp::Thing; } }",
            "src/lib.rs: cfg_if! { if #[cfg(x)] { use imp::Thing as T; } else { pub use self::imp::|Thing; } }",
            "src/lib.rs: macro_rules! make { ($Thing:ident) => { $crate::imp::|Thing { $Thing: 1 } } }",
            "src/os/windows.rs: fn f(x: crate::|Thing) { x.Thing; }",
        ],
    );
}

#[test]
fn locals_and_parameters_hide_functions_but_not_each_other() {
    check(
        "a::max",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
fn max() {}
fn i(max: u8) -> u8 { fn g() { max() } max }
fn p() -> u8 { fn g() { max() } let max = 1; max }
fn q<T>(max: T) -> T { mod inner { fn g() { super::max() } } max }
fn j() { let max = max(); max; }
fn k() { if let Some(max) = Some(max()) { max; } else { max() } }
fn l() { for max in [max] { max; } while let Some(max) = max() { max; } }
fn m() { (|max| max)(max); }
fn n(y: T) { let T { max } = y; max; println!("{}", max); }
impl S { fn max(&self) { self.max(); Self::max(self); max() } }
struct S;
struct T { max: u8 }
"#,
        &[
            "src/lib.rs: fn p() -> u8 { fn g() { |max() } let max = 1; max }",
            "src/lib.rs: fn q<T>(max: T) -> T { mod inner { fn g() { super::|max() } } max }",
            "src/lib.rs: fn j() { let max = |max(); max; }",
            "src/lib.rs: fn k() { if let Some(max) = Some(|max()) { max; } else { max() } }",
            "src/lib.rs: fn k() { if let Some(max) = Some(max()) { max; } else { |max() } }",
            "src/lib.rs: fn l() { for max in [|max] { max; } while let Some(max) = max() { max; } }",
            "src/lib.rs: fn l() { for max in [max] { max; } while let Some(max) = |max() { max; } }",
            "src/lib.rs: fn m() { (|max| max)(|max); }",
            "src/lib.rs: impl S { fn max(&self) { self.max(); Self::max(self); |max() } }",
        ],
    );
}

#[test]
fn what_a_cfg_hides_a_glob_may_bring() {
    check(
        "a::util::req",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub mod util;
pub mod node { pub fn req() {} pub fn own() {} }
use util::*;
#[cfg(node)]
use node::req;
use node::own;
fn f() { req(); own() }
//- /src/util.rs
pub fn req() {}
pub fn own() {}
"#,
        &["src/lib.rs: fn f() { |req(); own() }"],
    );
}

#[test]
fn items_are_found_by_their_name_alone() {
    let files = r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub mod models;
pub use models::Job;
pub mod jobs { pub enum Kind { Job } pub struct Other { job: u8 } }
fn f(job: Job) { jobs::Kind::Job; let x = Vec::<u8>::new(); }
//- /src/models.rs
pub struct Job;
"#;
    let workspace = fixture::workspace(files);
    let named = |name| Resolver::new(&workspace).paths_of_items_named(name);
    assert_eq!(named("Job"), ["a::jobs::Kind::Job", "a::models::Job"]);
    assert_eq!(named("Vec"), Vec::<String>::new());
    assert_eq!(named("job"), Vec::<String>::new());
}

#[test]
fn an_import_of_unknown_namespace_meets_no_item_that_always_stands() {
    check(
        "value@a::vec",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
use std::vec;
pub fn vec() -> vec::IntoIter<u8> { vec![0].into_iter() }
fn f() { vec(); }
"#,
        &["src/lib.rs: fn f() { |vec(); }"],
    );
    check(
        "type@a::ext::Fault",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
use std::error::Error as Fault;
mod ext { use super::*; pub trait Fault {} impl<T: crate::Fault> Fault for T {} }
"#,
        &[
            "src/lib.rs: mod ext { use super::*; pub trait Fault {} impl<T: crate::Fault> |Fault for T {} }",
        ],
    );
}

#[test]
fn a_glob_brings_nothing_that_is_there_only_where_the_own_item_is() {
    check(
        "a::inner::tests::count",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
mod inner { use super::*; #[cfg(test)] mod tests { fn count() {} fn f() { count() } } }
#[cfg(test)]
mod tests { fn count() {} fn f() { count() } }
"#,
        &[
            "src/lib.rs: mod inner { use super::*; #[cfg(test)] mod tests { fn count() {} fn f() { |count() } } }",
        ],
    );
}

#[test]
fn a_macro_that_is_exported_is_an_item_of_the_root() {
    check(
        "a::make!",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2018"
//- /src/lib.rs
mod macros;
pub use make as build;
mod inner { use make as other; fn make() { make!() } }
//- /src/macros.rs
#[macro_export]
macro_rules! make { () => {} }
"#,
        &["src/lib.rs: pub use |make as build;"],
    );
}

#[test]
fn aliases_in_a_circle_have_no_variants() {
    check(
        "a::Old",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub struct Old;
type A = A::B;
type C = D;
type D = C;
fn f(_: Old) { A::Old; C::Old; }
"#,
        &["src/lib.rs: fn f(_: |Old) { A::Old; C::Old; }"],
    );
}
