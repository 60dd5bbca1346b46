//! The colours of everything that is shown.
//!
//! Invariant: constants only; whether colours are seen is for the caller's
//! `anstream` to decide.

use anstyle::{AnsiColor, Effects, Style};

/// The verb at the head of a line about what was or will be done, as Cargo has it.
pub const VERB: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);
/// The verb at the head of a line that a person should look at.
pub const CAUTION: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// The verb at the head of a line about what stays as it is.
pub const QUIET: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
/// A place: `path:line:col`.
pub const PLACE: Style = AnsiColor::Magenta.on_default();
/// `error`
pub const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// `note`
pub const NOTE: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);
/// The header of a file in a diff, as Git has it.
pub const META: Style = Style::new().effects(Effects::BOLD);
/// The places in the header of a hunk.
pub const HUNK: Style = AnsiColor::Cyan.on_default();
/// A line that goes.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// A line that comes.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// A line that stays.
pub const CONTEXT: Style = Style::new();
