//! How a table of an automaton is laid out; the build script makes them.

/// The fields before the first row.
pub(crate) const HEAD: usize = 4;
/// In a field: a match has ended before the byte that led there.
pub(crate) const MATCH: u16 = 1 << 15;
