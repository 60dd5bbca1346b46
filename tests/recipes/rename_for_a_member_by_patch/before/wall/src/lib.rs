use shelf::Board;

pub fn put(_: Board) {}

#[cfg(test)]
mod tests {
    #[test]
    fn holds() {
        super::put(boards::Board);
    }
}
