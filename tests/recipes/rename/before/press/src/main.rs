mod fruit;

use std::sync::atomic::Ordering;

use farm::fruit::PICKED;
use farm::sort::{sorted, Sort};
use farm::{picked, Basket};
use fruit::Fruit;

fn main() {
    let basket: Basket = sorted(picked![300, 400]);
    let pick = PICKED.load(Ordering::Relaxed);
    println!("Fruit: {} of {pick}, {}", Sort::apples(&basket), Fruit::Apple as u8);
    let limit = <farm::Fruit>::pick(&basket[0]).weight / farm::fruit::MAX_WEIGHT;
    std::process::exit(limit as i32);
}
