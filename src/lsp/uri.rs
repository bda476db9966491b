//! `file:` URIs and paths.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

/// The absolute path of a `file:` URI of this machine; none of any other.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    let rest = rest
        .strip_prefix("//")
        .filter(|_| scheme.eq_ignore_ascii_case("file"))?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_at(rest.find('/')?);
    if !(host.is_empty() || host.eq_ignore_ascii_case("localhost")) {
        return None;
    }
    let path = path_of(decoded(path)?)?;
    path.is_absolute()
        .then(|| crate::source::tree::absolute(&path))
}

/// The URI of an absolute path.
pub(super) fn of_path(path: &Path) -> Uri {
    let mut uri = "file://".to_owned();
    let path = bytes_of(path);
    if !path.starts_with(b"/") {
        uri.push('/');
    }
    for byte in path {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Uri(uri)
}

/// The bytes behind `%` escapes; none where one is broken, or stands for a byte that no path may hold.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let digits = std::str::from_utf8(&digits).ok()?;
                u8::from_str_radix(digits, 16)
                    .ok()
                    .filter(|_| !digits.starts_with('+'))?
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    (!bytes.contains(&0)).then_some(bytes)
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// `/C:/docs/a.md` is `C:/docs/a.md`.
#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    let path = String::from_utf8(bytes).ok()?;
    let drive = path
        .strip_prefix('/')
        .filter(|rest| rest.get(1..2) == Some(":"));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_its_uri() {
        for path in ["/a/b c.md", "/é/漢字 #1?.md", "/100%/+x.md"] {
            let uri = of_path(Path::new(path));
            assert_eq!(to_path(&uri.0), Some(PathBuf::from(path)), "{uri:?}");
        }
        assert_eq!(of_path(Path::new("/a b/é")).0, "file:///a%20b/%C3%A9");
        assert_eq!(
            to_path("file:///c%3A/x/../y.md"),
            Some(PathBuf::from("/c:/y.md"))
        );
    }

    #[test]
    fn what_is_no_file_of_this_machine_has_no_path() {
        for uri in [
            "untitled:Untitled-1",
            "git:/a/b.md?ref",
            "file:a.md",
            "file://",
            "file://host/a.md",
            "file:///a%zz",
            "file:///a%+1",
            "file:///a%00",
            "file:///a%4",
            "",
        ] {
            assert_eq!(to_path(uri), None, "{uri}");
        }
    }
}
