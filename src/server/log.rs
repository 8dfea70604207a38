//! The log: standard error, and optionally a file.
//!
//! A thread writes it. When it cannot keep up, lines are dropped: an editor that does not read standard error must not stop
//! the server.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The most lines that wait to be written.
const WAITING_LINES: usize = 4096;
/// How long the end of the process waits for them.
const FLUSH_LIMIT: Duration = Duration::from_millis(200);
/// The environment variable with the filter.
const FILTER_VARIABLE: &str = "QMARK_LOG";

enum Item {
    Line(Vec<u8>),
    Flush(Sender<()>),
}

/// Sends lines to the log.
#[derive(Clone)]
pub struct Log(Sender<Item>);

static STARTED: OnceLock<Log> = OnceLock::new();

/// Starts the log of this process, which includes panics. `filter` overrides the environment variable.
pub fn start(file: Option<Box<dyn Write + Send>>, filter: Option<&str>) -> Log {
    let (items, received) = bounded(WAITING_LINES);
    let log = Log(items);
    std::thread::spawn(move || write_all(file, &received));
    let asked = filter
        .map(str::to_owned)
        .or_else(|| std::env::var(FILTER_VARIABLE).ok());
    let filter = EnvFilter::new(asked.as_deref().unwrap_or("warn"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(log.clone())
        .with_ansi(false)
        .log_internal_errors(false)
        .try_init();
    if started.is_ok() {
        std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
        STARTED.get_or_init(|| log.clone());
    }
    log
}

/// Waits a short time until everything so far is written.
pub fn flush_started() {
    if let Some(log) = STARTED.get() {
        log.flush();
    }
}

impl Log {
    /// Waits a short time until everything so far is written.
    pub fn flush(&self) {
        let (written, wait) = bounded(1);
        if self
            .0
            .send_timeout(Item::Flush(written), FLUSH_LIMIT)
            .is_ok()
        {
            let _ = wait.recv_timeout(FLUSH_LIMIT);
        }
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let _ = self.0.try_send(Item::Line(line.to_vec()));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

fn write_all(mut file: Option<Box<dyn Write + Send>>, items: &Receiver<Item>) {
    for item in items {
        match item {
            Item::Line(line) => {
                // If these fail, there is nowhere to report it.
                let _ = io::stderr().write_all(&line);
                if let Some(file) = &mut file {
                    let _ = file.write_all(&line).and_then(|()| file.flush());
                }
            }
            Item::Flush(written) => {
                let _ = written.send(());
            }
        }
    }
}
