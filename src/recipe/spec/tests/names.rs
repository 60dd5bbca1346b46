//! What is a name, a path, a use-tree.

use super::super::names::{NameFault, identifier, item_path, new_name};
use super::super::use_tree::use_tree;

fn check(parse: impl Fn(&str) -> Result<(), NameFault>, rows: &[(&str, &str, &str)]) {
    for (text, message, blamed) in rows {
        let fault = parse(text).expect_err(text);
        assert_eq!(fault.message, *message, "{text}");
        assert_eq!(&text[fault.at.clone()], *blamed, "{text}: {fault:?}");
        assert!(!fault.help.is_empty());
    }
}

#[test]
fn identifiers() {
    for name in ["a", "_a", "Größe", "r#type", "r#async", "async", "gen", "union", "名前", "a1"]
    {
        assert_eq!(identifier(name), Ok(()), "{name}");
    }
}

#[test]
fn new_names_that_are_none() {
    check(
        new_name,
        &[
            ("", "the name is empty", ""),
            ("_", "`_` is no name", "_"),
            ("1x", "`1x` is no identifier", "1x"),
            ("a b", "`a b` is no identifier", "a b"),
            ("'a", "`'a` is no identifier", "'a"),
            ("a-b", "`a-b` is no identifier", "a-b"),
            ("🦀", "`🦀` is no identifier", "🦀"),
            ("foo(", "`foo(` is no identifier", "foo("),
            ("a//", "`a//` is no identifier", "a//"),
            ("fn", "`fn` is a keyword", "fn"),
            ("Self", "`Self` can never be a name", "Self"),
            ("r#crate", "`r#crate` can never be a name", "r#crate"),
            ("r#", "the name is empty", "r#"),
            ("a::b", "a new name is due here, not a path", "a::b"),
            ("a\u{1b}", "`a\\u{1b}` is no identifier", "a\u{1b}"),
        ],
    );
}

#[test]
fn remedies_name_what_to_write() {
    assert_eq!(new_name("fn").unwrap_err().help, "write `r#fn`, or choose another name");
    assert!(new_name("a::b").unwrap_err().help.starts_with("write `b`: "));
    assert_eq!(item_path("a-b::C").unwrap_err().help, "code spells it `a_b`");
    assert_eq!(item_path("::a::B").unwrap_err().help, "write `a::B`");
    assert_eq!(item_path("bni@a").unwrap_err().help, "did you mean `bin@`?");
}

#[test]
fn item_paths() {
    let good = [
        "a",
        "a::b::C",
        "bin@fd::cli",
        "a::m!",
        "m!",
        "a::r#type::B",
        "a::type::B",
        "test@t",
        "a::E::V",
        "test@a-b/t::C",
        "04_02_first::Cli",
    ];
    for path in good {
        assert_eq!(item_path(path), Ok(()), "{path}");
    }
}

#[test]
fn item_paths_that_are_none() {
    check(
        item_path,
        &[
            ("", "the path is empty", ""),
            ("::a", "a path begins with a crate", "::"),
            ("bin@::a", "a path begins with a crate", "::"),
            ("crate::a", "`crate` is another place in each file", "crate"),
            ("$crate::a", "`$crate` is another place in each file", "$crate"),
            ("a-b::C", "`a-b` is no name of a crate", "a-b"),
            ("a::Vec<T>", "an item path has no generic arguments", "<"),
            ("a::T.f", "fields are not supported by this version", "."),
            ("a:b", "`:` does not separate the parts of a path", ":"),
            ("a:::b", "`:` does not separate the parts of a path", ":"),
            ("a::", "a part of the path is empty", ""),
            ("a::::b", "a part of the path is empty", ""),
            ("a::*", "a path names one item", "*"),
            ("a::m!::b", "`!` stands at the end of a macro's path", "!"),
            ("a :: b", "there is white space in the path", " "),
            ("a::Self", "`Self` can never be a name", "Self"),
            ("a::1b", "`1b` is no identifier", "1b"),
            ("a::🦀", "`🦀` is no identifier", "🦀"),
            ("a::{b}", "`{b}` is no identifier", "{b}"),
            ("bin@/a", "`/a` is no identifier", "/a"),
            ("test@a:b/c", "`:` does not separate the parts of a path", ":"),
            ("a//b", "`a//b` is no identifier", "a//b"),
            ("library@a", "`library` is no kind of target", "library"),
            ("!", "a part of the path is empty", ""),
        ],
    );
    assert_eq!(item_path(&"a::".repeat(200)).unwrap_err().message, "the path is too long");
}

#[test]
fn use_trees() {
    let good =
        ["a", "a::B as C", "a::{B, c::{self, D as _}, }", "*", "::a::*", "crate::r#type", "{}"];
    for tree in good {
        assert_eq!(use_tree(tree), Ok(()), "{tree}");
    }
}

#[test]
fn use_trees_that_are_none() {
    check(
        use_tree,
        &[
            ("", "a name is due here", ""),
            ("pub use a::B;", "a use-tree is due here, not an item", "pub use a::B;"),
            ("a::B;", "a use-tree has no `;`", ";"),
            ("a::{B", "a `,` or `}` is due here", ""),
            ("a::{B C}", "a `,` or `}` is due here", "C"),
            ("a::", "a name is due here", ""),
            ("a::B as fn", "`fn` is a keyword", "fn"),
            ("a::1b", "`1b` is no identifier", "1b"),
            ("a::B, c::D", "the use-tree ends before this", ","),
            ("a::B as as", "`as` is a keyword", "as"),
            ("a}", "the use-tree ends before this", "}"),
        ],
    );
    let deep = "a::{".repeat(100_000);
    assert_eq!(use_tree(&deep).unwrap_err().message, "the use-tree is nested too deeply");
}
