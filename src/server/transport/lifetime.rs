//! The process ends with its client.
//!
//! The end of standard input is the usual sign and `serve` sees it. Two more have no event to wait
//! for and are looked at from time to time: the client died but something else still holds the
//! pipes open, and nobody reads what is written.

use std::time::Duration;

/// How often to look.
const INTERVAL: Duration = Duration::from_secs(1);

/// Watches from a thread of its own, and calls `on_gone` with the reason when the client is gone.
/// `process` is the client's own, as it said in `initialize`.
pub fn watch_client(process: Option<u32>, on_gone: impl Fn(&str) + Send + 'static) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(INTERVAL);
            if process.is_some_and(is_dead) {
                return on_gone("the client's process has ended");
            }
            if output_is_closed() {
                return on_gone("standard output was closed");
            }
        }
    });
}

#[cfg(unix)]
fn is_dead(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    // A number that can name no process was no statement about one.
    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else {
        return false;
    };
    test_kill_process(pid) == Err(Errno::SRCH)
}

#[cfg(unix)]
fn output_is_closed() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdout = std::io::stdout();
    let mut asked = [PollFd::new(&stdout, PollFlags::empty())];
    let at_once = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // Errors are reported unasked: the reading end of a pipe or socket is closed.
    poll(&mut asked, Some(&at_once)).is_ok()
        && asked[0]
            .revents()
            .intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL)
}

/// Elsewhere the end of standard input has to do.
#[cfg(not(unix))]
fn is_dead(_process: u32) -> bool {
    false
}

#[cfg(not(unix))]
fn output_is_closed() -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::is_dead;

    #[test]
    fn a_process_is_dead_when_it_is_gone() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        let process = child.id();
        assert!(!is_dead(process));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(is_dead(process));
        assert!(!is_dead(std::process::id()));
        assert!(!is_dead(0));
        assert!(!is_dead(u32::MAX));
    }
}
