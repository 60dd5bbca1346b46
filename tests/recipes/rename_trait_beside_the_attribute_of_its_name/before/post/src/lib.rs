//! A post office.

extern crate self as post;

pub mod parcel;

pub use parcel::Parcel;
pub use post_macros::Parcel;

#[Parcel]
pub struct Letter;
