//! Serialized data calls an item that gets another name as it did, or the step tells
//! that it does not. <https://serde.rs/variant-attrs.html#rename>
//!
//! Invariant: known from both texts alone; what the planner inserted is not asked.

use super::words;
use crate::diagnostic::Diagnostic;
use crate::recipe::label;
use crate::recipe::plan::StepPlan;
use crate::resolve::DefKey;
use crate::resolve::search::is_word;
use crate::text::{TextRange, TextSize, slice};
use crate::workspace::{FileId, SourceFile};

pub(super) fn check(step: &StepPlan) -> Vec<Diagnostic> {
    let change = &step.evidence.change;
    let stays = |(from, to): &&(DefKey, Vec<DefKey>)| to.contains(&from.mapped(change));
    let sites = step.evidence.map.iter().filter(stays).flat_map(|(from, _)| match from {
        DefKey::Sites(sites) => sites.as_slice(),
        _ => &[],
    });
    sites.filter_map(|site| other_name(step, *site)).collect()
}

/// What is to be said of a definition whose name in data changes in silence.
fn other_name(step: &StepPlan, (id, start): (FileId, TextSize)) -> Option<Diagnostic> {
    let evidence = &step.evidence;
    let edit = evidence.change.edits.get(&id)?;
    let (before, after) = (evidence.before.file(id)?, evidence.after.file(id)?);
    let (old, new) = (word(before, start), word(after, edit.map_start(start)));
    let was = name(before, old)?;
    let is = name(after, new)?;
    let at_name = |it: &Diagnostic| {
        it.labels.iter().any(|it| it.path == before.path && it.range.start() == old.start())
    };
    if was == is || step.findings.iter().any(at_name) {
        return None;
    }
    let message =
        format!("serialized data would have `{is}` for `{was}`, and nobody would be told");
    let label = label(&evidence.before, id, old, "this name stands in the data");
    Some(Diagnostic::error(message).at(label).help(words::BUG))
}

fn name(file: &SourceFile, name: TextRange) -> Option<String> {
    file.syntax().wire(name)?.name(slice(&file.text, name))
}

fn word(file: &SourceFile, start: TextSize) -> TextRange {
    let rest = &file.text[usize::from(start)..];
    let len = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
    TextRange::at(start, TextSize::from(len as u32))
}
