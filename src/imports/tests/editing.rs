//! Imports that come, go and change, in every style.

use super::{apply, check, leaves, path};
use crate::imports::{ImportOp, edit};
use crate::syntax::{Edition, Syntax};

#[test]
fn removes_a_statement() {
    check("use a::B;\nuse c::D;\n", "- a::B", "use c::D;\n");
    check("use a::B;\n\nfn f() {}\n", "- a::B", "fn f() {}\n");
    check("use a::B; // for f\n\nfn f() {}\n", "- a::B", "fn f() {}\n");
    check(
        "use std::fmt;\n\nuse a::B;\n\nuse crate::C;\n",
        "- a::B",
        "use std::fmt;\n\nuse crate::C;\n",
    );
    check("/// Docs.\n#[allow(x)]\npub use a::B;\nuse c::D;\n", "- a::B", "use c::D;\n");
    check("use a::{B, C};\nuse c::D;\n", "- a::B\n- a::C", "use c::D;\n");
    check("use a::*;\nuse c::D;\n", "- a::*", "use c::D;\n");
    check("use a::B as _;\nuse c::D;\n", "- a::B as _", "use c::D;\n");
}

#[test]
fn comments_beside_a_statement() {
    check("// Imports.\nuse a::B;\nuse c::D;\n", "- a::B", "// Imports.\nuse c::D;\n");
    check(
        "use x::Y;\n\n// Kept for old callers.\npub use a::B;\n\nfn f() {}\n",
        "- a::B",
        "use x::Y;\n\nfn f() {}\n",
    );
}

#[test]
fn removes_from_a_group() {
    check("use a::{B, C, D};\n", "- a::B", "use a::{C, D};\n");
    check("use a::{B, C, D};\n", "- a::C", "use a::{B, D};\n");
    check("use a::{B, C, D};\n", "- a::D", "use a::{B, C};\n");
    check("use a::{B, C, D,};\n", "- a::D", "use a::{B, C,};\n");
    check("use a::{ B, C, D };\n", "- a::D\n- a::B", "use a::C;\n");
    check("use a::{ B, C, D };\n", "- a::B", "use a::{ C, D };\n");
    check("use a::{B, C as X};\n", "- a::B", "use a::C as X;\n");
    check("use a::{B, *};\n", "- a::B", "use a::*;\n");
    check("use a::{\n    B,\n    C,\n    D,\n};\n", "- a::C", "use a::{\n    B,\n    D,\n};\n");
    check("use a::{\n    B,\n    C,\n    D,\n};\n", "- a::D", "use a::{\n    B,\n    C,\n};\n");
    check("use a::{\n    B,\n    C,\n    D\n};\n", "- a::D", "use a::{\n    B,\n    C\n};\n");
    check("use a::{\n    B,\n    C,\n};\n", "- a::B", "use a::C;\n");
}

#[test]
fn self_keeps_its_meaning() {
    check("use a::b::{self, C};\n", "- a::b::C", "use a::b;\n");
    check("use a::{self as x, C};\n", "- a::C", "use a as x;\n");
    check("use crate::{self as krate, C};\n", "- crate::C", "use crate::{self as krate};\n");
    check("use a::b::{self, C};\n", "- a::b", "use a::b::C;\n");
}

#[test]
fn nested_groups_shrink() {
    check("use a::{b::{C, D}, E};\n", "- a::b::C", "use a::{b::D, E};\n");
    check("use a::{b::{C, D}, E};\n", "- a::b::C\n- a::b::D", "use a::E;\n");
    check("use a::{b::{C, D}, E};\n", "- a::E", "use a::b::{C, D};\n");
    check("use a::{b::{C, D}, E};\n", "- a::E\n- a::b::C", "use a::b::D;\n");
    check(
        "use a::{\n    b::{\n        C, D,\n    },\n    E,\n};\n",
        "- a::E",
        "use a::b::{\n    C, D,\n};\n",
    );
}

#[test]
fn comments_in_a_group() {
    check(
        "use a::{\n    // first\n    B, // about B\n    // second\n    C, // about C\n    D,\n};\n",
        "- a::B",
        "use a::{\n    // first\n    // second\n    C, // about C\n    D,\n};\n",
    );
    check("use a::{\n    B, // about B\n    C,\n};\n", "- a::B", "use a::C;\n");
    check(
        "use a::{\n    // both\n    B,\n    C,\n};\n",
        "- a::C",
        "use a::{\n    // both\n    B,\n};\n",
    );
    check("use a::{B, /* c */ C, D};\n", "- a::B", "use a::{/* c */ C, D};\n");
    check(
        "use a::{\n    // first\n    B,\n    D\n};\n",
        "+ a::C\n- a::D",
        "use a::{\n    // first\n    B,\n    C\n};\n",
    );
}

#[test]
fn repoints_in_place() {
    check("use a::Old;\n", "a::Old => a::New", "use a::New;\n");
    check("use a::b::Old;\n", "a::b::Old => a::New", "use a::New;\n");
    check("use a::Old;\n", "a::Old => a::b::c::New", "use a::b::c::New;\n");
    check("use a::x::C;\n", "a::x::C => a::C", "use a::C;\n");
    check("use a::*;\n", "a::* => b::c::*", "use b::c::*;\n");
    check("use a::Old as X;\n", "a::Old as X => b::New as X", "use b::New as X;\n");
    check("use a::Old as X;\n", "a::Old as X => b::New", "use b::New;\n");
    check("use a::Old;\n", "a::Old => b::New as Old", "use b::New as Old;\n");
    check("use ::a::Old;\n", "::a::Old => crate::New", "use crate::New;\n");
    check("use a::Old;\n", "a::Old => a::type", "use a::r#type;\n");
    check(
        "/// D.\n#[cfg(x)]\npub(crate) use a::Old; // c\n",
        "a::Old => b::New",
        "/// D.\n#[cfg(x)]\npub(crate) use b::New; // c\n",
    );
    check("use a::{Old, X};\n", "a::Old => a::New", "use a::{New, X};\n");
    check("use a::{b::Old, X};\n", "a::b::Old => a::c::New", "use a::{c::New, X};\n");
    check("use {a::Old, b::X};\n", "a::Old => c::New", "use {c::New, b::X};\n");
}

#[test]
fn swaps_and_doubles() {
    check("use a::{A, B};\n", "a::A => a::B\na::B => a::A", "use a::{B, A};\n");
    check("use a::{A, B};\n", "a::A => a::B", "use a::B;\n");
    check("use a::Old;\nuse b::New;\n", "a::Old => b::New", "use b::New;\n");
    check("use a::{A, B};\nuse c::D;\n", "a::A => c::X\na::B => c::X", "use c::X;\nuse c::D;\n");
    check("use b::New;\npub use a::Old;\n", "a::Old => b::New", "pub use b::New;\n");
    check("#[cfg(x)]\nuse b::New;\nuse a::Old;\n", "a::Old => b::New", "use b::New;\n");
}

#[test]
fn merges_into_a_group() {
    check("use a::Old;\nuse b::{Cc, Xx};\n", "a::Old => b::New", "use b::{Cc, New, Xx};\n");
    check("use a::Old;\nuse b::{Xx, Cc};\n", "a::Old => b::New", "use b::{Xx, Cc, New};\n");
    check(
        "use a::Old;\npub use b::{Cc, Xx};\n",
        "a::Old => b::New",
        "use b::New;\npub use b::{Cc, Xx};\n",
    );
    check(
        "#[cfg(x)]\nuse a::Old;\nuse b::{Cc, Xx};\n",
        "a::Old => b::New",
        "#[cfg(x)]\nuse b::New;\nuse b::{Cc, Xx};\n",
    );
    check(
        "use a::Old; // c\nuse b::{Cc, Xx};\n",
        "a::Old => b::New",
        "use b::New; // c\nuse b::{Cc, Xx};\n",
    );
    check(
        "use a::{Old, Y};\nuse b::{Cc, Xx};\n",
        "a::Old => b::New",
        "use a::Y;\nuse b::{Cc, New, Xx};\n",
    );
}

#[test]
fn takes_out_of_a_group() {
    check(
        "use a::{Old, X};\nuse d::Y;\n",
        "a::Old => c::New",
        "use a::X;\nuse c::New;\nuse d::Y;\n",
    );
    check(
        "use z::{Old, X};\nuse d::Y;\n",
        "z::Old => c::New",
        "use z::X;\nuse c::New;\nuse d::Y;\n",
    );
    check(
        "#[cfg(x)]\npub use a::{Old, X, Z};\nuse d::Y;\n",
        "a::Old => c::New",
        "#[cfg(x)]\npub use a::{X, Z};\n#[cfg(x)]\npub use c::New;\nuse d::Y;\n",
    );
    check("use a::{A, B, C};\n", "a::A => n::A\na::B => n::B", "use a::C;\nuse n::{A, B};\n");
    check(
        "mod m {\n    use a::{A, B};\n}\n",
        "mod m:a::A => n::A",
        "mod m {\n    use a::B;\n    use n::A;\n}\n",
    );
}

#[test]
fn a_whole_group_moves() {
    check(
        "use crate::models::{\n    Job, // j\n    User,\n};\n",
        "crate::models::Job => commons::system::Job\ncrate::models::User => commons::system::User",
        "use commons::system::{\n    Job, // j\n    User,\n};\n",
    );
    check(
        "use a::{b::{A, B}, C};\n",
        "a::b::A => a::c::A\na::b::B => a::c::D",
        "use a::{c::{A, D}, C};\n",
    );
    check("use a::{A, B};\n", "a::A => c::A\n- a::B", "use c::A;\n");
    check("use a::{A, B};\n", "a::A => c::A\na::B => d::B", "use c::A;\nuse d::B;\n");
    check("use a::b::{self, B};\n", "a::b => a::c\na::b::B => a::c::B", "use a::c::{self, B};\n");
}

#[test]
fn adds_in_the_scope_s_granularity() {
    check("use a::B;\n", "+ a::C", "use a::{B, C};\n");
    check("use a::B;\nuse a::D;\n", "+ a::C", "use a::B;\nuse a::C;\nuse a::D;\n");
    check("use a::{B, D};\n", "+ a::C", "use a::{B, C, D};\n");
    check("use a::{b::C, D};\n", "+ a::b::E", "use a::{\n    b::{C, E},\n    D,\n};\n");
    check("use a::{b::{C, F}, D};\n", "+ a::b::E", "use a::{b::{C, E, F}, D};\n");
    check(
        "use a::{b::C, D};\nuse x::y::Z;\n",
        "+ x::w::V",
        "use a::{b::C, D};\nuse x::{w::V, y::Z};\n",
    );
    check("use a::{B, C};\n", "+ d::E\n+ d::F\n+ d::E", "use a::{B, C};\nuse d::{E, F};\n");
    check(
        "use a::B;\nuse a::C;\n",
        "+ d::E\n+ d::F",
        "use a::B;\nuse a::C;\nuse d::E;\nuse d::F;\n",
    );
    check("use a::B as X;\n", "+ a::C", "use a::{B as X, C};\n");
    check("use a::B;\n", "+ a::B", "use a::B;\n");
    check("use a::B;\n", "+ pub a::C", "use a::B;\npub use a::C;\n");
    check("use a::{B, C};\n", "+ a::D if test", "#[cfg(test)]\nuse a::D;\nuse a::{B, C};\n");
    check("#[cfg(test)]\nuse a::{B, C};\n", "+ a::D if test", "#[cfg(test)]\nuse a::{B, C, D};\n");
    check("use a::{\n    B,\n    D,\n};\n", "+ a::C", "use a::{\n    B,\n    C,\n    D,\n};\n");
    check("use a::{\n\tB,\n\tC\n};\n", "+ a::D", "use a::{\n\tB,\n\tC,\n\tD\n};\n");
}

#[test]
fn adds_at_the_right_place() {
    check(
        "use std::fmt;\n\nuse a::B;\n\nuse crate::C;\n",
        "+ d::E",
        "use std::fmt;\n\nuse a::B;\nuse d::E;\n\nuse crate::C;\n",
    );
    check(
        "use std::fmt;\n\nuse crate::C;\n",
        "+ d::E",
        "use std::fmt;\n\nuse d::E;\n\nuse crate::C;\n",
    );
    check("use a::B;\nuse e::F;\n", "+ d::E", "use a::B;\nuse d::E;\nuse e::F;\n");
    check(
        "use b::B;\nuse e::F; // f\n",
        "+ a::E\n+ z::E",
        "use a::E;\nuse b::B;\nuse e::F; // f\nuse z::E;\n",
    );
    check("fn f() {}\n", "+ a::B\n+ c::D", "use a::B;\nuse c::D;\n\nfn f() {}\n");
    check("//! Docs.\n\nfn f() {}\n", "+ a::B", "//! Docs.\n\nuse a::B;\n\nfn f() {}\n");
    check("//! Docs.\nfn f() {}\n", "+ a::B", "//! Docs.\n\nuse a::B;\n\nfn f() {}\n");
    check(
        "#![allow(x)]\n\n/// D.\nfn f() {}\n",
        "+ a::B",
        "#![allow(x)]\n\nuse a::B;\n\n/// D.\nfn f() {}\n",
    );
    check("// Copyright\n\nfn f() {}\n", "+ a::B", "// Copyright\n\nuse a::B;\n\nfn f() {}\n");
    check("// About f.\nfn f() {}\n", "+ a::B", "use a::B;\n\n// About f.\nfn f() {}\n");
    check("", "+ a::B", "use a::B;\n");
    check("//! Docs.\n", "+ a::B", "//! Docs.\n\nuse a::B;\n");
    check(
        "#!/usr/bin/env x\nfn f() {}\n",
        "+ a::B",
        "#!/usr/bin/env x\n\nuse a::B;\n\nfn f() {}\n",
    );
    check(
        "mod m {\n    fn f() {}\n}\n",
        "mod m:+ a::B",
        "mod m {\n    use a::B;\n\n    fn f() {}\n}\n",
    );
    check(
        "mod m {\n    //! Docs.\n\n    fn f() {}\n}\n",
        "mod m:+ a::B",
        "mod m {\n    //! Docs.\n\n    use a::B;\n\n    fn f() {}\n}\n",
    );
    check("mod m {}\n", "mod m:+ a::B", "mod m {\n    use a::B;\n}\n");
    check("mod m { use super::*; }\n", "mod m:+ a::B", "mod m { use super::*; use a::B; }\n");
    check("mod m { fn f() {} }\n", "mod m:+ a::B", "mod m { use a::B; fn f() {} }\n");
    check("mod m { use a::B; use c::D; }\n", "mod m:- a::B", "mod m { use c::D; }\n");
    check("use a::B;\n\nfn f() {}\n", "- a::B\n+ c::D", "use c::D;\n\nfn f() {}\n");
}

#[test]
fn line_endings_stay() {
    check(
        "use a::{\r\n    B,\r\n    C,\r\n    D,\r\n};\r\n",
        "+ a::E\n- a::C",
        "use a::{\r\n    B,\r\n    D,\r\n    E,\r\n};\r\n",
    );
    check("use a::B;\r\nuse c::D;\r\n", "+ e::F", "use a::B;\r\nuse c::D;\r\nuse e::F;\r\n");
    check("fn f() {}\r\n", "+ e::F", "use e::F;\r\n\r\nfn f() {}\r\n");
    check("use a::{B, C};\r\n\r\nfn f() {}\r\n", "- a::B\n- a::C", "fn f() {}\r\n");
}

#[test]
fn long_groups_are_laid_out_as_rustfmt_does() {
    let long = |at: char| at.to_string().repeat(30);
    let (b, c, d) = (long('B'), long('C'), long('D'));
    check(
        &format!("use a::{{{b}, {c}}};\n"),
        &format!("+ a::{d}"),
        &format!("use a::{{\n    {b}, {c}, {d},\n}};\n")
            .replace(&format!(", {d}"), &format!(",\n    {d}"))
            .replace(&format!("{c},\n    {d}"), &format!("{c}, {d}")),
    );
    check(
        &format!("use a::{{\n    {b}, {c}, {d},\n}};\n"),
        &format!("- a::{c}"),
        &format!("use a::{{{b}, {d}}};\n"),
    );
}

#[test]
fn code_that_does_not_parse_is_no_reason_to_panic() {
    for text in
        ["use a::{B, C", "use a::{", "use ;", "use a::{B C};", "use a::{,};", "mod m {", "use"]
    {
        let syntax = Syntax::parse(text, Edition::Edition2021);
        let ops: Vec<ImportOp> =
            leaves(text, syntax.body()).iter().map(|it| ImportOp::Remove { leaf: it.1 }).collect();
        apply(text, edit(text, syntax.body(), &ops));
        let add = ImportOp::Add { path: path("a::New"), vis: "".into(), cfg: None };
        apply(text, edit(text, syntax.body(), &[add]));
    }
}

#[test]
fn macros_are_left_alone() {
    let before = "cfg_if! {\n    if #[cfg(x)] {\n        use a::{Old, X};\n    }\n}\n";
    check(before, "+ a::Y", &format!("use a::Y;\n\n{before}"));
    check(before, "a::Old => a::New", &before.replace("Old", "New"));
    check(
        before,
        "a::Old => b::New",
        &before.replace("a::{Old, X};\n", "a::X;\n        use b::New;\n"),
    );
    check(before, "- a::Old\n- a::X", "cfg_if! {\n    if #[cfg(x)] {}\n}\n");
}
