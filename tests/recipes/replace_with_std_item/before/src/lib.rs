pub mod run;
pub mod span;
