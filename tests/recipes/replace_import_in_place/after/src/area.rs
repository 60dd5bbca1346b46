use std::fmt::Debug;

// where things are
#[rustfmt::skip]
use crate::plane::Vector; // not for long
use crate::old::PointList;

#[derive(Debug)]
pub enum Unit {
    Point,
}

pub fn twice(point: &Vector) -> Vector {
    Vector { x: point.x * 2, ..crate::plane::Vector { y: point.y * 2, ..Vector::default() } }
}

pub fn show(_: &PointList, unit: Unit) -> impl Debug {
    match unit {
        Unit::Point => unit,
    }
}
