//! Standard output and standard error.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use super::Failure;
use super::arguments::Color;
use super::escape::escape_lines;
use crate::disk;
use crate::platform::shows_colors;

/// Runs `print` with standard output. A reader that closes early (`| head`) is not a failure.
pub fn print(print: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut out = Quiet {
        out: BufWriter::new(io::stdout().lock()),
        gone: false,
    };
    print(&mut out)?;
    Ok(out.flush()?)
}

/// Runs `print` with the file at `path`, or with standard output.
pub fn print_to(
    path: Option<&Path>,
    print: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(path) = path else {
        return self::print(print);
    };
    let failed = |error: io::Error| {
        let path = path.display();
        Failure(format!("cannot write the file `{path}`: {error}"))
    };
    let mut out = BufWriter::new(disk::output_file(path).map_err(failed)?);
    print(&mut out)?;
    out.flush().map_err(failed)
}

/// Writes to a pipe until its reader closes it, then discards.
struct Quiet<W> {
    out: W,
    gone: bool,
}

impl<W> Quiet<W> {
    fn unless_gone<T>(
        &mut self,
        otherwise: T,
        write: impl FnOnce(&mut W) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.gone {
            return Ok(otherwise);
        }
        match write(&mut self.out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(otherwise)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Quiet<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_gone(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_gone((), Write::flush)
    }
}

/// Says something on standard error. What would steer a terminal is escaped. When even that cannot be written, the exit code has to do.
pub fn complain(kind: &str, what: &str) {
    let what = escape_lines(what);
    let _ = writeln!(io::stderr(), "qmark: {kind}: {what}");
}

/// Writes a text to standard error. What would steer a terminal is escaped, and a failure is ignored.
pub fn say(text: &str) {
    let _ = io::stderr().write_all(escape_lines(text).as_bytes());
}

/// Whether a person sees standard output, not a file or another program.
pub fn is_seen() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard output is to have colours.
pub fn colored(color: Color) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    match color {
        // What is not a terminal here may be shown in one later.
        Color::Always => {
            shows_colors();
            true
        }
        Color::Never => false,
        Color::Auto => !refused && is_seen() && shows_colors(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that leaves after some bytes.
    struct Pipe {
        left: usize,
        kind: io::ErrorKind,
    }

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.left.min(bytes.len()) {
                0 => Err(self.kind.into()),
                taken => {
                    self.left -= taken;
                    Ok(taken)
                }
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_leaves_is_no_failure_but_a_full_disk_is() {
        for (kind, fine) in [
            (io::ErrorKind::BrokenPipe, true),
            (io::ErrorKind::StorageFull, false),
        ] {
            let out = BufWriter::with_capacity(4, Pipe { left: 6, kind });
            let mut quiet = Quiet { out, gone: false };
            let written = (0..9).try_for_each(|_| quiet.write_all(b"12345"));
            assert_eq!(written.and_then(|()| quiet.flush()).is_ok(), fine, "{kind}");
        }
    }
}
