pub mod parse;

use parse::read;

pub struct Parser;

impl Parser {
    pub fn parse(&self, text: &str) -> i32 {
        read(text) + text.parse::<i32>().unwrap_or(0)
    }
}

pub trait Parse {
    fn parse(&self) -> i32;
}

impl Parse for str {
    fn parse(&self) -> i32 {
        parse::read(self)
    }
}

pub fn all(texts: &[&str]) -> i32 {
    let both = texts.iter().map(|text| crate::parse::read(text) + Parser.parse(text));
    both.sum::<i32>() + texts.iter().copied().map(read).sum::<i32>() + Parse::parse("1")
}
