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
//! text search of the same tree that `total` is compared with.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod generate;

use std::hint::black_box;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{BatchSize, BenchmarkGroup, Criterion, measurement::WallTime};
use kalam_codemod::checks;
use kalam_codemod::recipe::run;
use kalam_codemod::recipe::spec::{self, RecipeSpec};
use kalam_codemod::syntax::Syntax;
use kalam_codemod::workspace::{FileKind, SourceFile, Workspace, load::load};
use memchr::memmem;

/// A tree, and an item in it that is renamed.
struct Subject {
    root: Utf8PathBuf,
    item: String,
    recipes: Vec<RecipeSpec>,
}

fn main() {
    let scratch = tempfile::tempdir().unwrap();
    let scratch = Utf8Path::from_path(scratch.path()).unwrap();
    generate::workspace(&scratch.join("generated"), 1_000);
    let generated = Subject::new(&scratch.join("generated"), "part_0::Subject", scratch);
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    measure(&mut criterion, "generated", &generated);
    let said = |name: &str| std::env::var(name).ok();
    if let (Some(tree), Some(name)) = (said("KALAM_BENCH_TREE"), said("KALAM_BENCH_NAME")) {
        let given = Subject::new(Utf8Path::new(&tree), &name, scratch);
        measure(&mut criterion, "given", &given);
    }
    criterion.final_summary();
}

impl Subject {
    fn new(root: &Utf8Path, item: &str, scratch: &Utf8Path) -> Subject {
        let recipe = scratch.join("recipe.toml");
        let text = format!("name = \"bench\"\n[[steps]]\n[steps.rename]\n\"{item}\" = \"Zzyzx\"\n");
        std::fs::write(&recipe, text).unwrap();
        let recipes = spec::read(&recipe).unwrap_or_else(|it| panic!("{it:#?}"));
        Subject { root: root.to_owned(), item: item.to_owned(), recipes }
    }

    fn name(&self) -> &str {
        self.item.rsplit("::").next().unwrap_or(&self.item)
    }

    fn load(&self) -> Workspace {
        load(Some(&self.root.join("Cargo.toml"))).unwrap_or_else(|it| panic!("{it:#?}"))
    }

    fn plan(&self, workspace: Workspace) -> checks::VerifiedPlan {
        let plan = run::plan(workspace, &self.recipes).and_then(checks::verify);
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
