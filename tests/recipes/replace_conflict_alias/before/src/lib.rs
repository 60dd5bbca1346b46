pub mod both;
pub mod clerk;
pub mod desk;
pub mod form;
