//! The calls of programs that a recipe's `[verify]` stands for.
//!
//! Invariant: which program a call starts is settled before anything runs. A
//! bare name is looked for in the absolute folders of `PATH` only, never in the
//! current one; a path is one within the workspace, or absolute.

use std::env;
use std::path::{Path, PathBuf};

use camino::Utf8Path;

use crate::diagnostic::{Diagnostic, Label, Refusal, RefusalKind};
use crate::recipe::spec::{RecipeSpec, Spanned};
use crate::workspace::{TargetKind, Workspace};

/// What runs where no recipe says otherwise.
const DEFAULT: [&str; 4] = ["cargo", "check", "--workspace", "--all-targets"];

/// Subcommands of Cargo that hand on what rustc finds as JSON, and whether they
/// know `--keep-going`.
/// <https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages>
const COMPILING: [(&str, bool); 13] = [
    ("b", true),
    ("bench", false),
    ("build", true),
    ("c", true),
    ("check", true),
    ("clippy", true),
    ("d", false),
    ("doc", false),
    ("rustc", false),
    ("rustdoc", false),
    ("run", false),
    ("t", false),
    ("test", false),
];

/// Variables that change what Cargo does, and that are passed on.
const HONOURED: [&str; 9] = [
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_TARGET_DIR",
    "RUSTC",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
];

/// One call, ready to be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// As the recipe has it.
    pub words: Vec<String>,
    /// Absolute, or relative to the workspace root.
    pub program: PathBuf,
    /// What follows the program.
    pub args: Vec<String>,
    /// Whether it says what rustc finds as JSON on standard output.
    pub speaks_json: bool,
}

impl Call {
    /// The command as the recipe has it, in one line.
    pub fn title(&self) -> String {
        line(self.words.iter().map(String::as_str))
    }
}

/// The calls of a run, in their order, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calls(pub(super) Vec<Call>);

impl Calls {
    /// The commands of some recipes; where none has any, Cargo's check of
    /// everything.
    ///
    /// # Errors
    /// Programs that do not exist (kind `Input`), each with its place.
    pub fn of(recipes: &[RecipeSpec], root: &Utf8Path) -> Result<Calls, Refusal> {
        let default = DEFAULT.map(str::to_owned).to_vec();
        let said = recipes.iter().flat_map(|it| it.verify.commands.iter().map(move |c| (it, c)));
        let said: Vec<_> = said.collect();
        let (mut calls, mut findings) = (Vec::new(), Vec::new());
        let mut add = |words: &Vec<String>, place: Option<Label>| match call(words, root) {
            Some(call) if calls.contains(&call) => {}
            Some(call) => calls.push(call),
            None => findings.push(no_program(&words[0], place)),
        };
        if said.is_empty() {
            add(&default, None);
        }
        for (recipe, command) in said {
            add(&command.value, Some(label(recipe, command)));
        }
        match findings.is_empty() {
            true => Ok(Calls(calls)),
            false => Err(Refusal { kind: RefusalKind::Input, findings }),
        }
    }

    /// What will be started: program and arguments of each call, one a line.
    pub fn shown(&self) -> impl Iterator<Item = String> {
        let shown = |it: &Call| {
            let program = it.program.to_string_lossy();
            line(std::iter::once(&*program).chain(it.args.iter().map(String::as_str)))
        };
        self.0.iter().map(shown)
    }

    /// Variables of the environment that Cargo will go by, as `NAME=value`.
    pub fn environment(&self) -> impl Iterator<Item = String> {
        let set = |name: &&str| env::var_os(name).filter(|it| !it.is_empty());
        HONOURED.iter().filter_map(move |name| {
            set(name).map(|value| format!("{name}={}", value.to_string_lossy()))
        })
    }
}

/// What of a workspace Cargo runs when it builds: build scripts and procedural
/// macros, by the names of their packages; none where there are none.
pub fn code_that_runs(workspace: &Workspace) -> Option<String> {
    let kinds = [
        (TargetKind::BuildScript, "build scripts of"),
        (TargetKind::ProcMacro, "procedural macros of"),
    ];
    let packages = |kind| {
        let targets = workspace.targets.iter().filter(move |it| it.kind == kind);
        targets.map(|it| workspace.package(it.package).name.as_str())
    };
    let named = kinds.map(|(kind, what)| (what, packages(kind).collect::<Vec<_>>().join(", ")));
    let named = named.iter().filter(|it| !it.1.is_empty());
    let named: Vec<_> = named.map(|(what, packages)| format!("{what} {packages}")).collect();
    (!named.is_empty()).then(|| named.join("; "))
}

fn label(recipe: &RecipeSpec, command: &Spanned<Vec<String>>) -> Label {
    let (path, source) = (recipe.path.clone(), recipe.source.clone());
    Label { path, source, range: command.range, text: String::new() }
}

fn no_program(name: &str, place: Option<Label>) -> Diagnostic {
    let (message, help) = match is_path(name) {
        true => (
            format!("there is no program `{name}` in the workspace"),
            "write the path relative to the workspace root",
        ),
        false => (
            format!("there is no program `{name}` in `PATH`"),
            "install it, or correct the name; folders of `PATH` that are not absolute do not count",
        ),
    };
    let finding = Diagnostic::error(message).help(help);
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// The call that some words stand for; none if there is no such program.
fn call(words: &[String], root: &Utf8Path) -> Option<Call> {
    let (name, args) = words.split_first()?;
    let program = match is_path(name) {
        true => Some(PathBuf::from(name)).filter(|it| root.as_std_path().join(it).is_file()),
        false => on_path(name),
    }?;
    let mut args = args.to_vec();
    let is_cargo = Path::new(name).file_stem() == Some("cargo".as_ref());
    let speaks_json = is_cargo && ask_for_json(&mut args);
    Some(Call { words: words.to_vec(), program, args, speaks_json })
}

fn is_path(name: &str) -> bool {
    name.contains(std::path::is_separator)
}

fn on_path(name: &str) -> Option<PathBuf> {
    let name = match Path::new(name).extension() {
        None => format!("{name}{}", env::consts::EXE_SUFFIX),
        Some(_) => name.to_owned(),
    };
    let folders = env::var_os("PATH").unwrap_or_default();
    let absolute = env::split_paths(&folders).filter(|it| it.is_absolute());
    absolute.map(|it| it.join(&name)).find(|it| it.is_file())
}

/// Asks Cargo for JSON where it can give it, and for the findings of all crates,
/// not only of those before the first that fails.
fn ask_for_json(args: &mut Vec<String>) -> bool {
    let own = args.iter().position(|it| it == "--").unwrap_or(args.len());
    let known = |it: &String| COMPILING.iter().find(|known| known.0 == it);
    let found = args[..own].iter().enumerate().find_map(|(at, it)| Some((at, known(it)?)));
    let has = |args: &[String], flag: &str| args[..own].iter().any(|it| it.starts_with(flag));
    let Some((at, (_, keeps_going))) = found else { return false };
    if has(args, "--message-format") {
        return false;
    }
    if *keeps_going && !has(args, "--keep-going") {
        args.insert(at + 1, "--keep-going".to_owned());
    }
    args.insert(at + 1, "--message-format=json".to_owned());
    true
}

/// Words in one line; those with blanks or quotes in them are quoted.
fn line<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let plain = |it: &str| !it.is_empty() && !it.contains([' ', '\t', '\n', '"', '\'', '\\']);
    let shown: Vec<_> =
        words.map(|it| if plain(it) { it.to_owned() } else { format!("{it:?}") }).collect();
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: (&str, bool)) {
        let mut args: Vec<_> = said.split(' ').map(str::to_owned).collect();
        let speaks_json = ask_for_json(&mut args);
        assert_eq!((args.join(" ").as_str(), speaks_json), expected);
    }

    #[test]
    fn cargo_is_asked_for_json_where_it_can_give_it() {
        check("check -p a", ("check --message-format=json --keep-going -p a", true));
        check("+nightly test -- x", ("+nightly test --message-format=json -- x", true));
        check("build --message-format short", ("build --message-format short", false));
        check("fmt --check", ("fmt --check", false));
        check("deny -- check", ("deny -- check", false));
    }

    #[test]
    fn a_line_shows_where_each_argument_ends() {
        assert_eq!(line(["a", "b c", "", "d\"e"].into_iter()), r#"a "b c" "" "d\"e""#);
    }
}
