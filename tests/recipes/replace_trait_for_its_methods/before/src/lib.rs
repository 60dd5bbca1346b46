//! One trait, defined twice.

pub mod old {
    pub trait Store {
        fn put(&self) -> usize;

        fn put_twice(&self) -> usize {
            self.put() + self.put()
        }
    }

    pub struct Shelf;

    impl Store for Shelf {
        fn put(&self) -> usize {
            1
        }
    }
}

pub mod new {
    pub trait Store {
        fn put(&self) -> usize;

        fn put_twice(&self) -> usize {
            2 * self.put()
        }
    }
}

/// Names no trait.
pub mod by_glob {
    use crate::old::*;

    pub fn fill(shelf: &Shelf) -> usize {
        shelf.put_twice()
    }

    pub mod below {
        use super::*;

        pub fn fill_by_path(shelf: &Shelf) -> usize {
            Shelf::put(shelf)
        }
    }
}

/// Has the trait without a name.
pub mod nameless {
    use crate::old::{Shelf, Store as _};

    pub fn fill(shelf: &Shelf) -> usize {
        shelf.put()
    }
}

/// Has the trait in scope, and calls something else of the name.
pub mod field {
    use crate::old::*;

    pub struct Count {
        pub put: usize,
    }

    pub fn of(count: &Count, _: &Shelf) -> usize {
        count.put
    }
}

/// Brings the trait in a function.
pub fn fill(shelf: &old::Shelf) -> usize {
    use self::old::*;

    shelf.put()
}
