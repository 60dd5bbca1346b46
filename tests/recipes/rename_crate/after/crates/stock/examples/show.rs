use ::depot as goods;

fn main() {
    println!("{}", goods::count(&goods::shelf()));
}
