//! What `cargo check` says of a tree.

use std::process::Command;

use anyhow::{Result, bail};
use camino::{Utf8Path, Utf8PathBuf};

/// Errors that are shown of a tree that no longer compiles.
const SHOWN: usize = 3;
/// What is built, the most first.
const SCOPES: [&[&str]; 3] = [&["--all-targets"], &["--lib", "--bins"], &["--lib"]];

/// How a tree is checked.
pub struct Cargo {
    root: Utf8PathBuf,
    target: Utf8PathBuf,
    /// The targets that compiled before.
    pub scope: &'static [&'static str],
}

impl Cargo {
    /// The widest scope in which the tree compiles.
    pub fn new(root: &Utf8Path, home: &Utf8Path) -> Result<Cargo> {
        let mut cargo =
            Cargo { root: root.to_owned(), target: home.join("target"), scope: SCOPES[0] };
        let mut said = String::new();
        for scope in SCOPES {
            cargo.scope = scope;
            match cargo.check()? {
                None => return Ok(cargo),
                Some(errors) => said = errors,
            }
        }
        bail!("does not compile before any rename:\n{said}")
    }

    /// The first errors; none where the tree compiles.
    pub fn check(&self) -> Result<Option<String>> {
        let output = Command::new("cargo")
            .args(["check", "--workspace", "--offline", "-j2", "--color=never", "--quiet"])
            .args(self.scope)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        Ok((!output.status.success()).then(|| first_errors(&said)))
    }
}

fn first_errors(said: &str) -> String {
    let blocks = said.split("\n\n");
    let is_error =
        |it: &&str| it.trim_start().starts_with("error") && !it.contains("could not compile");
    let errors: Vec<_> = blocks.filter(is_error).take(SHOWN).map(str::trim).collect();
    if errors.is_empty() {
        said.lines().last().unwrap_or_default().to_owned()
    } else {
        errors.join("\n")
    }
}
