use ::stock as goods;

fn main() {
    println!("{}", goods::count(&goods::shelf()));
}
