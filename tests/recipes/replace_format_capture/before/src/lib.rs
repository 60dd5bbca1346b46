pub mod limits;
pub mod old {
    pub const MAX: usize = 4;
}
use old::MAX;

pub fn f() {
    println!("{MAX} {:>MAX$}", 1);
}

pub mod inner {
    use super::old::*;

    pub fn f() -> String {
        format!("{MAX}")
    }
}
