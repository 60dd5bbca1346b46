//! Recipe files, and those that they extend. The only reader of recipes.
//!
//! Invariant: only regular files of a limited size are read, so that nothing
//! blocks; a file named by `extends` lies in the folder of the one that names
//! it, links resolved.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the only reader of recipes"
)]

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::PathBuf;

use camino::{Utf8Path, Utf8PathBuf};

use super::page::shown;
use super::{RecipeSpec, Spanned, parse};
use crate::diagnostic::{Diagnostic, Label, Refusal};
use crate::text::{Text, TextRange, TextSize};

/// A recipe has no more bytes.
const LARGEST: u64 = 1 << 20;
/// Recipes extend each other no deeper.
const DEEPEST: usize = 32;

/// Reads a recipe, preceded by what it `extends`, each file once.
///
/// # Errors
/// The file cannot be read, or it or one that it extends is wrong.
pub fn read(path: &Utf8Path) -> Result<Vec<RecipeSpec>, Refusal> {
    read_all(&[path.to_owned()])
}

/// Reads several recipes in this order, each preceded by what it `extends`;
/// each file once.
///
/// # Errors
/// As [`read()`]; stops at the first file that is wrong.
pub fn read_all(paths: &[Utf8PathBuf]) -> Result<Vec<RecipeSpec>, Refusal> {
    let mut reader = Reader::default();
    for path in paths {
        let file = resolve(path).map_err(|error| Refusal::input(unreadable(path, &error)))?;
        reader.take(path, file)?;
    }
    Ok(reader.recipes)
}

/// Files on the way, and the recipes that are finished.
#[derive(Default)]
struct Reader {
    /// Files whose extensions are being read, outermost first: as shown, and
    /// with links resolved.
    open: Vec<(Utf8PathBuf, PathBuf)>,
    done: HashSet<PathBuf>,
    recipes: Vec<RecipeSpec>,
}

impl Reader {
    /// Reads `path`, which is `file` with links resolved.
    fn take(&mut self, path: &Utf8Path, file: PathBuf) -> Result<(), Refusal> {
        if self.done.contains(&file) {
            return Ok(());
        }
        let recipe = parse(path, &text_of(path).map_err(Refusal::input)?)?;
        self.open.push((path.to_owned(), file.clone()));
        for extended in &recipe.extends {
            let label = |text: &str| label(&recipe, extended, text);
            let (next, file) = self
                .extended(path, extended)
                .map_err(|finding| Refusal::input(finding.at(label(""))))?;
            self.take(&next, file)?;
        }
        self.open.pop();
        self.done.insert(file);
        self.recipes.push(recipe);
        Ok(())
    }

    /// The file that `from` extends, as shown and with links resolved.
    fn extended(
        &self,
        from: &Utf8Path,
        extended: &Spanned<String>,
    ) -> Result<(Utf8PathBuf, PathBuf), Diagnostic> {
        let folder = from.parent().unwrap_or(Utf8Path::new(""));
        let path = folder.join(&extended.value);
        let file = resolve(&path).map_err(|error| unreadable(&path, &error))?;
        let within = self.open.last().and_then(|it| it.1.parent());
        if !within.is_some_and(|it| file.starts_with(it)) {
            let message = format!("`{}` leaves the recipe's folder", shown(&extended.value));
            let help = "copy the file into the recipe's folder: links are followed, not trusted";
            return Err(Diagnostic::error(message).help(help));
        }
        if let Some(first) = self.open.iter().position(|it| it.1 == file) {
            let names = self.open[first..].iter().map(|it| it.0.as_str());
            let chain: Vec<String> = names.chain([path.as_str()]).map(shown).collect();
            return Err(Diagnostic::error("the recipe extends itself")
                .note(format!("the chain is {}", chain.join(" → ")))
                .help("remove one `extends` of the chain"));
        }
        if self.open.len() > DEEPEST {
            return Err(Diagnostic::error(format!("`extends` is deeper than {DEEPEST} files"))
                .note(format!("it begins at {}", shown(self.open[0].0.as_str())))
                .help("let one recipe extend all the others"));
        }
        Ok((path, file))
    }
}

fn label(recipe: &RecipeSpec, at: &Spanned<String>, text: &str) -> Label {
    let (path, source) = (recipe.path.clone(), recipe.source.clone());
    Label { path, source, range: at.range, text: text.to_owned() }
}

/// The path with links resolved.
fn resolve(path: &Utf8Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

fn unreadable(path: &Utf8Path, error: &io::Error) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check the permissions of the file",
        _ => "check the file",
    };
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default().to_lowercase();
    Diagnostic::error(format!("cannot read the recipe `{}`: {reason}", shown(path.as_str())))
        .help(help)
}

/// The text of a file, if it can be a recipe.
fn text_of(path: &Utf8Path) -> Result<String, Diagnostic> {
    let bytes = bytes_of(path).map_err(|error| unreadable(path, &error))?;
    let name = shown(path.as_str());
    let Some(bytes) = bytes else {
        let message = format!("the recipe `{name}` is not a regular file");
        return Err(Diagnostic::error(message).help("name a file that holds TOML"));
    };
    if bytes.len() as u64 > LARGEST {
        let message = format!("the recipe `{name}` is larger than 1 MiB");
        return Err(Diagnostic::error(message).help("make several recipes of it"));
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(path, &error))
}

/// At most one byte more than is allowed; none of what is not a regular file,
/// which is never opened, as that may block.
fn bytes_of(path: &Utf8Path) -> io::Result<Option<Vec<u8>>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn not_utf8(path: &Utf8Path, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
    let range = TextRange::empty(TextSize::of(&*text));
    let source = Text::from(&*text);
    let label = Label { path: path.to_owned(), source, range, text: "here".into() };
    Diagnostic::error(format!("the recipe is not UTF-8 at byte {valid}"))
        .at(label)
        .help("save the file as UTF-8")
}
