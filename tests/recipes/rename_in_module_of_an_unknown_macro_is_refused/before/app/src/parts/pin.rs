//! A Bolt is no pin.
