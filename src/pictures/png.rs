//! PNG: the chunks that a viewer needs.

use img_parts::Bytes;
use img_parts::png::{Png, PngChunk};

use super::orientation;

/// Pixels, palette and transparency, colours and size, and the frames of a moving picture.
const KEPT: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn bare(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::from(bytes)).ok()?;
    png.dimensions()?;
    let first = png.chunks().first().map(PngChunk::kind);
    let last = png.chunks().last().map(PngChunk::kind);
    if first != Some(*b"IHDR") || last != Some(*b"IEND") {
        return None;
    }
    let exif = png.chunk_by_type(*b"eXIf");
    let upright = exif.and_then(|exif| orientation::alone(exif.contents()));
    png.chunks_mut()
        .retain(|chunk| KEPT.contains(&&chunk.kind()));
    if let Some(upright) = upright {
        png.chunks_mut()
            .insert(1, PngChunk::new(*b"eXIf", Bytes::from(upright)));
    }
    Some(png.encoder().bytes().to_vec())
}
