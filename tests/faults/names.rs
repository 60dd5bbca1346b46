//! Rows C7 to C26, C30 and C33: names in a source, and what else they could mean.
//! tests/capture and tests/recipes have more of each; a row shows what is said.

use camino::Utf8Path;

use super::row::{Row, row};
use crate::harness::tree::put;

const LEGACY: &str = "[package]\nname = \"a\"\nedition = \"2015\"\n";

/// Lays a library of this text alone.
fn lib(root: &Utf8Path, text: &str) {
    std::fs::remove_file(root.join("src/user.rs")).unwrap();
    put(root, "src/lib.rs", text);
}

/// Renames by these pairs.
fn rename(root: &Utf8Path, pairs: &str) {
    put(root, "r.toml", &format!("name = \"r\"\n[[steps]]\n[steps.rename]\n{pairs}\n"));
}

pub fn rows() -> Vec<Row> {
    [of_texts(), of_macros(), of_captures(), of_methods(), of_imports(), of_symbols(), of_tokens()]
        .concat()
}

fn of_texts() -> Vec<Row> {
    vec![
        row("C7", "captures of format strings", |it| {
            rename(it, "\"a::OLD\" = \"NEW\"");
            lib(it, "pub const OLD: usize = 3;\npub fn f() -> String {\n    format!(\"{OLD} {OLD:?} {0:OLD$} {{OLD}} OLD {0:.*}\", OLD, 1)\n}\npub fn g(OLD_: u8) -> String {\n    format!(\"{OLD_}\")\n}\n");
        })
        .shows(),
        row("C8", "links and examples of documentation", |it| {
            lib(it, "//! [`Old`], [the old](Old), [`crate::Old`], [Old][x].\n//!\n//! [x]: Old\n//!\n//! ```\n//! # use a::Old;\n//! let it = Old;\n//! ```\n//!\n//! Old is prose, `Old` is no link.\npub struct Old;\n");
        })
        .shows(),
        row("C10", "strings and words of attributes", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "#[cfg(feature = \"old\")]\npub mod gone {}\n#[derive(serde::Serialize)]\npub struct S {\n    #[serde(with = \"old\", rename = \"old\")]\n    it: u8,\n}\n#[doc(alias = \"old\")]\n#[unknown(old, it = old, path = \"old::f\")]\npub mod old {}\n");
        })
        .shows(),
        row("C11", "fields in short form", |it| {
            rename(it, "\"a::OLD\" = \"NEW\"");
            lib(it, "pub const OLD: u8 = 1;\n#[allow(non_snake_case)]\npub struct S {\n    pub OLD: u8,\n}\npub fn f() -> S {\n    S { OLD }\n}\npub fn g(it: S) -> bool {\n    matches!(it, S { OLD, .. })\n}\n");
        })
        .shows(),
        row("C20", "imports under a cfg", |it| {
            lib(it, "pub struct Old;\n#[cfg(unix)]\nmod one {\n    pub use crate::Old as It;\n}\n#[cfg(not(unix))]\nmod one {\n    pub use crate::{Old as It};\n}\n");
        })
        .shows(),
        row("C21", "code that is not compiled here", |it| {
            lib(it, "pub struct Old;\n#[cfg(windows)]\nmod windows {\n    pub fn f(_: crate::Old) {}\n}\n");
        })
        .shows(),
    ]
}

fn of_macros() -> Vec<Row> {
    vec![
        row("C9", "bodies and calls of macros", |it| {
            lib(it, "pub struct Old;\nmacro_rules! make {\n    ($Old:ident) => {\n        fn $Old() -> $crate::Old {\n            $crate::Old\n        }\n    };\n}\nmake!(f);\npub fn g() -> &'static str {\n    assert!(matches!(f(), Old));\n    concat!(stringify!(Old), \"Old\")\n}\n");
        })
        .shows(),
        row("C9", "a name that is put together", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "pub fn old() {}\npaste::paste! { fn [<old _twice>]() { old(); } }\n");
        })
        .shows(),
        row("C9", "a macro that may define the item", |it| {
            lib(it, "macro_rules! make {\n    ($name:ident) => {\n        pub struct $name;\n    };\n}\nmake!(Old);\n");
        })
        .refused(3),
    ]
}

fn of_captures() -> Vec<Row> {
    vec![
        row("C12", "a local closure has the new name", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "pub fn old() -> u8 {\n    1\n}\npub fn f() -> u8 {\n    let new = || 2;\n    new() + old()\n}\n");
        })
        .shows(),
        row("C12", "a local closure has the new name and the step refuses", |it| {
            let head = "name = \"r\"\n[[steps]]\non-conflict = \"refuse\"\n";
            put(it, "r.toml", &format!("{head}[steps.rename]\n\"a::old\" = \"new\"\n"));
            lib(it, "pub fn old() -> u8 {\n    1\n}\npub fn f() -> u8 {\n    let new = || 2;\n    new() + old()\n}\n");
        })
        .refused(3),
        row("C13", "a glob brings the new name", |it| {
            lib(it, "pub struct Old;\nmod m {\n    pub struct New;\n}\nuse m::*;\npub fn f() {\n    let _ = New;\n}\n");
        })
        .refused(3),
        row("C14", "a constant in patterns", |it| {
            rename(it, "\"a::OLD\" = \"NEW\"");
            lib(it, "pub const OLD: u8 = 1;\npub fn f(it: u8) -> bool {\n    match it {\n        OLD => true,\n        0..OLD => false,\n        _ => matches!(it, OLD | 3),\n    }\n}\n");
        })
        .shows(),
        row("C14", "a binding has the new name of a constant", |it| {
            rename(it, "\"a::OLD\" = \"new\"");
            lib(it, "pub const OLD: u8 = 1;\npub fn f(it: u8) -> u8 {\n    match it {\n        OLD => 0,\n        new => new,\n    }\n}\n");
        })
        .refused(3),
        row("C15", "another item has the new name", |it| {
            lib(it, "pub struct Old;\npub enum New {}\n");
        })
        .refused(3),
        row("C15", "the prelude has the new name", |it| {
            rename(it, "\"a::Old\" = \"Vec\"");
            lib(it, "pub struct Old;\npub fn f() -> Vec<u8> {\n    Vec::new()\n}\n");
        })
        .refused(3),
        row("C15", "a type of the language has the new name", |it| {
            rename(it, "\"a::Old\" = \"u8\"");
            lib(it, "pub struct Old;\npub fn f() -> u8 {\n    1\n}\n");
        })
        .refused(3),
        row("C15", "a generic parameter has the new name", |it| {
            lib(it, "pub struct Old;\npub fn f<New>(it: New, _: Old) -> New {\n    it\n}\n");
        })
        .shows(),
        row("C15", "names of other namespaces", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "pub fn old<'new>(it: &'new u8) -> &'new u8 {\n    'new: loop {\n        break 'new it;\n    }\n}\nmacro_rules! new {\n    () => {\n        1\n    };\n}\npub mod new {}\npub const X: u8 = new!();\n");
        })
        .shows(),
    ]
}

fn of_methods() -> Vec<Row> {
    const TRAIT: &str = "pub trait T {\n    fn old(&self) {}\n}\nimpl T for u8 {\n    fn old(&self) {}\n}\npub struct S;\nimpl S {\n    pub fn old(&self) {}\n}\n";
    vec![
        row("C16", "an inherent method", |it| {
            rename(it, "\"a::S::old\" = \"new\"");
            lib(it, TRAIT);
        })
        .refused(2),
        row("C17", "methods of the name of a function", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, &format!("{TRAIT}pub fn old(it: &S) {{\n    it.old();\n    S::old(it);\n    T::old(&1);\n}}\n"));
        })
        .shows(),
        row("C18", "an item of a trait", |it| {
            rename(it, "\"a::T::old\" = \"new\"");
            lib(it, TRAIT);
        })
        .refused(2),
    ]
}

fn of_imports() -> Vec<Row> {
    vec![
        row("C19", "imports of all forms", |it| {
            lib(it, "pub mod m {\n    pub struct Old;\n    pub struct Other;\n}\npub use m::Old as X;\npub mod n {\n    pub use super::m::{self as mm, Other, /* kept */ Old};\n    pub use super::m::*;\n    extern crate self as me;\n    pub type T = (Old, mm::Old, me::m::Old, crate::X);\n}\n");
            rename(it, "\"a::m::Old\" = \"New\"");
        })
        .shows(),
        row("C19", "one import twice after a replacement", |it| {
            put(it, "r.toml", "name = \"r\"\n[[steps]]\n[steps.replace]\n\"a::Old\" = \"a::m::New\"\n");
            lib(it, "pub mod m {\n    pub struct New;\n}\npub struct Old;\npub mod n {\n    use crate::Old;\n    use crate::m::New;\n    pub type T = (Old, New);\n}\n");
        })
        .shows(),
        row("C26", "raw names and paths of an old edition", |it| {
            put(it, "Cargo.toml", LEGACY);
            rename(it, "\"a::old\" = \"async\"");
            lib(it, "pub fn old() {}\npub fn f() {\n    ::old();\n    r#old();\n    ::r#old();\n}\npub mod m {\n    use old;\n    pub fn g() {\n        old();\n    }\n}\n");
        })
        .shows(),
        row("C33", "edits inside of each other's paths", |it| {
            rename(it, "\"a::old\" = \"new\"\n\"a::old::Old\" = \"New\"\n\"a::old::Other\" = \"Another\"");
            lib(it, "pub mod old {\n    pub struct Old;\n    pub struct Other;\n}\nuse old::{Old,Other};\npub type T = (Old, Other, old::Old);\n");
        })
        .shows(),
    ]
}

fn of_symbols() -> Vec<Row> {
    vec![
        row("C23", "a function without mangling", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "#[unsafe(no_mangle)]\npub extern \"C\" fn old() {}\n");
        })
        .refused(3),
        row("C23", "a function of another library", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "unsafe extern \"C\" {\n    safe fn old();\n}\n");
        })
        .refused(3),
        row("C23", "a symbol with a name of its own", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "#[unsafe(export_name = \"old\")]\npub extern \"C\" fn old() {}\n");
        })
        .shows(),
        row("C23", "a function that a generator exports", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "use wasm_bindgen::prelude::*;\n#[wasm_bindgen]\npub fn old() {}\n");
        })
        .refused(3),
        row("C23", "a function that a generator exports by another name", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "use wasm_bindgen::prelude::*;\n#[wasm_bindgen(js_name = \"old\")]\npub fn old() {}\n");
        })
        .shows(),
        row("C23", "a trait beside what a generator exports", |it| {
            rename(it, "\"a::Old\" = \"New\"");
            lib(it, "#[pyclass]\npub trait Old {}\n");
        })
        .shows(),
        row("C23", "a function that a generator brings from another language", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "#[wasm_bindgen]\nextern \"C\" {\n    pub fn old();\n}\n");
        })
        .refused(3),
        row("C23", "a function that a generator brings by another name", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "#[wasm_bindgen]\nextern \"C\" {\n    #[wasm_bindgen(js_name = \"old\")]\n    pub fn old();\n}\n");
        })
        .shows(),
        row("C23", "a test", |it| {
            rename(it, "\"a::old\" = \"new\"");
            lib(it, "#[test]\nfn old() {}\n");
        })
        .shows(),
    ]
}

fn of_tokens() -> Vec<Row> {
    vec![
        row("C25", "a name that would become the prefix of a string", |it| {
            rename(it, "\"a::old\" = \"b\"");
            lib(it, "pub const fn old() -> u8 {\n    1\n}\nmacro_rules! m {\n    ($it:ident $text:literal) => {\n        $it()\n    };\n}\npub const X: u8 = m!(old\"s\");\n");
            put(it, "Cargo.toml", LEGACY);
        })
        .refused(3),
        row("C25", "a name that would become the prefix of a character", |it| {
            rename(it, "\"a::old\" = \"b\"");
            lib(it, "pub const fn old() -> u8 {\n    1\n}\nmacro_rules! m {\n    ($it:ident $text:literal) => {\n        $it()\n    };\n}\npub const X: u8 = m!(old'a');\n");
            put(it, "Cargo.toml", LEGACY);
        })
        .refused(3),
        row("C25", "a name that would become the mark of a raw name", |it| {
            rename(it, "\"a::old\" = \"r\"");
            lib(it, "pub const fn old() -> u8 {\n    1\n}\nmacro_rules! m {\n    ($it:ident # $text:ident) => {\n        $it()\n    };\n}\npub const X: u8 = m!(old#x);\n");
            put(it, "Cargo.toml", LEGACY);
        })
        .refused(3),
        row("C25", "names beside marks and numbers", |it| {
            rename(it, "\"a::old\" = \"b\"");
            lib(it, "pub const fn old() -> u8 {\n    1\n}\npub const X: (u8, u8) = (old(),old());\npub const Y: u8 = X.0+old()-1*old();\n");
        })
        .shows(),
        row("C30", "characters that are not seen on an edited line", |it| {
            lib(it, "pub struct Old;\npub fn f(_: Old) {} // \u{202e}eniL\u{2066}\n");
        })
        .shows(),
        row("C30", "a name that looks like another one", |it| {
            rename(it, "\"a::Old\" = \"\u{41d}ew\"");
            lib(it, "pub struct Old;\npub struct Hew;\n");
        })
        .shows(),
    ]
}
