//! Items that go, and what is left around them.

use super::{apply, parse};
use crate::imports::remove_items;
use crate::syntax::Body;
use crate::text::TextRange;

/// Items whose name begins with `Gone` or `gone`, and impls of such types.
fn gone(body: &Body) -> Vec<TextRange> {
    let named = |name: &str| name.to_lowercase().starts_with("gone");
    let mut out = Vec::new();
    for item in &body.items {
        let own = item.name.as_ref().is_some_and(|it| named(&it.name));
        let of_type = match &item.kind {
            crate::syntax::ItemKind::Impl(data) => {
                data.self_type.iter().flat_map(|it| &it.segments).any(|it| named(&it.name))
            }
            crate::syntax::ItemKind::Module(Some(body)) => {
                out.extend(self::gone(body));
                false
            }
            _ => false,
        };
        if own || of_type {
            out.push(item.range);
        }
    }
    out
}

#[track_caller]
fn check(before: &str, after: &str) {
    for (before, after) in [
        (before.to_owned(), after.to_owned()),
        (before.replace('\n', "\r\n"), after.replace('\n', "\r\n")),
    ] {
        let syntax = parse(&before);
        let ranges = gone(syntax.body());
        assert!(!ranges.is_empty());
        let result = apply(&before, remove_items(&before, &ranges));
        parse(&result);
        assert_eq!(result, after, "\n{result}");
    }
}

#[test]
fn one_blank_line_is_left() {
    check("struct A;\n\nstruct Gone;\n\nstruct B;\n", "struct A;\n\nstruct B;\n");
    check("struct A;\nstruct Gone;\nstruct B;\n", "struct A;\nstruct B;\n");
    check("struct A;\n\nstruct Gone;\nstruct B;\n", "struct A;\n\nstruct B;\n");
    check("struct A;\nstruct Gone;\n\nstruct B;\n", "struct A;\n\nstruct B;\n");
    check("struct A;\n\n\nstruct Gone;\n\nstruct B;\n", "struct A;\n\n\nstruct B;\n");
}

#[test]
fn docs_attributes_and_the_comment_above_go() {
    check(
        "struct A;\n\n// About it,\n// at length.\n/// Docs.\n#[derive(Debug)]\nstruct Gone {\n    a: u8, // a\n}\n\nstruct B;\n",
        "struct A;\n\nstruct B;\n",
    );
    check(
        "struct A;\n\n// Of the section.\n\nstruct Gone;\n\nstruct B;\n",
        "struct A;\n\n// Of the section.\n\nstruct B;\n",
    );
    check("struct Gone; // why\nstruct B;\n", "struct B;\n");
    check("// Copyright: us\nstruct Gone;\nstruct B;\n", "// Copyright: us\nstruct B;\n");
}

#[test]
fn ends_of_files_and_blocks() {
    check("struct A;\n\nstruct Gone;\n", "struct A;\n");
    check("struct A;\n\nstruct Gone;", "struct A;\n");
    check("struct Gone;\n\nstruct A;\n", "struct A;\n");
    check("//! Docs.\n\nstruct Gone;\n\nstruct A;\n", "//! Docs.\n\nstruct A;\n");
    check(
        "mod m {\n    struct Gone;\n\n    struct A;\n\n    struct Gone2;\n}\n",
        "mod m {\n    struct A;\n}\n",
    );
    check("mod m {\n    struct Gone;\n}\n", "mod m {}\n");
}

#[test]
fn several_at_once() {
    check(
        "struct A;\n\nstruct Gone;\n\nimpl Gone {}\n\nimpl Clone for Gone {\n    fn clone(&self) -> Gone {\n        Gone\n    }\n}\n\nstruct B;\n",
        "struct A;\n\nstruct B;\n",
    );
    check("struct Gone1;\nstruct A;\nstruct Gone2;\nstruct Gone3;\n", "struct A;\n");
    check("struct Gone1;\n\nimpl Gone1 {}\n", "");
    check(
        "struct A;\n\nstruct Gone1;\n\nstruct B;\n\nstruct Gone2;\n\nstruct C;\n",
        "struct A;\n\nstruct B;\n\nstruct C;\n",
    );
}

#[test]
fn items_on_one_line() {
    check("mod m { struct A; struct Gone; struct B; }\n", "mod m { struct A; struct B; }\n");
    check("mod m { struct A; struct Gone; }\n", "mod m { struct A; }\n");
    check("mod m { struct Gone; struct A; }\n", "mod m { struct A; }\n");
    check("mod m { struct Gone; }\n", "mod m {}\n");
}
