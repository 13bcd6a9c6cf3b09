//! The `bulletin` program.

fn main() {}
