//! Macros of this crate.

/// A job of this node. The path is written out, as a `use` cannot be relied
/// on where the macro is called.
macro_rules! job_of_this_node {
    ($id:expr, $kind:expr) => {
        kalamdb_commons::system::Job::new($id, $kind, "this-node")
    };
    ($id:expr) => {
        job_of_this_node!($id, "flush")
    };
}

/// How many bytes a row of some type takes without what it points to.
macro_rules! row_size {
    ($row:ty) => {
        ::std::mem::size_of::<$row>()
    };
}

/// A match on one variant or struct pattern.
macro_rules! count_matching {
    ($rows:expr, $pattern:pat) => {
        $rows.iter().filter(|row| matches!(row, $pattern)).count()
    };
}
