//! The threads that answer requests beside the main loop.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::{Receiver, Sender, unbounded};

/// Work for a thread of the pool. A panic costs the job only.
pub type Job = Box<dyn FnOnce() + Send>;

/// How urgent an answer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    /// The user waits for it while typing.
    Quick,
    /// It may take long: requests about the whole bank.
    Slow,
}

/// Two threads: one serves only the quick lane, the other both, the quick lane first. So slow work never delays a quick
/// answer.
pub struct Pool {
    quick: Sender<Job>,
    slow: Sender<Job>,
}

impl Pool {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the system cannot start a thread.
    pub fn start() -> std::io::Result<Self> {
        let (quick, quick_jobs) = unbounded::<Job>();
        let (slow, slow_jobs) = unbounded::<Job>();
        let also_quick = quick_jobs.clone();
        std::thread::Builder::new()
            .name("quick".into())
            .spawn(move || {
                for job in quick_jobs {
                    run(job);
                }
            })?;
        std::thread::Builder::new()
            .name("slow".into())
            .spawn(move || {
                while let Some(job) = next(&also_quick, &slow_jobs) {
                    run(job);
                }
            })?;
        Ok(Pool { quick, slow })
    }

    /// Queues a job.
    pub fn spawn(&self, lane: Lane, job: Job) {
        let jobs = match lane {
            Lane::Quick => &self.quick,
            Lane::Slow => &self.slow,
        };
        // The threads end only when the pool is dropped.
        let _ = jobs.send(job);
    }
}

/// Runs a job. The panic hook logs a panic.
fn run(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn next(quick: &Receiver<Job>, slow: &Receiver<Job>) -> Option<Job> {
    crossbeam_channel::select_biased! {
        recv(quick) -> job => job.ok(),
        recv(slow) -> job => job.ok(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_panic_costs_only_its_job() {
        let pool = Pool::start().expect("threads");
        let (done, jobs_done) = unbounded();
        for lane in [Lane::Quick, Lane::Slow] {
            // As many as there are threads that can take one.
            for _ in 0..2 {
                pool.spawn(lane, Box::new(|| panic!("a panic of this test")));
            }
            let done = done.clone();
            pool.spawn(lane, Box::new(move || _ = done.send(lane)));
            let ran = jobs_done.recv_timeout(Duration::from_secs(30));
            assert_eq!(ran, Ok(lane));
        }
    }
}
