pub mod crlf;
pub mod mark;
pub mod tabs;

pub struct Block( pub  Vec<u8> ) ;
