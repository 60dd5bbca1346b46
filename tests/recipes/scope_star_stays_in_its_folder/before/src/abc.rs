pub type First = crate::model::Item;
