fn rows() -> Vec<Row> {
    vec![Row]
}

pub fn count() -> usize {
    rows().len()
}
