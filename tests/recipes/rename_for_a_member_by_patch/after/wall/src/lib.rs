use shelf::Plank;

pub fn put(_: Plank) {}

#[cfg(test)]
mod tests {
    #[test]
    fn holds() {
        super::put(boards::Plank);
    }
}
