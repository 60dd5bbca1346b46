pub mod area;
pub mod old;
pub mod plane;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::old::Point;

    #[test]
    fn origin() {
        assert_eq!(area::twice(&Point::default()).x, 0, "Point");
    }
}
