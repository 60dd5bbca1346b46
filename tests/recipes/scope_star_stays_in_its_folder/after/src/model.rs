pub struct Article;
