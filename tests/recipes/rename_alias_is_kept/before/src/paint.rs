use crate::geometry::Circle as Round;
use crate::legend::Symbol;

pub fn paint(round: Round) -> (Symbol, f64) {
    let ring: crate::Ring = Round { radius: round.radius + 1.0 };
    (Symbol::Circle, ring.radius)
}
