fn main() {
    gen_code::run();
}
