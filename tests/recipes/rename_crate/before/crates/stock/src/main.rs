use stock::stock;

fn main() {
    println!("{} {}", stock::count(&stock!()), env!("CARGO_PKG_NAME"));
}
