//! The command line from outside: calls and recipes that are wrong, and what
//! goes to which output. Nothing here needs a plan.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

use std::fs;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const WRONG: &str = "name = \"r\"\n\n[[steps]]\n[steps.renme]\n\"a::B\" = \"C\"\n";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        fs::write(dir.path().join(path), text).unwrap();
    }
    dir
}

fn command(dir: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"));
    command.current_dir(dir.path()).args(args).env_remove("COLUMNS").env_remove("NO_COLOR");
    command
}

fn run(dir: &TempDir, args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command(dir, args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// A call that is refused: its exit code, and all of standard error.
#[track_caller]
fn check_refused(args: &[&str], (code, expected): (i32, &str)) {
    let dir = folder(&[("wrong.toml", WRONG)]);
    let (found, stdout, stderr) = run(&dir, args);
    assert_eq!((found, stderr.as_str()), (Some(code), expected));
    assert_eq!(stdout, "");
}

#[test]
fn a_wrong_recipe_is_shown_as_rustc_shows_code() {
    let expected = "\
error: unknown key `renme`
 --> wrong.toml:4:8
  |
4 | [steps.renme]
  |        ^^^^^
  |
  = note: nothing was changed
  = help: did you mean `rename`?
";
    for command in ["apply", "preview", "check"] {
        check_refused(&[command, "wrong.toml"], (2, expected));
    }
}

#[test]
fn findings_come_in_one_line_or_as_json() {
    let short = "wrong.toml:4:8: error: unknown key `renme`\n";
    check_refused(&["apply", "wrong.toml", "--message-format", "short"], (2, short));
    check_refused(&["--message-format=short", "-q", "check", "wrong.toml"], (2, short));

    let dir = folder(&[("wrong.toml", WRONG)]);
    let (_, _, stderr) = run(&dir, &["check", "wrong.toml", "--message-format", "json"]);
    let finding: serde_json::Value = serde_json::from_str(&stderr).unwrap();
    assert_eq!(finding["message"], "unknown key `renme`");
    assert_eq!(finding["notes"][0], "nothing was changed");
}

#[test]
fn a_recipe_that_is_not_there() {
    let expected = "\
error: cannot read the recipe `gone.toml`: no such file or directory
 |
 = note: nothing was changed
 = help: check the path
";
    check_refused(&["apply", "gone.toml"], (2, expected));
}

#[test]
fn a_call_outside_of_a_workspace() {
    let dir = folder(&[("good.toml", "name = \"r\"\n[[steps]]\nrename = { \"a::B\" = \"C\" }\n")]);
    let (code, stdout, stderr) = run(&dir, &["check", "good.toml"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.starts_with("error: could not find `Cargo.toml`"), "{stderr}");
    assert!(stderr.contains("= note: nothing was changed\n"), "{stderr}");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let dir = folder(&[("wrong.toml", WRONG)]);
    let has_colours = |args: &[&str]| run(&dir, args).2.contains('\u{1b}');
    assert!(has_colours(&["check", "wrong.toml", "--color", "always"]));
    assert!(!has_colours(&["check", "wrong.toml", "--color", "never"]));
    assert!(!has_colours(&["check", "wrong.toml"]));
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let dir = folder(&[("wrong.toml", "name = \"r\"\n\"\\u001b[2J\u{202e}\" = 1\n")]);
    for form in ["human", "short", "json"] {
        let args = ["check", "wrong.toml", "--color", "always", "--message-format", form];
        let (code, _, stderr) = run(&dir, &args);
        assert_eq!(code, Some(2));
        assert!(!stderr.contains("\u{1b}[2J") && !stderr.contains('\u{202e}'), "{stderr:?}");
    }
}

#[test]
fn wrong_calls_exit_with_2() {
    let calls: [&[&str]; 9] = [
        &[],
        &["aply", "wrong.toml"],
        &["apply"],
        &["apply", "wrong.toml", "--dry-run", "--check"],
        &["apply", "wrong.toml", "--format", "xml"],
        &["preview", "wrong.toml", "--allow-dirty"],
        &["check", "wrong.toml", "-q", "-v"],
        &["completions", "tcl"],
        &["refs"],
    ];
    let dir = folder(&[("wrong.toml", WRONG)]);
    for call in calls {
        let (code, stdout, stderr) = run(&dir, call);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{call:?}: {stderr}");
        assert!(stderr.contains("Usage:") || stderr.contains("--help"), "{call:?}: {stderr}");
    }
}

#[test]
fn a_path_that_is_none() {
    let expected = "\
error: `crate::B` is no item path: `crate` is another place in each file
 |
 = note: nothing was changed
 = help: begin with the crate's name
";
    check_refused(&["refs", "crate::B"], (2, expected));
}

#[test]
fn help_says_how_to_begin() {
    let dir = folder(&[]);
    let (code, stdout, stderr) = run(&dir, &["--help"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    for part in ["[steps.rename]", "kalam-codemod preview rename.toml", "Exit codes:", "--color"] {
        assert!(stdout.contains(part), "no `{part}` in\n{stdout}");
    }
    let (_, version, _) = run(&dir, &["--version"]);
    assert_eq!(version, format!("kalam-codemod {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_recipe_in_the_help_is_right() {
    let dir = folder(&[]);
    let (_, help, _) = run(&dir, &["--help"]);
    let text = help.split("rename.toml:\n").nth(1).unwrap();
    let recipe: Vec<_> = text.lines().skip(1).take_while(|it| !it.contains("See")).collect();
    let recipe = recipe.join("\n");
    assert!(recipe.contains("[[steps]]"), "{recipe}");
    let spec = kalam_codemod::recipe::spec::parse("rename.toml".into(), &recipe).unwrap();
    assert_eq!(spec.steps.len(), 1);
}

#[test]
fn completions_for_each_shell() {
    let dir = folder(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, stdout, stderr) = run(&dir, &["completions", shell]);
        assert_eq!((code, stderr.as_str()), (Some(0), ""));
        assert!(stdout.contains("kalam-codemod") && stdout.contains("preview"), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let dir = folder(&[]);
    for args in [["completions", "zsh"].as_slice(), &["--help"]] {
        let mut command = command(&dir, args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert_eq!((status.code(), stderr), (Some(0), Vec::new()));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let dir = folder(&[("wrong.toml", WRONG)]);
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&dir, &["completions", "zsh"]).stdout(full()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: cannot write the output: "), "{stderr}");
    assert_eq!(output.status.code(), Some(2));
    let nobody = command(&dir, &["check", "wrong.toml"]).stdout(full()).stderr(full()).status();
    assert_eq!(nobody.unwrap().code(), Some(2));
}

#[test]
fn nothing_to_take_back() {
    let dir = folder(&[]);
    let nothing = (Some(0), String::new(), "Nothing to recover\n".to_owned());
    assert_eq!(run(&dir, &["recover"]), nothing);
    assert_eq!(run(&dir, &["recover", "-q"]), (Some(0), String::new(), String::new()));
    let (code, _, stderr) = run(&dir, &["undo"]);
    assert_eq!(code, Some(2));
    assert!(stderr.starts_with("error: no run of this program has left anything here"), "{stderr}");
}
