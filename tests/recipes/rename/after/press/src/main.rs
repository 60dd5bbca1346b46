mod fruit;

use std::sync::atomic::Ordering;

use farm::crop::HARVESTED;
use farm::sort::{sorted, Grade};
use farm::{picked, Crate};
use fruit::Fruit;

fn main() {
    let basket: Crate = sorted(picked![300, 400]);
    let pick = HARVESTED.load(Ordering::Relaxed);
    println!("Fruit: {} of {pick}, {}", Grade::apples(&basket), Fruit::Apple as u8);
    let limit = <farm::Crop>::pick(&basket[0]).weight / farm::crop::WEIGHT_LIMIT;
    std::process::exit(limit as i32);
}
