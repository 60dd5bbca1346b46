//! What names are bound to while modules ask each other: globs and imports may go in
//! circles, and each module of a circle sees what all of them have.
//!
//! A question that is asked again while it is open is answered by what is known of it so
//! far. Where that was done, the first question of the circle is asked again until nothing
//! new comes of it; then all answers of the circle hold.
//! Invariant: within a round, each question of a circle is worked out once.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::ModuleId;
use super::lookup::Binding;
use crate::syntax::NsSet;

/// A question: a name in a module, in one namespace.
pub(super) type NameKey = (ModuleId, SmolStr, NsSet);

/// An answer.
type Found = Rc<Vec<Binding>>;

/// A circle that finds no end is cut after so many rounds.
const ROUNDS: usize = 16;

/// No open question.
const NONE: usize = usize::MAX;

/// Answers, and the questions that are open.
#[derive(Debug)]
pub(super) struct Lookups {
    done: FxHashMap<NameKey, Found>,
    /// Open questions, each with its depth.
    open: FxHashMap<NameKey, usize>,
    /// Answers that lean on open questions.
    leaning: FxHashMap<NameKey, Leaning>,
    /// Those that were worked out in this round, in their order.
    round: Vec<NameKey>,
    /// Where parts of the round begin, each with the lowest depth that it leans on.
    parts: Vec<(usize, usize)>,
    /// The lowest depth that the question being worked out leans on.
    lowest: usize,
    /// How often a leaning answer came to be another one.
    changes: usize,
}

#[derive(Debug)]
struct Leaning {
    found: Found,
    /// Its number in the round.
    at: usize,
    /// Whether it is of this round.
    is_fresh: bool,
}

/// A question that is being worked out.
pub(super) struct Question {
    key: NameKey,
    depth: usize,
    /// What the one around it leans on so far.
    outer: usize,
    /// Where its own part of the round begins.
    start: usize,
    changes: usize,
    rounds: usize,
}

impl Default for Lookups {
    fn default() -> Lookups {
        Lookups {
            done: FxHashMap::default(),
            open: FxHashMap::default(),
            leaning: FxHashMap::default(),
            round: Vec::new(),
            parts: Vec::new(),
            lowest: NONE,
            changes: 0,
        }
    }
}

impl Lookups {
    /// Begins a question, unless there is an answer.
    pub fn ask(&mut self, key: NameKey) -> Result<Question, Found> {
        if let Some(known) = self.done.get(&key) {
            return Err(known.clone());
        }
        let known = self.leaning.get(&key);
        if let Some(&depth) = self.open.get(&key) {
            self.lowest = self.lowest.min(depth);
            return Err(known.map(|it| it.found.clone()).unwrap_or_default());
        }
        if let Some(known) = known.filter(|it| it.is_fresh) {
            let part = self.parts.partition_point(|it| it.0 <= known.at).checked_sub(1);
            let lowest = part.and_then(|it| self.parts.get(it)).map_or(NONE, |it| it.1);
            self.lowest = self.lowest.min(lowest);
            return Err(known.found.clone());
        }
        let depth = self.open.len();
        self.open.insert(key.clone(), depth);
        let outer = std::mem::replace(&mut self.lowest, NONE);
        let (start, changes) = (self.round.len(), self.changes);
        Ok(Question { key, depth, outer, start, changes, rounds: 0 })
    }

    /// Ends a question; none if it is to be worked out once more.
    pub fn answer(&mut self, question: &mut Question, found: Found) -> Option<Found> {
        let lowest = self.lowest;
        if lowest < question.depth {
            self.lean(question, &found, lowest);
        } else if lowest == question.depth && !self.is_settled(question, &found) {
            return None;
        } else {
            self.parts.retain(|it| it.0 < question.start);
            for key in self.round.drain(question.start..) {
                if let Some(it) = self.leaning.remove(&key) {
                    self.done.insert(key, it.found);
                }
            }
            self.leaning.remove(&question.key);
            self.done.insert(question.key.clone(), found.clone());
        }
        self.open.remove(&question.key);
        self.lowest =
            if lowest < question.depth { question.outer.min(lowest) } else { question.outer };
        Some(found)
    }

    /// Something was left out that a question of a lower depth than the next one leans on.
    pub fn left_out(&mut self, depth: usize) {
        self.lowest = self.lowest.min(depth.saturating_sub(1));
    }

    /// The depth of the next question.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Keeps an answer that leans on a question around; what leans on this one does so, too.
    fn lean(&mut self, question: &Question, found: &Found, lowest: usize) {
        let mut lowest = lowest;
        while let Some(part) = self.parts.pop_if(|it| it.0 >= question.start) {
            lowest = lowest.min(part.1);
        }
        self.parts.push((question.start, lowest));
        self.keep(&question.key, found, true);
        self.round.push(question.key.clone());
    }

    /// Whether the first question of a circle has the answer that it had in the last round,
    /// and all others have, too. If not, another round begins.
    fn is_settled(&mut self, question: &mut Question, found: &Found) -> bool {
        self.keep(&question.key, found, false);
        question.rounds += 1;
        if self.changes == question.changes || question.rounds == ROUNDS {
            return true;
        }
        self.parts.retain(|it| it.0 < question.start);
        for key in self.round.drain(question.start..) {
            if let Some(it) = self.leaning.get_mut(&key) {
                it.is_fresh = false;
            }
        }
        question.changes = self.changes;
        self.lowest = NONE;
        false
    }

    fn keep(&mut self, key: &NameKey, found: &Found, is_fresh: bool) {
        let known = self.leaning.get(key).map_or(&[][..], |it| &it.found);
        self.changes += usize::from(known != found.as_slice());
        let leaning = Leaning { found: found.clone(), at: self.round.len(), is_fresh };
        self.leaning.insert(key.clone(), leaning);
    }
}
