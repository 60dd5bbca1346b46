pub fn dress() {}
