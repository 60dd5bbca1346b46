pub struct Article;

pub struct Items;
