//! Pictures lose what they tell besides themselves, and stay pictures.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;

use super::*;

/// Where it was taken.
const PLACE: &[u8] = b"GPSLatitude 52.5200";

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A picture of one pixel.
fn png() -> Png {
    let data = b"\x78\x9c\x63\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00";
    let chunks = [
        PngChunk::new(
            *b"IHDR",
            Bytes::from_static(b"\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"),
        ),
        PngChunk::new(*b"sRGB", Bytes::from_static(b"\0")),
        PngChunk::new(*b"IDAT", Bytes::from_static(data)),
        PngChunk::new(*b"IEND", Bytes::new()),
    ];
    let mut png = Png::from_bytes(Bytes::from_static(b"\x89PNG\r\n\x1a\n")).expect("a picture");
    png.chunks_mut().extend(chunks);
    png
}

/// The facts of a camera with an orientation and a place.
fn exif(orientation: u16) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend(orientation.to_le_bytes());
    exif.extend(b"\0\0\0\0\0\0");
    exif.extend(PLACE);
    exif
}

#[test]
fn a_png_keeps_its_pixels_and_colours_alone() {
    let plain = png().encoder().bytes().to_vec();
    let mut told = png();
    for kind in [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"pRVt"] {
        told.chunks_mut()
            .insert(1, PngChunk::new(*kind, Bytes::from_static(PLACE)));
    }
    let told = [&told.encoder().bytes()[..], b"behind the end"].concat();
    assert!(holds(&told, PLACE));
    let bare = bare(told).expect("a picture");
    assert_eq!((bare.extension, bare.bytes), ("png", plain));
}

#[test]
fn which_side_is_up_stays() {
    let mut turned = png();
    turned
        .chunks_mut()
        .insert(1, PngChunk::new(*b"eXIf", Bytes::from(exif(6))));
    let bare = bare(turned.encoder().bytes().to_vec()).expect("a picture");
    let facts = Png::from_bytes(Bytes::from(bare.bytes)).expect("a picture");
    let facts = facts
        .chunk_by_type(*b"eXIf")
        .expect("facts")
        .contents()
        .clone();
    assert_eq!(
        &facts[..],
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    );
    assert_eq!(orientation::alone(&exif(1)), None);
    assert_eq!(orientation::alone(&exif(6)[..18]), None);
    assert_eq!(orientation::alone(b"II*\0\xff\xff\xff\xff"), None);
}

/// A JPEG of two scans, as its bytes.
fn jpeg(more: &[(u8, &[u8])]) -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from_static(b"\xff\xd8\xff\xd9")).expect("a picture");
    let jfif: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    let frame: &[u8] = b"\x08\0\x01\0\x01\x01\x01\x11\0";
    let segments = [(markers::APP0, jfif)]
        .into_iter()
        .chain(more.iter().copied());
    for (marker, contents) in segments.chain([(markers::SOF0, frame)]) {
        let contents = Bytes::copy_from_slice(contents);
        jpeg.segments_mut()
            .push(JpegSegment::new_with_contents(marker, contents));
    }
    let told = match more.is_empty() {
        true => Vec::new(),
        false => [b"\xff\xfe\0\x15", PLACE].concat(),
    };
    let scans = [
        &b"\x01\xff\0\x02\xff\xd0\x03"[..],
        &told,
        b"\xff\xda\0\x02\x04\xff\xd9",
    ]
    .concat();
    let scans = match more.is_empty() {
        true => scans,
        false => [&scans[..], PLACE].concat(),
    };
    let head = Bytes::from_static(b"\x01\x01\0\0\x3f\0");
    jpeg.segments_mut().push(JpegSegment::new_with_entropy(
        markers::SOS,
        head,
        Bytes::from(scans),
    ));
    jpeg.encoder().bytes().to_vec()
}

#[test]
fn a_jpeg_keeps_tables_frames_and_scans() {
    let exif = [b"Exif\0\0", &exif(1)[..]].concat();
    let told = jpeg(&[
        (markers::APP1, &exif),
        (
            markers::APP1,
            b"http://ns.adobe.com/xap/1.0/\0GPSLatitude 52.5200",
        ),
        (markers::APP13, b"Photoshop 3.0\0GPSLatitude 52.5200"),
        (markers::COM, PLACE),
        (markers::APP2, b"MPF\0GPSLatitude 52.5200"),
    ]);
    assert!(holds(&told, PLACE));
    let bare = bare(told).expect("a picture");
    assert_eq!((bare.extension, bare.bytes), ("jpg", jpeg(&[])));
    let cut = jpeg(&[]);
    assert_eq!(
        super::bare(cut[..cut.len() - 2].to_vec()),
        Err("is a broken JPG file".to_owned())
    );
}

#[test]
fn a_webp_keeps_its_pixels_and_says_so() {
    let data = |bytes: &[u8]| RiffContent::Data(Bytes::copy_from_slice(bytes));
    let made = |head: u8, exif: Option<Vec<u8>>| {
        let mut subchunks = vec![
            RiffChunk::new(*b"VP8X", data(&[head, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
            RiffChunk::new(*b"VP8L", data(b"\x2f\0\0\0\0\0")),
        ];
        let more = exif.iter().map(|exif| RiffChunk::new(*b"EXIF", data(exif)));
        subchunks.extend(more);
        let content = RiffContent::List {
            kind: Some(*b"WEBP"),
            subchunks,
        };
        let webp = WebP::new(RiffChunk::new(*b"RIFF", content)).expect("a picture");
        webp.encoder().bytes().to_vec()
    };
    let bare = bare(made(0b1100, Some(exif(1)))).expect("a picture");
    assert_eq!((bare.extension, bare.bytes), ("webp", made(0, None)));
    let turned = super::bare(made(0b1100, Some(exif(8)))).expect("a picture");
    assert!(!holds(&turned.bytes, PLACE));
    assert_eq!(turned.bytes, made(0b1000, orientation::alone(&exif(8))));
}

#[test]
fn only_content_makes_a_picture() {
    for other in [
        &b"GIF89a"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"",
    ] {
        let told = bare(other.to_vec()).expect_err("a refusal");
        assert!(told.contains("by its content"), "{told}");
    }
    let whole = png().encoder().bytes().to_vec();
    for broken in [
        &whole[..whole.len() - 1],
        &whole[..20],
        &whole[..8],
        b"\xff\xd8\xff",
        b"RIFF\0\0\0\0WEBP",
    ] {
        assert!(bare(broken.to_vec()).is_err_and(|told| told.starts_with("is a broken")));
    }
}
