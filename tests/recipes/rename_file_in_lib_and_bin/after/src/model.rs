pub struct Article(pub u32);

impl Article {
    pub fn next(&self) -> crate::model::Article {
        Article(self.0 + 1)
    }
}
