//! Functions whose names macros use for variables of their own.

pub mod scope {
    /// The module of the name of the function.
    pub fn depth() -> usize {
        1
    }
}

/// Calls `body` with a scope.
pub fn region<R>(body: impl FnOnce(usize) -> R) -> R {
    body(self::scope::depth())
}

pub const BOUND: usize = 3;

pub fn number() -> usize {
    2
}

/// Has a variable `scope`, which is not what it is handed.
macro_rules! nested {
    ($outer:ident => $inner:ident) => {
        $outer(|scope| {
            let first = scope;
            $inner(|scope| first + scope)
        })
    };
}

/// Has a variable `count`, and asks the function of its caller.
macro_rules! counted {
    ($it:expr) => {{
        let count = 40;
        count + $it
    }};
}

pub fn all() -> usize {
    nested!(region => region) + counted!(number()) + counted!(BOUND)
}

/// The macro sees the variable that is in scope where it is defined.
pub fn defined_inside() -> usize {
    let count = 5;
    macro_rules! add {
        ($it:ident) => {
            count + $it
        };
    }
    let more = 1;
    add!(more) + add!(count)
}

/// The caller's variable is the caller's, also among tokens.
pub fn variable_of_the_caller() -> usize {
    let count = 6;
    counted!(count)
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_is_counted() {
        assert_eq!(super::all(), 2 + 42 + 43);
        assert_eq!(super::defined_inside(), 5 + 1 + 5 + 5);
        assert_eq!(super::variable_of_the_caller(), 46);
    }
}
