//! What the system knows of other processes, and of the terminal. On Windows, and in a sandbox, a server notices the end of
//! its client by the end of its input only.

/// Whether the process with this id has ended; `false` where the system cannot say.
#[cfg(unix)]
pub fn has_ended(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    // A number that cannot be a process id says nothing.
    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else {
        return false;
    };
    test_kill_process(pid) == Err(Errno::SRCH)
}

/// Whether nothing reads standard output any longer; `false` where the system cannot say.
#[cfg(unix)]
pub fn output_is_closed() -> bool {
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

/// Whether the process with this id has ended; `false` where the system cannot say.
#[cfg(not(unix))]
pub fn has_ended(_process: u32) -> bool {
    false
}

/// Whether nothing reads standard output any longer; `false` where the system cannot say.
#[cfg(not(unix))]
pub fn output_is_closed() -> bool {
    false
}

/// Whether a terminal of this system shows colours. A console of Windows does once it is asked to, which this does.
pub fn shows_colors() -> bool {
    anstyle_query::windows::enable_ansi_colors().unwrap_or(true)
}

#[cfg(all(test, unix))]
mod tests {
    use super::has_ended;

    #[test]
    fn a_process_has_ended_when_it_is_gone() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        let process = child.id();
        assert!(!has_ended(process));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(has_ended(process));
        assert!(!has_ended(std::process::id()));
        assert!(!has_ended(0));
        assert!(!has_ended(u32::MAX));
    }
}
