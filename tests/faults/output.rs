//! Rows O and L: terminals, and what a machine grants.

use std::fs;

use super::row::{LIB, Row, USER, row};
use crate::harness::tree::put;

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
    ]
}
