use crate::chain;

pub fn sum() -> u32 {
    chain!(1, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums() {
        assert_eq!(chain!(1, 2), sum());
    }
}
