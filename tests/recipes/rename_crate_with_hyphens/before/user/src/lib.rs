use old_parts::Part;

/// The wire_codec of [`wire_codec::encode`].
pub fn send(_: Part) {
    wire_codec::encode();
}

#[cfg(test)]
mod tests {
    #[test]
    fn sends() {
        super::send(old_parts::Part);
    }
}
