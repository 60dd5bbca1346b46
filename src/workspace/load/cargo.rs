//! Asks Cargo for the packages and targets of a workspace.
//!
//! Invariant: one program is started, `cargo metadata --no-deps --offline`:
//! the absolute `$CARGO`, or the first `cargo` in an absolute folder of
//! `PATH`, without rustup in between. Cargo starts none for that question (neither a configured `rustc`
//! nor a wrapper), and with `RUSTUP_TOOLCHAIN` set rustup does not look at the
//! workspace's `rust-toolchain.toml`, which may name a program.

use std::env;
use std::path::PathBuf;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use cargo_metadata::{Metadata, MetadataCommand};

use super::slashed;
use crate::diagnostic::{Diagnostic, Label, Refusal};
use crate::syntax::Edition;
use crate::text::{LineCol, LineIndex, Text, TextRange, TextSize};
use crate::workspace::TargetKind;
use crate::workspace::assemble::{RawPackage, RawTarget};

/// What Cargo says of a workspace.
pub(super) struct Members {
    /// Absolute path of the root.
    pub root: Utf8PathBuf,
    /// Absolute path of the folder that Cargo builds in.
    pub target_dir: Utf8PathBuf,
    /// The members below the root.
    pub packages: Vec<RawPackage>,
    /// Absolute paths that Cargo counts in and that lie outside the root:
    /// folders of members, and roots of targets.
    pub outside: Outside,
}

/// What a workspace names outside its root.
pub(super) struct Outside {
    /// Absolute path of the root.
    pub root: Utf8PathBuf,
    /// Folders of members, files of target roots, and files that sources name.
    pub paths: Vec<Utf8PathBuf>,
    /// How many of them are no files that sources name.
    pub counted: usize,
}

impl Outside {
    /// Adds the sources outside the root that strings in the source at `path` lead
    /// to: `#[path = "../../x.rs"]`, `include!("../../x.rs")`. What else a string may
    /// be is not asked: a file that nothing leads to is only listed.
    pub fn name(&mut self, path: &Utf8Path, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find("\"../") {
            rest = &rest[at + 1..];
            let string = rest.split('"').next().unwrap_or_default();
            let target = lexical(&self.root.join(path).with_file_name(string));
            let is_source = string.ends_with(".rs") && !target.starts_with(&self.root);
            if is_source && !self.paths.contains(&target) && target.is_file() {
                self.paths.push(target);
            }
        }
    }

    /// `path` as it is written from the root: `../x/src/lib.rs`.
    pub fn relative(&self, path: &Utf8Path) -> Utf8PathBuf {
        let both = self.root.components().zip(path.components());
        let same = both.take_while(|(a, b)| a == b).count();
        let up = self.root.components().skip(same).map(|_| Utf8Component::ParentDir);
        up.chain(path.components().skip(same)).collect()
    }
}

/// An absolute path without `..`; links are not looked at.
pub(super) fn lexical(path: &Utf8Path) -> Utf8PathBuf {
    path.components().fold(Utf8PathBuf::new(), |mut done, it| {
        match it {
            Utf8Component::ParentDir => drop(done.pop()),
            it => done.push(it),
        }
        done
    })
}

/// The members of the workspace that `manifest_path`, or the current folder,
/// belongs to.
pub(super) fn members(manifest_path: Option<&Utf8Path>) -> Result<Members, Refusal> {
    let mut command = MetadataCommand::new();
    command.no_deps().other_options(vec!["--offline".to_owned()]);
    let toolchain = toolchain();
    let program = program(toolchain.as_deref());
    command.cargo_path(program.map_err(|why| Refusal::input(no_cargo(why)))?);
    if let Some(path) = manifest_path {
        command.manifest_path(path);
    }
    if let Some(toolchain) = toolchain {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    if cfg!(unix) {
        command.env("SSL_CERT_FILE", NO_CERTIFICATES).env("SSL_CERT_DIR", NO_CERTIFICATES);
    }
    command.exec().map(members_of).map_err(|it| Refusal::input(failure(it)))
}

/// Cargo makes ready its git library as it starts, which reads the certificates of the
/// machine: a quarter of the time that an answer takes which asks nobody.
const NO_CERTIFICATES: &str = "/dev/null";

/// The `cargo` to start. Where `PATH` has rustup's stand-in, that is the
/// program which rustup would start with `toolchain`: this saves half the time.
///
/// # Errors
/// Why there is none: a phrase.
fn program(toolchain: Option<&str>) -> Result<PathBuf, &'static str> {
    let name = format!("cargo{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH").unwrap_or_default();
    let mut on_path = env::split_paths(&folders).filter(|it| it.is_absolute());
    let said = env::var_os("CARGO").map(PathBuf::from).filter(|it| it.is_absolute());
    let found = said.or_else(|| on_path.find_map(|it| existing(it.join(&name))));
    let found = found.ok_or("it is not in `PATH`")?;
    let is_rustups = found.canonicalize().is_ok_and(|it| it.file_stem() == Some("rustup".as_ref()));
    if !is_rustups {
        return Ok(found);
    }
    let toolchain = toolchain.ok_or("rustup has no toolchain")?;
    let behind = rustup_home().map(|it| it.join("toolchains").join(toolchain));
    let behind = behind.and_then(|it| existing(it.join("bin").join(&name)));
    Ok(behind.unwrap_or(found))
}

fn existing(path: PathBuf) -> Option<PathBuf> {
    Some(path).filter(|it| it.is_file())
}

/// The toolchain that runs, or else rustup's default one, or else some that it
/// has: with none said, rustup would go by the workspace's `rust-toolchain.toml`.
/// None where rustup is not in use.
/// <https://rust-lang.github.io/rustup/overrides.html>
fn toolchain() -> Option<String> {
    let running = env::var("RUSTUP_TOOLCHAIN").ok().filter(|it| !it.is_empty());
    running.or_else(|| {
        let mut installed = installed_toolchains();
        let default = default_toolchain();
        // `false` comes before `true`.
        installed.sort_by_key(|it| (Some(it) != default.as_ref(), !it.starts_with("stable")));
        installed.into_iter().next()
    })
}

fn default_toolchain() -> Option<String> {
    let settings = std::fs::read_to_string(rustup_home()?.join("settings.toml")).ok()?;
    let line = settings.lines().find_map(|it| it.strip_prefix("default_toolchain = "))?;
    Some(line.trim().trim_matches('"').to_owned())
}

/// The toolchains that rustup has, in the order of their names.
fn installed_toolchains() -> Vec<String> {
    let folder = rustup_home().map(|it| it.join("toolchains"));
    let entries = folder.and_then(|it| it.read_dir().ok()).into_iter().flatten();
    let mut names: Vec<_> =
        entries.filter_map(|it| it.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    names
}

fn rustup_home() -> Option<PathBuf> {
    let said = env::var_os("RUSTUP_HOME").map(PathBuf::from);
    said.or_else(|| Some(env::home_dir()?.join(".rustup")))
}

fn members_of(metadata: Metadata) -> Members {
    let root = metadata.workspace_root;
    let mut outside = Outside { root: root.clone(), paths: Vec::new(), counted: 0 };
    let mut packages = Vec::new();
    for package in metadata.packages {
        let dir = package.manifest_path.parent().unwrap_or(Utf8Path::new("/"));
        let Some(dir) = below(&root, dir) else {
            outside.paths.push(dir.to_owned());
            continue;
        };
        let mut targets = Vec::new();
        for target in package.targets {
            match below(&root, &target.src_path) {
                Some(path) => targets.push(raw_target(&target, path)),
                None => outside.paths.push(target.src_path),
            }
        }
        let (name, edition) = (package.name.as_str().into(), edition(package.edition));
        packages.push(RawPackage { name, dir, edition, targets });
    }
    outside.counted = outside.paths.len();
    Members { root, target_dir: metadata.target_directory, packages, outside }
}

/// `path` relative to `root`, if it lies below; without `..`, which Cargo
/// leaves in the paths of targets.
fn below(root: &Utf8Path, path: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut plain = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain.strip_prefix(root).ok().map(|it| slashed(it.as_str().to_owned()))
}

fn raw_target(target: &cargo_metadata::Target, root: Utf8PathBuf) -> RawTarget {
    use cargo_metadata::TargetKind as Kind;
    let kind = match target.kind.first() {
        Some(Kind::Bin) => TargetKind::Bin,
        Some(Kind::Example) => TargetKind::Example,
        Some(Kind::Test) => TargetKind::Test,
        Some(Kind::Bench) => TargetKind::Bench,
        Some(Kind::CustomBuild) => TargetKind::BuildScript,
        Some(Kind::ProcMacro) => TargetKind::ProcMacro,
        _ => TargetKind::Lib,
    };
    let name = target.name.replace('-', "_").into();
    RawTarget { kind, name, root, edition: edition(target.edition) }
}

fn edition(it: cargo_metadata::Edition) -> Edition {
    it.as_str().parse().unwrap_or(Edition::LATEST)
}

fn no_cargo(why: &str) -> Diagnostic {
    Diagnostic::error(format!("could not run `cargo`: {why}"))
        .help("install Cargo, or set `CARGO` to the absolute path of the program")
}

fn failure(error: cargo_metadata::Error) -> Diagnostic {
    match error {
        cargo_metadata::Error::CargoMetadata { stderr } => said_by_cargo(&stderr),
        cargo_metadata::Error::Io(why) => no_cargo(&why.to_string()),
        other => Diagnostic::error(format!("could not read what `cargo metadata` says: {other}"))
            .help("set `CARGO` to a `cargo` of version 1.60 or later"),
    }
}

/// What Cargo wrote to standard error, as a finding: its first phrase, its
/// place if it names one, its causes as notes.
pub(super) fn said_by_cargo(stderr: &str) -> Diagnostic {
    let said = stderr.split_once("error: ").map_or(stderr, |(_, said)| said).trim();
    let (phrase, rest) = said.split_once("\n\n").unwrap_or((said, ""));
    let (phrase, place) = phrase.split_once("\n --> ").unwrap_or((phrase, ""));
    let mut lines = phrase.lines();
    let finding = Diagnostic::error(lines.next().unwrap_or("`cargo metadata` failed"));
    let finding = lines.fold(finding, |it, line| match line.trim().strip_prefix("help: ") {
        Some(help) => it.help(help),
        None => it.note(line.trim()),
    });
    let causes = rest.split("Caused by:").map(str::trim).filter(|it| !it.is_empty());
    let finding = causes.fold(finding, Diagnostic::note).help(advice(said));
    match place.lines().next().and_then(label) {
        Some(label) => finding.at(label),
        None => finding,
    }
}

fn advice(said: &str) -> &'static str {
    if said.contains("could not find `Cargo.toml`") || said.starts_with("manifest path") {
        "run the command inside a Cargo workspace, or name one with `--manifest-path PATH`"
    } else if said.starts_with("failed to load manifest for workspace member") {
        "add the member, or take it out of `members` in the root's `Cargo.toml`"
    } else if said.contains("believes it's in a workspace") {
        "add the package to `members` or `exclude` of that workspace"
    } else if said.contains("toolchain") {
        "set `RUSTUP_TOOLCHAIN` to a toolchain that is installed"
    } else {
        "correct the manifest until `cargo metadata --no-deps` accepts it"
    }
}

/// The place that Cargo writes as `path:line:col`.
fn label(place: &str) -> Option<Label> {
    let (rest, col) = place.trim().rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    let at = LineCol { line: line.parse().ok()?, col: col.parse().ok()? };
    let source: Text = std::fs::read_to_string(path).ok()?.into();
    let start = LineIndex::new(&source).offset(&source, at)?;
    let next = source[usize::from(start)..].chars().next().filter(|it| *it != '\n');
    let range = TextRange::at(start, next.map_or(TextSize::from(0), TextSize::of));
    Some(Label { path: path.into(), source, range, text: String::new() })
}
