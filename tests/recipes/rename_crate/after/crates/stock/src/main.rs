use depot::stock;

fn main() {
    println!("{} {}", depot::count(&stock!()), env!("CARGO_PKG_NAME"));
}
