pub mod trim;
