//! A workspace full of traps, and a program that looks like Cargo and counts.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, dead_code)]

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};

use camino::{Utf8Path, Utf8PathBuf};

use super::tree::Folder;

/// A call of the program on the hostile workspace.
pub struct Call {
    /// Its arguments.
    pub args: &'static [&'static str],
    /// Whether it plans, and so asks Cargo.
    pub plans: bool,
    /// The exit code that is due.
    pub code: i32,
    /// What standard output or error holds.
    pub says: &'static str,
}

const fn call(args: &'static [&'static str], plans: bool, code: i32, says: &'static str) -> Call {
    Call { args, plans, code, says }
}

/// The calls, in an order in which each has something to do.
pub const CALLS: &[Call] = &[
    call(&["preview", "r.toml"], true, 0, "+pub struct New;"),
    call(&["preview", "--by-step", "r.toml"], true, 0, "+pub struct New;"),
    call(&["check", "r.toml"], true, 1, "the recipe is not carried out"),
    call(&["refs", "a::Old"], true, 0, "src/lib.rs:2:15"),
    call(&["apply", "--dry-run", "r.toml"], true, 0, "+pub struct New;"),
    call(&["apply", "r.toml"], true, 0, "Applied"),
    call(&["apply", "r.toml"], true, 0, "nothing to do"),
    call(&["undo"], false, 0, "Took back the last apply"),
    call(&["recover"], false, 0, "Nothing to recover"),
    call(&["completions", "bash"], false, 0, "kalam-codemod"),
];

/// A trap: how it is laid, and what it catches.
pub struct Trap {
    /// The row of the table of threats.
    pub id: &'static str,
    /// Lays it.
    pub lay: fn(&Hostile),
    /// Does what would spring it, where every machine can do that.
    pub bite: Option<fn(&Hostile)>,
}

/// The traps.
pub const TRAPS: &[Trap] = &[
    Trap { id: "V1: commands of the recipe", lay: lay_commands, bite: Some(bite_commands) },
    Trap { id: "V2: Cargo's configuration", lay: lay_config, bite: Some(bite_config) },
    Trap { id: "V3: the toolchain file", lay: lay_toolchain, bite: None },
    Trap { id: "V4: Git's configuration", lay: lay_git, bite: Some(bite_git) },
    Trap { id: "V5: a build script", lay: lay_build_script, bite: Some(bite_config) },
    Trap { id: "V11, V12: the environment", lay: lay_programs, bite: Some(bite_programs) },
];

const RECIPE: &str = "name = \"r\"\n[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n";
const LIB: &str = "pub struct Old;\npub fn f() -> Old {\n    Old\n}\n";

/// The workspace, in Git, with what lies around it.
pub struct Hostile {
    outer: Folder,
    root: Utf8PathBuf,
}

impl Hostile {
    /// A workspace without traps yet.
    pub fn new() -> Hostile {
        let outer = Folder::new(&[
            ("ws/Cargo.toml", "[package]\nname = \"a\"\nedition = \"2024\"\n"),
            ("ws/src/lib.rs", LIB),
            ("ws/r.toml", RECIPE),
            ("o/r.toml", RECIPE),
            ("o/lib.rs", LIB),
        ]);
        let root = outer.path().join("ws");
        let hostile = Hostile { outer, root };
        hostile.script("evil.sh", &hostile.sprung());
        let counted = format!(
            "echo \"$@\" >> '{}'\nexec '{}' \"$@\"",
            hostile.outer().join("started"),
            cargo()
        );
        hostile.script("../stand-in/cargo", &counted);
        hostile.commit();
        hostile
    }

    /// Holds the workspace and what lies beside it.
    pub fn outer(&self) -> &Utf8Path {
        self.outer.path()
    }

    /// The workspace root.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Writes a file below the root.
    pub fn write(&self, path: &str, text: &str) {
        self.outer.write(&format!("ws/{path}"), text.as_bytes());
    }

    /// Whether something wrote the canary.
    pub fn is_sprung(&self) -> bool {
        self.outer().join("canary").exists()
    }

    /// What a trap does.
    pub fn sprung(&self) -> String {
        format!("echo \"$0 $*\" >> '{}'\nexit 1", self.outer().join("canary"))
    }

    fn trap(&self) -> Utf8PathBuf {
        self.root.join("evil.sh")
    }

    /// Writes a script below the root.
    pub fn script(&self, path: &str, body: &str) {
        self.write(path, &format!("#!/bin/sh\n{body}\n"));
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.root.join(path), mode).unwrap();
    }

    fn commit(&self) {
        let repository = git2::Repository::init(&self.root).unwrap();
        let mut index = repository.index().unwrap();
        index.add_all(["*"], git2::IndexAddOption::DEFAULT, None).unwrap();
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let who = git2::Signature::now("a", "a@example.org").unwrap();
        repository.commit(Some("HEAD"), &who, &who, "all", &tree, &[]).unwrap();
    }

    /// Does what must be done before a call has something to do.
    pub fn prepare(&self, call: &Call) {
        if call.args == ["undo"] || call.says == "nothing to do" {
            assert_eq!(self.run(&["apply", "r.toml"]).0, Some(0));
            let _ = std::fs::remove_file(self.outer().join("started"));
        }
    }

    /// Runs a call: its exit code, and what it printed.
    pub fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        self.finish(self.command(env!("CARGO_BIN_EXE_kalam-codemod"), args))
    }

    /// Runs a command: its exit code, and what it printed.
    pub fn finish(&self, mut command: Command) -> (Option<i32>, String) {
        let Output { status, stdout, stderr } = command.output().unwrap();
        (status.code(), String::from_utf8([stdout, stderr].concat()).unwrap())
    }

    /// A command in the workspace, in an environment that points at the traps.
    pub fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).current_dir(&self.root);
        let path = std::env::var("PATH").unwrap();
        command.env("PATH", format!(".::bin:{path}"));
        for name in ["EDITOR", "VISUAL", "PAGER", "BROWSER", "RUSTC", "RUSTC_WRAPPER"] {
            command.env(name, self.trap());
        }
        for name in ["GIT_PAGER", "GIT_EDITOR", "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND"] {
            command.env(name, self.trap());
        }
        command.env("GIT_DIR", self.outer().join("o")).env("CARGO", cargo());
        command
    }

    /// What strace tells of a call; one line for each system call.
    pub fn traced(&self, what: &str, args: &[&str]) -> String {
        let trace = self.outer().join("trace");
        let program = env!("CARGO_BIN_EXE_kalam-codemod");
        let head = ["-f", "-qq", "-s", "4096", "-e", what, "-o", trace.as_str(), program];
        let (code, said) = self.finish(self.command("strace", &[&head[..], args].concat()));
        assert!(code.is_some_and(|it| it < 2), "{said}");
        std::fs::read_to_string(trace).unwrap()
    }

    /// The absolute paths that this program's own threads write, by a trace.
    pub fn written(&self, trace: &str) -> Vec<Utf8PathBuf> {
        let others: Vec<&str> = trace
            .lines()
            .filter(|it| it.contains("execve("))
            .skip(1)
            .filter_map(|it| it.split(' ').next())
            .collect();
        let own = trace.lines().filter(|it| !others.iter().any(|pid| it.starts_with(pid)));
        let done = own.filter(|it| !it.contains(" = -1 ") && !it.contains("execve("));
        let writes = done.filter(|it| {
            !it.contains(" open")
                || ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|w| it.contains(w))
        });
        let quoted = writes.flat_map(|it| it.split('"').skip(1).step_by(2));
        let paths = quoted.map(|it| self.root.join(it));
        paths.filter(|it| !it.starts_with("/dev") && !it.starts_with("/proc")).collect()
    }
}

/// The question that each program called `cargo` was asked during a call: by
/// `CARGO`, or by `PATH`.
pub fn started_by(hostile: &Hostile, args: &[&str], by_variable: bool) -> Vec<String> {
    let stand_in = hostile.outer().join("stand-in");
    let mut command = hostile.command(env!("CARGO_BIN_EXE_kalam-codemod"), args);
    match by_variable {
        true => command.env("CARGO", stand_in.join("cargo")),
        false => command.env_remove("CARGO").env("PATH", format!(".::{stand_in}:/usr/bin:/bin")),
    };
    hostile.finish(command);
    let log = std::fs::read_to_string(hostile.outer().join("started")).unwrap_or_default();
    log.lines().map(str::to_owned).collect()
}

/// The Cargo that runs these tests.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap()
}

fn lay_commands(it: &Hostile) {
    it.write("r.toml", &format!("{RECIPE}[verify]\ncommands = [\"./evil.sh\"]\n"));
}

fn bite_commands(it: &Hostile) {
    it.write("src/lib.rs", LIB);
    it.run(&["apply", "--verify", "--allow-dirty", "r.toml"]);
}

fn lay_config(it: &Hostile) {
    let trap = it.trap();
    let keys = ["rustc", "rustc-wrapper", "rustc-workspace-wrapper", "rustdoc"];
    let build: String = keys.iter().map(|key| format!("{key} = \"{trap}\"\n")).collect();
    let more = format!(
        "[registry]\nglobal-credential-providers = [\"{trap}\"]\n[alias]\nmetadata = \"check\"\n\
         [target.'cfg(all())']\nrunner = \"{trap}\"\n[term]\nquiet = true\n"
    );
    it.write(".cargo/config.toml", &format!("[build]\n{build}{more}"));
}

fn bite_config(it: &Hostile) {
    let mut command = Command::new(cargo());
    command.arg("check").arg("--offline").current_dir(it.root()).env_remove("RUSTC_WRAPPER");
    it.finish(command);
}

fn lay_toolchain(it: &Hostile) {
    it.script("toolchain/bin/cargo", &it.sprung());
    it.script("toolchain/bin/rustc", &it.sprung());
    let path = it.root().join("toolchain");
    it.write("rust-toolchain.toml", &format!("[toolchain]\npath = \"{path}\"\n"));
}

fn lay_git(it: &Hostile) {
    let trap = it.trap();
    let text = format!(
        "[core]\n\trepositoryformatversion = 0\n\tfsmonitor = {trap}\n\thooksPath = {}\n\
         \tsshCommand = {trap}\n\tpager = {trap}\n\teditor = {trap}\n\
         [filter \"x\"]\n\tclean = {trap}\n\tsmudge = {trap}\n\tprocess = {trap}\n\trequired = true\n\
         [diff]\n\texternal = {trap}\n[credential]\n\thelper = {trap}\n",
        it.root().join("hooks"),
    );
    it.write(".git/config", &text);
    it.write(".git/info/attributes", "*.rs filter=x diff=x\n");
    ["pre-commit", "post-index-change", "post-checkout"]
        .iter()
        .for_each(|hook| it.script(&format!("hooks/{hook}"), &it.sprung()));
}

fn bite_git(it: &Hostile) {
    let mut command = Command::new("git");
    command.arg("status").current_dir(it.root());
    it.finish(command);
}

fn lay_build_script(it: &Hostile) {
    let canary = it.outer().join("canary");
    it.write(
        "build.rs",
        &format!("fn main() {{\n    std::fs::write({canary:?}, \"\").unwrap();\n}}\n"),
    );
}

fn lay_programs(it: &Hostile) {
    for name in ["cargo", "rustc", "rustup", "git", "less", "sh", "cc"] {
        it.script(name, &it.sprung());
        it.script(&format!("bin/{name}"), &it.sprung());
    }
}

fn bite_programs(it: &Hostile) {
    it.finish(it.command("/bin/sh", &["-c", "cargo metadata; $EDITOR x"]));
}
