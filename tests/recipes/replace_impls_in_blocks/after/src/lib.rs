use std::fmt::Display;

pub struct New;

const _: () = {
    use std::fmt::{Formatter, Result, Write};

    impl Display for New {
        fn fmt(&self, to: &mut Formatter<'_>) -> Result {
            to.write_char('n')
        }
    }
};

const _: () = {
    impl From<New> for bool {
        fn from(_: New) -> bool {
            true
        }
    }
};

pub fn text(it: &New) -> String {
    struct Own;
    impl From<&New> for Own {
        fn from(_: &New) -> Own {
            Own
        }
    }
    let _ = Own::from(it);
    it.to_string()
}
