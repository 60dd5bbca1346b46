fn rows() -> Vec<crate::other::Row> {
    vec![crate::other::Row]
}

pub fn count() -> usize {
    rows().len()
}
