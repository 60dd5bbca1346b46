//! A power cut at every operation of a run, of its recovery and of an undo, on a
//! [`Platter`].

use kalam_codemod::apply::{Options, recover_on, undo_on, write_on};

use super::Count;
use super::platter::Platter;
use super::tree::{Tree, change_of_every_kind, judge, torn};

/// What is cut off, from the outside: the start of a run, and what it does.
struct Cuts {
    start: Box<dyn Fn() -> Platter>,
    run: Box<dyn Fn(&Platter) -> bool>,
    before: Tree,
    after: Tree,
}

/// Cuts the power `seeds` times at every operation of an apply.
pub fn apply(further: usize, seeds: u64) -> Count {
    let (files, change) = change_of_every_kind(further);
    let start = move || Platter::new(&files);
    let run = move |it: &Platter| write_on(it, &change, &Options::default()).is_ok();
    Cuts::of(start, run).count(seeds)
}

/// The same with an undo.
pub fn undo(further: usize, seeds: u64) -> Count {
    let (files, change) = change_of_every_kind(further);
    let start = move || {
        let platter = Platter::new(&files);
        write_on(&platter, &change, &Options::default()).unwrap();
        platter.cut(1)
    };
    let run = |it: &Platter| undo_on(it, &Options::default()).is_ok();
    Cuts::of(start, run).count(seeds)
}

impl Cuts {
    fn of(start: impl Fn() -> Platter + 'static, run: impl Fn(&Platter) -> bool + 'static) -> Cuts {
        let platter = start();
        let before = platter.tree();
        assert!(run(&platter), "it works where nothing happens");
        let after = platter.tree();
        assert!(before != after);
        Cuts { start: Box::new(start), run: Box::new(run), before, after }
    }

    fn count(&self, seeds: u64) -> Count {
        let mut count = Count::default();
        for at in 0.. {
            let platter = (self.start)().dying(at);
            let ended = (self.run)(&platter);
            for seed in 0..seeds {
                let end = self.recovered(platter.cut(seed), ended);
                count.point(format!("operation {at}, seed {seed}"), end);
            }
            for seed in 0..seeds.div_ceil(16) {
                self.nested(&platter, (at, seed), &mut count);
            }
            if !platter.died() {
                return count;
            }
        }
        count
    }

    /// Cuts the power again, at every operation of the recovery.
    fn nested(&self, platter: &Platter, (at, seed): (usize, u64), count: &mut Count) {
        for again in 0.. {
            let first = platter.cut(seed).dying(again);
            let _ = recover_on(&first);
            let end = self.recovered(first.cut(seed * 31 + again as u64), false);
            count.point(format!("operation {at}, seed {seed}, then {again}"), end);
            if !first.died() {
                return;
            }
        }
    }

    fn recovered(&self, platter: Platter, ended: bool) -> Result<&'static str, String> {
        if let Some(torn) = torn(&platter.tree(), &self.before, &self.after) {
            return Err(torn);
        }
        let recovery = recover_on(&platter).map_err(|it| format!("{it:?}"))?;
        if !recovery.kept.is_empty() || !platter.left_over().is_empty() {
            return Err(format!("left: {:?} {:?}", recovery.kept, platter.left_over()));
        }
        match judge(&platter.tree(), &self.before, &self.after)? {
            "before" if ended => Err("the run had ended well, and is lost".to_owned()),
            end => Ok(end),
        }
    }
}
