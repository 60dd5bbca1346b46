fn main() {
    let _ = old_parts::Part;
}
