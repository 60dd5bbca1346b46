//! Plain: beta = false.
