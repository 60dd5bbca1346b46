//! Errors of a feed.

#[derive(Debug)]
pub struct Fault;

pub trait Source {
    type Ok;
    type Error: From<Fault>;

    fn next(&mut self) -> Result<Self::Ok, Self::Error>;
}

/// The parameter's own.
pub fn first<S>(mut source: S) -> Result<S::Ok, S::Error>
where
    S: Source,
{
    source.next().or(Err(S::Error::from(Fault)))
}

pub struct Count(pub u8);

impl TryFrom<u8> for Count {
    type Error = Fault;

    fn try_from(it: u8) -> Result<Count, Fault> {
        if it == 0 { Err(Fault) } else { Ok(Count(it)) }
    }
}

macro_rules! assert_impl {
    ($type:ty: $($trait:path),+ $(,)?) => {
        const _: fn() = || {
            fn assert_all<T: ?Sized $(+ $trait)+>() {}
            assert_all::<$type>();
        };
    };
}

// One word is an associated type, the other one the item.
assert_impl! { Count:
    Send,
    TryFrom<u8, Error = Fault>,
}

macro_rules! checks {
    ($($name:ident)+) => {
        mod at_once {
            use super::*;

            $(
                pub fn $name() -> Fault {
                    Fault
                }
            )+
        }
    };
}

checks! { one two }

pub fn all() -> [Fault; 2] {
    [at_once::one(), at_once::two()]
}
