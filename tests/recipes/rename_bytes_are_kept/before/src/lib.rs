pub mod crlf;
pub mod mark;
pub mod tabs;

pub struct Chunk( pub  Vec<u8> ) ;
