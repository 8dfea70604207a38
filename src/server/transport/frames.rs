//! From bytes to message bodies.
//!
//! The base protocol frames every message by a `Content-Length` header. Clients differ in the rest (case of the
//! name, further headers), so only the length counts here. A reader that has lost the framing looks for the next
//! `Content-Length: <digits>` at the end of a line and goes on from there: inside a JSON string a line cannot end, so
//! a body that quotes a header does not look like one.

use std::io::{self, BufRead, ErrorKind, Read};

/// A longer line is not a header; only its end is kept, to find a header after garbage.
const LINE_KEPT: usize = 4 * 1024;
/// How much of a body that is too long is kept: enough to find the id of the request in it.
const START_KEPT: u64 = 4 * 1024;
/// A length beyond this is not a message that is too long, it is a header that is wrong: obeying it would swallow
/// whatever the client says for the rest of the session.
const LENGTH_ABSURD: u64 = 16 << 30;

/// What came next on the wire.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// A whole body, whatever is in it.
    Body(Vec<u8>),
    /// A body longer than the limit, now skipped: its declared length in bytes, and how it started.
    TooLong { length: u64, start: Vec<u8> },
    /// A line that is not a header; reported once until the next header.
    Lost { line: String },
}

/// Reads frames from a stream.
pub struct Frames<R> {
    input: R,
    limit: u64,
    lost: bool,
}

/// One line of a header.
enum Line {
    Blank,
    Length(u64),
    OtherHeader,
    Garbage { length_at_end: Option<u64> },
}

impl<R: BufRead> Frames<R> {
    /// `limit` is the longest body that is taken, in bytes.
    pub fn new(input: R, limit: u64) -> Self {
        Frames {
            input,
            limit,
            lost: false,
        }
    }

    /// The next frame, or `None` at the end of the stream (also in the middle of a message).
    ///
    /// # Errors
    /// Those of the stream.
    pub fn next_frame(&mut self) -> io::Result<Option<Frame>> {
        let mut length = None;
        let mut in_header = false;
        loop {
            let Some(line) = self.line()? else {
                return Ok(None);
            };
            match classify(&line) {
                Line::Blank => match length {
                    Some(length) => return self.body(length),
                    // Empty lines between messages are harmless; a header without a length is not.
                    None if !in_header => {}
                    None => {
                        in_header = false;
                        if let Some(lost) = self.lose(b"header without Content-Length") {
                            return Ok(Some(lost));
                        }
                    }
                },
                Line::Length(declared) => {
                    length = Some(declared);
                    in_header = true;
                }
                Line::OtherHeader => in_header = true,
                // The rest of a body that was longer than declared, followed by the next header.
                Line::Garbage {
                    length_at_end: Some(declared),
                } => {
                    length = Some(declared);
                    in_header = true;
                }
                Line::Garbage {
                    length_at_end: None,
                } => {
                    length = None;
                    in_header = false;
                    if let Some(lost) = self.lose(&line) {
                        return Ok(Some(lost));
                    }
                }
            }
        }
    }

    /// Notes that the framing is lost; a frame the first time.
    fn lose(&mut self, line: &[u8]) -> Option<Frame> {
        let first = !self.lost;
        self.lost = true;
        let shown: String = String::from_utf8_lossy(line)
            .trim_end()
            .chars()
            .take(80)
            .collect();
        first.then_some(Frame::Lost { line: shown })
    }

    fn body(&mut self, length: u64) -> io::Result<Option<Frame>> {
        self.lost = false;
        if length <= self.limit {
            // The vector grows as the bytes arrive: a declared length alone reserves no memory.
            let mut body = Vec::with_capacity(length.min(64 * 1024) as usize);
            self.input.by_ref().take(length).read_to_end(&mut body)?;
            return Ok((body.len() as u64 == length).then_some(Frame::Body(body)));
        }
        let mut start = Vec::new();
        let kept = length.min(START_KEPT);
        self.input.by_ref().take(kept).read_to_end(&mut start)?;
        let rest = length - start.len() as u64;
        let skipped = io::copy(&mut self.input.by_ref().take(rest), &mut io::sink())?;
        Ok((skipped == rest).then_some(Frame::TooLong { length, start }))
    }

    /// The next line with its line feed, at most its last [`LINE_KEPT`] bytes; `None` at the end of the stream.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                return Ok(None);
            }
            let end = memchr::memchr(b'\n', available);
            let taken = end.map_or(available.len(), |at| at + 1);
            line.extend_from_slice(&available[..taken]);
            self.input.consume(taken);
            if line.len() > LINE_KEPT {
                line.drain(..line.len() - LINE_KEPT);
            }
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }
}

fn classify(line: &[u8]) -> Line {
    let line = line.trim_ascii_end();
    if line.is_empty() {
        return Line::Blank;
    }
    let garbage = || Line::Garbage {
        length_at_end: length_at_end(line),
    };
    let Some(colon) = memchr::memchr(b':', line) else {
        return garbage();
    };
    let (name, value) = (line[..colon].trim_ascii(), &line[colon + 1..]);
    if name.eq_ignore_ascii_case(NAME) {
        return digits(value).map_or(
            Line::Garbage {
                length_at_end: None,
            },
            Line::Length,
        );
    }
    let is_token = !name.is_empty()
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    if is_token && length_at_end(line).is_none() {
        Line::OtherHeader
    } else {
        garbage()
    }
}

const NAME: &[u8] = b"content-length";

/// The length of the last `Content-Length: <digits>` of a line, if the line ends with it.
fn length_at_end(line: &[u8]) -> Option<u64> {
    let colon = memchr::memrchr(b':', line)?;
    let name = line[..colon].trim_ascii_end();
    let name = &name[name.len().checked_sub(NAME.len())?..];
    name.eq_ignore_ascii_case(NAME)
        .then(|| digits(&line[colon + 1..]))?
}

fn digits(value: &[u8]) -> Option<u64> {
    let value = value.trim_ascii();
    let all_digits = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    let number = std::str::from_utf8(value)
        .ok()
        .filter(|_| all_digits)?
        .parse()
        .ok()?;
    (number <= LENGTH_ABSURD).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    fn frames(input: &[u8]) -> Vec<Frame> {
        // A tiny buffer, so that every case is also read in pieces.
        let mut frames = Frames::new(BufReader::with_capacity(7, input), 20);
        std::iter::from_fn(|| frames.next_frame().unwrap()).collect()
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    fn lost(line: &str) -> Frame {
        Frame::Lost {
            line: line.to_owned(),
        }
    }

    #[test]
    fn bodies_are_found_by_their_length() {
        let long = "x".repeat(21);
        let too_long = Frame::TooLong {
            length: 21,
            start: long.clone().into_bytes(),
        };
        let cases: Vec<(String, Vec<Frame>)> = vec![
            ("Content-Length: 2\r\n\r\n{}".into(), vec![body("{}")]),
            (
                "Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}".into(),
                vec![body(""), body("{}")],
            ),
            ("content-length:2\r\n\r\n{}".into(), vec![body("{}")]),
            ("Content-Length: 2\n\n{}".into(), vec![body("{}")]),
            (
                "CONTENT-LENGTH : 2 \r\nContent-Type: text/plain\r\n\r\n{}".into(),
                vec![body("{}")],
            ),
            (
                "Content-Type: x; charset=utf8\r\nContent-Length: 2\r\n\r\n{}".into(),
                vec![body("{}")],
            ),
            (
                "\r\n\r\nContent-Length: 2\r\n\r\n{}\r\nContent-Length: 1\r\n\r\n1".into(),
                vec![body("{}"), body("1")],
            ),
            (
                "Content-Length: 4\r\n\r\n\u{e4}\n1".into(),
                vec![body("\u{e4}\n1")],
            ),
            (
                format!("Content-Length: 21\r\n\r\n{long}Content-Length: 2\r\n\r\n{{}}"),
                vec![too_long, body("{}")],
            ),
            ("Content-Length: 9\r\n\r\n{}".into(), vec![]),
            ("Content-Length: 99\r\n\r\n{}".into(), vec![]),
            ("Content-Length: 2".into(), vec![]),
            ("".into(), vec![]),
        ];
        for (input, expected) in cases {
            assert_eq!(frames(input.as_bytes()), expected, "{input:?}");
        }
    }

    #[test]
    fn a_lost_reader_finds_the_next_header() {
        let good = "Content-Length: 2\r\n\r\n{}";
        let cases = [
            (
                "Content-Length: two\r\n\r\n{\"a\":1}",
                vec![lost("Content-Length: two"), body("{}")],
            ),
            (
                "Content-Length: -7\r\n\r\n{\"a\":1}",
                vec![lost("Content-Length: -7"), body("{}")],
            ),
            (
                "Content-Length: 99999999999999999999\r\n\r\n",
                vec![lost("Content-Length: 99999999999999999999"), body("{}")],
            ),
            (
                "Content-Length: 10000000000000\r\n\r\n",
                vec![lost("Content-Length: 10000000000000"), body("{}")],
            ),
            (
                "Content-Type: x\r\n\r\n{\"a\":1}",
                vec![lost("header without Content-Length"), body("{}")],
            ),
            ("hello\r\nworld\r\n\r\n", vec![lost("hello"), body("{}")]),
            (
                "{\"quoted\":\"Content-Length: 3\"}\r\n",
                vec![lost("{\"quoted\":\"Content-Length: 3\"}"), body("{}")],
            ),
            // Garbage on the line of a good header: nothing is lost but the garbage.
            ("{\"a\":1}", vec![body("{}")]),
        ];
        for (garbage, expected) in cases {
            assert_eq!(
                frames(format!("{garbage}{good}").as_bytes()),
                expected,
                "{garbage:?}"
            );
        }
        let endless = format!("{}\n{good}", "y".repeat(3 * LINE_KEPT));
        assert_eq!(
            frames(endless.as_bytes()),
            [lost(&"y".repeat(80)), body("{}")]
        );
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn any_bytes_end_and_a_message_after_a_line_break_is_found(
            noise in prop::collection::vec(prop_oneof![
                Just(b'\n'), Just(b'\r'), Just(b':'), Just(b' '), Just(b'7'), any::<u8>()
            ], 0..200),
        ) {
            let mut input = noise.clone();
            input.extend_from_slice(b"\r\nContent-Length: 12\r\n\r\n\"the message\"x");
            let found = frames(&input);
            // The noise may by chance declare a length itself; it cannot with these bytes, which spell no name.
            prop_assert!(!found.is_empty());
            prop_assert!(found.contains(&body("\"the message")) );
        }
    }
}
