//! The command line from outside: calls and recipes that are wrong, and what
//! goes to which output; and one workspace through all commands.
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

const RENAME: &str = "name = \"r\"\n[[steps]]\nname = \"One\"\n[steps.rename]\n\"a::B\" = \"C\"\n";
const LIB: &str = "pub struct B;\npub fn b() -> B {\n    B\n}\n";

/// A workspace of one package, in git, and a recipe.
fn workspace() -> TempDir {
    let manifest = "[package]\nname = \"a\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n";
    let files = [("Cargo.toml", manifest), ("lib.rs", LIB), ("r.toml", RENAME)];
    let dir = folder(&files);
    let repository = git2::Repository::init(dir.path()).unwrap();
    let mut index = repository.index().unwrap();
    index.add_all(["*"], git2::IndexAddOption::DEFAULT, None).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let who = git2::Signature::now("a", "a@example.org").unwrap();
    repository.commit(Some("HEAD"), &who, &who, "all", &tree, &[]).unwrap();
    dir
}

fn lib(dir: &TempDir) -> String {
    fs::read_to_string(dir.path().join("lib.rs")).unwrap()
}

#[test]
fn there_and_back() {
    let dir = workspace();
    let renamed = LIB.replace('B', "C");
    let code = |args: &[&str]| run(&dir, args).0;
    assert_eq!(code(&["check", "r.toml"]), Some(1));
    assert_eq!(code(&["apply", "--check", "r.toml"]), Some(1));
    assert_eq!(code(&["apply", "--dry-run", "r.toml"]), Some(0));
    assert_eq!(lib(&dir), LIB);
    let (code_of_apply, stdout, stderr) = run(&dir, &["apply", "r.toml"]);
    assert_eq!((code_of_apply, stdout.as_str()), (Some(0), ""), "{stderr}");
    assert!(stderr.contains("Applied One: "), "{stderr}");
    assert_eq!(lib(&dir), renamed);
    assert_eq!(code(&["check", "r.toml"]), Some(0));
    let (code_of_second, _, stderr) = run(&dir, &["apply", "r.toml"]);
    assert!(code_of_second == Some(0) && stderr.contains("nothing to do"), "{stderr}");
    assert_eq!(run(&dir, &["undo"]).2, "Took back the last apply\n    lib.rs\n");
    assert_eq!(lib(&dir), LIB);
}

#[test]
fn diffs_go_to_standard_output_and_apply() {
    let dir = workspace();
    for args in [&["preview", "r.toml"][..], &["preview", "--by-step", "r.toml"]] {
        let (code, stdout, stderr) = run(&dir, args);
        assert!(code == Some(0) && stderr.contains("Would apply One: "), "{stderr}");
        let diff = git2::Diff::from_buffer(stdout.as_bytes()).unwrap();
        let repository = git2::Repository::open(dir.path()).unwrap();
        repository.apply(&diff, git2::ApplyLocation::WorkDir, None).unwrap();
        assert_eq!(lib(&dir), LIB.replace('B', "C"));
        fs::write(dir.path().join("lib.rs"), LIB).unwrap();
    }
    let (_, stdout, stderr) = run(&dir, &["preview", "-q", "--format", "json", "r.toml"]);
    let plan: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((&plan["steps"][0]["title"], stderr.as_str()), (&"One".into(), ""));
    let (_, stdout, _) = run(&dir, &["apply", "-v", "r.toml"]);
    assert!(stdout.starts_with("diff --git a/lib.rs b/lib.rs\n"), "{stdout}");
}

#[test]
fn changes_that_git_does_not_have_are_not_touched() {
    let dir = workspace();
    let changed = format!("{LIB}// mine\n");
    fs::write(dir.path().join("lib.rs"), &changed).unwrap();
    let expected = "\
error: files to be changed have changes that are not committed
 |
 = note: lib.rs
 = note: nothing was changed
 = help: commit or stash the changes, or say `--allow-dirty`
";
    let refused = (Some(3), String::new(), expected.to_owned());
    assert_eq!(run(&dir, &["apply", "r.toml"]), refused);
    assert_eq!(lib(&dir), changed);
    assert_eq!(run(&dir, &["apply", "--allow-dirty", "r.toml"]).0, Some(0));
    assert_eq!(lib(&dir), changed.replace('B', "C"));
}

#[test]
fn references_of_an_item_under_every_name() {
    let dir = workspace();
    fs::write(dir.path().join("lib.rs"), format!("use B as Z;\npub type Y = Z;\n{LIB}")).unwrap();
    let (code, stdout, stderr) = run(&dir, &["refs", "a::B"]);
    let places: Vec<_> = stdout.lines().map(|it| it.split(' ').next().unwrap()).collect();
    let expected = ["lib.rs:1:5", "lib.rs:2:14", "lib.rs:4:15", "lib.rs:5:5"];
    assert_eq!((code, places.as_slice()), (Some(0), &expected[..]), "{stdout}{stderr}");
    assert_eq!(stderr, "4 references in 1 file (3 paths, 1 import)\n");
    let (code, _, stderr) = run(&dir, &["refs", "a::D"]);
    assert!(code == Some(2) && stderr.starts_with("error: there is no item `a::D`"), "{stderr}");
    let (_, _, stderr) = run(&dir, &["refs", "models::B"]);
    assert!(stderr.contains("= help: there is `a::B`\n"), "{stderr}");
}

#[test]
fn expectations_that_do_not_hold_refuse() {
    let dir = workspace();
    fs::write(dir.path().join("e.toml"), format!("{RENAME}[[expect]]\nforbid = \"C\"\n")).unwrap();
    let code = |args: &[&str]| run(&dir, args).0;
    assert_eq!(code(&["apply", "e.toml"]), Some(3));
    assert_eq!(lib(&dir), LIB);
    assert_eq!(code(&["preview", "e.toml"]), Some(3));
    assert_eq!(code(&["apply", "r.toml"]), Some(0));
    assert_eq!(code(&["check", "r.toml"]), Some(0));
    assert_eq!(code(&["check", "e.toml"]), Some(1));
}

/// The lock file is Cargo's; that it will change is told where it will.
#[test]
fn a_lock_file_that_will_change_is_told() {
    let dir = workspace();
    fs::write(dir.path().join("other.toml"), dependencies("other = { path = \"../other\" }"))
        .unwrap();
    fs::write(
        dir.path().join("feature.toml"),
        "name = \"f\"\n[[steps]]\n[steps.features.a]\nf = []\n",
    )
    .unwrap();
    let told = "`Cargo.lock` will change at Cargo's next run; where that says `--locked`, \
                run `cargo update --workspace` first";
    assert!(!run(&dir, &["preview", "other.toml"]).2.contains("Cargo.lock"), "there is none");
    fs::write(dir.path().join("Cargo.lock"), "version = 4\n").unwrap();
    let (code, _, stderr) = run(&dir, &["preview", "other.toml"]);
    assert!(code == Some(0) && stderr.contains(told), "{stderr}");
    for quiet in ["feature.toml", "r.toml"] {
        let (code, _, stderr) = run(&dir, &["preview", quiet]);
        assert!(code == Some(0) && !stderr.contains("Cargo.lock"), "{stderr}");
    }
}

/// A recipe that sets dependencies of the package.
fn dependencies(rows: &str) -> String {
    format!("name = \"d\"\n[[steps]]\n[steps.dependencies.a]\n{rows}\n")
}

/// A pair that matches nothing is told where it may be a slip, and refused where
/// the user says that each pair matches.
#[test]
fn pairs_that_match_nothing() {
    let dir = workspace();
    let write = |pair: &str| {
        let recipe = format!("name = \"m\"\n[[steps]]\n[steps.replace]\n{pair}\n");
        fs::write(dir.path().join("m.toml"), recipe).unwrap();
    };
    // `b` is named by nothing, `B` is; nothing is near to `Zebra`.
    for (pair, warning) in [
        ("\"a::Zebra\" = \"a::b\"", "`a::Zebra` is not there, and nothing names `a::b`"),
        ("\"a::bb\" = \"a::B\"", "`a::bb` is not there, and counts as carried out"),
        ("\"a::Zebra\" = \"a::B\"", ""),
    ] {
        write(pair);
        for command in ["apply", "preview", "check"] {
            let (code, stdout, stderr) = run(&dir, &[command, "m.toml"]);
            assert_eq!((code, stdout.as_str()), (Some(0), ""), "{pair}\n{stderr}");
            assert!(stderr.contains("already carried out"), "{stderr}");
            assert_eq!(stderr.contains("warning: "), !warning.is_empty(), "{stderr}");
            assert!(stderr.contains(warning), "{stderr}");
            let (code, stdout, stderr) = run(&dir, &[command, "--expect-matches", "m.toml"]);
            assert_eq!((code, stdout.as_str()), (Some(3), ""), "{pair}\n{stderr}");
            assert!(stderr.contains("` matches nothing\n --> m.toml:4:1\n"), "{stderr}");
        }
    }
    assert_eq!(run(&dir, &["preview", "--expect-matches", "r.toml"]).0, Some(0));
    assert_eq!(lib(&dir), LIB);
}

/// What a glob of another crate brings is not known: a warning says so.
#[test]
fn a_glob_of_another_crate_is_told() {
    let dir = workspace();
    let recipe = |tree: &str| {
        let text = format!("name = \"e\"\n[[steps]]\nexport = {{ \"a\" = [\"{tree}\"] }}\n");
        fs::write(dir.path().join("e.toml"), text).unwrap();
        run(&dir, &["preview", "e.toml"])
    };
    let (code, stdout, stderr) = recipe("std::collections::*");
    assert!(code == Some(0) && stdout.contains("+pub use std::collections::*;"), "{stderr}");
    assert!(stderr.contains("warning: what `std::collections::*` brings"), "{stderr}");
    let (code, _, stderr) = recipe("std::collections::BTreeMap");
    assert!(code == Some(0) && !stderr.contains("warning"), "{stderr}");
}
