//! Harnesses that try to lose something: kills, errors, power cuts, editors and
//! other runs at every point of a run.
//!
//! Invariant: a harness counts what it tried and what went wrong, and says how to
//! see each again; it never stops at the first. Trees are compared whole: bytes,
//! kinds and permissions, and nothing that was not there before.
#![allow(dead_code, reason = "each program uses a part of it")]

pub mod chance;
pub mod platter;
pub mod power;
pub mod program;
pub mod seam;
pub mod store;
pub mod traced;
pub mod tree;

use std::collections::BTreeMap;
use std::fmt;

/// What a harness tried, and what went wrong.
#[derive(Default)]
pub struct Count {
    /// Tried.
    pub points: usize,
    /// How they ended, by name.
    pub ends: BTreeMap<String, usize>,
    /// What went wrong, one line each.
    pub wrong: Vec<String>,
}

impl Count {
    /// Counts a point that ended well, or says what went wrong at it.
    pub fn point(&mut self, place: impl fmt::Display, end: Result<&str, String>) {
        self.points += 1;
        match end {
            Ok(end) => *self.ends.entry(end.to_owned()).or_default() += 1,
            Err(wrong) => self.wrong.push(format!("{place}: {wrong}")),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} points, {} wrong", self.points, self.wrong.len())?;
        self.ends.iter().try_for_each(|(end, count)| write!(out, "; {count} {end}"))?;
        self.wrong.iter().take(20).try_for_each(|it| write!(out, "\n  {it}"))
    }
}
