pub use models::User;
