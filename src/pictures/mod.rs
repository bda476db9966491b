//! Pictures that go into a repository: by their content, and without what a camera or a program wrote about itself.
//!
//! Only what a viewer needs is kept: pixels, colours, transparency, movement, and which side is up. Kept is what is known
//! to be needed, rather than removed what is known to tell something: new sorts of metadata appear every year.

mod jpeg;
mod orientation;
mod png;
#[cfg(test)]
mod tests;
mod webp;

/// A picture that tells nothing but itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How the name of its file ends, as its content says.
    pub extension: &'static str,
    /// What to write.
    pub bytes: Vec<u8>,
}

/// Reads a picture of one of the known formats and leaves its metadata out; else why it cannot be taken.
pub fn bare(bytes: Vec<u8>) -> Result<Picture, String> {
    let (extension, stripped) = match () {
        () if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => ("png", png::bare(bytes)),
        () if bytes.starts_with(b"\xff\xd8\xff") => ("jpg", jpeg::bare(bytes)),
        () if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => {
            ("webp", webp::bare(bytes))
        }
        () => return Err("is no PNG, JPEG or WebP picture by its content".to_owned()),
    };
    match stripped {
        Some(bytes) => Ok(Picture { extension, bytes }),
        None => Err(format!("is a broken {} file", extension.to_uppercase())),
    }
}
