//! The topics of the bank, how often and where each is used, and which look like a typo of another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::{HashMap, OrdMap};
use smol_str::SmolStr;

use super::distinct_topics::are_distinct;
use super::path::BankPath;

/// The topics of a bank.
#[derive(Clone, Default)]
pub struct Topics {
    all: OrdMap<SmolStr, Arc<Topic>>,
    /// The topics that look like a typo, each with the topic that is likely meant.
    near: HashMap<SmolStr, SmolStr>,
}

/// By how much a count changes, by name.
pub(super) type Deltas = BTreeMap<SmolStr, i64>;

/// One topic.
#[derive(Clone)]
pub struct Topic {
    /// How many questions of the bank list it (one that lists it twice counts twice).
    pub total: u32,
    /// How many of each group.
    pub groups: OrdMap<BankPath, u32>,
    shape: Shape,
}

/// The parts of a topic's name that are compared, computed once.
#[derive(Clone)]
struct Shape {
    /// One bit for each character, by hash: names that differ in many bits are not near.
    mask: u64,
    /// How many characters.
    length: u32,
    /// The name without case and separators, and the same without a plural's ending.
    stems: Box<[SmolStr]>,
}

impl Topics {
    /// A topic by its exact name.
    pub fn get(&self, name: &str) -> Option<&Arc<Topic>> {
        self.all.get(name)
    }

    /// All topics, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&SmolStr, &Arc<Topic>)> {
        self.all.iter()
    }

    /// The more frequent topic of which `name` looks like a typo.
    pub fn near(&self, name: &str) -> Option<&SmolStr> {
        self.near.get(name)
    }

    /// Changes how many questions of the group list each of these topics. Returns the names whose count changed.
    pub(super) fn change(&mut self, group: &BankPath, deltas: &Deltas) -> BTreeSet<SmolStr> {
        let mut changed = BTreeSet::new();
        for (name, delta) in deltas.iter().filter(|(_, delta)| **delta != 0) {
            let before = self
                .all
                .get(name)
                .and_then(|topic| topic.groups.get(group))
                .copied();
            self.set(group, name, (i64::from(before.unwrap_or(0)) + delta) as u32);
            changed.insert(name.clone());
        }
        changed
    }

    fn set(&mut self, group: &BankPath, name: &SmolStr, count: u32) {
        let fresh = || Topic {
            total: 0,
            groups: OrdMap::new(),
            shape: Shape::of(name),
        };
        let mut topic = self
            .all
            .get(name)
            .map_or_else(fresh, |topic| Topic::clone(topic));
        let before = if count == 0 {
            topic.groups.remove(group)
        } else {
            topic.groups.insert(group.clone(), count)
        };
        topic.total = topic.total - before.unwrap_or(0) + count;
        if topic.total == 0 {
            self.all.remove(name);
        } else {
            self.all.insert(name.clone(), Arc::new(topic));
        }
    }

    /// Updates which topics look like typos, for the changed topics and those near them. Returns those that changed.
    pub(super) fn refresh(&mut self, changed: &BTreeSet<SmolStr>) -> Vec<SmolStr> {
        let mut differing = Vec::new();
        for name in self.touched(changed) {
            let now = self
                .all
                .get(&name)
                .and_then(|topic| self.look(&name, topic));
            if self.near.get(&name) != now.as_ref() {
                match now {
                    Some(other) => self.near.insert(name.clone(), other),
                    None => self.near.remove(&name),
                };
                differing.push(name);
            }
        }
        differing
    }

    /// The changed topics, and those that could be a typo of one of them.
    fn touched(&self, changed: &BTreeSet<SmolStr>) -> BTreeSet<SmolStr> {
        if changed.len() * 2 > self.all.len() {
            return self.all.keys().chain(changed).cloned().collect();
        }
        let shapes: Vec<_> = changed.iter().map(|name| (name, Shape::of(name))).collect();
        let near = |name: &SmolStr, topic: &Topic| {
            shapes
                .iter()
                .any(|(other, shape)| is_near((name, &topic.shape), (other, shape)).is_some())
        };
        let neighbours = self
            .all
            .iter()
            .filter(|(name, topic)| near(name, topic))
            .map(|(name, _)| name);
        neighbours.chain(changed).cloned().collect()
    }

    /// The most used topic that `name` is near to, if it is used more often.
    fn look(&self, name: &SmolStr, topic: &Topic) -> Option<SmolStr> {
        let candidates = self.all.iter().filter(|(other, use_)| {
            use_.total > topic.total
                && match is_near((name, &topic.shape), (other, &use_.shape)) {
                    Some(Nearness::SameStem) => true,
                    Some(Nearness::FewLetters) => topic.total == 1,
                    None => false,
                }
        });
        candidates
            .max_by(|(a, x), (b, y)| x.total.cmp(&y.total).then(b.cmp(a)))
            .map(|(other, _)| other.clone())
    }
}

/// How near two names are.
pub(super) enum Nearness {
    /// Equal but for case, separators and a plural's ending.
    SameStem,
    /// Equal but for one or two letters.
    FewLetters,
}

/// How near two names are, regardless of how often each is used.
pub(super) fn nearness(a: &str, b: &str) -> Option<Nearness> {
    let (a, b) = (SmolStr::from(a), SmolStr::from(b));
    is_near((&a, &Shape::of(&a)), (&b, &Shape::of(&b)))
}

/// How one of two topics can be a typo of the other, if it can.
fn is_near((a, x): (&SmolStr, &Shape), (b, y): (&SmolStr, &Shape)) -> Option<Nearness> {
    look_alike((a, x), (b, y)).filter(|_| !are_distinct(a, b))
}

fn look_alike((a, x): (&SmolStr, &Shape), (b, y): (&SmolStr, &Shape)) -> Option<Nearness> {
    // Case and plurals change more bits than two letters do, so stems are compared before the masks.
    if a == b {
        return None;
    }
    if x.stems.iter().any(|stem| y.stems.contains(stem)) {
        return Some(Nearness::SameStem);
    }
    let shorter = x.length.min(y.length);
    let allowed = if shorter >= 7 {
        2
    } else {
        u32::from(shorter >= 4)
    };
    let possible = allowed > 0
        && x.length.abs_diff(y.length) <= allowed
        && (x.mask ^ y.mask).count_ones() <= 2 * allowed;
    (possible && strsim::levenshtein(a, b) as u32 <= allowed).then_some(Nearness::FewLetters)
}

impl Shape {
    fn of(name: &str) -> Self {
        let mask = name
            .chars()
            .fold(0, |mask, c| mask | 1 << (u32::from(c) % 64));
        let plain: String = name
            .chars()
            .filter(|c| !matches!(c, '-' | '_') && !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        // A singular has at least three letters: CSS is not the plural of CS.
        let singular = |stem: &str, ending: &str| {
            (stem.chars().count() >= 3).then(|| SmolStr::from(format!("{stem}{ending}")))
        };
        let mut stems = vec![SmolStr::from(&plain)];
        stems.extend(
            plain
                .strip_suffix("ies")
                .and_then(|stem| singular(stem, "y")),
        );
        stems.extend(plain.strip_suffix("es").and_then(|stem| singular(stem, "")));
        stems.extend(plain.strip_suffix('s').and_then(|stem| singular(stem, "")));
        Self {
            mask,
            length: name.chars().count() as u32,
            stems: stems.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: &[(&str, u32)], expected: &[(&str, &str)]) {
        let group = BankPath::new("g/g.md").unwrap();
        let deltas = counts
            .iter()
            .map(|(name, n)| (SmolStr::from(*name), i64::from(*n)))
            .collect();
        let mut topics = Topics::default();
        let changed = topics.change(&group, &deltas);
        topics.refresh(&changed);
        let mut found: Vec<_> = topics
            .near
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        found.sort_unstable();
        assert_eq!(found, expected);
        // The same one at a time.
        let mut single = Topics::default();
        for (name, count) in deltas.into_iter().rev() {
            let changed = single.change(&group, &Deltas::from([(name, count)]));
            single.refresh(&changed);
        }
        assert_eq!(single.near, topics.near);
    }

    #[test]
    fn slips() {
        check(
            &[("Data Type", 5), ("Date Type", 1)],
            &[("Date Type", "Data Type")],
        );
        check(&[("Data Type", 5), ("Date Type", 2)], &[]);
        check(
            &[("Functions", 5), ("Function", 2), ("functions", 1)],
            &[("Function", "Functions"), ("functions", "Functions")],
        );
        check(
            &[("Query", 3), ("Queries", 1), ("SQL", 3), ("NoSQL", 1)],
            &[("Queries", "Query")],
        );
        check(
            &[
                ("CSS", 4),
                ("CS", 1),
                ("AWS", 4),
                ("AW", 1),
                ("Core", 2),
                ("Care", 1),
                ("Git", 3),
                ("Gin", 1),
            ],
            &[("Care", "Core")],
        );
        check(&[("Error-Handling", 2), ("Error Handling", 2)], &[]);

        check(
            &[("Error-Handling", 2), ("error handling", 3)],
            &[("Error-Handling", "error handling")],
        );
    }

    #[test]
    fn different_things_are_no_slips() {
        check(
            &[
                ("HTTP", 5),
                ("HTTPS", 1),
                ("MEAN", 1),
                ("Mean", 3),
                ("IPv4", 2),
                ("IPv6", 1),
                ("Java 8", 5),
                ("Java 9", 1),
                ("C", 5),
                ("C#", 1),
                ("C++", 2),
                ("OAuth", 2),
                ("OAuth2", 1),
                ("Map", 2),
                ("Maps", 1),
                ("css", 1),
                ("CSS", 3),
            ],
            &[("Maps", "Map"), ("css", "CSS")],
        );
    }
}
