/// Documents what it is handed.
macro_rules! doc {
    ($it:item) => {
        /// Picks a value.
        #[macro_export]
        #[cfg_attr(docsrs, doc(cfg(feature = "macros")))]
        $it
    };
}

macro_rules! plain {
    ($it:item) => {
        $it
    };
}
