//! A workspace or a recipe of somebody else can do no harm: nothing that they
//! name is started, nothing outside of the root is written.
//!
//! The rows are those of a table of threats (V1 to V14) and of ways out of the
//! root (B2 to B9). Each trap writes a canary when it is sprung, and is shown to
//! bite where that can be shown. What commands of `--verify` may do is held by
//! `tests/verify.rs`.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test on disk")]

mod support {
    pub mod hostile;
    pub mod tree;
}

use std::process::Command;

use support::hostile::{CALLS, Hostile, TRAPS, cargo, started_by};
use support::tree::{difference, tree};

/// Every trap by itself, then all of them: no call springs one.
#[test]
fn no_trap_is_sprung() {
    for trap in TRAPS {
        let hostile = Hostile::new();
        (trap.lay)(&hostile);
        run_all(&hostile, trap.id);
        if let Some(bite) = trap.bite {
            bite(&hostile);
            assert!(hostile.is_sprung(), "{}: the trap is none", trap.id);
        }
    }
    let hostile = Hostile::new();
    TRAPS.iter().for_each(|it| (it.lay)(&hostile));
    run_all(&hostile, "all");
}

/// Runs every call in its turn, and expects its exit code and no canary.
fn run_all(hostile: &Hostile, id: &str) {
    for call in CALLS {
        let (code, said) = hostile.run(call.args);
        assert_eq!(code, Some(call.code), "{id}: {:?}\n{said}", call.args);
        assert!(said.contains(call.says), "{id}: {:?} says\n{said}", call.args);
        assert!(!hostile.is_sprung(), "{id}: {:?} springs the trap", call.args);
    }
}

/// Planning asks Cargo one question; what plans nothing starts nothing.
#[test]
fn one_program_is_started_and_asked_one_question() {
    let question = "metadata --format-version 1 --no-deps --offline";
    for (call, by_variable) in CALLS.iter().flat_map(|it| [(it, true), (it, false)]) {
        let hostile = Hostile::new();
        hostile.prepare(call);
        let started = started_by(&hostile, call.args, by_variable);
        let expected = vec![question; usize::from(call.plans)];
        assert_eq!(started, expected, "{:?}", call.args);
    }
}

/// The long form: what the system says of all that this program does.
#[test]
#[ignore = "needs strace: `apt-get install strace`"]
fn the_system_sees_no_other_program_and_no_connection() {
    for call in CALLS {
        let hostile = Hostile::new();
        TRAPS.iter().for_each(|it| (it.lay)(&hostile));
        hostile.prepare(call);
        let trace = hostile.traced("trace=execve,socket,connect", call.args);
        let started = trace.lines().filter(|it| it.contains("execve(") && it.ends_with("= 0"));
        assert_eq!(started.count(), 1 + usize::from(call.plans), "{:?}\n{trace}", call.args);
        assert!(!trace.contains("connect(") && !trace.contains("socket("), "{trace}");
    }
}

/// The long form: each file that is opened to be written, made, renamed, linked
/// or removed lies below the root.
#[test]
#[ignore = "needs strace: `apt-get install strace`"]
fn the_system_sees_nothing_written_outside_of_the_root() {
    let calls = "trace=open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,\
        symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,chmod,fchmodat,chown,fchownat,truncate";
    let mut seen = 0;
    for call in CALLS {
        let hostile = Hostile::new();
        hostile.prepare(call);
        for path in hostile.written(&hostile.traced(calls, call.args)) {
            assert!(path.starts_with(hostile.root()), "{:?} writes {path}", call.args);
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} paths were seen");
}

/// V1, V13, V14: what a recipe may not say.
#[test]
fn a_recipe_cannot_ask_for_more() {
    let rename = "[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n";
    let rows = [
        ("V1", format!("run = \"sh\"\n{rename}"), "unknown key `run`"),
        ("V1", format!("[env]\nA = \"b\"\n{rename}"), "unknown key `env`"),
        ("V1", "[[steps]]\ncommand = \"sh\"\n".to_owned(), "unknown key `command`"),
        ("V1", format!("{rename}[verify]\nhooks = [\"sh\"]\n"), "unknown key `hooks`"),
        ("V1", format!("{rename}[verify]\ncommands = [\"a; b\"]\n"), "not run by a shell"),
        ("V13", format!("extends = \"https://example.org/r.toml\"\n{rename}"), "extends"),
        ("V14", format!("extends = \"../o/r.toml\"\n{rename}"), "extends"),
        ("V14", rename.replace("New", "../../x"), "is no identifier"),
        ("V14", format!("{rename}[scope]\nexclude = [\"../**\"]\n"), "leave"),
    ];
    for (id, recipe, words) in rows {
        let hostile = Hostile::new();
        hostile.write("r.toml", &format!("name = \"r\"\n{recipe}"));
        let before = tree(hostile.outer());
        let (code, said) = hostile.run(&["apply", "r.toml"]);
        assert_eq!(code, Some(2), "{id}: {said}");
        assert!(said.contains(words), "{id}: `{words}` is not said:\n{said}");
        assert_eq!(difference(&before, &tree(hostile.outer())), "", "{id}");
    }
}

/// V14: what an unknown recipe does is in the diff that `preview` prints, and
/// `undo` takes it back.
#[test]
fn all_that_a_recipe_does_is_shown_and_can_be_taken_back() {
    let hostile = Hostile::new();
    let before = tree(hostile.root());
    let diff = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"))
        .args(["preview", "r.toml"])
        .current_dir(hostile.root())
        .output()
        .unwrap();
    let diff = String::from_utf8(diff.stdout).unwrap();
    assert_eq!(hostile.run(&["apply", "r.toml"]).0, Some(0));
    let after = tree(hostile.root());
    let paths: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let changed: Vec<_> =
        paths.into_iter().filter(|it| before.get(*it) != after.get(*it)).collect();
    assert!(!changed.is_empty());
    for path in changed {
        assert!(diff.contains(&format!("+++ b/{path}\n")), "{path} is not in\n{diff}");
    }
    assert_eq!(hostile.run(&["undo"]).0, Some(0));
    assert_eq!(difference(&before, &tree(hostile.root())), "");
}

/// V3: rustup, if left to choose a toolchain, goes by the workspace's file, which
/// may name a program. It is told which one, or not asked at all.
#[test]
fn rustup_is_not_left_to_choose() {
    let told = "[ -n \"$RUSTUP_TOOLCHAIN\" ] && exec \"$REAL_CARGO\" \"$@\"\n";
    let rows: &[(&str, &[&str], &str, i32)] = &[
        ("default_toolchain = \"mine\"\n", &["alpha", "mine"], "mine", 1),
        ("default_toolchain = \"gone\"\n", &["alpha", "stable-x"], "stable-x", 1),
        ("version = \"12\"\n", &["alpha", "beta"], "alpha", 1),
        ("version = \"12\"\n", &[], "", 2),
    ];
    for (settings, installed, chosen, code) in rows {
        let hostile = Hostile::new();
        hostile.script("../rustup/bin/rustup", &format!("{told}{}", hostile.sprung()));
        let bin = hostile.outer().join("rustup/bin");
        std::os::unix::fs::symlink(bin.join("rustup"), bin.join("cargo")).unwrap();
        hostile.write("../rustup/settings.toml", settings);
        for name in *installed {
            let log = hostile.outer().join("chosen");
            let body = format!("echo {name} >> '{log}'\nexec \"$REAL_CARGO\" \"$@\"");
            hostile.script(&format!("../rustup/toolchains/{name}/bin/cargo"), &body);
        }
        let mut command =
            hostile.command(env!("CARGO_BIN_EXE_kalam-codemod"), &["check", "r.toml"]);
        command.env("REAL_CARGO", cargo()).env("PATH", bin.as_str()).env_remove("CARGO");
        command.env("RUSTUP_HOME", hostile.outer().join("rustup")).env_remove("RUSTUP_TOOLCHAIN");
        let (found, said) = hostile.finish(command);
        let log = std::fs::read_to_string(hostile.outer().join("chosen")).unwrap_or_default();
        assert_eq!((found, log.trim()), (Some(*code), *chosen), "{said}");
        assert!(!hostile.is_sprung(), "{settings}: {said}");
        let says_why = said.contains("error: could not run `cargo`: rustup has no toolchain\n");
        assert_eq!(says_why, *code == 2, "{said}");
    }
}
