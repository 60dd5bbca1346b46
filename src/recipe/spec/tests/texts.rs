//! Rows of `text`.

use super::{check, step};
use crate::recipe::spec::{ProseSpec, VerbSpec};

/// A row at line 3, column 9, and all that is said of it.
#[track_caller]
fn row(row: &str, said: &[&str]) {
    check(&format!("name = 'r'\n[[steps]]\ntext = [{row}]\n"), said);
}

#[test]
fn rows_replace_or_append() {
    let step = step(
        "text = [{ file = 'a.md', find = 'a', with = 'b' }, { files = '**', append = 'c' }]\n",
    );
    let VerbSpec::Text(rows) = step.verb else { panic!("no text") };
    assert!(matches!(&rows[0].what, ProseSpec::Replace { whole_word: true, .. }));
    assert!(matches!(&rows[1].what, ProseSpec::Append { section: None, .. }));
    assert_eq!((rows[0].files.value.as_str(), rows[1].files.value.as_str()), ("a.md", "**"));
}

#[test]
fn files_are_markdown_below_the_root() {
    let find = "find = 'a', with = 'b'";
    for path in ["../a.md", "/a.md", "C:/a.md", "docs/../../a.md", ""] {
        let said = format!("3:18: `{path}` is no path below the workspace's root");
        row(&format!("{{ file = '{path}', {find} }}"), &[&said, "3:9: this row names no file"]);
    }
    for path in ["src/lib.rs", "Cargo.toml", "**/*.rs"] {
        let said = format!("3:18: `{path}` is no Markdown file");
        row(&format!("{{ file = '{path}', {find} }}"), &[&said, "3:9: this row names no file"]);
    }
}

#[test]
fn keys_of_a_row_go_together() {
    let either = "3:9: a row of `text` replaces or appends";
    row("{ file = 'a.md' }", &[either]);
    row("{ file = 'a.md', find = 'a' }", &[either]);
    row("{ file = 'a.md', find = 'a', with = 'b', append = 'c' }", &[either]);
    row("{ file = 'a.md', append = 'c', whole-word = false }", &[either]);
    row("{ file = 'a.md', append = 'c', sektion = '# A' }", &["3:40: unknown key `sektion`"]);
    row("{ file = 'a.md', find = '', with = 'b' }", &["3:33: `find` is empty", either]);
    row("{ file = 'a.md', section = 'A', append = 'c' }", &["3:36: `A` is no heading"]);
    let same = "3:47: this row does nothing: `find` and `with` are the same";
    row("{ file = 'a.md', find = 'abc', with = 'abc' }", &[same]);
}

#[test]
fn chains_are_meant_once() {
    let rows =
        "{ file = 'a.md', find = 'a', with = 'b' }, { file = 'a.md', find = 'b', with = 'c' }";
    row(rows, &["3:45: `b` is both old and new [3:76]"]);
    step(&format!("once = true\ntext = [{rows}]\n"));
}
