//! Globs and imports that go in circles.

use super::*;

/// A crate of modules, each of which has something and the globs of all others.
fn all_in_all(count: usize, item: impl Fn(usize) -> String) -> String {
    let module = |own: usize| {
        let others = (0..count).filter(|it| *it != own);
        let globs: Vec<_> = others.map(|it| format!("pub use super::m{it}::*;\n")).collect();
        format!("pub mod m{own} {{\n{}{}\n}}\n", globs.concat(), item(own))
    };
    let modules: Vec<_> = (0..count).map(module).collect();
    let manifest = "//- /Cargo.toml\n[package]\nname = \"a\"\nedition = \"2021\"\n";
    format!("{manifest}//- /src/lib.rs\n{}", modules.concat())
}

#[test]
fn each_module_sees_what_one_has() {
    let item = |own: usize| match own {
        0 => "pub struct Job;".to_owned(),
        _ => format!("pub fn f{own}(_: Job) {{}}"),
    };
    let found = references("a::m0::Job", &all_in_all(16, item));
    assert_eq!(found.len(), 15, "{found:#?}");
}

#[test]
fn an_item_comes_before_what_a_circle_brings() {
    let item = |own: usize| match own {
        0 => "pub struct Job;".to_owned(),
        1 => "pub struct Job; pub fn f1(_: Job) {}".to_owned(),
        _ => format!("pub fn f{own}() {{}}"),
    };
    let found = references("a::m1::Job", &all_in_all(12, item));
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn an_import_of_what_a_glob_beside_it_brings() {
    check(
        "a::m::Job",
        r#"
//- /Cargo.toml
[package]
name = "a"
edition = "2021"
//- /src/lib.rs
pub mod m {
    pub struct Job;
    pub use super::n::*;
}
pub mod n {
    pub use super::m::*;
    pub use self::Job as Task;
    pub fn f(_: Task, _: Job) {}
}
"#,
        &["src/lib.rs: pub use self::|Job as Task;", "src/lib.rs: pub fn f(_: Task, _: |Job) {}"],
    );
}
