//! JPEG: the segments that a viewer needs.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

use super::orientation;

/// What stands before the facts of a camera.
const EXIF: &[u8] = b"Exif\0\0";

pub(super) fn bare(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).ok()?;
    jpeg.dimensions()?;
    let exif = jpeg.segments().iter().find_map(|segment| {
        let facts = segment.contents().strip_prefix(EXIF);
        facts.filter(|_| segment.marker() == markers::APP1)
    });
    let upright = exif.and_then(orientation::alone);
    jpeg.segments_mut().retain(is_kept);
    if let Some(upright) = upright {
        let contents = Bytes::from([EXIF, &upright].concat());
        let segment = JpegSegment::new_with_contents(markers::APP1, contents);
        let behind =
            usize::from(jpeg.segments().first().map(JpegSegment::marker) == Some(markers::APP0));
        jpeg.segments_mut().insert(behind, segment);
    }
    let last = jpeg.segments().last()?;
    if last.marker() != markers::SOS {
        return None;
    }
    // What stands behind the head of the first scan is kept unread by the library.
    let unread = last.len_with_entropy().checked_sub(last.len())?;
    let all = jpeg.encoder().bytes();
    let (heads, data) = all.split_at_checked(all.len().checked_sub(unread)?)?;
    Some([heads.to_vec(), scans(data)?].concat())
}

/// Tables and frames; of the segments of applications only those that decide on colours.
fn is_kept(segment: &JpegSegment) -> bool {
    let contents = segment.contents();
    match segment.marker() {
        markers::APP0 => contents.starts_with(b"JFIF\0") && contents.len() == 14,
        markers::APP2 => contents.starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => contents.starts_with(b"Adobe"),
        markers::COM => false,
        marker => !(markers::APP0..=markers::APP15).contains(&marker) && marker < markers::JPG0,
    }
}

/// What stands behind the head of the first scan, up to the end of the picture; none where that is missing.
fn scans(data: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(data.len());
    let mut at = 0;
    loop {
        let next = at + memchr::memchr(markers::P, data.get(at..)?)?;
        kept.extend_from_slice(data.get(at..next)?);
        let marker = *data.get(next + 1)?;
        match marker {
            markers::EOI => {
                kept.extend([markers::P, markers::EOI]);
                return Some(kept);
            }
            // A byte of a pixel, a mark without a length, or filling.
            markers::Z | markers::RST0..=markers::RST7 => {
                kept.extend([markers::P, marker]);
                at = next + 2;
            }
            markers::P => at = next + 1,
            _ => {
                let length = [*data.get(next + 2)?, *data.get(next + 3)?];
                let end = next + 2 + usize::from(u16::from_be_bytes(length)).max(2);
                let segment = data.get(next..end)?;
                let is_told =
                    marker == markers::COM || (markers::APP0..=markers::APP15).contains(&marker);
                if !is_told {
                    kept.extend_from_slice(segment);
                }
                at = end;
            }
        }
    }
}
