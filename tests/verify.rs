//! `apply --verify`: the recipe's commands judge a plan on a copy, and a plan
//! that they refuse leaves the workspace as it is.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

mod support {
    pub mod tree;
}

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use support::tree::{Folder, difference, tree};

const MANIFEST: &str = "[package]\nname = \"a\"\nedition = \"2024\"\n";
/// `old::Job` and `new::Task` differ in a field that is used.
const LIB: &str = "\
pub mod old {
    pub struct Job {
        pub id: u32,
    }
}
pub mod new {
    pub struct Task {
        pub key: u32,
    }
}
pub struct Plain;
pub fn id(job: &old::Job) -> u32 {
    job.id
}
";
const RENAME: &str = "[[steps]]\n[steps.rename]\n\"a::Plain\" = \"Simple\"\n";
const BREAK: &str =
    "[[steps]]\nname = \"Jobs are tasks\"\n[steps.replace]\n\"a::old::Job\" = \"a::new::Task\"\n";

/// A workspace with a recipe of these steps, and of these commands.
fn workspace(steps: &str, commands: Option<&str>) -> Folder {
    let verify = commands.map(|it| format!("[verify]\ncommands = {it}\n"));
    let recipe = format!("name = \"r\"\n{steps}{}", verify.unwrap_or_default());
    Folder::new(&[("Cargo.toml", MANIFEST), ("src/lib.rs", LIB), ("r.toml", &recipe)])
}

/// A workspace with a shell script as the one command.
fn scripted(steps: &str, script: &str) -> Folder {
    let folder = workspace(steps, Some("['./check.sh']"));
    put_script(&folder, "check.sh", script);
    folder
}

fn put_script(folder: &Folder, path: &str, script: &str) {
    folder.write(path, format!("#!/bin/sh\n{script}\n").as_bytes());
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path().join(path), mode).unwrap();
}

fn command(folder: &Folder, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"));
    command.args(["apply", "r.toml"]).args(args).current_dir(folder.path());
    command.env_remove("CARGO_TARGET_DIR").env("COLUMNS", "140");
    command
}

fn apply(folder: &Folder, args: &[&str]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command(folder, args).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

/// The plan is carried out.
#[track_caller]
fn check_passes(folder: &Folder) -> String {
    let before = tree(folder.path());
    let (code, said) = apply(folder, &["--verify"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(tree(folder.path()) != before, "nothing was done:\n{said}");
    check_nothing_is_left(folder);
    said
}

/// The plan is refused with this exit code and these words, and the workspace
/// is as it was, byte for byte and not even written.
#[track_caller]
fn check_refused(folder: &Folder, args: &[&str], (code, words): (i32, &[&str])) -> String {
    let before = (tree(folder.path()), times(folder));
    let (found, said) = apply(folder, args);
    assert_eq!(found, Some(code), "{said}");
    words.iter().for_each(|it| assert!(said.contains(it), "`{it}` is not said:\n{said}"));
    assert_eq!(difference(&before.0, &tree(folder.path())), "");
    assert_eq!(times(folder), before.1);
    check_nothing_is_left(folder);
    said
}

fn times(folder: &Folder) -> Vec<std::time::SystemTime> {
    let modified = |it: &str| folder.path().join(it).metadata().unwrap().modified().unwrap();
    ["Cargo.toml", "src/lib.rs", "r.toml"].map(modified).to_vec()
}

#[track_caller]
fn check_nothing_is_left(folder: &Folder) {
    assert!(!folder.path().join(".kalam-codemod/verify").exists());
}

#[test]
fn a_plan_that_compiles_is_written() {
    let folder = workspace(RENAME, None);
    let said = check_passes(&folder);
    let shown = "/cargo check --message-format=json --keep-going --workspace --all-targets\n";
    assert!(said.contains(shown), "what runs is shown first:\n{said}");
    assert!(folder.path().join(".kalam-codemod/target/CACHEDIR.TAG").exists());
    assert!(!folder.path().join("target").exists());
}

#[test]
fn a_plan_that_does_not_compile_is_refused_with_what_rustc_says() {
    let folder = workspace(BREAK, None);
    let expected = "\
error: no field `id` on type `&Task` [E0609]
  --> src/lib.rs:13:9
   |
13 |     job.id
   |         ^^ unknown field
   |
   = note: available field is: `key`
error: `cargo check --workspace --all-targets` finds a new error with the recipe
 |
 = note: what breaks it is the step `Jobs are tasks` (1 of 1)
 = note: nothing was changed
 = help: correct the recipe, or first the code that it changes
";
    let said = check_refused(&folder, &["--verify"], (4, &[]));
    assert_eq!(&said[said.find("error").unwrap()..], expected);
    assert_eq!(apply(&folder, &[]).0, Some(0), "nobody asked for a check");
}

#[test]
fn what_is_wrong_already_does_not_count() {
    let broken = "pub fn text() -> u8 {\n    let plain: Plain = 1;\n    \"x\"\n}\n";
    let folder = workspace(RENAME, None);
    folder.write("src/lib.rs", format!("{LIB}{broken}").as_bytes());
    let said = check_passes(&folder);
    let warning = "warning: `cargo check --workspace --all-targets` fails without the recipe, too";
    assert!(said.contains(warning) && said.contains("not counted: 2 errors of before"), "{said}");

    let folder = workspace(BREAK, None);
    folder.write("src/lib.rs", format!("{broken}{LIB}").as_bytes());
    let words = ["[E0609]", "finds a new error", "not counted: 2 errors of before"];
    let said = check_refused(&folder, &["--verify"], (4, &words));
    assert!(!said.contains("[E0308]"), "{said}");
}

/// An error that was there twice is new if it is there three times.
#[test]
fn errors_are_counted() {
    let folder = workspace(BREAK, None);
    let uses = "pub fn x(t: &new::Task) -> u32 {\n    t.id\n}\npub fn y(t: &new::Task) -> u32 {\n    t.id\n}\n";
    folder.write("src/lib.rs", format!("{LIB}{uses}").as_bytes());
    let words = ["src/lib.rs:13:9", "finds a new error", "not counted: 2 errors of before"];
    check_refused(&folder, &["--verify"], (4, &words));
}

/// The first step breaks what the second mends; what the third breaks stays.
#[test]
fn the_step_that_broke_it_is_named() {
    let step = |name: &str, (from, to): (&str, &str)| {
        let pair = format!("\"a::{from}\" = \"a::{to}\"\n");
        format!("[[steps]]\nname = \"{name}\"\n[steps.replace]\n{pair}")
    };
    let steps = [
        step("to tasks", ("old::Job", "new::Task")),
        step("to good", ("new::Task", "good::Job")),
        step("keys", ("old::Key", "Plain")),
        RENAME.to_owned(),
    ];
    let folder = workspace(&steps.concat(), None);
    let more = "pub mod good {\n    pub struct Job {\n        pub id: u32,\n    }\n}\n";
    let key = "pub fn key() -> old::Key {\n    1\n}\n";
    let lib = LIB.replace("pub mod old {", "pub mod old {\n    pub type Key = u32;");
    folder.write("src/lib.rs", format!("{lib}{more}{key}").as_bytes());
    let words = ["[E0308]", "what breaks it is the step `keys` (3 of 4)"];
    let said = check_refused(&folder, &["--verify"], (4, &words));
    assert!(!said.contains("[E0609]"), "{said}");
}

#[test]
fn a_program_that_is_not_there_is_named_with_its_place() {
    for (name, message) in [
        ("no-such-program --x", "error: there is no program `no-such-program` in `PATH`\n"),
        ("./no.sh", "error: there is no program `./no.sh` in the workspace\n"),
    ] {
        let folder = workspace(RENAME, Some(&format!("['true', '{name}']")));
        check_refused(&folder, &["--verify"], (2, &[message, "--> r.toml:6:21\n"]));
    }
}

/// Programs are found in absolute folders of `PATH`, never beside the user.
#[test]
fn the_current_folder_is_not_searched() {
    let folder = workspace(RENAME, Some("['canary']"));
    put_script(&folder, "canary", "touch ran");
    let path = ["", ".", "/usr/bin", "/bin"].join(":");
    let output = command(&folder, &["--verify"]).env("PATH", path).env("CARGO", cargo()).output();
    let Output { status, stderr, .. } = output.unwrap();
    let said = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(2), "{said}");
    assert!(said.contains("there is no program `canary` in `PATH`"), "{said}");
    assert!(!folder.path().join("ran").exists());
}

fn cargo() -> String {
    std::env::var("CARGO").unwrap()
}

#[test]
fn a_command_that_fails_judges() {
    let folder = scripted(RENAME, "echo looking >&2; grep -q 'struct Plain' src/lib.rs");
    let words = ["`./check.sh` fails with the recipe: exit code 1", "looking", "(1 of 1)"];
    check_refused(&folder, &["--verify"], (4, &words));

    let folder = scripted(RENAME, "echo always; exit 7");
    let words = ["fails without the recipe, and cannot judge it: exit code 7", "always"];
    check_refused(&folder, &["--verify"], (4, &words));

    check_passes(&scripted(RENAME, "exit 0"));
}

/// What it started is stopped, too.
#[test]
fn a_command_that_hangs_is_stopped() {
    let folder = scripted(RENAME, "echo wait; sleep 1000 & echo $! > ../../pid; wait");
    let words =
        ["`./check.sh` did not end within 1 seconds, and was stopped", "wait", "--verify-timeout"];
    check_refused(&folder, &["--verify", "--verify-timeout", "1"], (4, &words));
    let pid = std::fs::read_to_string(folder.path().join(".kalam-codemod/pid")).unwrap();
    let state = format!("/proc/{}/stat", pid.trim());
    // Killed, if perhaps not yet buried by the system.
    let state = std::fs::read_to_string(state).unwrap_or_default();
    assert!(state.is_empty() || state.contains(") Z "), "it still runs: {state}");
}

#[test]
fn a_command_that_prints_without_end_is_no_burden() {
    check_passes(&scripted(
        RENAME,
        "yes | head -c 40000000; yes no newline | tr -d '\\n' | head -c 9000000",
    ));
    let folder = scripted(RENAME, "yes | head -c 4000000; grep -q 'struct Plain' src/lib.rs");
    let said = check_refused(&folder, &["--verify"], (4, &["exit code 1"]));
    assert!(said.len() < 10_000, "{} bytes are said", said.len());
}

#[test]
fn a_command_that_edits_sources_edits_a_copy_and_is_told() {
    for edit in
        ["echo >> src/lib.rs", "rm src/lib.rs", "printf x > src/new && mv src/new src/lib.rs"]
    {
        let words = ["`./check.sh` edits sources of the workspace", "= note: src/lib.rs\n"];
        check_refused(&scripted(RENAME, edit), &["--verify"], (4, &words));
    }
}

#[test]
fn standard_input_is_empty() {
    let folder = scripted(RENAME, "if read -r line; then exit 1; fi");
    let mut command = command(&folder, &["--verify"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn commands_run_only_when_they_are_asked_for() {
    let folder = scripted(RENAME, "touch ../../ran");
    for args in [&["--dry-run"][..], &["--check"], &[]] {
        apply(&folder, args);
        assert!(!folder.path().join(".kalam-codemod/ran").exists(), "{args:?}");
    }
    folder.write("src/lib.rs", LIB.as_bytes());
    check_passes(&folder);
    assert!(folder.path().join(".kalam-codemod/ran").exists());
}

/// What the manifests and sources name beside the workspace is there beside the
/// copy, and ignored files are, too.
#[test]
fn what_lies_outside_is_found_from_the_copy() {
    let outer = Folder::new(&[
        (
            "beside/Cargo.toml",
            "[package]\nname = \"beside\"\nedition = \"2024\"\n[dependencies]\nfurther = { path = \"../further\" }\n",
        ),
        ("beside/src/lib.rs", "pub use further::ONE;\n"),
        ("further/Cargo.toml", "[package]\nname = \"further\"\nedition = \"2024\"\n"),
        ("further/src/lib.rs", "pub const ONE: u32 = 1;\n"),
        ("text.txt", "text"),
        (
            "deep/ws/Cargo.toml",
            &format!("{MANIFEST}[dependencies]\nbeside = {{ path = \"../../beside\" }}\n"),
        ),
        (
            "deep/ws/src/lib.rs",
            &format!(
                "{LIB}pub use beside::ONE;\npub const TEXT: &str = include_str!(\"../../../text.txt\");\npub const OWN: &str = include_str!(\"../made/own.txt\");\n"
            ),
        ),
        ("deep/ws/made/own.txt", "own"),
        ("deep/ws/.ignore", "made\n"),
        ("deep/ws/.cargo/config.toml", "[build]\nrustflags = [\"--cfg\", \"once\"]\n"),
        ("deep/ws/r.toml", &format!("name = \"r\"\n{RENAME}")),
    ]);
    let before = tree(outer.path());
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"));
        command.args(["apply", "r.toml", "--verify"]).current_dir(outer.path().join("deep/ws"));
        let output = command.env_remove("CARGO_TARGET_DIR").output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = run();
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("too"), "it compiles before: {said}");
    let changed = difference(&before, &tree(outer.path()));
    assert!(changed.contains("deep/ws/src/lib.rs") && !changed.contains("beside/"), "{changed}");
}

/// What Cargo built of one plan does not pass for another.
#[test]
fn what_was_built_before_does_not_pass_for_new() {
    let folder = workspace(BREAK, None);
    check_refused(&folder, &["--verify"], (4, &["[E0609]"]));
    let other = std::fs::read_to_string(folder.path().join("r.toml")).unwrap();
    folder.write("r.toml", format!("name = \"r\"\n{RENAME}").as_bytes());
    check_passes(&folder);
    folder.write("r.toml", other.as_bytes());
    check_refused(&folder, &["--verify"], (4, &["[E0609]"]));
}

#[test]
fn code_that_runs_is_named_first() {
    let folder = workspace(RENAME, None);
    folder.write("build.rs", b"fn main() {}\n");
    let said = check_passes(&folder);
    let (before, _) = said.split_once("Verifying").unwrap();
    assert!(before.contains("        and what Cargo builds: build scripts of a\n"), "{said}");
}

#[test]
fn the_environment_that_cargo_goes_by_is_honoured_and_shown() {
    let folder = workspace(RENAME, None);
    let guarded =
        format!("#![allow(unexpected_cfgs)]\n#[cfg(not(seen))]\ncompile_error!(\"x\");\n{LIB}");
    folder.write("src/lib.rs", guarded.as_bytes());
    let mut command = command(&folder, &["--verify"]);
    command.env("RUSTFLAGS", "--cfg seen").env("CARGO_TARGET_DIR", "built");
    let Output { status, stderr, .. } = command.output().unwrap();
    let said = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(said.contains("        with RUSTFLAGS=--cfg seen\n"), "{said}");
    assert!(folder.path().join("built/CACHEDIR.TAG").exists(), "{said}");
    assert!(!said.contains("fails without"), "{said}");
}

/// Ignored folders are linked to; one that a plan moves a file into is not.
#[test]
fn nothing_is_written_through_a_link() {
    let steps = "[[steps]]\n[steps.rename]\n\"a::stock\" = \"made\"\n";
    let folder = workspace(steps, Some("['./check.sh']"));
    put_script(
        &folder,
        "check.sh",
        "test ! -e \"$REAL/src/made/mod.rs\" && test -e src/made/own.txt",
    );
    folder.write("src/lib.rs", b"pub mod stock;\n");
    folder.write("src/stock/mod.rs", b"pub struct Plain;\n");
    folder.write("src/made/own.txt", b"own");
    folder.write(".ignore", b"made\n");
    let mut command = command(&folder, &["--verify"]);
    let Output { status, stderr, .. } = command.env("REAL", folder.path()).output().unwrap();
    assert_eq!(status.code(), Some(0), "{}", String::from_utf8(stderr).unwrap());
    assert!(folder.path().join("src/made/mod.rs").exists());
}

#[test]
fn an_interrupt_stops_the_command_and_changes_nothing() {
    let folder = scripted(RENAME, "touch ../../begun; sleep 1000");
    let before = tree(folder.path());
    let mut child = command(&folder, &["--verify"]).stderr(Stdio::piped()).spawn().unwrap();
    while !folder.path().join(".kalam-codemod/begun").exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    let said = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(130), "{said}");
    assert!(said.contains("error: interrupted"), "{said}");
    assert_eq!(difference(&before, &tree(folder.path())), "");
    check_nothing_is_left(&folder);
}

/// What a run that was killed left of its copy is no obstacle.
#[test]
fn a_copy_that_was_left_goes() {
    let folder = workspace(RENAME, None);
    folder.write(".kalam-codemod/verify/x/src/lib.rs", b"old");
    check_passes(&folder);
}
