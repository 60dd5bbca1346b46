fn main() {
    println!("Account");
}
