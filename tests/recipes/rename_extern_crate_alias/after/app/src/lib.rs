extern crate core_types as types;

pub mod local;
pub mod remote;
