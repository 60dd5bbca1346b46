pub fn common() {}
