pub type Second = crate::model::Article;
