//! References that could not be read fully, and the files to which they may refer.

use smol_str::SmolStr;

use super::{Bank, BankPath, Content, File, Target, Uses};
use crate::facts::Facts;
use crate::facts::mention;
use crate::facts::mention::Mention;
use crate::platform::caseless;

/// A part of the bank that may refer to a file, but could not be read fully.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PossibleReference {
    /// The file with that part.
    pub path: BankPath,
    /// The index of the question in the group; `None` for the rest of the frontmatter.
    pub question: Option<usize>,
}

impl Bank {
    /// Whether something that could not be read fully may refer to the file. The cost does not depend on the bank's size.
    pub fn may_be_referenced(&self, file: &BankPath) -> bool {
        self.may_be_referenced_by_name(file) || self.uses.contains_key(&any_beside(file))
    }

    /// The same, without what may refer to any file of the folder.
    pub fn may_be_referenced_by_name(&self, file: &BankPath) -> bool {
        self.uses.contains_key(&named(file))
    }

    /// The parts that may refer to the file. The cost depends on the groups that have them.
    pub fn possible_references(&self, file: &BankPath) -> Vec<PossibleReference> {
        let mut found = Vec::new();
        let users = self
            .users(&named(file))
            .chain(self.users(&any_beside(file)));
        let mut paths: Vec<BankPath> = users.collect();
        paths.sort();
        paths.dedup();
        for path in paths {
            let questions = self.group(path.as_str()).into_iter();
            let questions = questions.flat_map(|group| group.questions.iter().enumerate());
            let before = found.len();
            let leads = |mention: &Mention| self.leads(&path, mention).any(|to| may_be(&to, file));
            for (index, placed) in questions {
                if placed.question.mentions().iter().any(leads) {
                    found.push(PossibleReference {
                        path: path.clone(),
                        question: Some(index),
                    });
                }
            }
            if found.len() == before {
                found.push(PossibleReference {
                    path,
                    question: None,
                });
            }
        }
        found
    }

    /// The files with a part that is invalid YAML, and those that could not be read.
    pub fn unread_files(&self) -> impl Iterator<Item = BankPath> + use<> {
        self.users(&Target::Unread)
    }

    /// The possible targets of the parts of the file that could not be read.
    pub(super) fn mentioned(&self, path: &BankPath, file: Option<&File>) -> Vec<Target> {
        match file.map(|file| &file.content) {
            Some(Content::Markdown(facts)) => {
                let mentions = all_mentions(facts);
                let leads = mentions
                    .iter()
                    .flat_map(|mention| self.leads(path, mention));
                leads.collect()
            }
            // It can be a group.
            Some(Content::Fault(_)) => {
                vec![
                    Target::AnyIn(self.answers_folder(path).into()),
                    Target::Unread,
                ]
            }
            _ => Vec::new(),
        }
    }

    /// The possible targets of a mention in the file at `path`, as an `answer` and as a link.
    fn leads<'m>(
        &'m self,
        path: &'m BankPath,
        mention: &'m Mention,
    ) -> impl Iterator<Item = Target> + 'm {
        let (special, name) = match mention {
            Mention::Unread => (Some(Target::Unread), None),
            Mention::AnyFile => (Some(Target::AnyIn(self.answers_folder(path).into())), None),
            Mention::File(name) => (None, Some(name)),
        };
        let paths = name.into_iter().flat_map(move |name| {
            let answer = self.answer_path(path, name);
            let link = path.beside(name).filter(|_| name.contains('/'));
            answer.into_iter().chain(link)
        });
        special.into_iter().chain(paths.map(|to| named(&to)))
    }
}

fn all_mentions(facts: &Facts) -> Vec<Mention> {
    let mut mentions = Vec::new();
    if let Some(head) = facts.head() {
        mentions.extend(head.mentions.iter().cloned());
        if head.errors.is_empty() {
            mentions.extend(mention::in_head(&head.map));
        }
    }
    if let Some(group) = facts.as_group() {
        mentions.extend(group.mentions().iter().cloned());
    }
    mentions
}

fn named(file: &BankPath) -> Target {
    Target::Mentioned(caseless(file.as_str()).into())
}

fn any_beside(file: &BankPath) -> Target {
    Target::AnyIn(SmolStr::from(file.folder()))
}

fn may_be(target: &Target, file: &BankPath) -> bool {
    *target == named(file) || *target == any_beside(file)
}

/// The files that a target can mean.
pub(super) fn candidates(bank: &Bank, target: &Target) -> Vec<BankPath> {
    match target {
        Target::File(file) => vec![file.clone()],
        Target::Mentioned(lower) => {
            let plain = bank.files.get_key_value(lower.as_str());
            let plain = plain.map(|(path, _)| path.clone());
            let cased = bank.cased.get(lower).map(Uses::to_vec);
            plain.into_iter().chain(cased.unwrap_or_default()).collect()
        }
        Target::AnyIn(folder) => {
            let files = bank.files_in(folder);
            files.map(|file| file.path.clone()).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::BankPath;
    use crate::fixture::Fixture;

    /// Whether `go/content/b.md` is an orphan beside a group with this item, or with this head.
    fn is_orphan(head: &str, item: &str) -> bool {
        let bank = format!(
            "//- /go/go.md\n---\n{head}questions:\n  - question: One?\n    answer: a.md\n{item}---\n//- /go/content/a.md\nA\n//- /go/content/b.md\nB\n"
        );
        let bank = Fixture::new(&bank).bank;
        bank.is_orphan(&BankPath::new("go/content/b.md").expect("a path"))
    }

    #[test]
    fn a_question_that_cannot_be_read_fully_counts_as_citing() {
        assert!(is_orphan("", ""));
        for item in [
            "  - {question: Why: x, answer: b.md}\n",
            "  - {question: Why: x,\n     answer:\n       'b.md'}\n",
            "  - question: Why: x\n    answer: 'b.md' # c\n",
            "  - question: Why: x\n    answer: &f b.md\n",
            "  - question: Why: x\n    answer: !!str b.md\n",
            "  - question: Why: x\n    answer: \"b\\x2emd\"\n",
            "  - question: Why: x\n    ? answer\n    : b.md\n",
            "  - question: Why: x\n    \"answer\": b.md\n",
            "  - question: Why: x\n    answer:\n      b.md\n",
            "  - question: Why: x\n  answer: b.md\n",
            "  - question: Why: x\n\tanswer: b.md\n",
            "  - question: Why: x\n    - answer: b.md\n",
            "  - question: Why: x\n    answer: >-\n      b.md\n",
            "  - question: Why: x\n    answer: *known\n",
            "  - question: Why: x\n    <<: *known\n",
            "  - question: Why?\n    Answer: b.md\n",
            "  - question: Why?\n    answer: a.md\n    answer: b.md\n",
            "  - question: Why?\n    answer: [b.md]\n",
            "  - question: Why?\n    answer: b.md.\n",
            "  - question: Why?\n    answer: ‘b.md’\n",
            "  - question: Why?\n    answer: >\n      See\n      [b](content/b.md).\n",
            "  - question: Why?\n    answer: \"See\\n[b](content/b.md).\"\n",
            "  - question: Why?\n    answer: 'It''s <a href=\"content/b%2Emd\">b</a>.'\n",
            "  - question: Why?\n    answer: See [b](content/b.md)\n      and more.\n",
            "  - [Why?, b.md]\n",
            "  - b.md\n",
        ] {
            assert!(!is_orphan("", item), "{item}");
        }
    }

    #[test]
    fn a_frontmatter_that_cannot_be_read_counts_as_citing() {
        for head in ["ending: &e 'b.md' # c\nx: y: z\n", "Ending: b.md\n"] {
            assert!(!is_orphan(head, ""), "{head}");
        }
        let broken = "//- /go/go.md\n---\nquestions: [{answer: a.md}, {answer: b.md]\n---\n//- /go/content/b.md\nB\n";
        let bank = Fixture::new(broken).bank;
        assert!(!bank.is_orphan(&BankPath::new("go/content/b.md").expect("a path")));
    }

    #[test]
    fn other_words_leave_an_orphan() {
        for item in [
            "  - question: Why: x\n    answer: bb.md\n",
            "  - question: What is b.md?\n    answer: a.md\n",
            "  - question: Why?\n    answer: It is in b.md, which is long.\n",
        ] {
            assert!(is_orphan("", item), "{item}");
        }
    }
}
