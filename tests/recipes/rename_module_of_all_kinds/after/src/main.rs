mod joint;

fn main() {
    println!("{} {}", joint::part::one(), joint::all());
}
