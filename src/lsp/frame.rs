//! Messages on a stream: a header with `Content-Length`, a blank line, JSON.
//!
//! `lsp-server` would end at the first message that is no JSON; here the next one is looked for.

use std::io::{self, BufRead, Read, Write};

use serde_json::Value;

/// The largest message that is read, in bytes: several times the largest document that is read.
const LARGEST: u64 = 64 << 20;

/// The longest line of a header, in bytes.
const LONGEST: u64 = 4 << 10;

/// What came.
#[derive(Debug, PartialEq)]
pub(super) enum Frame {
    /// A message.
    Json(Value),
    /// Something that is none, and why.
    Broken(String),
}

/// Reads the next message; what stands before its header is passed over. None at the end of the stream.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let Some(length) = header(input)? else {
        return Ok(None);
    };
    let length = match length {
        Ok(length) => length,
        Err(problem) => return Ok(Some(Frame::Broken(problem))),
    };
    if length > LARGEST {
        let skipped = io::copy(&mut input.take(length), &mut io::sink())?;
        let problem = format!("a message of {length} bytes is larger than those that are read");
        return Ok((skipped == length).then_some(Frame::Broken(problem)));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(value) => Frame::Json(value),
        Err(error) => Frame::Broken(format!("this is no JSON: {error}")),
    }))
}

/// The length that a header states, or what is wrong with it. Lines that are no header are passed over, so that reading
/// goes on behind what somebody else has written to the stream.
fn header(input: &mut impl BufRead) -> io::Result<Option<Result<u64, String>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        match (text.split_once(':'), length.take()) {
            (Some((name, value)), _) if name.trim().eq_ignore_ascii_case("content-length") => {
                let stated = value.trim().parse::<u64>();
                length = Some(stated.map_err(|_| format!("`{text}` states no length")));
            }
            (None, Some(length)) if text.is_empty() => return Ok(Some(length)),
            (_, known) => length = known,
        }
    }
}

/// Writes a message.
pub(super) fn write(out: &mut dyn Write, message: &Value) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    write!(out, "Content-Length: {}\r\n\r\n", body.len())?;
    out.write_all(&body)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn all(mut bytes: &[u8]) -> Vec<Frame> {
        let mut frames = Vec::new();
        while let Some(frame) = read(&mut bytes).expect("bytes cannot fail") {
            frames.push(frame);
        }
        frames
    }

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        for value in [json!({"a": "é🚨\n"}), json!(null)] {
            write(&mut bytes, &value).expect("a vector takes all");
        }
        let expected = [json!({"a": "é🚨\n"}), json!(null)].map(Frame::Json);
        assert_eq!(all(&bytes), expected);
    }

    #[test]
    fn reading_goes_on_behind_what_is_broken() {
        let frames = all(
            b"hello\r\n\r\nContent-Length: x\r\n\r\ncontent-type: a\ncontent-length: 3\n\n{a}Content-Length: 2\r\n\r\n{}",
        );
        assert_eq!(frames.len(), 3, "{frames:?}");
        assert!(matches!(&frames[0], Frame::Broken(why) if why.contains("states no length")));
        assert!(matches!(&frames[1], Frame::Broken(why) if why.contains("no JSON")));
        assert_eq!(frames[2], Frame::Json(json!({})));
    }

    #[test]
    fn a_stream_may_end_anywhere() {
        for bytes in [
            &b""[..],
            b"Content-Le",
            b"Content-Length: 9\r\n\r\n{}",
            b"Content-Length: 99999999999\r\n\r\n{}",
        ] {
            assert_eq!(all(bytes), [], "{bytes:?}");
        }
    }
}
