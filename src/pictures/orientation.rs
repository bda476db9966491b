//! Which side of a picture is up: the one fact of a camera without which it lies on its side.

/// The tag of the orientation, and the type of a number of two bytes (Exif 2.32, 4.6.4).
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// Facts of a camera that state the orientation of others and nothing else; none where it is the usual one, or unknown.
pub(super) fn alone(exif: &[u8]) -> Option<Vec<u8>> {
    let is_little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(match is_little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    };
    let long: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let first = match is_little {
        true => u32::from_le_bytes(long),
        false => u32::from_be_bytes(long),
    } as usize;
    let count = usize::from(short(first)?);
    let mut entries = (0..count).map(|n| first + 2 + 12 * n);
    let at = entries.find(|at| short(*at) == Some(ORIENTATION) && short(at + 2) == Some(SHORT))?;
    let value = short(at + 8).filter(|value| (2..=8).contains(value))?;
    let mut facts = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    for number in [ORIENTATION, SHORT, 0, 1, value, 0, 0, 0] {
        facts.extend(number.to_be_bytes());
    }
    Some(facts)
}
