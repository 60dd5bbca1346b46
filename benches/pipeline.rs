//! How long the stages of a run take: on a generated workspace of a thousand
//! files, and on any other tree.
//!
//! ```text
//! cargo bench
//! KALAM_BENCH_TREE=path/to/workspace KALAM_BENCH_NAME=krate::path::Item cargo bench
//! ```
//!
//! Each stage is measured on what the one before left: `read` is the load from
//! disk (files cached by the system), `search` finds the files that mention
//! the name, `parse` parses those, `plan` plans and checks a rename on a
//! loaded workspace, `total` does all of it, as `preview` does. `rg` is the
//! text search of the same tree that `total` is compared with. At last the program runs a
//! recipe of a hundred renames and one of the first of them in turn; on another tree the one
//! that `KALAM_BENCH_MANY` names, and the rename of that item.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod generate;

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{BatchSize, BenchmarkGroup, Criterion, measurement::WallTime};
use kalam_codemod::checks;
use kalam_codemod::recipe::run;
use kalam_codemod::recipe::spec::{self, RecipeSpec};
use kalam_codemod::syntax::Syntax;
use kalam_codemod::workspace::{FileKind, SourceFile, Workspace, load::load};
use memchr::memmem;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Files of the generated workspace.
const FILES: usize = 1_000;

/// So many runs of the program are compared.
const RUNS: usize = 12;

/// A tree, and an item in it that is renamed.
struct Subject {
    root: Utf8PathBuf,
    item: String,
    recipe: Utf8PathBuf,
    recipes: Vec<RecipeSpec>,
}

fn main() {
    let scratch = tempfile::tempdir().unwrap();
    let scratch = Utf8Path::from_path(scratch.path()).unwrap();
    generate::workspace(&scratch.join("generated"), FILES);
    let root = scratch.join("generated");
    let generated = Subject::new(&root, "part_0::Subject", scratch);
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    measure(&mut criterion, "generated", &generated);
    let items = generate::items(100, FILES);
    let one = Subject::new(&root, &items[0], scratch);
    compare("generated", &one, &renames(&items, &scratch.join("many.toml")));
    let said = |name: &str| std::env::var(name).ok();
    if let (Some(tree), Some(name)) = (said("KALAM_BENCH_TREE"), said("KALAM_BENCH_NAME")) {
        let given = Subject::new(Utf8Path::new(&tree), &name, scratch);
        measure(&mut criterion, "given", &given);
        if let Some(many) = said("KALAM_BENCH_MANY") {
            compare("given", &given, Utf8Path::new(&many));
        }
    }
    criterion.final_summary();
}

/// Writes a recipe that gives each of some items a new name.
fn renames(items: &[String], recipe: &Utf8Path) -> Utf8PathBuf {
    let mut text = String::from("name = \"bench\"\n[[steps]]\n[steps.rename]\n");
    for (at, item) in items.iter().enumerate() {
        text.push_str(&format!("\"{item}\" = \"Zzyzx{at}\"\n"));
    }
    std::fs::write(recipe, text).unwrap();
    recipe.to_owned()
}

impl Subject {
    fn new(root: &Utf8Path, item: &str, scratch: &Utf8Path) -> Subject {
        let name = item.replace("::", ".");
        let recipe = renames(&[item.to_owned()], &scratch.join(format!("{name}.toml")));
        let recipes = spec::read(&recipe).unwrap_or_else(|it| panic!("{it:#?}"));
        Subject { root: root.to_owned(), item: item.to_owned(), recipe, recipes }
    }

    fn name(&self) -> &str {
        self.item.rsplit("::").next().unwrap_or(&self.item)
    }

    fn load(&self) -> Workspace {
        load(Some(&self.root.join("Cargo.toml"))).unwrap_or_else(|it| panic!("{it:#?}"))
    }

    fn plan(&self, workspace: Workspace) -> checks::VerifiedPlan {
        let plan = run::plan(workspace, &self.recipes);
        let plan = plan.and_then(|it| checks::verify(it, &self.recipes));
        plan.unwrap_or_else(|it| panic!("{it:#?}"))
    }

    fn candidates<'a>(&self, workspace: &'a Workspace) -> Vec<&'a SourceFile> {
        let finder = memmem::Finder::new(self.name());
        let rust = workspace.files().filter(|it| it.kind == FileKind::Rust);
        rust.filter(|it| finder.find(it.text.as_bytes()).is_some()).collect()
    }
}

fn measure(criterion: &mut Criterion, title: &str, subject: &Subject) {
    let mut group = criterion.benchmark_group(title);
    let workspace = subject.load();
    let candidates = subject.candidates(&workspace);
    group.bench_function("read", |it| it.iter(|| subject.load()));
    group.bench_function("search", |it| it.iter(|| subject.candidates(&workspace).len()));
    group.bench_function("parse", |it| {
        it.iter(|| {
            candidates.iter().map(|it| Syntax::parse(&it.text, it.edition)).collect::<Vec<_>>()
        });
    });
    group.bench_function("plan", |it| {
        it.iter_batched(|| subject.load(), |it| subject.plan(it), BatchSize::LargeInput);
    });
    group.bench_function("total", |it| it.iter(|| subject.plan(subject.load())));
    measure_search(&mut group, subject);
    group.finish();
}

/// How many times as long the preview of many renames takes as that of one: the program,
/// the best of some runs in turn.
fn compare(title: &str, one: &Subject, many: &Utf8Path) {
    let run = |recipe: &Utf8Path| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"));
        let manifest = one.root.join("Cargo.toml");
        program.args(["preview", recipe.as_str(), "--manifest-path", manifest.as_str()]);
        let start = Instant::now();
        let output = program.output().unwrap();
        let time = start.elapsed();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        time
    };
    let pairs: Vec<_> = (0..RUNS).map(|_| (run(&one.recipe), run(many))).collect();
    let one = pairs.iter().map(|it| it.0).min().unwrap_or_default();
    let many = pairs.iter().map(|it| it.1).min().unwrap_or_default();
    let ratio = many.as_secs_f64() / one.as_secs_f64();
    println!("{title}: one rename {one:.1?}, many {many:.1?}: {ratio:.1} times as long");
}

/// The text search that `total` is held against, where `rg` is installed.
fn measure_search(group: &mut BenchmarkGroup<'_, WallTime>, subject: &Subject) {
    let search = || {
        let options = ["-l", "-w", "-g", "*.rs", subject.name()];
        Command::new("rg").args(options).arg(&subject.root).output()
    };
    if search().is_ok() {
        group.bench_function("rg", |it| it.iter(|| black_box(search().is_ok())));
    }
}
