mod shared;

fn main() {
    println!("{} {}", shared::part::one(), shared::all());
}
