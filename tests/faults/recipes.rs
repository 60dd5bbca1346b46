//! Rows A: what a recipe can hold.

use std::fs;

use camino::Utf8Path;

use super::row::{Row, USER, row};
use crate::harness::tree::put;

const HEAD: &str = "name = \"r\"\n[[steps]]\n";

fn step(root: &Utf8Path, text: &str) {
    put(root, "r.toml", &format!("{HEAD}{text}"));
}

fn rename(root: &Utf8Path, pairs: &str) {
    step(root, &format!("[steps.rename]\n{pairs}\n"));
}

fn scope(root: &Utf8Path, glob: &str) {
    let rest = "[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n";
    put(root, "r.toml", &format!("name = \"r\"\n[scope]\nexclude = [\"{glob}\"]\n{rest}"));
}

pub fn rows() -> Vec<Row> {
    [of_text(), of_pairs(), of_names(), of_reach()].concat()
}

fn of_text() -> Vec<Row> {
    vec![
        row("A1", "no TOML", |it| step(it, "\n\n[steps.rename\n")).refused(2),
        row("A2", "an unknown verb", |it| step(it, "[steps.renme]\n\"a::Old\" = \"New\"\n"))
            .refused(2),
        row("A2", "an unknown key", |it| {
            step(it, "optinal = true\n[steps.rename]\n\"a::Old\" = \"New\"\n")
        })
        .refused(2),
        row("A3", "a number where a name is due", |it| rename(it, "\"a::Old\" = 1")).refused(2),
        row("A3", "no name", |it| {
            put(it, "r.toml", "[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n")
        })
        .refused(2),
        row("A3", "one key twice", |it| rename(it, "\"a::Old\" = \"New\"\n\"a::Old\" = \"Newer\""))
            .refused(2),
        row("A17", "a hundred thousand brackets", |it| {
            put(it, "r.toml", &format!("name = {}", "[".repeat(100_000)));
        })
        .refused(2),
        row("A18", "a recipe of two megabytes", |it| {
            put(it, "r.toml", &format!("{HEAD}# {}\n", "x".repeat(2 << 20)));
        })
        .refused(2),
        row("A18", "a recipe that is a pipe", |_| {})
            .script("rm r.toml; mkfifo r.toml; exec $T apply r.toml")
            .code(2)
            .silent()
            .looks(|_, _| Ok(())),
        row("A18", "a recipe that is a folder", |_| {}).script("exec $T apply ./src").refused(2),
        row("A18", "a recipe without end", |_| {}).script("exec $T apply /dev/zero").refused(2),
        row("A18", "a recipe that is missing", |_| {}).script("exec $T apply none.toml").refused(2),
        row("A19", "a recipe that is not UTF-8", |it| {
            fs::write(it.join("r.toml"), b"name = \"\xe9\"\n").unwrap();
        })
        .refused(2),
        row("A19", "a recipe with a byte order mark and CRLF", |it| {
            let text =
                "\u{feff}name = \"r\"\r\n[[steps]]\r\n[steps.rename]\r\n\"a::Old\" = \"New\"\r\n";
            put(it, "r.toml", text);
        }),
    ]
}

fn of_pairs() -> Vec<Row> {
    vec![
        row("A4", "a name becomes itself", |it| rename(it, "\"a::Old\" = \"Old\"")).refused(2),
        row("A5", "one item under two paths", |it| {
            put(it, "src/lib.rs", "mod user;\npub struct Old;\npub use Old as Alias;\n");
            rename(it, "\"a::Old\" = \"New\"\n\"a::Alias\" = \"Newer\"");
        })
        .refused(2),
        row("A6", "two items become one name", |it| {
            put(it, "src/lib.rs", "mod user;\npub struct Old;\npub struct Other;\n");
            rename(it, "\"a::Old\" = \"New\"\n\"a::Other\" = \"New\"");
        })
        .refused(2),
        row("A7", "a swap without once", |it| {
            put(it, "src/lib.rs", "mod user;\npub struct Old;\npub struct Other;\n");
            rename(it, "\"a::Old\" = \"Other\"\n\"a::Other\" = \"Old\"");
        })
        .refused(2),
        row("A22", "a pair that matches nothing", |it| rename(it, "\"a::Oldd\" = \"New\""))
            .refused(2),
        row("A22", "a module that is not there", |it| rename(it, "\"a::models::Old\" = \"New\""))
            .refused(2),
        row("A23", "a recipe that names itself", |it| {
            rename(it, "\"a::Old\" = \"New\"");
            put(it, "other.toml", "# a::Old\n");
        }),
        row("A24", "five thousand pairs", |it| {
            let lib: String = (0..5_000).map(|it| format!("pub struct S{it};\n")).collect();
            put(it, "src/lib.rs", &format!("mod user;\npub struct Old;\n{lib}"));
            let pairs: String =
                (0..5_000).map(|it| format!("\"a::S{it}\" = \"T{it}\"\n")).collect();
            rename(it, &pairs);
        })
        .silent()
        .looks(|root, _| {
            let text = fs::read_to_string(root.join("src/lib.rs")).unwrap();
            let expected: String = (0..5_000).map(|it| format!("pub struct T{it};\n")).collect();
            (text == format!("mod user;\npub struct Old;\n{expected}")).then_some(()).ok_or(text)
        }),
        row("A26", "a new path that holds the old one", |it| {
            put(it, "src/lib.rs", "mod user;\npub mod m {\n    pub struct Old;\n    pub mod m {\n        pub struct Old;\n    }\n}\n");
            put(it, "src/user.rs", &USER.replace("crate", "crate::m"));
            step(it, "[steps.replace]\n\"a::m::Old\" = \"a::m::m::Old\"\n");
        })
        .script("$T apply r.toml && exec $T apply r.toml")
        .shows(),
        row("A26", "a text that would end its section", |it| {
            put(it, "GUIDE.md", "# Guide\n\n## Usage\n\nText.\n");
            step(it, "text = [{ file = \"GUIDE.md\", section = \"## Usage\", append = \"# Next\" }]\n");
        })
        .refused(2),
        row("A26", "prose that holds what it stands for", |it| {
            put(it, "README.md", "One Old, two Old.\n");
            step(it, "text = [{ files = \"README.md\", find = \"Old\", with = \"very Old\" }]\n");
        })
        .script("$T apply r.toml && exec $T apply r.toml")
        .shows(),
        row("A16", "prose is no pattern", |it| {
            put(it, "README.md", "aaaa ((a{1000}){1000})(.*)*x\n");
            step(it, "text = [{ files = \"README.md\", find = \"((a{1000}){1000})(.*)*x\", with = \"b\" }]\n");
        })
        .shows(),
        row("A25", "a new path that is no path", |it| {
            step(it, "[steps.replace]\n\"a::Old\" = \"a::foo(\"\n");
        })
        .refused(2),
        row("A25", "a new path with a comment", |it| {
            step(it, "[steps.replace]\n\"a::Old\" = \"a::New /* \"\n");
        })
        .refused(2),
    ]
}

fn of_names() -> Vec<Row> {
    vec![
        row("A8", "a keyword as a name", |it| rename(it, "\"a::Old\" = \"fn\"")).refused(2),
        row("A8", "Self as a name", |it| rename(it, "\"a::Old\" = \"Self\"")).refused(2),
        row("A8", "no name at all", |it| rename(it, "\"a::Old\" = \"\"")).refused(2),
        row("A8", "an underscore", |it| rename(it, "\"a::Old\" = \"_\"")).refused(2),
        row("A8", "a number", |it| rename(it, "\"a::Old\" = \"1x\"")).refused(2),
        row("A8", "two words", |it| rename(it, "\"a::Old\" = \"a b\"")).refused(2),
        row("A8", "a lifetime", |it| rename(it, "\"a::Old\" = \"'a\"")).refused(2),
        row("A8", "a path where a name is due", |it| rename(it, "\"a::Old\" = \"b::New\""))
            .refused(2),
        row("A9", "a word that is a keyword in this edition", |it| {
            rename(it, "\"a::Old\" = \"gen\"")
        })
        .looks(|root, _| {
            let text = fs::read_to_string(root.join("src/lib.rs")).unwrap();
            (text == "mod user;\npub struct r#gen;\n").then_some(()).ok_or(text)
        }),
        row("A10", "an emoji", |it| rename(it, "\"a::Old\" = \"🦀\"")).refused(2),
        row("A11", "a name that is composed in the source and not in the recipe", |it| {
            put(
                it,
                "src/lib.rs",
                "mod user;\npub struct Old;\npub struct \u{d6}l;\npub type T = \u{d6}l;\n",
            );
            rename(it, "\"a::O\u{308}l\" = \"U\u{308}ber\"");
        })
        .shows(),
        row("A11", "a name that is composed in the recipe and not in the source", |it| {
            put(
                it,
                "src/lib.rs",
                "mod user;\npub struct Old;\npub struct O\u{308}l;\npub type T = \u{d6}l;\n",
            );
            rename(it, "\"a::\u{d6}l\" = \"New\"");
        })
        .refused(2),
        row("A12", "an override of direction", |it| rename(it, "\"a::Old\" = \"New\u{202e}\""))
            .refused(2),
        row("A12", "a zero width space", |it| rename(it, "\"a::Old\" = \"Ne\u{200b}w\""))
            .refused(2),
    ]
}

fn of_reach() -> Vec<Row> {
    vec![
        row("A13", "a glob that leads up", |it| scope(it, "../**")).refused(2),
        row("A13", "a glob from the root of the system", |it| scope(it, "/etc/**")).refused(2),
        row("A13", "a glob that goes up on its way", |it| scope(it, "src/../../x")).refused(2),
        row("A15", "a glob with forty alternatives in a row", |it| scope(it, &"{a,b}".repeat(40))).silent(),
        row("A20", "a recipe that extends itself", |it| {
            put(it, "r.toml", "name = \"r\"\nextends = [\"s.toml\"]\n");
            put(it, "s.toml", "name = \"s\"\nextends = [\"r.toml\"]\n");
        })
        .refused(2),
        row("A20", "a recipe from above", |it| put(it, "r.toml", "name = \"r\"\nextends = [\"../s.toml\"]\n"))
            .refused(2),
        row("A20", "a chain of recipes without end", |it| {
            for at in 0..200 {
                let text = format!("name = \"r\"\nextends = [\"r{}.toml\"]\n", at + 1);
                put(it, format!("r{at}.toml"), &text);
            }
            put(it, "r200.toml", "name = \"r\"\n[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n");
        })
        .script("exec $T apply r0.toml")
        .refused(2),
        row("A21", "a recipe of a later version", |it| {
            put(it, "r.toml", "name = \"r\"\nmin-version = \"99.0\"\n[[steps]]\n[steps.rename]\n\"a::Old\" = \"New\"\n");
        })
        .refused(2),
    ]
}
