//! Rows C: what a source can hold. Names that would mean something else are in
//! tests/capture.

use std::fs;

use camino::Utf8Path;

use super::row::{LIB, Row, USER, row};
use crate::harness::tree::put;

fn extra(root: &Utf8Path, text: &[u8]) {
    put(root, "src/lib.rs", &format!("{LIB}mod extra;\n"));
    fs::write(root.join("src/extra.rs"), text).unwrap();
}

fn deep((head, open, close): (&str, &str, &str)) -> String {
    format!("{head}{}{}\n", open.repeat(20_000), close.repeat(20_000))
}

/// A file that has to be looked into, as the name stands there, and that no target
/// reaches.
fn nested(root: &Utf8Path, shape: (&str, &str, &str)) {
    put(root, "src/extra.rs", &format!("// Old\n{}", deep(shape)));
}

pub fn rows() -> Vec<Row> {
    [of_bytes(), of_shapes(), of_depth()].concat()
}

fn of_bytes() -> Vec<Row> {
    vec![
        row("C1", "a file that is not UTF-8 and names nothing", |it| extra(it, b"// \xe9\n")),
        row("C1", "a file that is not UTF-8 and names the item", |it| {
            extra(it, b"// \xe9\ntype A = crate::Old;\n")
        })
        .refused(3),
        row("C1", "a module whose file is not UTF-8 gets another name", |it| {
            extra(it, b"// \xe9\n");
            put(it, "r.toml", "name = \"r\"\n[[steps]]\n[steps.rename]\n\"a::extra\" = \"more\"\n");
        })
        .refused(3),
        row("C2", "a byte order mark", |it| extra(it, "\u{feff}fn f() {}\n".as_bytes())),
        row("C2", "a script's first line", |it| extra(it, b"#!/usr/bin/env x\nfn f() {}\n")),
        row("C3", "mixed line endings", |it| extra(it, b"fn f() {}\r\nfn g() {}\n// a\rb\n")),
        row("C4", "an empty file", |it| extra(it, b"")),
        row("C4", "only a comment and no last line end", |it| extra(it, b"// x")),
        row("C4", "a NUL", |it| extra(it, b"fn f() {}\n\0\n")),
        row("C31", "wide letters before the place", |it| {
            extra(it, "type A = ([u8; 0], /* 語語\t */ crate::gone::Old);\n".as_bytes());
        }),
    ]
}

fn of_shapes() -> Vec<Row> {
    vec![
        row("C5", "a file that does not parse and names nothing", |it| extra(it, b"fn f( {\n")),
        row("C5", "a file that does not parse and names the item", |it| {
            extra(it, b"fn f( {\nuse crate::Old;\n<<<<<<< HEAD\n")
        })
        .silent()
        .looks(|_, _| Ok(())),
        row("C5", "a group of an import that is not closed", |it| {
            extra(it, b"pub mod oven {\n    pub struct Door;\n}\npub mod shed {\n    pub struct Gate;\n}\nuse crate::{extra::oven::{Door}\n");
            put(it, "r.toml", "name = \"r\"\n[[steps]]\n[steps.replace]\n\"a::extra::oven::Door\" = \"a::extra::shed::Gate\"\n");
        })
        .shows(),
        row("C6", "strings and comments", |it| {
            extra(it, b"// Old\nconst S: &str = \"Old\";\nconst R: &str = r#\"Old\"#;\n")
        }),
        row("C24", "a name of a published crate", |_| {}),
        row("C29", "a line of ten megabytes", |it| {
            let text = format!("pub const X: &[u8] = &[{}];\n", "1,".repeat(5 << 20));
            extra(it, text.as_bytes());
        }),
        row("C29", "a file of seventy megabytes", |it| {
            let text = format!("// {}\n", "x".repeat(70 << 20));
            extra(it, text.as_bytes());
        })
        .refused(3),
        row("C27", "expressions that few would write", |it| {
            let odd = "fn odd() -> crate::Old {\n    let () = { ((((), ()).1, ()).1) };\n    let _ = || || |_: u8| ..=..=.. ..;\n    let _: fn(&'static dyn Fn(u8) -> u8) -> Option<<Vec<u8> as IntoIterator>::Item> = |_| None;\n    'a: loop { break 'a loop { break 'a if true { return crate::Old } else { &&&&&mut &-!--1; } } }\n    let _ = match { match () { () => {} } } { _ if { true } => (|| {})(), };\n    crate::Old\n}\n";
            extra(it, odd.as_bytes());
        })
        .shows(),
        row("C32", "odd formatting", |it| extra(it, b"#[rustfmt::skip]\nfn  f ( )   { }\n")),
        row("C34", "a generated file", |it| extra(it, b"// @generated\nfn f() {}\n")),
        row("C13", "a module without a file", |it| {
            put(it, "src/lib.rs", &format!("{LIB}mod gone;\n"))
        }),
        row("C22", "two files for one module", |it| put(it, "src/user/mod.rs", USER))
            .silent()
            .looks(|_, _| Ok(())),
    ]
}

fn of_depth() -> Vec<Row> {
    vec![
        row("C28", "parentheses", |it| nested(it, ("const X: u8 = ", "(", ")"))),
        row("C28", "blocks", |it| nested(it, ("fn f() ", "{", "}"))),
        row("C28", "modules", |it| nested(it, ("", "mod m {", "}"))),
        row("C28", "generic arguments", |it| nested(it, ("type A = ", "A<", ">"))),
        row("C28", "operators", |it| nested(it, ("const X: i8 = ", "-", ""))),
        row("C28", "else if", |it| nested(it, ("fn f() { ", "if a {} else ", ""))),
        row("C28", "groups of imports", |it| nested(it, ("use ", "a::{", "}"))),
        row("C28", "comments", |it| nested(it, ("", "/*", "*/"))),
        row("C28", "macro calls", |it| nested(it, ("", "m!{", "}"))),
        row("C28", "depth in a file that names the item", |it| {
            extra(it, deep(("type B = crate::Old;\nconst X: u8 = ", "(", ")")).as_bytes());
        })
        .refused(3),
        row("C28", "depth in a file that does not name the item", |it| {
            extra(it, deep(("const X: u8 = ", "(", ")")).as_bytes());
        }),
    ]
}
