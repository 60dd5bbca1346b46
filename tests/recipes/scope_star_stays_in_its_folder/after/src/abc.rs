pub type First = crate::model::Article;
