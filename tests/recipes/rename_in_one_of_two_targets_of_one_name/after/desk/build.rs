struct Probe;

fn main() {
    let _ = Probe;
}
