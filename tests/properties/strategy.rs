//! Texts and edits to try: healthy files, broken by splices of what breaks files.

use proptest::prelude::*;

/// What a hand at a keyboard puts into a bank, one piece at a time.
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
