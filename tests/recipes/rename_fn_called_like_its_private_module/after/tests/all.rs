use dairy::io::{transfer, splice};

macro_rules! run {
    ($($what:path),*) => { $( $what(); )* };
}

#[test]
fn all() {
    transfer();
    run!(dairy::io::transfer, splice);
}
