use std::fmt::Display;

/// The last one of its kind.
///
/// ```
/// struct Local(shop::Old);
/// impl From<shop::Old> for Local { fn from(it: shop::Old) -> Local { Local(it) } }
/// ```
pub struct Old;

pub struct New;

const _: () = {
    use std::fmt::{Formatter, Result, Write};

    impl Display for Old {
        fn fmt(&self, to: &mut Formatter<'_>) -> Result {
            to.write_str("old")
        }
    }

    impl Display for New {
        fn fmt(&self, to: &mut Formatter<'_>) -> Result {
            to.write_char('n')
        }
    }
};

const _: () = {
    use std::string::String as Text;

    impl std::ops::Not for Old {
        type Output = Text;

        fn not(self) -> Text {
            Text::new()
        }
    }

    impl From<Old> for bool {
        fn from(_: Old) -> bool {
            true
        }
    }
};

pub fn text(it: &Old) -> String {
    struct Own;
    impl From<&Old> for Own {
        fn from(_: &Old) -> Own {
            Own
        }
    }
    let _ = Own::from(it);
    it.to_string()
}
