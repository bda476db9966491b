//! WebP: the chunks that a viewer needs.

use img_parts::Bytes;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{CHUNK_VP8X, WebP};

use super::orientation;

/// Pixels, transparency, colours, and the frames of a moving picture.
const KEPT: [&[u8; 4]; 7] = [
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// The bits of the extended head that announce the facts of a camera, and those of a program.
const EXIF: u8 = 0b1000;
const XMP: u8 = 0b0100;

pub(super) fn bare(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut webp = WebP::from_bytes(Bytes::from(bytes)).ok()?;
    webp.dimensions()?;
    let exif = webp.chunk_by_id(*b"EXIF");
    let facts = exif.and_then(|chunk| chunk.content().data());
    let upright = facts
        .and_then(|facts| orientation::alone(facts.strip_prefix(b"Exif\0\0").unwrap_or(facts)));
    let chunks = webp.chunks_mut();
    chunks.retain(|chunk| KEPT.contains(&&chunk.id()));
    let head = chunks.iter_mut().find(|chunk| chunk.id() == CHUNK_VP8X);
    let Some(head) = head else {
        return Some(webp.encoder().bytes().to_vec());
    };
    let mut flags = head.content().data()?.to_vec();
    let first = flags.first_mut()?;
    *first &= !(EXIF | XMP);
    if upright.is_some() {
        *first |= EXIF;
    }
    *head.content_mut() = RiffContent::Data(Bytes::from(flags));
    chunks.extend(
        upright.map(|facts| RiffChunk::new(*b"EXIF", RiffContent::Data(Bytes::from(facts)))),
    );
    Some(webp.encoder().bytes().to_vec())
}
