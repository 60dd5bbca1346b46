struct Wiring;

fn main() {
    let _ = Wiring;
}
