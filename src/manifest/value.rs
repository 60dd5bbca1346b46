//! What an edit wants an entry to say: TOML value text, taken apart.

use toml_edit::{Document, Value};

use super::ManifestError;
use super::table::field_name;

/// A wanted value, in pieces of TOML text.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// A version, or a table of fields.
    Fields(Vec<WantedField>),
    /// The elements of an array.
    Elements(Vec<Element>),
}

/// One field of a dependency.
#[derive(Debug, Clone)]
pub(super) struct WantedField {
    /// Its name, `_` as `-`.
    pub name: String,
    /// Its value as TOML text.
    pub text: String,
    /// The same, parsed.
    pub value: Value,
    /// The elements, where it is an array.
    pub elements: Vec<Element>,
}

/// One element of an array.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// Its TOML text.
    pub text: String,
    /// What it says: the string, or the text where it is none.
    pub name: String,
}

impl WantedField {
    /// A field with a string as its value.
    pub fn string(name: &str, value: &str) -> WantedField {
        let (text, value) = (string_text(value), Value::from(value));
        WantedField { name: name.to_owned(), text, value, elements: Vec::new() }
    }

    /// A field that says `true`.
    pub fn yes(name: &str) -> WantedField {
        let (text, value) = ("true".to_owned(), Value::from(true));
        WantedField { name: name.to_owned(), text, value, elements: Vec::new() }
    }

    /// Whether an entry without this field says the same.
    pub fn is_default(&self) -> bool {
        match self.name.as_str() {
            "optional" => self.value.as_bool() == Some(false),
            "features" => self.value.as_array().is_some_and(|it| it.is_empty()),
            _ => false,
        }
    }
}

/// Takes the text of a value apart.
///
/// # Errors
/// The text is not one TOML value, or one that no dependency or feature has.
pub(super) fn wanted(key: &str, value: &str) -> Result<Wanted, ManifestError> {
    let refused = |why: &str| {
        let help = "give a version, a table of fields, or an array of features";
        ManifestError::new(format!("the value wanted for `{key}` {why}"), 0..0, help)
    };
    let text = format!("v = {}\n", value.trim());
    let document = Document::parse(text.as_str()).map_err(|_| refused("is not TOML"))?;
    if document.as_table().len() != 1 {
        return Err(refused("is more than one value"));
    }
    let found = document.get("v").and_then(|it| it.as_value());
    match found {
        Some(version @ Value::String(_)) => {
            Ok(Wanted::Fields(vec![field("version", version, &text)]))
        }
        Some(Value::InlineTable(table)) => {
            Ok(Wanted::Fields(table.iter().map(|(name, it)| field(name, it, &text)).collect()))
        }
        Some(Value::Array(all)) => Ok(Wanted::Elements(elements(all, &text))),
        _ => Err(refused("is neither a string nor a table nor an array")),
    }
}

/// The elements of an array that was parsed from `text`.
pub(super) fn elements(array: &toml_edit::Array, text: &str) -> Vec<Element> {
    let one = |it: &Value| {
        let text = slice(it, text);
        Element { name: it.as_str().map_or_else(|| text.clone(), str::to_owned), text }
    };
    array.iter().map(one).collect()
}

/// A field whose value was parsed from `text`.
pub(super) fn field(name: &str, value: &Value, text: &str) -> WantedField {
    let elements = value.as_array().map_or_else(Vec::new, |it| elements(it, text));
    let (name, text) = (field_name(name), slice(value, text));
    WantedField { name, text, value: value.clone(), elements }
}

fn slice(value: &Value, text: &str) -> String {
    value.span().and_then(|it| text.get(it)).unwrap_or_default().to_owned()
}

/// Whether two values say the same, however they are written.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.value() == b.value(),
        (Value::Boolean(a), Value::Boolean(b)) => a.value() == b.value(),
        (Value::Integer(a), Value::Integer(b)) => a.value() == b.value(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        _ => false,
    }
}

/// A string as TOML writes it.
pub(super) fn string_text(value: &str) -> String {
    Value::from(value).to_string().trim().to_owned()
}

/// A key as TOML writes it: bare where it can be.
pub(super) fn key_text(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !key.is_empty() && key.chars().all(is_bare) {
        true => key.to_owned(),
        false => string_text(key),
    }
}
