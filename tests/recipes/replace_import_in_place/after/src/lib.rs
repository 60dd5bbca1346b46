pub mod area;
pub mod old;
pub mod plane;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Vector;

    #[test]
    fn origin() {
        assert_eq!(area::twice(&Vector::default()).x, 0, "Point");
    }
}
