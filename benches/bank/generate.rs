//! Generates banks of any size, deterministically.

use std::fs;
use std::path::Path;

const NOUNS: &[&str] = &[
    "queue", "index", "lock", "cursor", "buffer", "thread", "replica", "schema", "cache", "token",
    "socket", "packet", "ledger", "kernel", "branch", "commit", "closure", "promise", "module",
    "vector", "matrix", "signal", "parser", "router", "tenant", "shard", "broker", "worker",
    "cookie", "header",
];
const ADJECTIVES: &[&str] = &[
    "bounded", "durable", "lazy", "nested", "signed", "sparse", "stable", "shared", "frozen",
    "remote", "atomic", "opaque", "hashed", "sorted", "pinned", "stale",
];
const VERBS: &[&str] = &[
    "holds", "splits", "drops", "copies", "guards", "orders", "merges", "retries", "signs", "maps",
    "drains", "seals",
];
const LEVELS: &[&str] = &["Beginner", "Intermediate", "Advanced"];
const TOPICS: &[&str] = &[
    "Storage",
    "Networking",
    "Concurrency",
    "Security",
    "Testing",
    "Deployment",
];

/// A small random number generator (xorshift), so that a bank depends only on its size.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// Writes a bank of `answers` answers in groups of `per_group` below `root`. Returns its size in bytes.
pub fn bank(root: &Path, answers: usize, per_group: usize) -> u64 {
    let mut bytes = 0;
    for number in 0..answers.div_ceil(per_group) {
        let count = per_group.min(answers - number * per_group);
        bytes += group(root, &format!("group-{number}"), number as u64, count);
    }
    bytes
}

/// Writes one group of `count` questions. Returns its size in bytes.
pub fn group(root: &Path, name: &str, seed: u64, count: usize) -> u64 {
    let folder = root.join(name);
    fs::create_dir_all(folder.join("content")).expect("a folder for the bank");
    let mut dice = Dice::new(seed + 1);
    let slugs: Vec<String> = (0..count)
        .map(|i| format!("{}-{}-{i}", dice.pick(ADJECTIVES), dice.pick(NOUNS)))
        .collect();
    let mut bytes = 0;
    for (i, slug) in slugs.iter().enumerate() {
        let text = answer(&mut dice, &slugs, i);
        bytes += text.len() as u64;
        fs::write(folder.join("content").join(format!("{slug}.md")), text).expect("an answer");
    }
    let text = group_text(&mut dice, name, &slugs);
    fs::write(folder.join(format!("{name}.md")), &text).expect("a group");
    bytes + text.len() as u64
}

/// The text of a group whose answers have these names.
pub fn group_text(dice: &mut Dice, name: &str, slugs: &[String]) -> String {
    let count = slugs.len();
    let mut text = format!(
        "---\norder: 1\nbriefTitle: '{name}'\nbriefDescription: 'About {name}'\ntitle: '{count} Questions about {name}'\ndescription: 'All of {name}'\nisNew: false\n\
         seo:\n  title: '{count} Questions about {name}'\n  description: 'All of {name}'\n  keywords:\n    - '{name}'\nsitemap:\n  priority: 1\n  changefreq: 'monthly'\nquestions:\n"
    );
    for (i, slug) in slugs.iter().enumerate() {
        let question = format!(
            "Why does a {} {} number {i} {} its {}?",
            dice.pick(ADJECTIVES),
            dice.pick(NOUNS),
            dice.pick(VERBS),
            dice.pick(NOUNS)
        );
        let level = LEVELS[i * LEVELS.len() / count];
        text += &format!(
            "  - question: {question}\n    answer: {slug}.md\n    topics:\n      - '{level}'\n      - '{}'\n",
            dice.pick(TOPICS)
        );
    }
    text + "---\n\n## Before you start\n\nRead the answers once, then try without.\n"
}

/// A document with this many questions under headings of levels. By `number` they are numbered headings with prose,
/// summaries with folded answers, or headings with a quiz. An answer in prose has so many paragraphs.
pub fn document(dice: &mut Dice, number: usize, questions: usize, paragraphs: usize) -> String {
    let mut text = format!(
        "# {} interview questions\n\n",
        TOPICS[number % TOPICS.len()]
    );
    for index in 0..questions {
        if index % 20 == 0 {
            text += &format!("## {}\n\n", LEVELS[index / 20 % LEVELS.len()]);
        }
        let (adjective, noun, verb) = (dice.pick(ADJECTIVES), dice.pick(NOUNS), dice.pick(VERBS));
        let asked = format!(
            "Why {verb} a {adjective} {noun} the `{}`?",
            dice.pick(NOUNS)
        );
        text += &match number % 3 {
            0 => format!("### {}. {asked}\n\n{}", index + 1, prose(dice, paragraphs)),
            1 => format!(
                "<details>\n<summary>{asked}</summary>\n\n{}</details>\n\n",
                prose(dice, paragraphs)
            ),
            _ => format!("### {asked}\n\n{}", quiz(dice)),
        };
    }
    text
}

/// Adds a table of contents with a row for each heading of a question, below the title.
pub fn with_contents(text: &str) -> String {
    let headings = text.lines().filter_map(|line| line.strip_prefix("### "));
    let rows = headings.map(|heading| {
        let lower = heading.to_lowercase().replace(' ', "-");
        let is_kept = |c: &char| c.is_alphanumeric() || *c == '-';
        let anchor: String = lower.chars().filter(is_kept).collect();
        let (number, question) = heading.split_once(". ").unwrap_or(("1", heading));
        format!("{number}. [{question}](#{anchor})\n")
    });
    let (title, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    format!("{title}\n\n{}\n{rest}", rows.collect::<String>())
}

/// The answer of a question in a document: paragraphs with code after each.
fn prose(dice: &mut Dice, paragraphs: usize) -> String {
    let mut text = String::new();
    for _ in 0..paragraphs {
        for _ in 0..3 {
            text += &format!(
                "The {} {} **{}** one {} for each `{}`.\n",
                dice.pick(ADJECTIVES),
                dice.pick(NOUNS),
                dice.pick(VERBS),
                dice.pick(NOUNS),
                dice.pick(NOUNS)
            );
        }
        text += &format!(
            "\n```js\nconst {} = {}();\n```\n\n",
            dice.pick(NOUNS),
            dice.pick(NOUNS)
        );
    }
    text
}

/// Four options of which one is right.
fn quiz(dice: &mut Dice) -> String {
    let right = dice.below(4);
    let options = (0..4).map(|place| {
        let mark = if place == right { 'x' } else { ' ' };
        format!(
            "- [{mark}] The {} {}.\n",
            dice.pick(ADJECTIVES),
            dice.pick(NOUNS)
        )
    });
    options.collect::<String>() + "\n"
}

/// About two kilobytes of markdown: headings, prose, a list, code and a link to a neighbour.
fn answer(dice: &mut Dice, slugs: &[String], number: usize) -> String {
    let mut text = String::new();
    for part in 0..3 {
        if part > 0 {
            text += &format!("## The {} {}\n\n", dice.pick(ADJECTIVES), dice.pick(NOUNS));
        }
        for _ in 0..6 {
            text += &format!(
                "A {} {} **{}** the {} and a {} `{}`, while its {} {} {} another. ",
                dice.pick(ADJECTIVES),
                dice.pick(NOUNS),
                dice.pick(VERBS),
                dice.pick(NOUNS),
                dice.pick(ADJECTIVES),
                dice.pick(NOUNS),
                dice.pick(ADJECTIVES),
                dice.pick(NOUNS),
                dice.pick(VERBS)
            );
        }
        text += "\n\n";
    }
    text += &format!(
        "- {}\n- {}\n- {}\n\n",
        dice.pick(NOUNS),
        dice.pick(NOUNS),
        dice.pick(NOUNS)
    );
    text += &format!(
        "```js\nconst {} = {}({number});\n```\n\n",
        dice.pick(NOUNS),
        dice.pick(VERBS)
    );
    text + &format!(
        "See [the next one]({}.md).\n",
        slugs[(number + 1) % slugs.len()]
    )
}
