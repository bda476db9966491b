//! What the fuzz targets ask: what `tests/properties/` asks, of any text.

#[path = "../../tests/properties/holds/mod.rs"]
pub mod holds;
