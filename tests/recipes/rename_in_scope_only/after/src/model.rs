pub struct Article(pub u8);
