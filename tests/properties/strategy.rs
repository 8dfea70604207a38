//! Texts and edits to try: healthy files, broken by splices of what breaks files.

use proptest::prelude::*;
use qmark::text::Span;

/// What a user types into a bank, one piece at a time.
const PIECES: &[&str] = &[
    "a",
    "b.md",
    "\n",
    "\r\n",
    "\r",
    "  ",
    "- ",
    "-",
    ":",
    ": ",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    " #",
    "# ",
    "|",
    ">",
    "&x",
    "*x",
    "@",
    "`",
    "```\n",
    "\t",
    "---\n",
    "questions:",
    "question: ",
    "answer: ",
    "topics:",
    "level: Beginner",
    "\n  - question: New?\n    answer: one.md\n",
    "Core",
    "Beginner",
    "é",
    "😀",
    "\u{feff}",
    "\u{2028}",
    "seo:\n  title: x\n",
    "sitemap: {}\n",
    "[x](content/one.md#two)",
    "## Two\n",
    "<!-- qmark: allow(orphan-answer) -->",
    " # qmark: allow(missing-answer)",
    "ending: one.md\n",
    "authorId: ada\n",
    "authorId: grace\n",
    "ending: three.md\n",
    "See [two](content/two.md#two)",
    "[s](content/sub)",
    "!!str ",
    "! ",
    "!!seq",
    "&x ",
    "*x ",
    "- *x\n",
    "<<: *x\n",
    "base: &x {answer: one.md, topics: [Core]}\n",
    "%",
    "\0",
    "\u{7f}",
    "one.MD",
    "../",
    "one.md",
    "Go ",
    " in JS",
    "lazy queue",
];

/// A healthy group of a few questions.
pub fn group() -> impl Strategy<Value = String> {
    let question = (0..12usize, 0..10usize, 0..6usize, 0..4usize);
    (prop::collection::vec(question, 0..11), 0..4usize, prop::bool::ANY, 0..8usize).prop_map(|(questions, indent, crlf, form)| {
        let pad = " ".repeat(indent);
        let mut text = String::from("---\norder: 1\ntitle: '3 Questions'\nseo:\n  title: x\nquestions:\n");
        for (q, a, t, extra) in questions {
            let question = ["What is one?", "'What is two?'", "What is one", "\"Three: how?\"", "Vier 😀?", "What is five?", "What are lazy queues?", "Explain a lazy queue in Go", "\"How does a lazy queue work in JS, and why?\"", "What is a lazy queue in Go called in JS?", "lazy-queue vs. queue", "What does Go call five in JS?"][q];
            let answer = ["one.md", "'two.md'", "three.md", "|\n      Inline\n      text", "One.md", "'See [two](content/two.md#two) and [x](../x.png)'", "|\n      [t](content/three.md)\n\n      ```js\n      code", "two", "A lazy queue holds what nobody has asked for yet.", "|\n      A **lazy** queue holds\n      what nobody has asked for yet."][a];
            let topics = ["[Core]", "[Beginner, Core]", "\n      - 'Core'\n      - Advanced", "[Cores, 'beginner']", "", "[Begginer, Data Type]"][t];
            let extra = ["", "    level: Advanced\n", "    # note\n", "    weight: 3\n"][extra];
            text += &format!("{pad}- question: {question}\n{pad}  answer: {}\n{pad}  topics: {}\n", answer.replace("      ", &format!("{pad}    ")), topics.replace("      ", &format!("{pad}    ")));
            text += &extra.replace("    ", &format!("{pad}  "));
        }
        text += "ending: one.md\n---\n\n# Intro\n\nSee [one](content/one.md#two) and ![x](x.png).\n";
        let text = if form == 0 { linked(&text) } else { text };
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

/// The group with anchors, aliases, merges and tags in places where a value is written more than once.
fn linked(text: &str) -> String {
    const FORMS: &[(&str, &str, &str)] = &[
        ("[Core]", "&t [&core Core, ! Go]", "*t"),
        (
            "[Beginner, Core]",
            "[&level Beginner, !!str Core]",
            "[*level, 'Core']",
        ),
        ("one.md", "&one one.md", "*one"),
        ("- 'Core'", "- &quoted 'Core'", "- *quoted"),
        (
            "weight: 3",
            "<<: {weight: 3}",
            "<<: {level: Advanced, topics: [Core]}",
        ),
    ];
    FORMS
        .iter()
        .fold(text.to_owned(), |text, (value, anchor, alias)| {
            let text = text
                .replacen(value, "\u{1}", 1)
                .replace(&format!(": {value}\n"), &format!(": {alias}\n"));
            text.replace('\u{1}', anchor)
        })
}

/// One splice: where (as a fraction of the text), how much goes, what comes.
pub fn splice() -> impl Strategy<Value = (f64, usize, String)> {
    let piece =
        prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    (
        0.0..1.0f64,
        prop_oneof![3 => Just(0), 2 => 1..4usize, 1 => 4..40usize],
        piece,
    )
}

/// Puts a splice into a text, at character boundaries.
pub fn apply(text: &str, (at, cut, piece): &(f64, usize, String)) -> String {
    let floor = |mut offset: usize| {
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor((text.len() as f64 * at) as usize);
    let end = floor((start + cut).min(text.len())).max(start);
    format!("{}{piece}{}", &text[..start], &text[end..])
}

/// A group in all the YAML that a consumer takes, and where its values are.
#[derive(Clone, Debug)]
pub struct AllYaml {
    /// The whole text.
    pub text: String,
    /// Its entries, in order.
    pub parts: Vec<Part>,
}

/// An entry of a group or a question.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its lines.
    pub span: Span,
    /// The number of its question; none for an entry of the head.
    pub question: Option<usize>,
    /// Its key; empty for a whole question between braces.
    pub key: String,
}

impl Part {
    /// Whether it is an entry with a value: no comment, no merge, no whole question.
    pub fn is_entry(&self) -> bool {
        self.key.starts_with(char::is_alphabetic)
    }
}

impl AllYaml {
    fn push(&mut self, question: Option<usize>, key: &str, written: &str) {
        let start = self.text.len() as u32;
        self.text += written;
        let span = Span::new(start, self.text.len() as u32);
        let key = key.to_owned();
        self.parts.push(Part {
            span,
            question,
            key,
        });
    }

    /// The entries of a question, or those of the head.
    pub fn parts_of(&self, question: Option<usize>) -> impl Iterator<Item = &Part> {
        let own = move |part: &&Part| part.question == question;
        self.parts.iter().filter(own)
    }
}

/// Values of the keys of a question. `N` is the question's number, `P` that of an earlier one, `^` the margin.
const ASKED: &[&str] = &[
    "What is one?",
    "&qN What is one # not more",
    "!!str What is two?",
    "'What''s two?' # said often",
    "&qN \"Three:\\thow?\"",
    "|\n^  Two\n^  lines",
    "&qN >-\n^  Folded\n^  text",
    "What is\n^  five?",
    "*qP",
];
const ANSWERED: &[&str] = &[
    "one.md",
    "&aN one.md",
    "'two.md' # note",
    "!!str three.md",
    "\"\\x6fne.md\"",
    "|\n^  Inline [x](content/one.md)\n\n^  ```js\n^  code",
    "&aN One.md",
    "two",
    "See [two](content/two.md)\n^  and more",
    "*aP",
];
const TOPICS: &[&str] = &[
    "[Core]",
    "&tN [Beginner, Core]",
    "\n^  - Core # keep\n^  - &cN Beginner",
    "\n^- 'Core'\n^- Core # keep this",
    "&tN\n^  - Core\n^  - \"Core\"",
    "[Core, Core, 'a, b']",
    "!!seq [Cores, !!str beginner]",
    "\n^  - Core\n^  # between\n^  - >-\n^    Data\n^    Type",
    "[]",
    "*tP",
];
const EXTRA: &[&str] = &[
    "",
    "",
    "^level: Advanced\n",
    "^level: &lN Beginner\n",
    "^# note\n",
    "^<<: *base\n",
    "^<<: [*base, {weight: 1}]\n",
    "^weight: !!int 3\n",
];
/// Questions between braces.
const BRACES: &[&str] = &[
    "{question: Why, answer: one.md, topics: [Core]}",
    "&fN {question: 'Why, then?', answer: two.md, topics: [Beginner, Core], <<: *base}",
    "{question: How,\n^  answer: three.md, # note\n^  topics: [Cores]}",
];

/// A group with anchors, aliases, tags, merges, comments, and all forms of texts and lists.
pub fn all_yaml() -> impl Strategy<Value = AllYaml> {
    let question = (
        0..ASKED.len(),
        0..ANSWERED.len(),
        0..TOPICS.len(),
        0..EXTRA.len(),
        0..8usize,
    );
    let layout = (0..3usize, any::<bool>(), any::<bool>());
    (prop::collection::vec(question, 1..6), layout).prop_map(|(questions, (indent, crlf, bom))| {
        let mut made = AllYaml {
            text: String::new(),
            parts: Vec::new(),
        };
        made.text += if bom { "\u{feff}---\n" } else { "---\n" };
        made.push(None, "order", "order: !!int 1 # first\n");
        made.push(None, "title", "title: &title '3 Questions'\n");
        made.push(None, "base", "base: &base {level: Beginner, weight: 2}\n");
        made.push(None, "description", "description: *title\n");
        made.push(None, "questions", "questions: # all of them\n");
        let margin = " ".repeat(indent + 2);
        for (number, (asked, answered, topics, extra, form)) in questions.into_iter().enumerate() {
            let value = |form: &str| fill(form, &made.text, number, &margin);
            let dash = format!("{}- ", " ".repeat(indent));
            if form == 0 {
                let braces = value(BRACES[asked % BRACES.len()]);
                made.push(Some(number), "", &format!("{dash}{braces}\n"));
                continue;
            }
            let (asked, answered) = (value(ASKED[asked]), value(ANSWERED[answered]));
            let (topics, extra) = (value(TOPICS[topics]), value(EXTRA[extra]));
            made.push(
                Some(number),
                "question",
                &format!("{dash}question: {asked}\n"),
            );
            made.push(
                Some(number),
                "answer",
                &format!("{margin}answer: {answered}\n"),
            );
            made.push(
                Some(number),
                "topics",
                &format!("{margin}topics: {topics}\n"),
            );
            let key = extra
                .trim()
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned();
            made.push(Some(number), &key, &extra);
        }
        made.push(None, "ending", "ending: one.md # last\n");
        made.text += "---\n\nSee [one](content/one.md).\n";
        if crlf { with_crlf(made) } else { made }
    })
}

/// A form with its numbers and margins. An alias of an anchor that nothing above has is a plain word.
fn fill(form: &str, above: &str, number: usize, margin: &str) -> String {
    let form = form.replace('N', &number.to_string()).replace('^', margin);
    let Some(kind) = form
        .strip_prefix('*')
        .and_then(|name| name.strip_suffix('P'))
    else {
        return form;
    };
    let anchors = (0..number).rev().map(|earlier| format!("{kind}{earlier}"));
    let known = anchors
        .into_iter()
        .find(|name| above.contains(&format!("&{name} ")) || above.contains(&format!("&{name}\n")));
    known.map_or_else(|| "one.md".to_owned(), |name| format!("*{name}"))
}

fn with_crlf(made: AllYaml) -> AllYaml {
    let at = |offset: u32| offset + made.text[..offset as usize].matches('\n').count() as u32;
    let parts = made.parts.iter().map(|part| Part {
        span: Span::new(at(part.span.start), at(part.span.end)),
        ..part.clone()
    });
    AllYaml {
        parts: parts.collect(),
        text: made.text.replace('\n', "\r\n"),
    }
}
