//! Renames there and back in published crates: those that Cargo downloaded to
//! build this project. Real code has what no fixture thinks of.
//!
//! Of each crate an item is renamed that is mentioned often, and renamed back;
//! every byte must be restored. Nothing is downloaded, and the downloaded
//! sources are copied, not touched. A crate counts as failed if none of its
//! three most mentioned items can be renamed.
//!
//! Of some crates all sources are read, parsed and written back, and a recipe with
//! nothing to do is planned: every byte must be the same. Of all crates
//! `cargo run --release --example fuzz -- --identity` does so.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod support {
    pub mod identity;
    pub mod pipeline;
    pub mod published;
    pub mod tree;
}

use libtest_mimic::{Arguments, Failed, Trial};
use support::identity::Identity;
use support::pipeline::{plan, planned, recipe_of, said, same, write};
use support::published::{Item, Published, folders, published};
use support::tree::{Folder, tree};

/// So many crates are tried.
const CRATES: usize = 12;
/// One of so many crates is read and written back.
const ONE_OF: usize = 12;
/// So many items of a crate may be refused, less one.
const ITEMS: usize = 3;

fn main() {
    let crates = published(CRATES);
    assert!(crates.len() == CRATES, "only {} crates were found", crates.len());
    let trials = crates.into_iter().map(|it| Trial::test(it.name.clone(), move || try_crate(&it)));
    let trials = trials.chain([Trial::test("read and written back", read_and_written_back)]);
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn read_and_written_back() -> Result<(), Failed> {
    let mut identity = Identity::default();
    folders().iter().step_by(ONE_OF).for_each(|it| identity.add(it));
    match identity.wrong.is_empty() && identity.files > 100 {
        true => Ok(()),
        false => Err(identity.to_string().into()),
    }
}

fn try_crate(published: &Published) -> Result<(), Failed> {
    let mut refusals = String::new();
    for item in published.items().iter().take(ITEMS) {
        match there_and_back(published, item)? {
            None => return Ok(()),
            Some(refusal) => refusals.push_str(&format!("{}:\n{refusal}\n", item.path)),
        }
    }
    Err(format!("no item could be renamed\n{refusals}").into())
}

/// Renames an item and takes it back; what was said if that was refused.
fn there_and_back(published: &Published, item: &Item) -> Result<Option<String>, Failed> {
    let folder = Folder::copy_of(&published.tree);
    let there = recipe_of(&rename(&item.path, &item.fresh))?;
    let verified = match plan(folder.path(), &there) {
        Ok(verified) => verified,
        Err(refusal) => return Ok(Some(said(&refusal))),
    };
    write(folder.path(), verified.plan())?;
    if tree(folder.path()) == published.tree {
        return Err(format!("renaming {} changed nothing", item.path).into());
    }
    let back = recipe_of(&rename(&item.fresh_path(), item.name()))?;
    write(folder.path(), planned(folder.path(), &back)?.plan())?;
    same(&published.tree, &tree(folder.path()))?;
    Ok(None)
}

fn rename(path: &str, to: &str) -> String {
    format!("name = \"rename\"\n[[steps]]\n[steps.rename]\n\"{path}\" = \"{to}\"\n")
}
