//! Rows B13, B14, B18 to B20: names, roots, mounts. Ways out of the root (B2 to
//! B9) are in tests/outside.rs.

use std::fs;

use super::row::{Row, USER, row};
use crate::harness::tree::put;

pub fn rows() -> Vec<Row> {
    vec![
        row("B13", "names that need care", |root| {
            let long = format!("{}.rs", "x".repeat(252));
            for name in ["a b.rs", "-x.rs", "line\nbreak.rs", "\u{1b}[2J.rs", &long] {
                put(root, format!("src/{name}"), USER);
            }
            let mods = "\n#[path = \"a b.rs\"]\nmod ab;\n#[path = \"-x.rs\"]\nmod x;\n";
            let lib = fs::read_to_string(root.join("src/lib.rs")).unwrap();
            put(root, "src/lib.rs", &format!("{lib}{mods}"));
        })
        .looks(|root, _| {
            for name in ["a b.rs", "-x.rs", "user.rs"] {
                let text = fs::read_to_string(root.join("src").join(name)).unwrap();
                if text != USER.replace("Old", "New") {
                    return Err(format!("{name}: {text}"));
                }
            }
            Ok(())
        }),
        row("B13", "a name that is not UTF-8", |root| {
            use std::os::unix::ffi::OsStrExt as _;
            let name = std::ffi::OsStr::from_bytes(b"src/\xff.rs");
            fs::write(root.as_std_path().join(name), "fn f() {}").unwrap();
        }),
        row("B14", "the root is the home folder", |_| {})
            .script("HOME=$PWD exec $T apply r.toml")
            .refused(3),
        row("B14", "the root is the home folder and meant", |_| {})
            .script("HOME=$PWD exec $T apply --yes-root r.toml"),
        row("B18", "a module changes the case of its name", |root| {
            put(root, "r.toml", "name = \"r\"\n[[steps]]\n[steps.rename]\n\"a::user\" = \"User\"\n");
        })
        .looks(|root, _| match (root.join("src/User.rs").exists(), root.join("src/user.rs").exists()) {
            (true, false) => Ok(()),
            both => Err(format!("{both:?}")),
        }),
        row("B20", "a folder is another mount", |_| {})
            .mounting("mv src aside && mkdir src && mount -t tmpfs none src && cp aside/* src/ && $T apply r.toml; code=$?; umount src; rmdir src; mv aside src; exit $code")
            .refused(3),
        row("B20", "a folder is bound from the same disk", |_| {})
            .mounting("mkdir ../aside && cp src/* ../aside && mount --bind ../aside src && $T apply r.toml; code=$?; umount src; exit $code")
            .refused(3),
    ]
}
