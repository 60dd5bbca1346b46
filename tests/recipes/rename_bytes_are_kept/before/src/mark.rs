pub fn size(chunk: &crate::Chunk) -> usize {
    chunk.0.len()
}
