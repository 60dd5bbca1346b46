use std::fmt::Debug;

// where things are
#[rustfmt::skip]
use crate::old::Point; // not for long
use crate::old::PointList;

#[derive(Debug)]
pub enum Unit {
    Point,
}

pub fn twice(point: &Point) -> Point {
    Point { x: point.x * 2, ..crate::old::Point { y: point.y * 2, ..Point::default() } }
}

pub fn show(_: &PointList, unit: Unit) -> impl Debug {
    match unit {
        Unit::Point => unit,
    }
}
