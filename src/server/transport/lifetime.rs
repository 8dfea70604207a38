//! The process ends with its client.
//!
//! Usually standard input ends, which `serve` sees. Two other cases have no event and are polled: the client died but
//! another process still holds the pipes open, and standard output was closed.

use std::time::Duration;

/// How often to poll.
const INTERVAL: Duration = Duration::from_secs(1);

/// Starts a thread that calls `on_gone` with the reason when the client is gone. `process` is the client's id from
/// `initialize`.
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
    // A number that cannot be a process id says nothing.
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
    // `poll` always reports errors: the reading end of a pipe or socket is closed.
    poll(&mut asked, Some(&at_once)).is_ok()
        && asked[0]
            .revents()
            .intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL)
}

/// On other systems only the end of standard input counts.
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
