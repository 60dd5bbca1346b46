pub mod limits;
pub mod old {
    pub const MAX: usize = 4;
}
use crate::limits::LIMIT;

pub fn f() {
    println!("{LIMIT} {:>LIMIT$}", 1);
}

pub mod inner {
    use super::old::*;
    use crate::limits::LIMIT;

    pub fn f() -> String {
        format!("{LIMIT}")
    }
}
