pub fn size(chunk: &crate::Block) -> usize {
    chunk.0.len()
}
