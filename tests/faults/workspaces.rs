//! Rows B: how a workspace can be laid out. Those of the file system are in
//! `layout`.

use std::fs;

use super::row::{MANIFEST, Row, USER, row};
use crate::harness::tree::put;

pub fn rows() -> Vec<Row> {
    [of_manifests(), of_modules()].concat()
}

fn of_manifests() -> Vec<Row> {
    vec![
        row("B1", "no manifest", |it| fs::remove_file(it.join("Cargo.toml")).unwrap()).refused(2),
        row("B1", "started in a folder of a member", |_| {})
            .script("cd src && exec $T apply ../r.toml"),
        row("B1", "a manifest that leads nowhere", |_| {})
            .script("exec $T apply --manifest-path none/Cargo.toml r.toml")
            .refused(2),
        row("B1", "a package that is excluded", |it| {
            put(it, "Cargo.toml", &format!("{MANIFEST}[workspace]\nexclude = [\"other\"]\n"));
            put(it, "other/Cargo.toml", &MANIFEST.replace("\"a\"", "\"other\""));
            put(it, "other/src/lib.rs", "pub struct Old;\n");
        }),
        row("B10", "folders of builds and of others", |it| {
            for folder in ["target/debug", "vendor/x/src", "node_modules"] {
                put(it, format!("{folder}/lib.rs"), USER);
            }
            put(it, "vendor/x/Cargo.toml", &MANIFEST.replace("\"a\"", "\"x\""));
            put(it, "Cargo.toml", &format!("{MANIFEST}[workspace]\nexclude = [\"vendor\"]\n"));
        }),
        row("B16", "a manifest that is no TOML", |it| put(it, "Cargo.toml", "[package\n"))
            .refused(2),
        row("B16", "a member that is missing", |it| {
            put(it, "Cargo.toml", &format!("{MANIFEST}[workspace]\nmembers = [\"gone\"]\n"));
        })
        .refused(2),
        row("B16", "a target that is missing", |it| {
            put(
                it,
                "Cargo.toml",
                &format!("{MANIFEST}[[bin]]\nname = \"b\"\npath = \"src/gone.rs\"\n"),
            );
        })
        .refused(2),
        row("B17", "a Git folder that is broken", |it| put(it, ".git", "gitdir: nowhere\n"))
            .refused(3),
        row("B17", "no version control", |_| {}),
    ]
}

fn of_modules() -> Vec<Row> {
    vec![
        row("B3", "a module from outside", |it| {
            put(it, "../o/shared.rs", "pub fn f() {}\n");
            put(
                it,
                "src/lib.rs",
                "mod user;\npub struct Old;\n#[path = \"../../o/shared.rs\"]\nmod shared;\n",
            );
        }),
        row("B3", "a module from outside that names the item", |it| {
            put(it, "../o/shared.rs", USER);
            put(
                it,
                "src/lib.rs",
                "mod user;\npub struct Old;\n#[path = \"../../o/shared.rs\"]\nmod shared;\n",
            );
        })
        .refused(3),
        row("B4", "a text from outside that names the item", |it| {
            put(it, "../o/inc.rs", "pub type Inc = crate::Old;\n");
            put(it, "src/lib.rs", "mod user;\npub struct Old;\ninclude!(\"../../o/inc.rs\");\n");
        })
        .refused(3),
        row("B11", "one file in two modules", |it| {
            put(
                it,
                "src/lib.rs",
                "mod user;\npub struct Old;\n#[path = \"user.rs\"]\nmod again;\n",
            );
        }),
        row("B12", "sources that are ignored", |it| {
            put(it, ".gitignore", "gen.rs\n");
            put(it, "src/gen.rs", "// Old\n");
        }),
    ]
}
