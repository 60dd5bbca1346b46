//! An engine.
//!
//! ```
//! use engine::Drive;
//! # use engine::parts::{Cog, spin};
//! # fn gear() -> Cog {
//! #     spin()
//! # }
//!
//! let motor = Drive::new(gear());
//! assert!(matches!(motor.mode, engine::Mode::Rest), "Motor is idle");
//! // A Motor in a comment.
//! let tool = tools::Spanner;
//! # let _ = tool;
//! ```
//!
//! Not in scope here, as a doctest is a crate of its own:
//!
//! ```compile_fail
//! let motor = Motor::new(Gear);
//! ```
//!
//! ```text
//! engine::Motor
//! ```

pub mod parts;

/// A motor.
///
/// With a `main` of its own:
///
/// ```rust,no_run
/// #![allow(unused)]
/// use engine::{self as e, Mode::*};
///
/// mod shop {
///     use super::e::Drive;
///     pub fn sell(_: Drive) {}
///     pub mod parts {
///         pub struct Gear;
///     }
/// }
///
/// fn main() {
///     shop::sell(e::Drive::new(crate::e::parts::Cog));
///     let _ = shop::parts::Gear;
///     let _ = Rest;
///     let mut Motor = 1;
///     Motor += 1;
/// }
/// ```
///
/// Indented:
///
///     # use engine::*;
///     let motor = Drive { mode: Mode::Rest };
///     # drop(motor);
///
/// - In a list, with an escaped hash:
///   ~~~should_panic
///   engine::launch!();
///   let text = "
///   ## Motor
///   ";
///   struct Motor;
///   let _ = Motor;
///   panic!("{text}");
///   ~~~
///
/// > ```edition2018
/// > let motor: engine::Drive = engine::Drive::new(engine::parts::spin());
/// > # let engine::Drive { mode: _ } = motor;
/// > ```
///
/// ```ignore
/// use engine::Drive;
/// let motor = Drive::new(...);
/// engine::parts::spin(
/// ```
pub struct Drive {
    /// How it runs.
    pub mode: Mode,
}

impl Drive {
    /** In a block:
     *
     * ```
     * # use engine::{parts, Drive};
     * let motor = Drive::new(parts::Cog);
     * ```
     */
    pub fn new(_: parts::Cog) -> Drive {
        Drive { mode: Mode::Rest }
    }
}

/// Modes.
#[doc = "```"]
#[doc = "let mode = engine::Mode::Rest;"]
#[doc = "```"]
pub enum Mode {
    /// Nothing moves.
    Rest,
}

/// Starts.
///
/// ```should_panic
/// use engine::launch;
/// macro_rules! go {
///     ($gear:expr) => {
///         engine::Drive::new($gear)
///     };
/// }
/// go!(engine::parts::Cog);
/// launch!();
/// ```
#[macro_export]
macro_rules! launch {
    () => {
        panic!("no fuel")
    };
}
