/// What a way costs.
#[macro_export]
macro_rules! price {
    ($miles:expr) => {
        $miles * 3
    };
}
