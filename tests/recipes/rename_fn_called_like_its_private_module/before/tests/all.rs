use dairy::io::{copy, splice};

macro_rules! run {
    ($($what:path),*) => { $( $what(); )* };
}

#[test]
fn all() {
    copy();
    run!(dairy::io::copy, splice);
}
