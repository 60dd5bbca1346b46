/// What a way costs.
#[macro_export]
macro_rules! fare {
    ($miles:expr) => {
        $miles * 3
    };
}
