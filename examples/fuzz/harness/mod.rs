//! Random sources and recipes, planned in memory and held to the laws that every
//! plan obeys.
//!
//! Invariant: what an iteration does depends on the corpus, its seed and its number
//! alone; a finding can be seen again by these two numbers.
#![allow(dead_code, reason = "each program uses a part of it")]

#[path = "../../oracle/candidates.rs"]
pub mod candidates;
#[path = "../../reliability/harness/chance.rs"]
pub mod chance;
pub mod corpus;
pub mod laws;
pub mod lexing;
pub mod manifests;
pub mod minimise;
pub mod mutate;
pub mod patch;
pub mod recipes;
pub mod sources;

#[path = "../../../tests/support"]
pub mod support {
    pub mod captures;
    pub mod case;
    pub mod identity;
    pub mod pipeline;
    pub mod published;
    pub mod rules;
    pub mod tree;
}

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use self::chance::Chance;
use self::corpus::{Corpus, Input};
use self::laws::{Finding, Laws};

/// What was tried, and what was found.
#[derive(Default)]
pub struct Count {
    /// Iterations.
    pub tried: u64,
    /// How they ended, by name.
    pub ends: BTreeMap<&'static str, u64>,
    /// The longest of them.
    pub longest: Duration,
    /// What was found, with the input made small.
    pub findings: Vec<String>,
}

/// The harness: a corpus, and the laws.
pub struct Fuzz {
    corpus: Corpus,
    laws: Laws,
    seed: u64,
    /// Iterations that are not over, and when they began.
    running: Mutex<BTreeMap<u64, Instant>>,
}

impl Fuzz {
    /// Reads one case of so many, and no more of the rest.
    pub fn new(seed: u64, one_of: usize, limit: Duration) -> Fuzz {
        laws::keep_quiet_about_panics();
        let (corpus, laws, running) = (Corpus::read(one_of), Laws::new(limit), Mutex::default());
        Fuzz { corpus, laws, seed, running }
    }

    /// An iteration that takes longer, as a finding; the numbers alone show it again, as
    /// nobody makes its input small.
    pub fn hangs(&self, longer: Duration) -> Option<String> {
        let running = self.running.lock().unwrap();
        let (number, _) = running.iter().find(|it| it.1.elapsed() > longer)?;
        let seconds = longer.as_secs();
        let text = format!("no end in {seconds} s");
        Some(self.shown(*number, &self.input(*number), &Finding { law: "I8 hangs", text }))
    }

    /// Whether an iteration is not over.
    pub fn is_at_work(&self) -> bool {
        !self.running.lock().unwrap().is_empty()
    }

    /// One iteration; what it found goes to the count.
    pub fn iterate(&self, number: u64, count: &Mutex<Count>) {
        let begin = Instant::now();
        self.running.lock().unwrap().insert(number, begin);
        let mut input = self.input(number);
        let outcome = self.laws.judge(&self.corpus, &input);
        let took = begin.elapsed();
        let said = outcome.as_ref().err().map(|finding| {
            // What Cargo made of the manifests is a part of the corpus.
            let files: Vec<_> = self.corpus.without_manifests(&input);
            let judge = |it: &Input| self.laws.judge(&self.corpus, it);
            minimise::minimise(&mut input, (finding, &files), judge);
            let last = self.laws.judge(&self.corpus, &input).err();
            self.shown(number, &input, last.as_ref().unwrap_or(finding))
        });
        self.running.lock().unwrap().remove(&number);
        let mut count = count.lock().unwrap();
        count.tried += 1;
        count.longest = count.longest.max(took);
        *count.ends.entry(outcome.as_ref().map_or("finding", |it| it.word())).or_default() += 1;
        count.findings.extend(said);
    }

    /// The input of an iteration.
    pub fn input(&self, number: u64) -> Input {
        let mut chance = Chance::new(self.seed.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ (number + 1));
        let mut input = self.corpus.pick(&mut chance);
        mutate::mutate(&mut input, &self.corpus, &mut chance);
        recipes::choose(&mut input, &self.corpus, &mut chance);
        input
    }

    /// A finding, with an input that anybody can lay into a folder.
    fn shown(&self, number: u64, input: &Input, finding: &Finding) -> String {
        format!(
            "{}: --seed {} --only {number}\n{}\n{}",
            finding.law,
            self.seed,
            finding.text,
            self.corpus.shown(input)
        )
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.longest.as_millis();
        write!(out, "{} iterations, {} findings", self.tried, self.findings.len())?;
        write!(out, ", the longest took {milliseconds} ms")?;
        self.ends.iter().try_for_each(|(end, count)| write!(out, "; {count} {end}"))?;
        self.findings.iter().try_for_each(|it| write!(out, "\n\n{it}"))
    }
}
