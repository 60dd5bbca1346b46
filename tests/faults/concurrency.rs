//! Rows F5 to F7: other programs at the same time. F1 to F4 are in
//! tests/reliability.rs, F11 in src/cli.

use std::fs;

use super::row::{Row, USER, row};
use crate::harness::tree::put;

pub fn rows() -> Vec<Row> {
    vec![
        row("F5", "another run holds the workspace", |root| {
            put(root, ".kalam-codemod/lock", "4711 1000000000\n");
        })
        .script("exec flock .kalam-codemod/lock $T apply r.toml")
        .refused(3),
        row("F5", "reading while another run holds the workspace", |root| {
            put(root, ".kalam-codemod/lock", "4711 1000000000\n");
        })
        .script("exec flock .kalam-codemod/lock $T preview -q r.toml")
        .refused(0),
        row("F6", "the holder of the lock has died", |root| {
            put(root, ".kalam-codemod/lock", "4711 1000000000\n");
        })
        .script("flock .kalam-codemod/lock sh -c 'kill -9 $$'; exec $T apply r.toml"),
        row("F7", "a file was changed while the plan was made", |root| {
            put(root, "v.toml", &format!("{}\n[verify]\ncommands = [[\"sh\", \"-c\", \"true\"]]\n", super::row::RENAME));
        })
        .script("sh -c 'until [ -d .kalam-codemod/verify ]; do :; done; echo \"// mine\" >> src/user.rs' & $T apply --verify v.toml; code=$?; wait; exit $code")
        .code(3)
        .silent()
        .looks(|root, _| {
            let text = fs::read_to_string(root.join("src/user.rs")).unwrap();
            (text == format!("{USER}// mine\n")).then_some(()).ok_or(text)
        }),
    ]
}
