//! Paths as URIs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Platform;

/// What the path of a URI must not have as it is (RFC 3986): all but the unreserved characters and slashes.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A path with `/` between its names as a part of a URI.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

impl Platform {
    /// The URI of the file at an absolute path.
    pub fn uri(&self, path: &str) -> String {
        if !self.has_drives {
            return format!("file://{}", encoded(path));
        }
        let (root, rest) = self.split(path);
        let path = format!("{root}{rest}").replace('\\', "/");
        match path.strip_prefix("//") {
            // A share: its server is the host.
            Some(share) => format!("file://{}", encoded(share)),
            None => format!("file:///{}", encoded(path.trim_start_matches('/'))),
        }
    }

    /// The absolute path of a `file` URI with this host, as it is written, and this path, in which escapes are decoded.
    /// `None` if it is not an absolute path here.
    pub fn path_of_uri(&self, host: &str, path: &str) -> Option<String> {
        let path = match self.has_drives {
            true => windows_path(host, path),
            // A file of this system has no other host than this one, whatever its name.
            false => path.to_owned(),
        };
        self.is_absolute(&path).then(|| self.normal(&path))
    }
}

/// The path of Windows in a URI: on a drive, or on a server.
fn windows_path(host: &str, path: &str) -> String {
    let host = percent_decode_str(host).decode_utf8_lossy();
    match &*host {
        // A share may also be written as a path of its own: `file:////server/share`.
        "" | "localhost" if path.starts_with("//") => path.to_owned(),
        "" | "localhost" => path.strip_prefix('/').unwrap_or(path).to_owned(),
        // `file://c:/a`, which some clients send.
        drive if drive.len() == 1 => format!("{drive}:{path}"),
        server => format!("//{server}{path}"),
    }
}
