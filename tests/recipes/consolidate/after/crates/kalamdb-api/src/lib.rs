//! The database over HTTP, without the HTTP.

pub mod dto;
pub mod handlers;
pub mod routes;

pub use kalamdb_commons::system::User as Account;
pub use routes::Router;
