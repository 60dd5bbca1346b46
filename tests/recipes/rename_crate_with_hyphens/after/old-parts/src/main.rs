fn main() {
    let _ = spare_parts::Part;
}
