mod other;
mod text;

use text::trim::ends;

fn main() {
    println!("util {} {}", ends(" a "), crate::text::trim::ends(other::util()));
}
