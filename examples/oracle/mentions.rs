//! Every mention is rewritten or listed: the words of the code, by their tokens
//! alone, held against what the plan says of them.
//!
//! Invariant: knows nothing of name resolution; of a plan only the places and
//! reasons that it reports are looked at.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use camino::Utf8Path;
use kalam_codemod::recipe::plan::{Left, LeftReason, Plan, Rewrite, StepPlan};
use kalam_codemod::text::LineCol;
use proc_macro2::{TokenStream, TokenTree};

use crate::candidates::{Candidate, Deed};
use crate::tree::Tree;

/// Holds that each word of the code that is the item's name is in the plan, and
/// that no reason says of code that it is none. Files and folders that the plan names
/// as not read are left out, and so are files that go.
///
/// # Errors
/// Each word for which this is not so.
pub fn accounted(item: &Candidate, (before, after): (&Tree, &Tree), plan: &Plan) -> Result<()> {
    let step = &plan.steps[0];
    let is_named = |it: &Utf8Path| plan.passed_over.iter().any(|other| it.starts_with(&other.path));
    let sources = before.iter().filter(|it| it.0.extension() == Some("rs"));
    let is_copy = matches!(item.deed, Deed::Copy(_));
    let goes = |it: &Utf8Path| is_copy && !after.contains_key(it);
    let mut wrong = Vec::new();
    for (path, content) in sources.filter(|it| !is_named(it.0) && !goes(it.0)) {
        let left = step.left.iter().filter(|it| it.path == *path);
        let left: BTreeMap<LineCol, &Left> = left.map(|it| (it.at, it)).collect();
        let rewrites: Vec<_> = step.rewrites.iter().filter(|it| it.path == *path).collect();
        for at in words(content, &item.name) {
            let fault = match left.get(&at) {
                Some(left) if is_no_code(&left.reason) => left.reason.describe(),
                Some(_) => continue,
                None if rewrites.iter().any(|it| covers(it, at)) => continue,
                None => "neither rewritten nor listed".into(),
            };
            wrong.push(format!("{path}:{}:{}: code, but {fault}", at.line, at.col));
        }
    }
    if wrong.is_empty() { Ok(()) } else { bail!("{}", wrong.join("\n")) }
}

/// What the plan leaves of an item's mentions, with reasons, but for prose and
/// what is known to be something else.
pub fn doubtful(step: &StepPlan) -> Vec<String> {
    let is_doubtful = |it: &&Left| {
        use LeftReason::{Ambiguous, MacroTokens, Perhaps, UnreachedFile, Unread, Unresolved};
        matches!(
            it.reason,
            Ambiguous(_) | MacroTokens | Perhaps(_) | UnreachedFile | Unread(_) | Unresolved
        )
    };
    let shown = |it: &Left| format!("left {}:{}: {}", it.path, it.at.line, it.reason.describe());
    step.left.iter().filter(is_doubtful).map(shown).collect()
}

fn is_no_code(reason: &LeftReason) -> bool {
    matches!(
        reason,
        LeftReason::Comment
            | LeftReason::DocComment
            | LeftReason::Prose
            | LeftReason::StringLiteral
    )
}

fn covers(rewrite: &Rewrite, at: LineCol) -> bool {
    let last = rewrite.at.line + rewrite.from.matches('\n').count() as u32;
    let end = rewrite.at.col + rewrite.from.chars().count() as u32;
    match at.line == rewrite.at.line && last == at.line {
        true => (rewrite.at.col..=end).contains(&at.col),
        false => (rewrite.at.line..=last).contains(&at.line),
    }
}

/// Where the tokens of a file that are this word stand.
fn words(content: &[u8], name: &str) -> Vec<LineCol> {
    // A doc comment is an attribute of this name.
    let is_seen = |it: &&str| name != "doc" && it.contains(name);
    let text = str::from_utf8(content).ok().filter(is_seen);
    let tokens = text.and_then(|it| it.parse::<TokenStream>().ok());
    let mut found = Vec::new();
    tokens.into_iter().for_each(|it| walk(it, name, &mut found));
    proc_macro2::extra::invalidate_current_thread_spans();
    found
}

fn walk(tokens: TokenStream, name: &str, found: &mut Vec<LineCol>) {
    for token in tokens {
        match token {
            TokenTree::Ident(it) if it == name => {
                let start = it.span().start();
                found.push(LineCol { line: start.line as u32, col: start.column as u32 + 1 });
            }
            TokenTree::Group(it) => walk(it.stream(), name, found),
            _ => {}
        }
    }
}
