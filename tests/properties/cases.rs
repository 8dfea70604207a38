//! How many cases a property tries, and from which seed. Every `proptest!` takes its configuration from here, those of
//! the library too.
//!
//! Without any variable each property has its usual number of cases from one seed: the same commit gives the same result.
//! `tests/run --random` sets the first two.
//!
//! | variable | |
//! |---|---|
//! | `PROPTEST_RNG_SEED` | the seed, a number |
//! | `QMARK_TIMES` | how many times its usual number of cases each property tries |
//! | `PROPTEST_CASES` | the number of cases of each property, whatever is usual |
//! | `QMARK_CASE` | runs this one case, as a failure names it, and no other |

use std::any::Any;
use std::env;
use std::str::FromStr;

use proptest::test_runner::{Config, FailurePersistence, PersistedSeed, RngSeed};

/// The seed of the gate. Any number would do.
const SEED: u64 = 11;

/// The configuration of a property that usually tries so many cases.
pub fn cases(usual: u32) -> Config {
    let times: u32 = number("QMARK_TIMES").unwrap_or(1);
    let cases = number("PROPTEST_CASES").unwrap_or(usual.saturating_mul(times));
    Config {
        // The one case is run as a known failure, before all others.
        cases: if wanted().is_some() { 0 } else { cases },
        rng_seed: RngSeed::Fixed(number("PROPTEST_RNG_SEED").unwrap_or(SEED)),
        // Milliseconds: some properties take long for a case.
        max_shrink_time: 60_000,
        // Rejections are counted for the whole run.
        max_global_rejects: cases.saturating_mul(4).max(1024),
        failure_persistence: Some(Box::new(Report)),
        ..Config::default()
    }
}

/// What a variable says, if it is set.
fn number<N: FromStr>(variable: &str) -> Option<N> {
    let said = env::var(variable).ok()?;
    let number = said.parse();
    Some(number.unwrap_or_else(|_| panic!("{variable} is `{said}`, which is not a number")))
}

fn wanted() -> Option<String> {
    env::var("QMARK_CASE").ok()
}

/// Says how to run a failed case again. Writes no file: nothing stays in the checkout.
#[derive(Clone, PartialEq, Debug)]
struct Report;

/// What each seed starts with when proptest writes it.
const MARK: &str = "cc ";

impl FailurePersistence for Report {
    fn load_persisted_failures2(&self, _: Option<&'static str>) -> Vec<PersistedSeed> {
        let seed = wanted().map(|wanted| {
            let seed = format!("{MARK}{wanted}").parse();
            seed.unwrap_or_else(|()| panic!("QMARK_CASE is `{wanted}`, which is not a case"))
        });
        seed.into_iter().collect()
    }

    #[allow(clippy::print_stderr, reason = "libtest shows it with the failure")]
    fn save_persisted_failure2(
        &mut self,
        _: Option<&'static str>,
        seed: PersistedSeed,
        _: &dyn std::fmt::Debug,
    ) {
        let seed = seed.to_string();
        let case = seed.strip_prefix(MARK).unwrap_or(&seed);
        let thread = std::thread::current();
        let test = thread.name().unwrap_or_default();
        eprintln!("\nRun this case again:\n\n    QMARK_CASE={case} cargo test {test}\n");
    }

    fn box_clone(&self) -> Box<dyn FailurePersistence> {
        Box::new(self.clone())
    }

    fn eq(&self, other: &dyn FailurePersistence) -> bool {
        other.as_any().is::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
