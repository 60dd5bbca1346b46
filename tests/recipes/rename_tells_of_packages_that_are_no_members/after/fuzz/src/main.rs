use parser::Document;

fn main() {
    let _: Document = Document::read(b"");
}
