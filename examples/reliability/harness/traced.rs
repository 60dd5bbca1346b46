//! The program under `strace`, which kills it at a system call, or lets the call
//! fail: an independent witness of what [`seam`](super::seam) shows.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use camino::Utf8Path;

use super::Count;
use super::program::Program;
use super::seam::ERRORS;
use super::tree::{Folder, judge, left_over, read};

/// System calls that change something.
const CHANGE: &str = "renameat,renameat2,linkat,unlinkat,mkdirat,fsync,fchmod,fchown,utimensat,\
                      fsetxattr,ftruncate,write,flock";
/// And those that open.
const OPEN: &str = "openat,openat2";

/// How often each call is made by the thread that makes it most often, after the
/// program has begun.
fn calls(
    program: &Program,
    root: &Utf8Path,
    arguments: &[&str],
    traced: &str,
) -> BTreeMap<String, usize> {
    let log = root.parent().unwrap().join(format!("{}.log", root.file_name().unwrap()));
    let mut command = Command::new("strace");
    command.current_dir(root).args(["-f", "-b", "execve", "-qq", "-o", log.as_str(), "-e"]);
    command.arg(format!("trace={traced}")).arg(program.path()).args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(&log).unwrap();
    fs::remove_file(&log).unwrap();
    let mut by_thread: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in text.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let Some((name, _)) = call.trim_start().split_once('(') else { continue };
        *by_thread.entry((name.to_owned(), thread.to_owned())).or_default() += 1;
    }
    let mut calls = BTreeMap::new();
    for ((name, _), count) in by_thread {
        let most = calls.entry(name).or_default();
        *most = count.max(*most);
    }
    calls
}

/// Runs the program with something happening at a call.
fn run(
    program: &Program,
    root: &Utf8Path,
    arguments: &[&str],
    inject: &str,
) -> (Option<i32>, String) {
    let name = inject.split(':').next().unwrap();
    let mut command = Command::new("strace");
    command.current_dir(root).args(["-f", "-b", "execve", "-qq", "-o", "/dev/null"]);
    command.args(["-e", &format!("trace={name}"), "-e", &format!("inject={inject}")]);
    let output = command.arg(program.path()).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Kills the program before every system call that changes something.
pub fn kill(program: &Program) -> Count {
    let mut count = Count::default();
    let counted = calls(
        program,
        &program.fresh().path,
        &["apply", "there.toml"],
        &format!("{CHANGE},openat2"),
    );
    for (name, most) in counted {
        for number in 1..=most {
            let folder = program.fresh();
            let inject = format!("{name}:signal=KILL:when={number}");
            run(program, &folder.path, &["apply", "there.toml"], &inject);
            count.point(inject, program.judge(&folder.path));
        }
    }
    count
}

/// Kills the program at every renaming or removing, and its recovery before
/// every call of its own.
pub fn nested(program: &Program) -> Count {
    let mut count = Count::default();
    let counted = calls(
        program,
        &program.fresh().path,
        &["apply", "there.toml"],
        "renameat,renameat2,unlinkat,mkdirat",
    );
    for (name, most) in counted {
        for number in 1..=most {
            let half = program.fresh();
            let inject = format!("{name}:signal=KILL:when={number}");
            run(program, &half.path, &["apply", "there.toml"], &inject);
            if left_over(&half.path).is_empty() {
                continue;
            }
            let copy = copy_of(&half.path);
            let counted = calls(program, &copy.path, &["recover"], CHANGE);
            for (again, most) in counted {
                for second in 1..=most {
                    let copy = copy_of(&half.path);
                    let then = format!("{again}:signal=KILL:when={second}");
                    run(program, &copy.path, &["recover"], &then);
                    count.point(format!("{inject}, then {then}"), program.judge(&copy.path));
                }
            }
        }
    }
    count
}

/// A copy of a tree with its second names.
fn copy_of(root: &Utf8Path) -> Folder {
    let folder = Folder::new();
    let source = root.join(".");
    let copied = Command::new("cp").args(["-a", source.as_str(), folder.path.as_str()]).status();
    assert!(copied.unwrap().success());
    folder
}

/// Lets every system call fail with every error, once and for ever.
pub fn errors(program: &Program) -> Count {
    let mut count = Count::default();
    let traced = format!("{CHANGE},{OPEN}");
    let counted = calls(program, &program.fresh().path, &["apply", "there.toml"], &traced);
    for (name, most) in counted {
        for number in 1..=most {
            for (error, _) in ERRORS {
                for end in ["", "+"] {
                    let folder = program.fresh();
                    let inject = format!("{name}:error={error}:when={number}{end}");
                    let (code, said) =
                        run(program, &folder.path, &["apply", "there.toml"], &inject);
                    count.point(inject, failed(program, &folder.path, (code, &said)));
                }
            }
        }
    }
    count
}

/// Exit code 0 means after, another before; 5 that the next run takes it back.
fn failed(
    program: &Program,
    root: &Utf8Path,
    (code, said): (Option<i32>, &str),
) -> Result<&'static str, String> {
    let is = read(root);
    let end = match code {
        Some(0) => judge(&is, &program.after, &program.after).map(|_| "after, exit code 0"),
        Some(5) => program.judge(root).map(|_| "taken back by the next run"),
        // The system could not even start it.
        Some(127) | None => judge(&is, &program.before, &program.before).map(|_| "not started"),
        Some(_) => judge(&is, &program.before, &program.before).map(|_| "before, with an error"),
    };
    let end = end.map_err(|it| format!("{it} (exit code {code:?}: {said})"))?;
    let names_a_path = said.contains('`') || said.contains("-->") || said.is_empty();
    match end {
        "before, with an error" if !names_a_path => Err(format!("no path in: {said}")),
        end => program.judge(root).map(|_| end),
    }
}
