//! Pairs of one step against each other.

use std::fmt::Write as _;
use std::time::Instant;

use super::*;

const ONCE: &str = "all pairs of a step are carried out at once, and afterwards nobody can tell \
                    that they were: say `once = true` in this step";

#[test]
fn pairs_that_do_nothing() {
    let help = "remove it, or correct one side";
    check_step(
        "rename = { 'a::B' = 'B' }",
        ("3:21: this pair does nothing: `a::B` is old and new", "'B'", help),
    );
    check_step(
        "rename = { 'a::fun' = 'r#fun' }",
        ("3:23: this pair does nothing: `a::fun` is old and new", "'r#fun'", help),
    );
    check_step(
        "replace = { 'a::B' = 'a::B' }",
        ("3:22: this pair does nothing: `a::B` is old and new", "'a::B'", help),
    );
}

#[test]
fn one_item_with_two_names() {
    check_step(
        "[steps.rename]\n'a::b' = 'c'\n'a::r#b' = 'd'",
        ("5:1: `a::b` becomes both `c` and `d` [4:1]", "'a::r#b'", "keep one of the two pairs"),
    );
}

#[test]
fn two_items_with_one_name() {
    let help = "choose another name, or make one item of the two with `replace`";
    check_step(
        "[steps.rename]\n'a::B' = 'X'\n'a::C' = 'X'",
        ("5:10: two items would be `a::X` [4:10]", "'X'", help),
    );
    let elsewhere = step("[steps.rename]\n'a::B' = 'X'\n'b::C' = 'X'\n'bin@a::B' = 'X'");
    assert_eq!(pairs_of(&elsewhere).len(), 3);
    let consolidated = step("[steps.replace]\n'a::B' = 'c::X'\n'b::B' = 'c::X'");
    assert_eq!(pairs_of(&consolidated).len(), 2);
}

#[test]
fn swaps_and_chains_want_once() {
    let rows = [
        ("rename", "'a::B' = 'C'\n'a::C' = 'B'", "4:10: `a::C` is both old and new [5:1]", "'C'"),
        ("rename", "'a::C' = 'D'\n'a::B' = 'C'", "5:10: `a::C` is both old and new [4:1]", "'C'"),
        ("rename", "'a' = 'b'\n'b' = 'c'", "4:7: `b` is both old and new [5:1]", "'b'"),
        ("replace", "'a::B' = 'c'\n'c' = 'd'", "4:10: `c` is both old and new [5:1]", "'c'"),
        (
            "replace",
            "'a::B' = 'c::m::D'\n'c::m' = 'e'",
            "4:10: `c::m` is both old and new [5:1]",
            "'c::m::D'",
        ),
        ("replace", "'a::B' = 'a::B::C'", "4:10: `a::B` is both old and new [4:1]", "'a::B::C'"),
        (
            "replace",
            "'type@a::B' = 'a::B::C'",
            "4:15: `type@a::B` is both old and new [4:1]",
            "'a::B::C'",
        ),
    ];
    for (verb, pairs, expected, blamed) in rows {
        check_step(&format!("[steps.{verb}]\n{pairs}"), (expected, blamed, ONCE));
        step(&format!("once = true\n[steps.{verb}]\n{pairs}"));
    }
}

#[test]
fn names_that_only_look_like_a_chain() {
    step("[steps.rename]\n'a::B' = 'C'\n'b::C' = 'D'\n'a::C!' = 'E'\n'a::b' = 'a'");
    step("[steps.replace]\n'a::B' = 'c::Dx'\n'c::D' = 'e::F'");
}

#[test]
fn macros_keep_to_macros() {
    let renamed = step("rename = { 'a::m!' = 'n!', 'a::o!' = 'p' }");
    assert_eq!(pairs_of(&renamed), [("a::m!", "n"), ("a::o!", "p")]);
    check_step(
        "rename = { 'a::m' = 'n!' }",
        (
            "3:22: `n!` is no identifier",
            "n!",
            "a name has letters, digits and `_`, and does not begin with a digit",
        ),
    );
    check_step(
        "replace = { 'a::m!' = 'b::m' }",
        (
            "3:24: a macro is replaced by a macro only",
            "b::m",
            "write `!` after both paths, or after none",
        ),
    );
}

#[test]
fn a_package_may_get_a_name_with_a_hyphen() {
    assert_eq!(pairs_of(&step("rename = { core_a = 'core-b' }")), [("core_a", "core-b")]);
    check_step(
        "rename = { core_a = '-b' }",
        (
            "3:22: `-b` is no identifier",
            "-b",
            "a name has letters, digits and `_`, and does not begin with a digit",
        ),
    );
}

#[test]
fn a_path_is_listed_once() {
    check_step(
        "delete = ['a::r#b', 'a::b']",
        ("3:21: `a::b` is listed twice [3:11]", "'a::b'", "keep one of them"),
    );
}

/// Seconds that a recipe of so many pairs takes.
fn seconds(verb: &str, pairs: usize) -> f64 {
    let mut text = format!("name = 'many'\n[[steps]]\n[steps.{verb}]\n");
    let to = if verb == "rename" { "" } else { "new::m::" };
    for n in 0..pairs {
        let _ = writeln!(text, "'krate::module::Old{n}' = '{to}New{n}'");
    }
    let start = Instant::now();
    assert_eq!(pairs_of(&recipe(&text).steps[0]).len(), pairs);
    start.elapsed().as_secs_f64()
}

#[test]
fn time_is_linear() {
    for verb in ["rename", "replace"] {
        let (few, many) = (seconds(verb, 4_000), seconds(verb, 40_000));
        assert!(many < 40.0 * few + 0.5, "{verb}: 4,000 in {few} s, 40,000 in {many} s");
    }
}
