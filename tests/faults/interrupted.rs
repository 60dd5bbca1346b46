//! Rows E5, E6, E11 and F8 to F12: what can become of a tree between the plan and
//! the swap, and between a crash and the next command.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use kalam_codemod::apply::{Disk, Options, recover_on, write_on};
use kalam_codemod::change::TreeChange;

use super::disk::future;
use super::row::{LIB, Row, USER, row};
use crate::harness::store::{Event, Eventful, Fails};
use crate::harness::tree::{Tree, change, judge, read};

pub fn rows() -> Vec<Row> {
    vec![
        row("F1", "the next command takes back what was begun", interrupted)
            .script("exec $T check r.toml")
            .code(1)
            .looks(as_at_first),
        row("F1", "recover says what it took back", interrupted).script("exec $T recover").looks(as_at_first),
        row("F1", "apply takes back and goes on", interrupted).looks(|root, _| {
            let texts = ["src/lib.rs", "src/user.rs"].map(|it| fs::read_to_string(root.join(it)).unwrap());
            let due = [LIB, USER].map(|it| it.replace("Old", "New"));
            (texts == due).then_some(()).ok_or(format!("{texts:?}"))
        }),
        row("F8", "a file was changed since", |root| {
            interrupted(root);
            fs::write(root.join("src/lib.rs"), "// mine\n").unwrap();
        })
        .script("exec $T preview r.toml")
        .code(5)
        .looks(|root, _| {
            let lib = fs::read_to_string(root.join("src/lib.rs")).unwrap();
            let kept = fs::read_dir(root.join(".kalam-codemod")).unwrap();
            let kept = kept.map(|it| it.unwrap().path()).find(|it| it.to_string_lossy().contains("kept-"));
            let original = kept.map(|it| fs::read_to_string(it.join("new/0")).unwrap());
            (lib == "// mine\n" && original.as_deref() == Some(LIB)).then_some(()).ok_or(format!("{original:?}"))
        }),
        row("F9", "the tree was moved since", |root| {
            interrupted(root);
            fs::rename(root, root.with_file_name("moved")).unwrap();
            fs::rename(root.with_file_name("moved"), root).unwrap();
        })
        .script("cd .. && mv w moved && cd moved && $T recover; code=$?; cd .. && mv moved w; exit $code")
        .looks(as_at_first),
        row("F9", "the tree is a copy without second names", interrupted)
            .script("cp -r . ../copy && cd ../copy && $T recover && diff src/lib.rs ../w/.kalam-codemod/txn-*/old/0 && cd ../w && exec $T recover -q")
            .looks(as_at_first),
        row("F10", "cargo clean since", |root| {
            interrupted(root);
            fs::create_dir(root.join("target")).unwrap();
        })
        .script("rm -r target && exec $T recover")
        .looks(as_at_first),
        row("E12", "Cargo builds anew what a recovery took back", |root| {
            interrupted(root);
            fs::File::open(root.join("src/lib.rs")).unwrap().set_modified(future()).unwrap();
        })
        .script("exec $T recover")
        .looks(|root, before| {
            as_at_first(root, before)?;
            let time = fs::metadata(root.join("src/lib.rs")).unwrap().modified().unwrap();
            (time > future()).then_some(()).ok_or_else(|| format!("{time:?}"))
        }),
        row("F12", "a journal of a later version", |root| {
            rewrite_journal(root, |it| it.replacen("\"1\"", "\"7\"", 1));
        })
        .script("exec $T check r.toml")
        .refused(5),
        row("E11", "a journal that is torn", |root| {
            interrupted(root);
            let place = journal(root);
            let text = fs::read_to_string(&place).unwrap();
            fs::write(&place, &text[..text.len() / 2]).unwrap();
        })
        .script("exec $T recover")
        .refused(5),
        row("E11", "a journal that leads out", |root| {
            rewrite_journal(root, |it| it.replace("src/user.rs", "../outside.rs"));
        })
        .script("exec $T recover")
        .refused(5),
        row("E11", "a journal with hashes of other files", |root| {
            rewrite_journal(root, |it| it.replace(&hash(LIB.replace("Old", "New")), &hash("other")));
        })
        .script("exec $T recover")
        .refused(5),
        row("E11", "a folder of an unknown kind is left", |root| {
            fs::create_dir_all(root.join(".kalam-codemod/txn-1-1/new")).unwrap();
            fs::create_dir_all(root.join(".kalam-codemod/elder")).unwrap();
        })
        .script("$T recover && ls .kalam-codemod")
        .refused(0),
    ]
}

/// Leaves a run that ended in the middle of its swap, with no chance to take
/// anything back.
pub fn interrupted(root: &Utf8Path) {
    let files = [("src/lib.rs", LIB), ("src/user.rs", USER)];
    let files =
        files.map(|(path, text)| change(Some(path), Some(path), text, &text.replace("Old", "New")));
    let change = TreeChange { files: files.into() };
    for at in 0.. {
        let store = Eventful::new(root, at, Event::Fails(Fails::Always, 5));
        write_on(&store, &change, &Options::default()).unwrap_err();
        if fs::read_to_string(root.join("src/lib.rs")).unwrap() != LIB {
            return;
        }
        recover_on(&Disk::open(root).unwrap()).unwrap();
    }
}

fn as_at_first(root: &Utf8Path, before: &Tree) -> Result<(), String> {
    let mut due = before.clone();
    for (path, text) in [("src/lib.rs", LIB), ("src/user.rs", USER)] {
        due.get_mut(Utf8Path::new(path)).unwrap().0 = Some(text.into());
    }
    let mut is = read(root);
    is.retain(|it, _| due.contains_key(it));
    due.retain(|it, _| is.contains_key(it));
    judge(&is, &due, &due).map(drop)
}

fn journal(root: &Utf8Path) -> Utf8PathBuf {
    let own = root.join(".kalam-codemod");
    let folders = own.read_dir_utf8().unwrap().map(|it| it.unwrap().into_path());
    folders.map(|it| it.join("journal")).find(|it| it.exists()).unwrap()
}

fn hash(text: impl AsRef<[u8]>) -> String {
    blake3::hash(text.as_ref()).to_string()
}

/// Changes a journal, and makes its checksum right.
fn rewrite_journal(root: &Utf8Path, change: fn(&str) -> String) {
    interrupted(root);
    let place = journal(root);
    let text = fs::read_to_string(&place).unwrap();
    let (body, _) = text.trim_end().rsplit_once('\n').unwrap();
    let body = change(&format!("{body}\n"));
    let sum = format!("[\"sum\",\"{}\",null,null]\n", hash(&body));
    fs::write(&place, body + &sum).unwrap();
}
