//! Examples in the guides are run: recipes are read, commands are carried out.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod support {
    pub mod tree;
}

use std::process::Command;

use camino::Utf8Path;
use kalam_codemod::recipe::spec;
use support::tree::{Folder, tree};

/// A verb for a step that has one already, or an option of another.
const PAIR: &str = "[steps.rename]\n\"a::B\" = \"C\"\n";

const GUIDES: [&str; 2] = ["README.md", "docs/recipes.md"];

fn text(path: &str) -> String {
    std::fs::read_to_string(Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The fences of a guide with this info string.
fn fences(text: &str, info: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(own) = line.strip_prefix("```").filter(|it| !it.is_empty()) {
            let body: Vec<&str> = lines.by_ref().take_while(|it| *it != "```").collect();
            if own == info {
                found.push(body.join("\n") + "\n");
            }
        }
    }
    found
}

#[test]
fn recipes_of_the_guides_are_read() {
    let mut whole = 0;
    for guide in GUIDES {
        for recipe in fences(&text(guide), "toml") {
            // What it extends is another file.
            let recipe: String = recipe
                .lines()
                .filter(|it| !it.starts_with("extends"))
                .map(|it| format!("{it}\n"))
                .collect();
            spec::parse(Utf8Path::new(guide), &recipe)
                .unwrap_or_else(|it| panic!("{it:#?}\n{recipe}"));
            whole += 1;
        }
    }
    assert_eq!(whole, 2, "a guide lost its whole recipe, or gained one");
}

#[test]
fn fragments_of_the_reference_are_read() {
    let fragments = fences(&text("docs/recipes.md"), "toml,fragment");
    assert_eq!(fragments.len(), 11, "each section of the reference has an example");
    for fragment in fragments {
        let step = "[[steps]]\n[steps.rename]\n\"a::B\" = \"C\"\n";
        let head = if fragment.contains("[[steps]]") { "" } else { step };
        let recipe = format!("name = \"fragment\"\n{head}{fragment}");
        spec::parse(Utf8Path::new("docs/recipes.md"), &recipe)
            .unwrap_or_else(|it| panic!("{it:#?}\n{recipe}"));
    }
}

/// What the reference says is said, is said.
#[test]
fn errors_of_the_reference_are_those_of_the_program() {
    let rename = |pairs: &str| format!("[[steps]]\n[steps.rename]\n{pairs}\n");
    let rows = [
        ("unknown key", "nmae = \"x\"\n".to_owned()),
        ("a step has one verb, not", format!("[[steps]]\ndelete = [\"a::B\"]\n{PAIR}")),
        ("this step has no verb", "[[steps]]\noptional = true\n".to_owned()),
        ("is not supported by this version", "[[steps]]\nretype = {}\n".to_owned()),
        ("does not go with", format!("[[steps]]\ndefinition = \"keep\"\n{PAIR}")),
        ("is both old and new", rename("\"a::B\" = \"C\"\n\"a::C\" = \"B\"")),
        ("becomes both", rename("\"a::r#b\" = \"C\"\n\"a::b\" = \"D\"")),
        ("two items would be", rename("\"a::B\" = \"D\"\n\"a::C\" = \"D\"")),
        ("this pair does nothing", rename("\"a::B\" = \"B\"")),
        ("is another place in each file", rename("\"crate::B\" = \"C\"")),
    ];
    let reference = text("docs/recipes.md");
    for (said, recipe) in rows {
        assert!(reference.contains(&format!("\n| {said} ")), "`{said}` is not in the reference");
        let recipe = format!("name = \"wrong\"\n{recipe}");
        let refusal = spec::parse(Utf8Path::new("wrong.toml"), &recipe).unwrap_err();
        let is_said = refusal.findings.iter().any(|it| it.message.contains(said));
        assert!(is_said, "`{said}` is not said: {refusal:#?}");
    }
}

/// A call of `preview` on the README's workspace: exit code, diff, summary.
fn preview(recipe: &str) -> (Option<i32>, String, String) {
    preview_with(recipe, &[])
}

/// The same, with further options.
fn preview_with(recipe: &str, options: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recipe.toml");
    std::fs::write(&path, format!("name = \"guide\"\n{recipe}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"))
        .args(["preview", "--manifest-path", "tests/recipes/consolidate/before/Cargo.toml"])
        .arg(&path)
        .args(options)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let (diff, summary) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    (output.status.code(), diff.unwrap(), summary.unwrap())
}

/// Limits that the guides name. A change that lifts one changes the guides.
#[test]
fn limits_of_the_guides_are_there() {
    let typo = "\"kalamdb_sql::models::Jobb\"";
    let goal = "\"kalamdb_commons::system::Job\"";
    for step in [format!("[steps.replace]\n{typo} = {goal}"), format!("delete = [{typo}]")] {
        let (code, diff, summary) = preview(&format!("[[steps]]\n{step}\n"));
        assert_eq!((code, diff.as_str()), (Some(0), ""), "{step}\n{summary}");
        assert!(summary.contains("already carried out"), "{summary}");
        assert!(summary.contains("warning: `kalamdb_sql::models::Jobb` is not there"), "{summary}");
        assert!(summary.contains("= help: did you mean `kalamdb_sql::models::Job`?"), "{summary}");
        let (code, diff, said) =
            preview_with(&format!("[[steps]]\n{step}\n"), &["--expect-matches"]);
        assert_eq!((code, diff.as_str()), (Some(3), ""), "{step}\n{said}");
        assert!(said.contains("error: `kalamdb_sql::models::Jobb` matches nothing"), "{said}");
    }
    let (code, _, said) = preview(&format!("[[steps]]\n[steps.rename]\n{typo} = \"Task\"\n"));
    assert!(code == Some(2) && said.contains("has no item"), "{said}");
}

/// What the guides say of a file outside of the scope.
#[test]
fn the_scope_of_the_guides_holds() {
    let scope = "[scope]\npackages = [\"kalamdb-api\"]\n";
    let step = "[[steps]]\n[steps.features.kalamdb-commons]\nfresh = []\n";
    let (code, diff, said) = preview(&format!("{scope}{step}"));
    assert_eq!((code, diff.as_str()), (Some(3), ""), "{said}");
    assert!(said.contains("has to edit `crates/kalamdb-commons/Cargo.toml`"), "{said}");
}

/// The first command of the README prints what the README quotes of it.
#[test]
fn the_main_job_prints_what_the_readme_says() {
    let readme = text("README.md");
    let commands = fences(&readme, "console").concat();
    let command = commands.lines().next().unwrap();
    let call = command.split_once(" -- ").unwrap().1;
    let output = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"))
        .args(call.split_whitespace())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "140")
        .output()
        .unwrap();
    assert!(output.status.success(), "{command}");
    let diff = String::from_utf8(output.stdout).unwrap();
    let summary = String::from_utf8(output.stderr).unwrap();
    for (quoted, printed) in [("diff", diff), ("text", summary)] {
        for line in fences(&readme, quoted).concat().lines() {
            assert!(
                printed.contains(line),
                "the README quotes `{line}`, which is not printed:\n{printed}"
            );
        }
    }
}

/// Whether `said` is `due`, where a line `…` of `due` stands for any lines.
fn is_as_quoted(due: &[&str], said: &[&str]) -> bool {
    match due.split_first() {
        None => said.is_empty(),
        Some((&"…", rest)) => (0..=said.len()).any(|it| is_as_quoted(rest, &said[it..])),
        Some((first, rest)) => said.first() == Some(first) && is_as_quoted(rest, &said[1..]),
    }
}

#[test]
fn what_is_quoted_is_compared_line_by_line() {
    assert!(is_as_quoted(&["a", "…", "d"], &["a", "b", "c", "d"]));
    assert!(is_as_quoted(&["a", "…"], &["a"]));
    assert!(!is_as_quoted(&["a", "…", "d"], &["a", "d", "e"]));
    assert!(!is_as_quoted(&["a"], &["a", "b"]));
    assert!(!is_as_quoted(&["a"], &[" a"]));
}

/// The session of the README says what it quotes, and leaves the tree as it was.
#[test]
fn the_session_of_the_readme_is_what_happens() {
    let sessions = fences(&text("README.md"), "console,run=rename");
    assert_eq!(sessions.len(), 1, "the README lost its session, or gained one");
    let folder = Folder::copy_of(&tree(Utf8Path::new("tests/recipes/rename/before")));
    folder.write("rename.toml", text("recipes/rename.toml").as_bytes());
    let before = tree(folder.path());
    let calls: Vec<&str> = sessions[0].split("$ kalam-codemod ").skip(1).collect();
    assert_eq!(calls.len(), 5);
    for call in calls {
        let (args, due) = call.split_once('\n').unwrap();
        let said = output_in(folder.path(), args);
        let (due, lines): (Vec<&str>, Vec<&str>) = (due.lines().collect(), said.lines().collect());
        assert!(is_as_quoted(&due, &lines), "kalam-codemod {args} says:\n{said}");
    }
    assert!(before == tree(folder.path()), "the tree is another one after the session");
}

/// What a call prints, standard output first.
fn output_in(folder: &Utf8Path, args: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"))
        .args(args.split_whitespace())
        .current_dir(folder)
        .env("COLUMNS", "140")
        .output()
        .unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// Every fence of the guides is one that a test runs, or is listed here.
#[test]
fn every_fence_of_the_guides_is_accounted_for() {
    let run = ["toml", "toml,fragment", "console", "console,run=rename", "diff", "text"];
    for guide in GUIDES {
        let text = text(guide);
        let infos = text.lines().filter_map(|it| it.strip_prefix("```")).step_by(2);
        for info in infos {
            assert!(run.contains(&info), "{guide}: no test runs a fence `{info}`");
        }
    }
    // The second line of the one `console` fence is these tests.
    let set_up = fences(&text("README.md"), "console");
    assert_eq!(set_up.concat().lines().collect::<Vec<_>>()[1..], ["$ cargo test"]);
}

/// Every command that the README's table names is one.
#[test]
fn commands_of_the_readme_exist() {
    let readme = text("README.md");
    let rows = readme.lines().filter_map(|it| it.strip_prefix("| `kalam-codemod "));
    let names: Vec<&str> = rows.filter_map(|it| it.split([' ', '`']).next()).collect();
    assert_eq!(names.len(), 7);
    for name in names {
        let status = Command::new(env!("CARGO_BIN_EXE_kalam-codemod"))
            .args([name, "--help"])
            .output()
            .unwrap()
            .status;
        assert!(status.success(), "{name}");
    }
}
