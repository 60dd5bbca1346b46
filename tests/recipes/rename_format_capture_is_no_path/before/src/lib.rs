pub mod old {
    pub const MAX: usize = 4;
}
use old::MAX;

pub fn f<const LIMIT: usize>() {
    println!("{MAX} {LIMIT}");
}
