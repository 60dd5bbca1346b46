//! Numbers as if by chance, for all that tries things out.
//!
//! Invariant: a seed gives the same numbers on every machine.
#![allow(dead_code, reason = "each program uses a part of it")]

/// Numbers as if by chance, the same each time.
pub struct Chance(u64);

impl Chance {
    /// Numbers of their own for each seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }

    /// Whether one of `odds` times it is so.
    pub fn one_in(&mut self, odds: u64) -> bool {
        self.below(odds) == 0
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u64) as usize]
    }
}
