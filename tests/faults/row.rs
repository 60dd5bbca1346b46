//! One row: what is laid, what is run, and what must come of it.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use libtest_mimic::{Failed, Trial};

use crate::harness::tree::{Folder, Tree, judge, put, read};

pub const MANIFEST: &str = "[package]\nname = \"a\"\nedition = \"2024\"\n";
pub const LIB: &str = "mod user;\npub struct Old;\n";
pub const USER: &str = "use crate::Old;\npub fn f(it: Old) -> Old {\n    it\n}\n";
pub const RENAME: &str = "name = \"r\"\n[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n";

/// What becomes of the tree.
#[derive(Clone, Copy)]
enum Due {
    /// It stays.
    Same,
    /// `Old` is `New` in library and user; the rest stays.
    Renamed,
    /// Whatever the snapshot shows.
    Shown,
    /// Whatever the row looks at by itself.
    Looked(fn(&Utf8Path, &Tree) -> Result<(), String>),
}

/// One row.
#[derive(Clone)]
pub struct Row {
    /// Its number in the table: `E1`.
    pub id: &'static str,
    what: &'static str,
    lay: fn(&Utf8Path),
    script: &'static str,
    mounts: bool,
    code: i32,
    silent: bool,
    due: Due,
}

/// A row: a package that is renamed in, with what `lay` does to it; `$T` is the
/// program.
pub fn row(id: &'static str, what: &'static str, lay: fn(&Utf8Path)) -> Row {
    let (script, code) = ("exec $T apply r.toml", 0);
    Row { id, what, lay, script, mounts: false, code, silent: false, due: Due::Renamed }
}

impl Row {
    /// Runs this script.
    pub fn script(mut self, script: &'static str) -> Row {
        self.script = script;
        self
    }

    /// Runs this script where it may mount.
    pub fn mounting(mut self, script: &'static str) -> Row {
        self.mounts = true;
        self.script(script)
    }

    /// Ends with this exit code, and every byte stays.
    pub fn refused(mut self, code: i32) -> Row {
        (self.code, self.due) = (code, Due::Same);
        self
    }

    /// Ends with this exit code.
    pub fn code(mut self, code: i32) -> Row {
        self.code = code;
        self
    }

    /// What is said is not compared: it is not the same each time.
    pub fn silent(mut self) -> Row {
        self.silent = true;
        self
    }

    /// The snapshot shows each file that changes, too, as it is afterwards.
    pub fn shows(mut self) -> Row {
        self.due = Due::Shown;
        self
    }

    /// Looks at the tree, and gets the one from before.
    pub fn looks(mut self, looks: fn(&Utf8Path, &Tree) -> Result<(), String>) -> Row {
        self.due = Due::Looked(looks);
        self
    }

    /// Its test.
    pub fn trial(self) -> Trial {
        let ignored = self.mounts && !may_mount();
        Trial::test(format!("{}: {}", self.id, self.what), move || self.run())
            .with_ignored_flag(ignored)
    }

    fn run(&self) -> Result<(), Failed> {
        let folder = Folder::new();
        let root = folder.path.join("w");
        for (path, text) in [
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", LIB),
            ("src/user.rs", USER),
            ("r.toml", RENAME),
        ] {
            put(&root, path, text);
        }
        (self.lay)(&root);
        let before = read(&root);
        let (code, mut said) = self.call(&root);
        if let Due::Shown = self.due {
            said.push_str(&changed(&before, &read(&root)));
        }
        if !self.silent {
            snapshot(&format!("{}.{}", self.id, self.what.replace(' ', "_")), &said);
        }
        if self.code > 1 && !self.silent && !said.contains("error: ") {
            return Err(format!("no error is told: {said}").into());
        }
        if code != Some(self.code) {
            return Err(format!("exit code {code:?}: {said}").into());
        }
        let is = read(&root);
        match self.due {
            Due::Same => drop(judge(&is, &before, &before)?),
            Due::Shown => {}
            Due::Renamed => {
                let after = renamed(before);
                judge(&is, &after, &after)?;
            }
            Due::Looked(looks) => looks(&root, &before)?,
        }
        // Whatever a row has closed must open again, or the folder cannot go.
        Command::new("chmod").args(["-R", "u+rwX", "."]).current_dir(&root).status()?;
        Ok(())
    }

    fn call(&self, root: &Utf8Path) -> (Option<i32>, String) {
        let mut command = match self.mounts {
            true => {
                let mut command = Command::new("unshare");
                command.args(["-Urm", "sh", "-c", self.script]);
                command
            }
            false => {
                let mut command = Command::new("sh");
                command.args(["-c", self.script]);
                command
            }
        };
        command.current_dir(root).env("T", env!("CARGO_BIN_EXE_kalam-codemod"));
        command.env("COLUMNS", "100").env_remove("NO_COLOR").stdin(Stdio::null());
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), shown(&String::from_utf8_lossy(&text), root))
    }
}

/// Each file that is not as it was, in full; those that went by their names.
fn changed(before: &Tree, is: &Tree) -> String {
    let own = |it: &&Utf8PathBuf| !it.starts_with(".kalam-codemod");
    let paths: BTreeSet<_> = before.keys().chain(is.keys()).filter(own).collect();
    let text = |tree: &Tree, path: &Utf8PathBuf| {
        let text = tree.get(path).and_then(|it| it.0.as_ref());
        text.map(|it| String::from_utf8_lossy(it).into_owned())
    };
    let differ = paths.into_iter().filter(|it| text(before, it) != text(is, it));
    let shown = differ.map(|it| match text(is, it) {
        Some(text) => format!("//- {it}\n{text}"),
        None => format!("//- {it} went\n"),
    });
    shown.collect()
}

/// The tree in which the recipe is carried out.
pub fn renamed(before: Tree) -> Tree {
    let rename = |(path, mut entry): (_, crate::harness::tree::Entry)| {
        let is_source = ["src/lib.rs", "src/user.rs"].iter().any(|it| path == *it);
        if let (true, Some(text)) = (is_source, &mut entry.0) {
            *text = String::from_utf8_lossy(text).replace("Old", "New").into_bytes();
        }
        (path, entry)
    };
    before.into_iter().map(rename).collect()
}

/// Without what differs from run to run: folders, numbers of processes, times.
pub fn shown(text: &str, root: &Utf8Path) -> String {
    let text = text.replace(root.as_str(), "[ROOT]");
    let text = text.replace(root.parent().unwrap().as_str(), "[OUTSIDE]");
    let mut shown = String::new();
    let mut rest = text.as_str();
    while let Some(at) = ["txn-", "kept-", "pid ", "for "]
        .iter()
        .filter_map(|it| Some(rest.find(it)? + it.len()))
        .min()
    {
        let (head, tail) = rest.split_at(at);
        shown.push_str(head);
        let end = tail.find(|it: char| !it.is_ascii_digit() && it != '-').unwrap_or(tail.len());
        if end > 0 {
            shown.push_str("[N]");
        }
        rest = &tail[end..];
    }
    shown + rest
}

/// Compares what was said.
pub fn snapshot(name: &str, said: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("../../snapshots/faults");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, said));
}

fn may_mount() -> bool {
    let mut tried = Command::new("unshare");
    tried.args(["-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]);
    tried.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|it| it.success())
}
