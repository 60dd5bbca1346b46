pub mod rack;
