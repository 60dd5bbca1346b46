pub mod kinds {
    pub struct Tree {
        pub id: u32,
    }

    pub fn leaf() -> u8 {
        0
    }
}

pub fn sizes() -> [usize; 2] {
    use kinds::Tree;
    [mac::size!(kinds::Tree(it)), mac::size!(Tree(it))]
}

pub fn called() -> u8 {
    assert_eq!(kinds::leaf(), 0);
    kinds::leaf()
}
