//! The few globs that match some files of a bank and none of the others.

use std::collections::{BTreeMap, BTreeSet};

/// A glob has to stand for so many files; fewer are listed by name.
const LEAST: usize = 3;

/// Globs that match all of `wanted` and none of `others`, in order. All paths start at the bank's root.
pub fn covering<'p>(wanted: &[&'p str], others: impl Iterator<Item = &'p str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    for path in others {
        taken.extend(patterns(path).into_iter().map(|(glob, _)| glob));
    }
    let mut files: BTreeMap<(String, usize), Vec<usize>> = BTreeMap::new();
    for (at, path) in wanted.iter().enumerate() {
        for pattern in patterns(path) {
            if !taken.contains(&pattern.0) {
                files.entry(pattern).or_default().push(at);
            }
        }
    }
    // The one for most files first; of those for equally many, the narrowest.
    let mut patterns: Vec<_> = files.into_iter().collect();
    patterns.sort_by(|((a, wide_a), of_a), ((b, wide_b), of_b)| {
        let by_count = of_b.len().cmp(&of_a.len());
        by_count.then(wide_a.cmp(wide_b)).then_with(|| a.cmp(b))
    });
    let mut left: BTreeSet<usize> = (0..wanted.len()).collect();
    let mut globs = Vec::new();
    for ((glob, _), of) in patterns {
        let new = of.iter().filter(|at| left.contains(at)).count();
        if new >= LEAST {
            left.retain(|at| !of.contains(at));
            globs.push(glob);
        }
    }
    globs.extend(left.into_iter().map(|at| escaped(wanted[at])));
    globs.sort();
    globs
}

/// The globs that match the file at `path` and may match others, each with how wide it is.
fn patterns(path: &str) -> Vec<(String, usize)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let Some((_, extension)) = name.rsplit_once('.') else {
        return Vec::new();
    };
    let any = format!("*.{}", escaped(extension));
    let below = |folder: &str, rest: &str| match folder {
        "" => rest.to_owned(),
        _ => format!("{}/{rest}", escaped(folder)),
    };
    let mut patterns = vec![(below(folder, &any), 0)];
    if let Some((above, _)) = folder
        .rsplit_once('/')
        .or((!folder.is_empty()).then_some(("", "")))
    {
        patterns.push((below(above, &format!("*/{}", escaped(name))), 1));
        patterns.push((below(above, &format!("*/{any}")), 2));
    }
    // Everything below a folder, the deepest first.
    let folders = std::iter::successors(Some(folder), |at| Some(at.rsplit_once('/')?.0));
    for at in folders.filter(|at| !at.is_empty()) {
        let depth = at.matches('/').count();
        patterns.push((escaped(at), usize::MAX - depth));
    }
    patterns
}

/// The path as a glob that matches only it.
pub fn escaped(path: &str) -> String {
    let mut glob = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '*' | '?' | '[' | ']' | '{' | '}' => glob.extend(['[', c, ']']),
            '\\' => glob.push_str("\\\\"),
            c => glob.push(c),
        }
    }
    glob
}

#[cfg(test)]
mod tests {
    use super::{covering, escaped};
    use crate::shape::files::Files;

    #[track_caller]
    fn check(wanted: &[&str], others: &[&str], expected: &[&str]) {
        let globs = covering(wanted, others.iter().copied());
        assert_eq!(globs, expected);
        let files = Files::new(globs).expect("globs");
        for path in wanted {
            assert!(files.contains(path), "{path}");
        }
        for path in others {
            assert!(!files.contains(path), "{path}");
        }
    }

    #[test]
    fn few_files_are_named() {
        check(&["README.md"], &["CHANGELOG.md"], &["README.md"]);
        check(&["a/x.md", "a/y.md"], &[], &["a/x.md", "a/y.md"]);
        check(&[], &["a.md"], &[]);
    }

    #[test]
    fn a_folder_is_named_as_narrowly_as_it_can_be() {
        let three = ["q/a.md", "q/b.md", "q/c.md"];
        check(&three, &["README.md"], &["q/*.md"]);
        check(&three, &["q/d.md"], &three);
        check(&three, &["q/deep/d.md"], &["q/*.md"]);
        let deep = ["q/a/x.md", "q/b/y/x.md", "q/c.md"];
        check(&deep, &["other/x.md"], &["q"]);
        let named = ["q/1/README.md", "q/2/README.md", "q/3/README.md"];
        check(&named, &["q/README.md", "q/1/notes.md"], &["q/*/README.md"]);
        check(
            &["1/a.md", "2/a.md", "3/a.md"],
            &["a.md", "b/c.md"],
            &["*/a.md"],
        );
    }

    #[test]
    fn signs_of_globs_in_names_are_kept() {
        assert_eq!(escaped("a [1]{x}*?.md"), "a [[]1[]][{]x[}][*][?].md");
        check(&["a [1].md"], &["a 1.md"], &["a [[]1[]].md"]);
        let odd = ["q [x]/a.md", "q [x]/b.md", "q [x]/c.md"];
        check(&odd, &["q x/a.md"], &["q [[]x[]]/*.md"]);
    }
}
