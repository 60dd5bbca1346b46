struct Document;

fn main() {
    let _ = Document;
}
