//! Rows O and L: terminals, and what a machine grants.

use std::fs;

use camino::Utf8Path;

use super::row::{LIB, Row, USER, row};
use crate::harness::tree::{put, set_mode};

pub fn rows() -> Vec<Row> {
    vec![
        row("O1", "a reader that goes away", |_| {})
            .script("$T preview r.toml | head -1")
            .refused(0),
        row("O1", "a reader that goes away while writing", |_| {})
            .script("$T apply -v r.toml 2>&1 | true")
            .silent(),
        row("O1", "no output at all", |_| {}).script("exec $T apply r.toml >&- 2>&-"),
        row("O1", "a full disk for the diff", |_| {})
            .script("exec $T preview -q r.toml > /dev/full")
            .refused(2)
            .silent(),
        row("O2", "twenty columns and a dumb terminal", |_| {})
            .script("COLUMNS=20 TERM=dumb exec $T preview r.toml")
            .refused(0),
        row("O3", "escapes in names of files", |it| {
            put(it, "src/\u{1b}[2J.rs", USER);
        }),
        row("O4", "JSON of names that need care", |it| put(it, "src/\u{1b}\"\\.rs", USER))
            .script("exec $T preview --format json r.toml")
            .silent()
            .refused(0),
        row("O5", "nothing is said to be applied that is not", |_| {})
            .script("{ ulimit -f 0; $T apply r.toml; echo $? > /dev/stderr; } 2>&1 | grep -e Applied -e Changed -e '^[0-9]'")
            .refused(0),
        row("O8", "letters that run the other way before the place", |it| {
            put(it, "src/lib.rs", "mod user;\npub struct Old;\n/* \u{5d0}\u{5d1}\u{5d2} */ pub struct New;\n");
        })
        .script("LC_ALL=C LANG=C exec $T apply r.toml")
        .refused(3),
        row("O6", "thousands of mentions", |it| {
            put(it, "src/notes.rs", &"// Old\n".repeat(20_000));
        }),
        row("O7", "a diff for others", |it| {
            fs::write(
                it.join("src/user.rs"),
                "use crate::Old;\r\npub fn f(it: Old) -> Old {\r\n    it\r\n}",
            )
            .unwrap();
        })
        .script("$T preview -q r.toml > ../d.diff && git apply --unsafe-paths ../d.diff"),
        row("L1", "little memory", |_| {}).script("ulimit -v 2000000; exec $T apply r.toml"),
        row("L2", "a small stack", |_| {}).script("ulimit -s 256; exec $T apply r.toml"),
        row("L3", "one processor", |_| {}).script("exec taskset 1 nice -n 19 $T apply r.toml"),
        row("L4", "no thread can be started", |_| {})
            .script("ulimit -v 3000000; RAYON_NUM_THREADS=60000 exec $T apply r.toml"),
        row("L4", "not one thread can be started", |it| {
            let cargo = std::env::var("CARGO").unwrap();
            put(it, "../cargo", &format!("#!/bin/sh\nulimit -Sv unlimited\nexec {cargo} \"$@\"\n"));
            set_mode(&it.join("../cargo"), 0o755);
        })
        .script("ulimit -Sv 64000; CARGO=$PWD/../cargo exec $T apply r.toml"),
        row("L5", "fifty thousand terms", |it| {
            let text = format!("// Old\npub const X: u64 = 1{};\n", "+1".repeat(50_000));
            put(it, "src/extra.rs", &text);
        }),
        row("L5", "thousands of imports", |it| {
            put(it, "src/lib.rs", &format!("{LIB}mod extra;\n"));
            let uses: String =
                (0..20_000).map(|it| format!("use crate::gone{it}::Other{it};\n")).collect();
            put(it, "src/extra.rs", &uses);
        }),
        row("L5", "one group of twenty thousand imports", |it| {
            let names = |form: fn(usize) -> String| (0..20_000).map(form).collect::<String>();
            let items = names(|it| format!("pub struct N{it};\n"));
            put(it, "src/lib.rs", &format!("{LIB}{items}"));
            let leaves = names(|it| format!("N{it}, "));
            put(it, "src/user.rs", &format!("use crate::{{{leaves}Old}};\npub type A = Old;\n"));
        })
        .script(IN_TIME),
        row("L5", "imports in a circle of five thousand modules", |it| {
            circle(it, 5_000, |next| format!("pub use super::m{next}::Old;"));
        })
        .script(IN_TIME)
        .silent(),
        row("L5", "globs in a circle of two thousand modules", |it| {
            circle(it, 2_000, |next| format!("pub use super::m{next}::*; type A = Old;"));
        })
        .script(IN_TIME)
        .silent(),
    ]
}

/// A guard against runs that do not end.
const IN_TIME: &str = "exec timeout 300 $T apply r.toml";

/// So many modules, each with an import from the next one.
fn circle(root: &Utf8Path, count: usize, import: fn(usize) -> String) {
    let module = |it| format!("pub mod m{it} {{ {} }}\n", import((it + 1) % count));
    put(root, "src/lib.rs", &format!("{LIB}mod extra;\n"));
    put(root, "src/extra.rs", &(0..count).map(module).collect::<String>());
}
