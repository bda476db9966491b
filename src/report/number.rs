//! Numbers of JSON.

use serde_json::Number;

/// Whole numbers without a decimal point, as people write them; none for what JSON cannot write.
pub(crate) fn number(number: f64) -> Option<Number> {
    match number.fract() == 0.0 && number.abs() < 1e15 {
        true => Some(Number::from(number as i64)),
        false => Number::from_f64(number),
    }
}
