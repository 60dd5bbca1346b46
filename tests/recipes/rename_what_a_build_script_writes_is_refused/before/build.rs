const PRIVATE: &str = "\
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}
";

fn main() {
    // What is called private in a message is no path: "private".
    let out = std::env::var("OUT_DIR").expect("Cargo says where");
    std::fs::write(format!("{out}/private.rs"), PRIVATE).expect("it can be written");
}
