pub type Second = crate::model::Item;
