mod other;
mod util;

use util::trim::ends;

fn main() {
    println!("util {} {}", ends(" a "), crate::util::trim::ends(other::util()));
}
