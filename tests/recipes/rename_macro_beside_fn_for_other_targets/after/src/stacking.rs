//! Stacks of boxes.

/// The box at a place of a stack.
pub fn stack(at: u8, all: &[u8]) -> Option<u8> {
    all.get(usize::from(at)).copied()
}

/// The box at a place of a stack that has it.
#[macro_export]
macro_rules! pile {
    ($at:expr, $( $it:expr ),+ ,) => {
        $crate::pile!($at, $($it),+)
    };
    ($at:expr, $( $it:expr ),+ ) => {
        $crate::stack($at, &[ $($it),* ]).unwrap()
    };
}

#[test]
fn the_second_is_on_the_first() {
    assert_eq!(pile![1, 2, 3,], 3);
}
