use crate::de::Parcel;

pub fn of(_: &Parcel) -> &'static str {
    "Crate"
}
