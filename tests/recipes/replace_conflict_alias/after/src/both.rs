use crate::clerk::Form;
use crate::form::Form as Sheet;

pub enum Kind {
    Form,
    Sheet,
}

pub fn copy(sheet: &Sheet) -> Form {
    Form { id: sheet.id }
}

pub fn kinds() -> [Kind; 2] {
    [Kind::Form, Kind::Sheet]
}
