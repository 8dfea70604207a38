//! How much memory this process uses.

/// The memory of this process that is held in RAM, in bytes; `None` if the system does not report it.
pub fn memory() -> Option<u64> {
    memory_stats::memory_stats().map(|memory| memory.physical_mem as u64)
}
