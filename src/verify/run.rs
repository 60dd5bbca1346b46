//! Runs one call: within a time, with bounded output, and nothing left running.
//!
//! Invariant: no shell; standard input is empty; what is kept of the output is
//! bounded, whatever the program writes. When [`run`] returns, the program's
//! process group is gone. A process that left its group, as daemons do, is not
//! followed.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use camino::Utf8Path;

use super::call::Call;
use super::compiler::{self, Said};

/// The longest line that is looked at as a whole, in bytes.
const LINE: u64 = 4 << 20;
/// As many findings of one call are kept.
const FINDINGS: usize = 10_000;
/// As much is read at once, in bytes.
const CHUNK: usize = 64 << 10;
/// As much of what a call writes last is kept, in bytes.
const TAIL: usize = 8 << 10;
/// How often a running call is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// How long the rest of the output is waited for once the program has ended.
const DRAIN: Duration = Duration::from_secs(2);

/// How long a call may take, and what ends it early.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits<'a> {
    /// As long as each call may take.
    pub timeout: Duration,
    /// Set when the user asks to stop.
    pub interrupt: &'a AtomicBool,
}

/// Where a call runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The current folder of the program; absolute.
    pub folder: &'a Utf8Path,
    /// Where Cargo builds, unless the user's environment says otherwise.
    pub target: &'a Utf8Path,
}

/// A call that ended by itself.
#[derive(Debug)]
pub(super) struct Ran {
    /// How it ended.
    pub status: ExitStatus,
    /// The errors that rustc found, as Cargo handed them on.
    pub said: Vec<Said>,
    /// What it wrote last.
    pub tail: String,
}

/// A call that did not come to an end.
#[derive(Debug)]
pub(super) enum Halt {
    /// The user asked to stop.
    Interrupted,
    /// It took too long; what it wrote last.
    TimedOut(String),
    /// It found more than is kept.
    TooMuch,
    /// It could not be started or waited for.
    Failed(io::Error),
}

/// Starts a program and waits for its end.
///
/// # Errors
/// It did not come to an end by itself; its process group was killed.
pub(super) fn run(call: &Call, place: Place<'_>, limits: Limits<'_>) -> Result<Ran, Halt> {
    let mut command = Command::new(place.folder.as_std_path().join(&call.program));
    command.args(&call.args).current_dir(place.folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("CARGO_TARGET_DIR", target(place));
    in_own_group(&mut command);
    let mut child = command.spawn().map_err(Halt::Failed)?;
    let heard = Arc::new(Mutex::new(Heard::default()));
    let listeners = [
        child.stdout.take().map(|it| listen(it, &heard, call.speaks_json)),
        child.stderr.take().map(|it| listen(it, &heard, false)),
    ];
    let ended = wait(&mut child, limits, &heard);
    end_group(&mut child);
    drain(listeners.into_iter().flatten());
    let heard = std::mem::take(&mut *locked(&heard));
    match ended? {
        Some(status) if !heard.overflowed => {
            Ok(Ran { status, tail: heard.tail_text(), said: heard.said })
        }
        Some(_) => Err(Halt::TooMuch),
        None => Err(Halt::TimedOut(heard.tail_text())),
    }
}

/// The user's target folder, as seen from where the user is; else the place's.
fn target(place: Place<'_>) -> std::path::PathBuf {
    let said = std::env::var_os("CARGO_TARGET_DIR").filter(|it| !it.is_empty());
    let said = said.and_then(|it| std::path::absolute(it).ok());
    said.unwrap_or_else(|| place.target.as_std_path().to_owned())
}

/// How the program ended; none where its time was over.
fn wait(
    child: &mut Child,
    limits: Limits<'_>,
    heard: &Mutex<Heard>,
) -> Result<Option<ExitStatus>, Halt> {
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(Halt::Failed)? {
            return Ok(Some(status));
        }
        if limits.interrupt.load(Ordering::Relaxed) {
            return Err(Halt::Interrupted);
        }
        if locked(heard).overflowed {
            return Err(Halt::TooMuch);
        }
        if begin.elapsed() >= limits.timeout {
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    }
}

/// Gives the rest of the output a little time: a process outside the group may
/// hold the pipe open for ever.
fn drain(listeners: impl Iterator<Item = JoinHandle<()>>) {
    let begin = Instant::now();
    for listener in listeners {
        while !listener.is_finished() && begin.elapsed() < DRAIN {
            std::thread::sleep(LOOK);
        }
    }
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn in_own_group(_command: &mut Command) {}

/// Ends what the program left running; the program, too, where it still runs.
fn end_group(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = rustix::process::Pid::from_raw(child.id().cast_signed()) {
        // Fails where nobody is left in the group.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    // Both fail where the program has ended.
    let _ = child.kill();
    let _ = child.wait();
}

/// What was heard of a program so far.
#[derive(Debug, Default)]
struct Heard {
    said: Vec<Said>,
    tail: VecDeque<u8>,
    overflowed: bool,
}

impl Heard {
    fn tail_text(&self) -> String {
        let bytes: Vec<u8> = self.tail.iter().copied().collect();
        String::from_utf8_lossy(&bytes).trim().to_owned()
    }

    fn text(&mut self, bytes: &[u8]) {
        self.tail.extend(&bytes[bytes.len().saturating_sub(TAIL)..]);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
    }

    /// A line of output that may be JSON.
    fn line(&mut self, line: &[u8]) {
        match compiler::message(line) {
            Some(message) => self.said.extend(message.error()),
            None => self.text(line),
        }
        let is_cut = line.len() as u64 == LINE && !line.ends_with(b"\n");
        self.overflowed |= self.said.len() > FINDINGS || is_cut;
    }
}

fn locked(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hears some output, line by line where it is JSON.
fn listen(
    output: impl Read + Send + 'static,
    heard: &Arc<Mutex<Heard>>,
    is_json: bool,
) -> JoinHandle<()> {
    let heard = Arc::clone(heard);
    std::thread::spawn(move || {
        let mut output = BufReader::with_capacity(CHUNK, output);
        let mut line = Vec::new();
        while is_json && matches!((&mut output).take(LINE).read_until(b'\n', &mut line), Ok(1..)) {
            locked(&heard).line(&line);
            line.clear();
        }
        while let Ok(bytes @ [_, ..]) = output.fill_buf() {
            let len = bytes.len();
            locked(&heard).text(bytes);
            output.consume(len);
        }
    })
}
