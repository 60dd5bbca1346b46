//! Rows B: how a workspace can be laid out. Those of the file system are in
//! `layout`.

use std::fs;

use camino::Utf8Path;

use super::row::{MANIFEST, Row, USER, row};
use crate::harness::tree::put;

pub fn rows() -> Vec<Row> {
    [of_manifests(), of_modules(), of_links(), of_sizes()].concat()
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

/// A second package `o` beside the root, a member, with this source.
fn member_outside(root: &Utf8Path, text: &str) {
    put(root, "Cargo.toml", &format!("{MANIFEST}[workspace]\nmembers = [\"../o\"]\n"));
    let own = "[package]\nname = \"o\"\nedition = \"2024\"\nworkspace = \"../w\"\n";
    put(root, "../o/Cargo.toml", &format!("{own}[dependencies]\na = {{ path = \"../w\" }}\n"));
    put(root, "../o/src/lib.rs", text);
}

/// Puts a link to `to` where `at` says, below the root.
fn link(root: &Utf8Path, to: &str, at: &str) {
    let _ = fs::remove_file(root.join(at));
    std::os::unix::fs::symlink(to, root.join(at)).unwrap();
}

fn of_links() -> Vec<Row> {
    vec![
        row("B2", "a member outside that does not name the item", |it| {
            member_outside(it, "pub fn f() {}\n");
        }),
        row("B2", "a member outside that names the item", |it| {
            member_outside(it, "pub type T = a::Old;\n");
        })
        .refused(3),
        row("B5", "a source that is a link to the outside", |it| {
            put(it, "../o/user.rs", USER);
            link(it, "../../o/user.rs", "src/user.rs");
        })
        .refused(3),
        row("B5", "a link to the outside that no target reaches", |it| {
            put(it, "../o/notes.rs", "pub type T = a::Old;\n");
            link(it, "../../o/notes.rs", "src/notes.rs");
        }),
        row("B6", "folders that are links to the outside and in circles", |it| {
            put(it, "../o/notes.rs", "pub type T = a::Old;\n");
            link(it, "../../o", "src/outside");
            link(it, "..", "src/parent");
            link(it, "itself", "src/itself");
        }),
        row("B6", "a module in a folder that is a link to the outside", |it| {
            put(it, "../o/mod.rs", "pub type T = crate::Old;\n");
            link(it, "../../o", "src/outside");
            put(it, "src/lib.rs", "mod user;\nmod outside;\npub struct Old;\n");
        })
        .refused(3),
        row("A14", "a link to the outside that the step leaves out", |it| {
            put(it, "../o/mod.rs", "pub fn f() {}\n");
            link(it, "../../o", "src/outside");
            let rest = "[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n";
            put(
                it,
                "r.toml",
                &format!("name = \"r\"\n[scope]\nexclude = [\"src/outside/**\"]\n{rest}"),
            );
        }),
        row("B7", "a module that is a link to a file that no target reaches", |it| {
            put(it, "shared.rs", "pub type T = crate::Old;\n");
            link(it, "../shared.rs", "src/shared.rs");
            put(it, "src/lib.rs", "mod user;\nmod shared;\npub struct Old;\n");
        })
        .refused(3),
        row("B7", "a source that is a link to another one", |it| {
            link(it, "user.rs", "src/other.rs")
        })
        .looks(|it, _| {
            let is_link = fs::symlink_metadata(it.join("src/other.rs")).unwrap().is_symlink();
            let text = fs::read_to_string(it.join("src/other.rs")).unwrap();
            (is_link && text == USER.replace("Old", "New")).then_some(()).ok_or(text)
        }),
        row("B8", "a manifest that is a link", |it| {
            put(it, "../o/real.toml", MANIFEST);
            link(it, "../o/real.toml", "Cargo.toml");
        })
        .refused(2),
        row("B9", "a source with a second name", |it| {
            fs::hard_link(it.join("src/user.rs"), it.join("../second.rs")).unwrap();
        })
        .refused(3),
        row("B9", "a source with a second name that is to be broken", |it| {
            fs::hard_link(it.join("src/user.rs"), it.join("../second.rs")).unwrap();
        })
        .script("$T apply --break-hardlinks r.toml && ! cmp -s src/user.rs ../second.rs"),
    ]
}

fn of_sizes() -> Vec<Row> {
    vec![
        row("B15", "thousands of files with little memory", |it| {
            for at in 0..5_000 {
                let text = format!("pub struct S{at};\n").repeat(200);
                put(it, format!("src/m{}/f{at}.rs", at % 50), &text);
            }
        })
        .script("ulimit -v 1000000; exec $T apply r.toml"),
        row("L6", "tens of thousands of entries in one folder", |it| {
            fs::create_dir(it.join("src/many")).unwrap();
            for at in 0..20_000 {
                fs::File::create(it.join(format!("src/many/{at}"))).unwrap();
            }
        }),
    ]
}
