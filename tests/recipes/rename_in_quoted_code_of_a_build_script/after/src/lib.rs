pub mod bloom;
