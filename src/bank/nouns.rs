//! What the files with questions or topics of a bank are called, and how many there are.

use std::collections::BTreeMap;

use super::Bank;
use crate::shape::noun::Noun;

impl Bank {
    /// How many files there are for each noun. Takes time proportional to the files of the bank.
    pub fn nouns(&self) -> BTreeMap<Noun, usize> {
        let mut nouns = BTreeMap::new();
        let groups = self.groups().filter_map(|path| self.group(path.as_str()));
        let pages = self.files().filter_map(|(_, file)| file.facts()?.as_page());
        let lists = pages.filter(|page| !page.listed.is_empty());
        let all = groups.map(Noun::of).chain(lists.map(|_| Noun::Topics));
        for noun in all {
            *nouns.entry(noun).or_default() += 1;
        }
        nouns
    }

    /// The same in words: `3 documents, 1 group`. Of a bank without questions and topics, `0 groups`.
    pub fn shapes(&self) -> String {
        let mut nouns = self.nouns();
        if nouns.is_empty() {
            nouns.insert(Noun::Group, 0);
        }
        let parts = nouns.into_iter();
        let parts = parts.map(|(noun, count)| format!("{count} {}", noun.after(count)));
        parts.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn files_of_each_shape() {
        let document = "//- /README.md\n# Questions\n\n### 1. What is a lock?\n\nA.\n\n### 2. What is a queue?\n\nB.\n\n### 3. What is a stack?\n\nC.\n";
        let group = "//- /go/go.md\n---\nquestions:\n  - question: What?\n---\n";
        let single = "//- /one.md\n---\nquestion: What is a heap?\nlevel: Beginner\n---\nA tree.\n";
        for (source, expected) in [
            ("//- /page.md\n# Notes\n", "0 groups"),
            (group, "1 group"),
            (
                "documents: [{files: plan.md, shape: topics}]\n//- /plan.md\n# Plan\n\n## Easy\n\n- Locks\n",
                "1 page of topics",
            ),
            (
                &format!("{document}{group}{single}"),
                "1 document, 1 group, 1 file with one question",
            ),
        ] {
            assert_eq!(Fixture::new(source).bank.shapes(), expected, "{source}");
        }
    }
}
