use crate::Block;

// A Chunk
// of bytes.
pub fn empty() -> Block {
    Block(Vec::new())
}
