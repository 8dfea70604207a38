//! How much memory this process has.

use std::fs;

/// The memory of this process that is held in RAM, in bytes; `None` where the system does not tell it as Linux does
/// (`VmRSS` in `/proc/self/status`, see `proc_pid_status(5)`).
pub fn memory() -> Option<u64> {
    resident(&fs::read_to_string("/proc/self/status").ok()?)
}

fn resident(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::resident;

    #[test]
    fn it_is_read_from_what_linux_says() {
        let status = "Name:\tqmark\nVmPeak:\t  9000 kB\nVmRSS:\t    1234 kB\nRssAnon:\t 1 kB\n";
        assert_eq!(resident(status), Some(1234 * 1024));
        assert_eq!(resident("Name:\tqmark\n"), None);
    }
}
