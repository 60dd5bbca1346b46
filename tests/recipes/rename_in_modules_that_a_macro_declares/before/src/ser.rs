mod text;

use crate::de;

pub fn write(it: &de::Crate) -> Option<&str> {
    let it = tri!(Some(it));
    Some(text::of(it))
}
