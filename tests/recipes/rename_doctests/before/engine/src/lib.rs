//! An engine.
//!
//! ```
//! use engine::Motor;
//! # use engine::parts::{Gear, turn};
//! # fn gear() -> Gear {
//! #     turn()
//! # }
//!
//! let motor = Motor::new(gear());
//! assert!(matches!(motor.mode, engine::Mode::Idle), "Motor is idle");
//! // A Motor in a comment.
//! let tool = tools::Wrench;
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
///     use super::e::Motor;
///     pub fn sell(_: Motor) {}
///     pub mod parts {
///         pub struct Gear;
///     }
/// }
///
/// fn main() {
///     shop::sell(e::Motor::new(crate::e::parts::Gear));
///     let _ = shop::parts::Gear;
///     let _ = Idle;
///     let mut Motor = 1;
///     Motor += 1;
/// }
/// ```
///
/// Indented:
///
///     # use engine::*;
///     let motor = Motor { mode: Mode::Idle };
///     # drop(motor);
///
/// - In a list, with an escaped hash:
///   ~~~should_panic
///   engine::start!();
///   let text = "
///   ## Motor
///   ";
///   struct Motor;
///   let _ = Motor;
///   panic!("{text}");
///   ~~~
///
/// > ```edition2018
/// > let motor: engine::Motor = engine::Motor::new(engine::parts::turn());
/// > # let engine::Motor { mode: _ } = motor;
/// > ```
///
/// ```ignore
/// use engine::Motor;
/// let motor = Motor::new(...);
/// engine::parts::turn(
/// ```
pub struct Motor {
    /// How it runs.
    pub mode: Mode,
}

impl Motor {
    /** In a block:
     *
     * ```
     * # use engine::{parts, Motor};
     * let motor = Motor::new(parts::Gear);
     * ```
     */
    pub fn new(_: parts::Gear) -> Motor {
        Motor { mode: Mode::Idle }
    }
}

/// Modes.
#[doc = "```"]
#[doc = "let mode = engine::Mode::Idle;"]
#[doc = "```"]
pub enum Mode {
    /// Nothing moves.
    Idle,
}

/// Starts.
///
/// ```should_panic
/// use engine::start;
/// macro_rules! go {
///     ($gear:expr) => {
///         engine::Motor::new($gear)
///     };
/// }
/// go!(engine::parts::Gear);
/// start!();
/// ```
#[macro_export]
macro_rules! start {
    () => {
        panic!("no fuel")
    };
}
