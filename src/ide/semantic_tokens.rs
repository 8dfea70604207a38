//! Semantic tokens of files with questions.

use crate::bank::keys::Keys;
use crate::bank::{Bank, BankPath, Config};
use crate::facts::group::Group;
use crate::facts::question::{Answer, Question, names_a_file};
use crate::facts::questions::Placed;
use crate::facts::section::Section;
use crate::syntax::yaml::{Map, Node, Scalar, Style};
use crate::text::{LineSpans, Span};

/// A token of a group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Token {
    /// Its span: without quotes, within one line, not empty.
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
}

/// The kind of a token.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TokenKind {
    /// A question's text.
    Question,
    /// The name of an answer file, in `answer` or `ending`.
    AnswerFile,
    /// An inline answer.
    InlineAnswer,
    /// A topic.
    Topic,
    /// A level, among the topics or in `level`.
    Level,
    /// The id of an author.
    Author,
    /// The id of a guide.
    Guide,
    /// A key of the format, or one that the configuration adds.
    Key,
    /// An unknown key.
    UnknownKey,
    /// The number before a question.
    Number,
    /// An option that is right.
    RightOption,
}

impl TokenKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Question,
        Self::AnswerFile,
        Self::InlineAnswer,
        Self::Topic,
        Self::Level,
        Self::Author,
        Self::Guide,
        Self::Key,
        Self::UnknownKey,
        Self::Number,
        Self::RightOption,
    ];
}

/// The tokens of the group at `path`, whose text is `text`, that overlap `within`: sorted, none overlapping another.
/// Empty in a file of another kind.
///
/// Broken YAML has tokens as far as it can be read; no key is called unknown there. Takes time proportional to the head
/// and the questions in `within`.
pub fn tokens(bank: &Bank, path: &BankPath, text: &str, within: Span) -> Vec<Token> {
    let Some(group) = bank.group(path.as_str()) else {
        return Vec::new();
    };
    let mut reader = Reader {
        config: bank.config(),
        text,
        within,
        tokens: Vec::new(),
    };
    reader.head(group);
    reader.sections(group.questions.sections());
    let from = group.questions.at_or_before(within.start).unwrap_or(0);
    for placed in group.questions.range(from..group.questions.len()) {
        if placed.start > within.end {
            break;
        }
        reader.question(&placed);
    }
    let mut tokens = reader.tokens;
    tokens.sort_unstable();
    let mut end = 0;
    tokens.retain(|token| {
        let is_apart = token.span.start >= end;
        end = end.max(token.span.end);
        is_apart
    });
    tokens
}

struct Reader<'a> {
    config: &'a Config,
    text: &'a str,
    within: Span,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn head(&mut self, group: &Group) {
        let config = self.config;
        let map = &group.head.map;
        // The frontmatter above questions in the body may have any keys.
        let is_keyed = group.yaml().is_some();
        if is_keyed {
            self.add(TokenKind::Key, group.opening);
        }
        let is_whole = is_keyed && group.head.errors.is_empty();
        self.keys(map, 0, is_whole, Keys::of_group(config, true));
        if let Some(ending) = map.string("ending").filter(|name| names_a_file(&name.text)) {
            self.value(TokenKind::AnswerFile, ending, 0);
        }
        for (key, kind) in [
            ("authorId", TokenKind::Author),
            ("relatedGuidesId", TokenKind::Guide),
        ] {
            if let Some(id) = map.string(key) {
                self.value(kind, id, 0);
            }
        }
    }

    /// The levels and topics that headings and the frontmatter give.
    fn sections(&mut self, sections: &[Section]) {
        for section in sections {
            let level = section.level.as_ref().map(|mark| (TokenKind::Level, mark));
            let topic = section.topic.as_ref().map(|mark| (TokenKind::Topic, mark));
            let labels = level.into_iter().chain(topic);
            for (kind, mark) in labels.filter(|(_, mark)| mark.is_written()) {
                self.add(kind, mark.span);
            }
        }
        for topic in sections.first().iter().flat_map(|first| &*first.shared) {
            self.add(TokenKind::Topic, topic.span);
        }
    }

    fn question(&mut self, placed: &Placed<'_>) {
        let Placed {
            start, question, ..
        } = *placed;
        let config = self.config;
        match question.map() {
            Some(map) => self.keys(&map, start, question.is_whole(), Keys::of_question(config)),
            None if question.is_keyed() => return,
            None => self.marks(question, start),
        }
        if let Some(text) = question.text() {
            self.value(TokenKind::Question, &text, start);
        }
        match question.answer() {
            Some(Answer::File(name)) => self.value(TokenKind::AnswerFile, &name, start),
            Some(Answer::Inline(text)) => self.value(TokenKind::InlineAnswer, &text, start),
            Some(Answer::Below(_)) | None => {}
        }
        for topic in question.topics() {
            let kind = match config.level(topic.text) {
                Some(_) => TokenKind::Level,
                None => TokenKind::Topic,
            };
            self.value(kind, &topic, start);
        }
        if let Some(level) = question.level() {
            self.value(TokenKind::Level, &level, start);
        }
    }

    /// The number and the right options.
    fn marks(&mut self, question: &Question, start: u32) {
        if let Some(number) = question.number_mark() {
            self.add(TokenKind::Number, number.shift(start));
        }
        for option in question.options().iter().filter(|option| option.is_right) {
            self.add(TokenKind::RightOption, option.text.span.shift(start));
        }
    }

    /// The keys of a mapping and of the known mappings in it. In a part that is not whole, keys are not called unknown.
    fn keys(&mut self, map: &Map, base: u32, is_whole: bool, known: Keys<'_>) {
        for entry in &map.entries {
            let key = known.get(&entry.key.text);
            let span = entry.key.inner().shift(base);
            match key {
                Some(_) => self.add(TokenKind::Key, span),
                None if is_whole => self.add(TokenKind::UnknownKey, span),
                None => {}
            }
            let has_keys = key.is_some_and(|key| !key.keys.is_empty());
            if let (Node::Map(map), true) = (&entry.value, has_keys) {
                self.keys(map, base, is_whole, known.inside(&entry.key.text));
            }
        }
    }

    fn value(&mut self, kind: TokenKind, scalar: &Scalar<impl AsRef<str>>, base: u32) {
        let mut span = scalar.inner().shift(base);
        if scalar.style == Style::Block {
            // The block header is not part of the value.
            let header = LineSpans::new(self.text, span.start).next();
            span.start = header.map_or(span.end, |header| header.end.min(span.end));
        }
        self.add(kind, span);
    }

    /// Adds each line of a part: not every client supports multi-line tokens.
    fn add(&mut self, kind: TokenKind, span: Span) {
        if span.end < self.within.start || self.within.end < span.start {
            return;
        }
        let part = Span::new(0, span.end).slice(self.text);
        for line in LineSpans::new(part, span.start) {
            let written = line.slice(part);
            let blanks = (written.len() - written.trim_start().len()) as u32;
            let length = written.trim().len() as u32;
            let span = Span::new(line.start + blanks, line.start + blanks + length);
            if !span.is_empty() && span.start <= self.within.end && self.within.start <= span.end {
                self.tokens.push(Token { span, kind });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, tokens};
    use crate::bank::BankPath;
    use crate::fixture::Fixture;
    use crate::text::Span;

    fn show(fixture: &Fixture, path: &str, within: Option<Span>) -> Vec<String> {
        let path = BankPath::new(path).expect("a path");
        let text = fixture.text(&path);
        let within = within.unwrap_or(Span::new(0, text.len() as u32));
        let name = |kind: TokenKind| format!("{kind:?}");
        tokens(&fixture.bank, &path, text, within)
            .iter()
            .map(|token| format!("{} {}", name(token.kind), token.span.slice(text)))
            .filter(|shown| !shown.starts_with("Key "))
            .collect()
    }

    /// The tokens of a group with these lines of frontmatter, known keys left out.
    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        for yaml in [yaml.to_owned(), yaml.replace('\n', "␍\n")] {
            let fixture = Fixture::new(&format!("//- /go/go.md\n---\n{yaml}---\nText.\n"));
            assert_eq!(show(&fixture, "go/go.md", None), expected);
        }
    }

    #[test]
    fn each_value_has_its_kind() {
        check(
            "authorId: ada\n'relatedGuidesId': \"g\"\nending: e.md\nquestions:\n  - question: 'Why 😀?'\n    answer: a.md\n    topics: [Core, \"Hard\", 5]\n  - question: \"Two\n      lines?\"\n    answer: |\n      # One\n\n      - two\n    topics:\n      - Data Type\n    level: Unheard\n",
            &[
                "Author ada",
                "Guide g",
                "AnswerFile e.md",
                "Question Why 😀?",
                "AnswerFile a.md",
                "Topic Core",
                "Level Hard",
                "Question Two",
                "Question lines?",
                "InlineAnswer # One",
                "InlineAnswer - two",
                "Topic Data Type",
                "Level Unheard",
            ],
        );
        check(
            "questions: [{question: A?, answer: x}, {topics: [Beginner]}]\n",
            &["Question A?", "InlineAnswer x", "Level Beginner"],
        );
        check("ending: no file\nquestions:\n  - question: ''\n", &[]);
    }

    #[test]
    fn keys_are_known_where_they_mean_something() {
        check(
            "tilte: x\nseo:\n  title: y\n  order: 1\nquestions:\n  - question: Q\n    order: 1\n    level: Easy\nextra:\n  title: z\n",
            &[
                "UnknownKey tilte",
                "UnknownKey order",
                "Question Q",
                "UnknownKey order",
                "Level Easy",
                "UnknownKey extra",
            ],
        );
        let fixture = Fixture::new(
            "keys:\n  question: {videoId: string}\nlevels: [One, Two]\n//- /go/go.md\n---\nquestions:\n  - videoId: v\n    topics: [One, Beginner]\n---\n",
        );
        assert_eq!(
            show(&fixture, "go/go.md", None),
            ["Level One", "Topic Beginner"]
        );
    }

    #[test]
    fn broken_yaml_has_tokens_but_no_unknown_keys() {
        check(
            "name: 'x\nquestions:\n  - question: 'Open\n    anwser: a.md\n    topics: [Core, 'Be\n  - question: B\n    odd: 1\n",
            &[
                "Question 'Open",
                "Topic Core",
                "Topic 'Be",
                "Question B",
                "UnknownKey odd",
            ],
        );
    }

    #[test]
    fn values_without_keys_have_tokens() {
        let fixture =
            Fixture::new("//- /cards.md\n# Maps\nQ: Why 😀?\nA: So.\nQ: How?\n<!-- lines -->\n");
        let tokens = [
            "Topic Maps",
            "Question Why 😀?",
            "InlineAnswer So.",
            "Question How?",
        ];
        assert_eq!(show(&fixture, "cards.md", None), tokens);
        let path = BankPath::new("cards.md").expect("a path");
        let text = fixture.text(&path);
        let all = super::tokens(&fixture.bank, &path, text, Span::new(0, text.len() as u32));
        assert!(all.iter().all(|token| token.kind != TokenKind::Key));
    }

    #[test]
    fn only_groups_have_tokens() {
        let fixture = Fixture::new("//- /a.md\n---\nauthorId: ada\n---\n# Text\n//- /x.png\n");
        assert_eq!(show(&fixture, "a.md", None), [""; 0]);
        assert_eq!(show(&fixture, "x.png", None), [""; 0]);
    }

    #[test]
    fn a_part_has_the_tokens_that_are_in_it() {
        let yaml: String = (0..300)
            .map(|n| {
                format!(
                    "  - question: Q{n}?\n    answer: |\n      a\n      b\n    topics: [T{n}]\n"
                )
            })
            .collect();
        let fixture = Fixture::new(&format!(
            "//- /go/go.md\n---\nauthorId: ada\nquestions:\n{yaml}---\n"
        ));
        let path = BankPath::new("go/go.md").expect("a path");
        let text = fixture.text(&path);
        let all = tokens(&fixture.bank, &path, text, Span::new(0, text.len() as u32));
        for from in (0..text.len() as u32).step_by(97) {
            let within = Span::new(from, (from + 250).min(text.len() as u32));
            let inside = |span: Span| span.start <= within.end && within.start <= span.end;
            let expected: Vec<_> = all
                .iter()
                .filter(|token| inside(token.span))
                .copied()
                .collect();
            assert_eq!(
                tokens(&fixture.bank, &path, text, within),
                expected,
                "{within:?}"
            );
        }
    }
}
