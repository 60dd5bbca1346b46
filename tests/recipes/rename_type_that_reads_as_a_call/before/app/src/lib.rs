pub mod kinds {
    pub struct Node {
        pub id: u32,
    }

    pub fn leaf() -> u8 {
        0
    }
}

pub fn sizes() -> [usize; 2] {
    use kinds::Node;
    [mac::size!(kinds::Node(it)), mac::size!(Node(it))]
}

pub fn called() -> u8 {
    assert_eq!(kinds::leaf(), 0);
    kinds::leaf()
}
