//! The cases of `tests/capture/`: read, judged by the program, proven by rustc.
//! Each test program uses a part of it.
#![allow(dead_code)]

use std::fmt::Write as _;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::diagnostic::{Diagnostic, Refusal};
use kalam_codemod::recipe::spec::{self, RecipeSpec, VerbSpec};
use kalam_codemod::resolve::search::Names;
use kalam_codemod::resolve::{Found, ItemPath, Resolver};
use kalam_codemod::workspace::load;
use libtest_mimic::Failed;

use super::pipeline::{plan, said};
use super::tree::{Folder, Tree};

const MANIFEST: &str = "[package]\nname = \"krate\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

/// One case.
#[derive(Clone)]
pub struct Case {
    /// File and name.
    pub name: String,
    /// The recipe's text.
    pub recipe: String,
    /// The tree before.
    pub before: Tree,
    expected: String,
    /// What rustc cannot show: a symbol's name, say.
    is_unseen: bool,
}

/// All cases, in the order of files and places.
pub fn cases() -> Vec<Case> {
    let files = Utf8Path::new("tests/capture").read_dir_utf8().unwrap().map(Result::unwrap);
    let mut files: Vec<_> = files.map(|it| it.into_path()).collect();
    files.retain(|it| it.extension() == Some("txt"));
    files.sort();
    files.iter().flat_map(|it| read(it)).collect()
}

fn read(file: &Utf8Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap();
    let cases = text.split("\n== ").skip(1);
    cases.map(|it| Case::read(file.file_stem().unwrap(), it)).collect()
}

impl Case {
    fn read(file: &str, text: &str) -> Case {
        let (name, rest) = text.split_once('\n').unwrap();
        let (before, expected) = rest
            .split_once("\n=> ")
            .unwrap_or_else(|| panic!("{file}: {name}: no outcome is said: `=> …`"));
        let (recipe, files) = before.split_once("//- ").unwrap();
        let mut before: Tree = files.split("\n//- ").map(file_of).collect();
        before.entry("Cargo.toml".into()).or_insert_with(|| MANIFEST.into());
        let is_unseen = expected.starts_with("refused, unseen by rustc");
        Case {
            name: format!("{file}::{}", name.trim().replace(' ', "_")),
            recipe: format!("name = \"case\"\n[[steps]]\n{recipe}"),
            before,
            expected: format!("{}\n", expected.trim().replace(", unseen by rustc", "")),
            is_unseen,
        }
    }

    /// Whether the program is to refuse it.
    pub fn is_refused(&self) -> bool {
        self.expected.starts_with("refused")
    }
}

fn file_of(text: &str) -> (Utf8PathBuf, Vec<u8>) {
    let (path, content) = text.split_once('\n').unwrap_or((text, ""));
    (path.into(), format!("{}\n", content.trim_end()).into())
}

/// The program says what the case expects.
pub fn judge(case: &Case) -> Result<(), Failed> {
    let folder = Folder::copy_of(&case.before);
    let recipes = spec::parse("recipe.toml".into(), &case.recipe).map(|it| vec![it]);
    let actual = match recipes.and_then(|it| plan(folder.path(), &it)) {
        Ok(verified) => becomes(&verified.plan().tree),
        Err(refusal) => refused(&refusal),
    };
    if actual == case.expected {
        return Ok(());
    }
    let difference = similar::TextDiff::from_lines(&case.expected, &actual);
    Err(difference
        .unified_diff()
        .header("expected", "actual")
        .context_radius(99)
        .to_string()
        .into())
}

fn becomes(tree: &kalam_codemod::change::TreeChange) -> String {
    let mut out = "becomes\n".to_owned();
    for it in &tree.files {
        let path = it.to.as_ref().or(it.from.as_ref()).unwrap();
        let _ = write!(out, "//- {path}\n{}", it.after);
    }
    out
}

fn refused(refusal: &Refusal) -> String {
    format!("refused\n{}", refusal.findings.iter().map(finding).collect::<String>())
}

/// What a finding says, without the lines that it points into.
fn finding(it: &Diagnostic) -> String {
    let mut out = format!("error: {}\n", it.message);
    for label in &it.labels {
        let lines = kalam_codemod::text::LineIndex::new(&label.source);
        let at = lines.line_col(&label.source, label.range.start());
        let text = if label.text.is_empty() { "here" } else { &label.text };
        let _ = writeln!(out, "  {}:{}:{}: {text}", label.path, at.line, at.col);
    }
    it.help.iter().for_each(|it| {
        let _ = writeln!(out, "  help: {it}");
    });
    out
}

/// Rustc takes the tree before, not the one that is edited without a look at
/// what its names come to mean, and the one that the program makes.
pub fn prove(case: &Case) -> Result<(), Failed> {
    let folder = Folder::copy_of(&case.before);
    compiles(folder.path()).map_err(|it| format!("before: {it}"))?;
    let recipe = spec::parse("recipe.toml".into(), &case.recipe);
    let Ok(recipes) = recipe.map(|it| vec![it]) else {
        return if case.is_refused() { Ok(()) } else { Err("the recipe is no recipe".into()) };
    };
    if !case.is_refused() {
        let verified = plan(folder.path(), &recipes).map_err(|it| said(&it))?;
        super::pipeline::write(folder.path(), verified.plan())?;
        return compiles(folder.path()).map_err(|it| format!("after: {it}").into());
    }
    if !naively(folder.path(), &recipes)? || case.is_unseen {
        return Ok(());
    }
    match compiles(folder.path()) {
        Ok(()) => Err("the tree compiles when it is edited naively".into()),
        Err(_) => Ok(()),
    }
}

/// Gives all that means the old item, definition and references, the new name;
/// false if the recipe does more than rename.
fn naively(root: &Utf8Path, recipes: &[RecipeSpec]) -> Result<bool, Failed> {
    for step in recipes.iter().flat_map(|it| &it.steps) {
        let VerbSpec::Rename(rename) = &step.verb else { return Ok(false) };
        for pair in &rename.pairs {
            let new = pair.to.value.trim_end_matches('!');
            rewrite_all(root, &ItemPath::parse(&pair.from.value), new)?;
        }
    }
    Ok(true)
}

fn rewrite_all(root: &Utf8Path, path: &ItemPath, new: &str) -> Result<(), Failed> {
    let workspace = load::load(Some(&root.join("Cargo.toml"))).map_err(|it| said(&it))?;
    let resolver = Resolver::new(&workspace);
    let Found::Items(targets) = resolver.find(path) else {
        return Err(format!("{path} is not there").into());
    };
    let own: Vec<_> = targets.iter().flat_map(|it| resolver.def_sites(*it)).collect();
    for file in resolver.mentions(&Names::new([path.name().into()])) {
        let source = workspace.file(file.file).unwrap();
        let mut text = source.content().to_string();
        let sites: Vec<_> = file.iter().collect();
        for (site, meaning) in sites.into_iter().rev() {
            let is_own = own.iter().any(|it| it.file == file.file && it.name == site.range);
            if is_own || meaning.defs().iter().any(|it| targets.contains(it)) {
                text.replace_range(std::ops::Range::<usize>::from(site.range), new);
            }
        }
        std::fs::write(root.join(&source.path), text)?;
    }
    Ok(())
}

fn compiles(root: &Utf8Path) -> Result<(), String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--workspace", "--all-targets", "--quiet"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTFLAGS", "-Awarnings")
        .output()
        .map_err(|it| it.to_string())?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
