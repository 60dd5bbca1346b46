//! What is shown, and where: data to standard output, all else to standard
//! error.
//!
//! Invariant: a closed or full output ends in an exit code, never in a panic.
//! That a reader went away is no failure: the rest is not written, quietly.

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use super::args::{Color, MessageFormat, Shared};
use crate::apply::Failure;
use crate::change::TreeChange;
use crate::diagnostic::{Diagnostic, Level, Refusal};
use crate::exit::Exit;
use crate::report::{self, Run, diagnostics, diff, summary};

/// As wide as findings are shown where the terminal does not say.
const WIDTH: usize = 140;

/// Why a run ends early.
#[derive(Debug)]
pub(super) enum Stop {
    /// Something is wrong; the tree is what it was.
    Refused(Refusal),
    /// The user asked to stop; the tree is what it was.
    Interrupted,
    /// The tree may be half changed.
    NeedsPerson(Vec<Diagnostic>),
    /// Standard output took no more.
    Output(io::Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        match failure {
            Failure::Refused(refusal) => Stop::Refused(refusal),
            Failure::Interrupted => Stop::Interrupted,
            Failure::NeedsPerson(findings) => Stop::NeedsPerson(findings),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Output(error)
    }
}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

/// The two outputs, and how they are to look.
pub(super) struct Screen {
    pub(super) verbosity: Verbosity,
    messages: MessageFormat,
    colors: ColorChoice,
    width: usize,
}

impl Screen {
    pub(super) fn new(shared: &Shared) -> Screen {
        let colors = match shared.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let verbosity = match (shared.quiet, shared.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
        let width = columns.filter(|it| *it >= 20).unwrap_or(WIDTH);
        Screen { verbosity, messages: shared.message_format, colors, width }
    }

    /// Data for the reader of standard output, as it is.
    pub(super) fn data(&self, data: &[u8]) -> io::Result<()> {
        put(io::stdout().lock(), data)
    }

    /// Text for a person on standard output.
    pub(super) fn text(&self, text: &str) -> io::Result<()> {
        let text = styled(text, self.colors_on(&io::stdout()))?;
        put(io::stdout().lock(), &text)
    }

    /// A diff on standard output: with colours for a person, else as
    /// `git apply` takes it.
    pub(super) fn diff(&self, tree: &TreeChange) -> io::Result<()> {
        match self.colors_on(&io::stdout()) {
            ColorChoice::Never => self.data(diff::plain(tree).as_bytes()),
            _ => self.text(&diff::coloured(tree)),
        }
    }

    /// A line about what was done, unless the user wants quiet.
    pub(super) fn status(&self, text: &str) {
        if self.verbosity > Verbosity::Quiet {
            self.tell(text);
        }
    }

    /// What a run does, or did; and what it found on the way.
    pub(super) fn summary(&self, run: Run<'_>, tense: summary::Tense) {
        for finding in run.steps.iter().flat_map(|it| &it.findings) {
            self.finding(finding);
        }
        let detail = match self.verbosity {
            Verbosity::Verbose => summary::Detail::All,
            _ => summary::Detail::Doubtful,
        };
        self.status(&summary::summary(run, tense, detail));
    }

    /// One finding; warnings and notes unless the user wants quiet.
    pub(super) fn finding(&self, finding: &Diagnostic) {
        if self.verbosity == Verbosity::Quiet && finding.level < Level::Error {
            return;
        }
        self.tell(&match self.messages {
            MessageFormat::Human => diagnostics::full(finding, self.width),
            MessageFormat::Short => diagnostics::short(finding),
            MessageFormat::Json => report::json::finding(finding),
        });
    }

    /// Shows how a run ended, and says with which exit code.
    pub(super) fn end(&mut self, result: Result<Exit, Stop>) -> Exit {
        match result {
            Ok(exit) => exit,
            Err(Stop::Refused(refusal)) => {
                let exit = refusal.kind.into();
                self.refusal(refusal);
                exit
            }
            Err(Stop::Interrupted) => {
                self.finding(&Diagnostic::error("interrupted").note(UNCHANGED));
                Exit::Interrupted
            }
            Err(Stop::NeedsPerson(findings)) => {
                findings.iter().for_each(|it| self.finding(it));
                Exit::NeedsPerson
            }
            Err(Stop::Output(error)) => match self.output_failed(&error) {
                true => Exit::Wrong,
                false => Exit::Done,
            },
        }
    }

    /// Tells that standard output took no more; false where its reader only went
    /// away, which is no failure.
    pub(super) fn output_failed(&self, error: &io::Error) -> bool {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return false;
        }
        let finding = Diagnostic::error(format!("cannot write the output: {error}"));
        self.finding(&finding.help("send it to a file with room for it"));
        true
    }

    /// The findings of a refusal; the last says that nothing was changed, unless
    /// one says what became of the tree already.
    fn refusal(&self, mut refusal: Refusal) {
        let says = |it: &Diagnostic| it.notes.iter().any(|it| TREE_NOTES.contains(&&**it));
        if !refusal.findings.iter().any(says)
            && let Some(last) = refusal.findings.pop()
        {
            refusal.findings.push(last.note(UNCHANGED));
        }
        refusal.findings.iter().for_each(|it| self.finding(it));
    }

    /// Text on standard error. Where that fails, nobody is there to be told.
    fn tell(&self, text: &str) {
        let text = styled(text, self.colors_on(&io::stderr()));
        let _ = text.and_then(|it| put(io::stderr().lock(), &it));
    }

    fn colors_on(&self, output: &impl RawStream) -> ColorChoice {
        match self.colors {
            ColorChoice::Auto => AutoStream::choice(output),
            chosen => chosen,
        }
    }
}

/// Says that this program has a fault; what it is, was said where it happened.
pub(super) fn fault() -> ExitCode {
    let text = "error: this is a fault of kalam-codemod, not of your code\n  \
        = note: files are changed all or not at all: what was begun is taken back by the next command\n  \
        = help: please report it with the recipe and the lines above\n";
    let _ = put(io::stderr().lock(), text.as_bytes());
    ExitCode::from(FAULT)
}

/// The text with its colours, or without: made before it is written, so that
/// it is written in one piece.
fn styled(text: &str, colors: ColorChoice) -> io::Result<Vec<u8>> {
    let mut out = AutoStream::new(Vec::with_capacity(text.len()), colors);
    out.write_all(text.as_bytes())?;
    Ok(out.into_inner())
}

fn put(mut output: impl Write, bytes: &[u8]) -> io::Result<()> {
    output.write_all(bytes).and_then(|()| output.flush())
}

/// The exit code of a panic, as Rust has it.
const FAULT: u8 = 101;
const UNCHANGED: &str = "nothing was changed";
/// Notes that say what became of the tree.
const TREE_NOTES: &[&str] = &[UNCHANGED, "everything was taken back"];
