//! Findings at marked places of small texts.

use anstream::adapter::strip_str;

use super::*;
use crate::report::testing::check_snapshot;
use crate::text::TextRange;

/// A label for the text between `«` and `»` in `marked`.
fn label(path: &str, marked: &str, text: &str) -> Label {
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    let range = TextRange::new((start as u32).into(), (end as u32).into());
    let source = marked.replace(['«', '»'], "");
    Label { path: path.into(), source: source.into(), range, text: text.into() }
}

fn shown(finding: &Diagnostic, width: usize) -> String {
    strip_str(&full(finding, width)).to_string()
}

/// The shown lines of source and carets of a finding at the marked place.
fn source_lines(marked: &str, width: usize) -> String {
    let text = shown(&Diagnostic::error("e").at(label("a.rs", marked, "here")), width);
    text.lines().skip(1).map(|it| format!("{}\n", it.trim_end())).collect()
}

#[track_caller]
fn check(marked: &str, expected: &str) {
    assert_eq!(source_lines(marked, 100), expected);
}

#[test]
fn a_finding_with_everything() {
    let recipe = "[[steps]]\n[steps.rename]\n«\"core::Jbo\"» = \"Task\"\n";
    let code = "use std::fmt;\n\npub struct «Job» {\n    id: u64,\n}\n";
    let other = "pub struct Job {\n    id: u64,\n}\n\nimpl «Job» {}\n";
    let finding = Diagnostic::error("no item has this path")
        .at(label("recipe.toml", recipe, "not found"))
        .at(label("crates/core/src/lib.rs", code, "this one is near"))
        .at(label("crates/sql/src/lib.rs", other, "so is this one"))
        .note("the path is that of the definition,\nnot of a re-export")
        .note("nothing was changed")
        .help("write `core::Job`");
    check_snapshot("report_diagnostic_full", &full(&finding, 100));
    check_snapshot("report_diagnostic_short", &short(&finding));
}

#[test]
fn several_labels_in_one_file() {
    let source = "use a::Job;\n\n\n\n\n\nuse b::Job;\nfn f(job: Job) {}\n";
    let at = |start: u32, text: &str| Label {
        path: "a.rs".into(),
        source: source.into(),
        range: TextRange::at(start.into(), 3.into()),
        text: text.into(),
    };
    let finding = Diagnostic::warning("two meanings of `Job`")
        .at(at(24, "then this"))
        .at(at(7, "first this"))
        .at(at(39, ""));
    check_snapshot("report_diagnostic_several", &full(&finding, 100));
}

#[test]
fn without_a_place() {
    let finding = Diagnostic::error("the workspace is locked").help("wait for the other run");
    check_snapshot("report_diagnostic_no_place", &full(&finding, 100));
    assert_eq!(strip_str(&short(&finding)).to_string(), "error: the workspace is locked\n");
    let bare = Diagnostic::new(Level::Note, "nothing to do");
    assert_eq!(shown(&bare, 100), "note: nothing to do\n");
}

#[test]
fn windows_line_ends() {
    check(
        "one\r\nlet «two» = 2;\r\nthree\r\n",
        " --> a.rs:2:5\n  |\n2 | let two = 2;\n  |     ^^^ here\n",
    );
}

#[test]
fn tabs_and_wide_chars() {
    check("\tlet «x»;", " --> a.rs:1:6\n  |\n1 |     let x;\n  |         ^ here\n");
    check("f(名前, «x»)", " --> a.rs:1:7\n  |\n1 | f(名前, x)\n  |         ^ here\n");
    check("«名前»;", " --> a.rs:1:1\n  |\n1 | 名前;\n  | ^^^^ here\n");
}

#[test]
fn the_end_of_the_file() {
    check("one\ntwo«»", " --> a.rs:2:4\n  |\n2 | two\n  |    ^ here\n");
    check("one\ntwo\n«»", " --> a.rs:3:1\n  |\n3 |\n  | ^ here\n");
    check("«»", " --> a.rs:1:1\n  |\n1 |\n  | ^ here\n");
    check("one\n«two»", " --> a.rs:2:1\n  |\n2 | two\n  | ^^^ here\n");
}

#[test]
fn an_empty_range() {
    check("let «»x;", " --> a.rs:1:5\n  |\n1 | let x;\n  |     ^ here\n");
}

#[test]
fn several_lines() {
    check(
        "fn f() «{\n    1;\n}»\n",
        " --> a.rs:1:8\n  |\n1 |   fn f() {\n  |  ________^\n2 | |     1;\n3 | | }\n  | |_^ here\n",
    );
}

#[test]
fn long_lines_are_cut() {
    let marked = format!("{}«Job»{}", "before ".repeat(400), " after".repeat(400));
    let text = source_lines(&marked, 60);
    assert!(text.contains("Job") && text.contains("^^^ here"), "{text}");
    assert!(text.lines().all(|it| it.chars().count() <= 80), "{text}");
    assert!(text.starts_with(" --> a.rs:1:2801\n"), "{text}");
}

#[test]
fn no_terminal_is_too_narrow() {
    for width in [0, 1, 5, 20] {
        for marked in ["let «x» = 1;", "fn f() «{\n    let x = 1;\n}»", "\t\t名前«»", "«»"]
        {
            assert!(source_lines(marked, width).contains("^ here"), "{width}");
        }
        let long = format!("{}«Job»{}", "before ".repeat(40), " after".repeat(40));
        assert!(source_lines(&long, width).contains("^^^ here"), "{width}");
    }
}

#[test]
fn ranges_that_do_not_exist_are_shown_at_the_nearest_place() {
    let beyond = Label {
        path: "a.rs".into(),
        source: "ü\n".into(),
        range: TextRange::new(1.into(), 90.into()),
        text: String::new(),
    };
    let finding = Diagnostic::error("odd").at(beyond);
    assert_eq!(strip_str(&short(&finding)).to_string(), "a.rs:1:1: error: odd\n");
    assert!(shown(&finding, 80).contains("1 | / ü"), "{}", shown(&finding, 80));
}

#[test]
fn nothing_of_a_file_reaches_the_terminal_as_a_command() {
    let marked = "let «x» = \"\u{1b}[2J\u{9b}31m\u{202e}\";";
    let finding = Diagnostic::error("bad \u{1b}]0;name\u{7}")
        .at(label("od\u{1b}d.rs", marked, "he\u{1b}re"))
        .note("no\u{1b}te");
    for text in [shown(&finding, 80), strip_str(&short(&finding)).to_string()] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{text:?}");
        assert!(text.contains(r"od\u{1b}d.rs") && text.contains(r"bad \u{1b}]0;"), "{text:?}");
    }
}
