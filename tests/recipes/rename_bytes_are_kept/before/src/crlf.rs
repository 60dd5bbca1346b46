use crate::Chunk;

// A Chunk
// of bytes.
pub fn empty() -> Chunk {
    Chunk(Vec::new())
}
