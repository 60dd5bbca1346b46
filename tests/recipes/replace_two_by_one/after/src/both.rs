use crate::form::Form;

pub enum Kind {
    Form,
    Sheet,
}

pub fn copy(sheet: &Form) -> Form {
    Form { id: sheet.id }
}

pub fn kinds() -> [Kind; 2] {
    [Kind::Form, Kind::Sheet]
}
