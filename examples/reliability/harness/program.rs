//! The program itself, killed by chance, and many of it at once.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::Count;
use super::chance::Chance;
use super::tree::{Folder, Tree, judge, left_over, read, torn, workspace};

/// The program under test, and the trees that it makes.
pub struct Program {
    path: Utf8PathBuf,
    modules: usize,
    /// The workspace before.
    pub before: Tree,
    /// The workspace after.
    pub after: Tree,
}

impl Program {
    /// Carries out the recipe once, with nothing in its way.
    pub fn new(path: Utf8PathBuf, modules: usize) -> Program {
        let folder = Folder::with(&workspace(modules));
        let before = read(&folder.path);
        let mut program = Program { path, modules, before, after: Tree::new() };
        assert_eq!(program.run(&folder.path, &["apply", "there.toml"]), Some(0));
        program.after = read(&folder.path);
        let differ = program.after.iter().filter(|it| program.before.get(it.0) != Some(it.1));
        assert!(differ.count() >= modules.max(1) + 3, "the recipe changes every module");
        program
    }

    /// A new workspace.
    pub fn fresh(&self) -> Folder {
        Folder::with(&workspace(self.modules))
    }

    /// A call of the program.
    pub fn command(&self, root: &Utf8Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(root).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Where the program lies.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Runs it to its end.
    pub fn run(&self, root: &Utf8Path, arguments: &[&str]) -> Option<i32> {
        self.command(root, arguments).status().unwrap().code()
    }

    /// How long a run takes.
    pub fn duration(&self) -> Duration {
        let folder = self.fresh();
        let begun = Instant::now();
        assert_eq!(self.run(&folder.path, &["apply", "there.toml"]), Some(0));
        begun.elapsed()
    }

    /// What is there before and after a recovery.
    ///
    /// # Errors
    /// A file is torn, the recovery fails, or the tree is neither old nor new.
    pub fn judge(&self, root: &Utf8Path) -> Result<&'static str, String> {
        let half = read(root);
        if let Some(torn) = torn(&half, &self.before, &self.after) {
            return Err(torn);
        }
        let code = self.run(root, &["recover"]);
        if code != Some(0) || !left_over(root).is_empty() {
            return Err(format!("recover ends with {code:?}, left {:?}", left_over(root)));
        }
        let end = judge(&read(root), &self.before, &self.after)?;
        let was_half = half != self.before && half != self.after;
        Ok(if was_half { "half, then before" } else { end })
    }
}

/// Kills runs after a time by chance.
pub fn random_kills(program: &Program, runs: usize) -> Count {
    let mut count = Count::default();
    let whole = program.duration();
    let mut chance = Chance::new(runs as u64);
    for run in 0..runs {
        let folder = program.fresh();
        let after = whole.mul_f64(chance.below(1100) as f64 / 1000.0);
        let mut child = program.command(&folder.path, &["apply", "there.toml"]).spawn().unwrap();
        wait_until(&mut child, after);
        let _ = child.kill();
        child.wait().unwrap();
        count.point(format!("run {run}, killed after {after:?}"), program.judge(&folder.path));
    }
    count
}

/// Sends signals that ask to stop, after a time by chance, once or twice.
#[cfg(unix)]
pub fn signals(program: &Program, runs: usize) -> Count {
    use rustix::process::{Pid, Signal, kill_process};
    const SIGNALS: [Signal; 4] = [Signal::INT, Signal::TERM, Signal::HUP, Signal::QUIT];
    let mut count = Count::default();
    let whole = program.duration();
    let mut chance = Chance::new(runs as u64 + 7);
    for run in 0..runs {
        let (folder, signal) = (program.fresh(), SIGNALS[run % SIGNALS.len()]);
        // Late, where the files are written.
        let after = whole.mul_f64(0.3 + chance.below(800) as f64 / 1000.0);
        let mut child = program.command(&folder.path, &["apply", "there.toml"]).spawn().unwrap();
        wait_until(&mut child, after);
        for _ in 0..=run % 2 {
            if let Some(pid) = Pid::from_raw(child.id() as i32) {
                let _ = kill_process(pid, signal);
            }
        }
        let code = child.wait().unwrap().code();
        let is = read(&folder.path);
        let end = match code {
            Some(0) => judge(&is, &program.after, &program.after).map(|_| "carried out"),
            Some(130) => judge(&is, &program.before, &program.before).map(|_| "exit code 130"),
            // Before it listens there is nothing to take back.
            None => judge(&is, &program.before, &program.before).map(|_| "ended by the signal"),
            other => Err(format!("exit code {other:?}")),
        };
        let end = end.and_then(|end| program.judge(&folder.path).map(|_| end));
        count.point(format!("run {run}, {signal:?} after {after:?}"), end);
    }
    count
}

fn wait_until(child: &mut Child, time: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < time && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// Runs a recipe and its inverse many times at once; in the end the tree is what
/// some order of them makes.
pub fn parallel(program: &Program, rounds: usize) -> Count {
    const RUNS: usize = 8;
    let mut count = Count::default();
    for round in 0..rounds {
        let folder = program.fresh();
        let start = |number: usize| {
            let recipe = ["there.toml", "back.toml"][number % 2];
            program.command(&folder.path, &["apply", recipe]).spawn().unwrap()
        };
        let children: Vec<Child> = (0..RUNS).map(start).collect();
        let codes: Vec<_> = children.into_iter().map(|mut it| it.wait().unwrap().code()).collect();
        let end = match codes.iter().all(|it| [Some(0), Some(3)].contains(it)) {
            true if codes.contains(&Some(0)) => program.judge(&folder.path),
            _ => Err(format!("exit codes {codes:?}")),
        };
        count.point(format!("round {round}"), end);
    }
    count
}
