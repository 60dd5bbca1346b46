use spare_parts::Part;

/// The wire_codec of [`line_codec::encode`].
pub fn send(_: Part) {
    line_codec::encode();
}

#[cfg(test)]
mod tests {
    #[test]
    fn sends() {
        super::send(spare_parts::Part);
    }
}
