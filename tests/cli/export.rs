//! `qmark export`: every question with the text of its answer, in the forms that other programs read.

use std::collections::BTreeMap;
use std::fs;

use expect_test::expect;
use serde_json::Value;

use crate::run::{Output, folder, project, qmark};

/// A bank of each shape, with what is hard to export: CRLF, tabs, quotes, code, HTML, links, a script.
const BANK: &[(&str, &str)] = &[
    (
        "qmark.yaml",
        "documents:\n  - {files: docs/quiz.md, shape: document, opener: h3}\n  - {files: docs/prose.md, shape: document, opener: h3}\n  - {files: one.md, shape: file}\n",
    ),
    (
        "docs/prose.md",
        concat!(
            "# Prose 😀\r\n\r\n[Top](#top)\r\n\r\n## Advanced\r\n\r\n",
            "### 1. What does `a < b` print?\r\n\r\n```js\r\nprint(a < b)\r\n```\r\n\r\n",
            "<details><summary><b>Answer</b></summary>\r\n\r\n**It** is \"true\":\r\n\r\n- a\tb\r\n- c\r\n\r\n</details>\r\n\r\n",
            "**[⬆ Back to Top](#prose)**\r\n\r\n",
            "### 2. Is it labelled?\r\n\r\n**Answer:** Yes, see [the first](#1-what-does-a--b-print).\r\n\r\n",
            "### 3. Has it HTML?\r\n\r\n<script>alert(1)</script>\r\n\r\n<img src=\"x.png\" onerror=\"alert(1)\"> H<sub>2</sub>O, ![y](y.png), [z](z.md)\r\n\r\n",
            "<details>\r\n<summary>More</summary>\r\n\r\nIt folds.\r\n\r\n</details>\r\n\r\n",
            "### 4. Is it quoted?\r\n\r\n>\r\n> It is,\r\n> twice.\r\n\r\n",
            "### 5. Is it unanswered?\r\n",
        ),
    ),
    (
        "docs/quiz.md",
        concat!(
            "# Quiz\n\n### Q1. Which one?\n\n- [ ] One\n- [x] `Two`\n\n[Why](https://example.org/?a=1&b=2)\n\n",
            "### Q2. What is the output?\n\n```sh\necho 1\n```\n\n- A: 1\n- B: 2\n- C: 3\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: A\n\nIt prints *1*.\n\n</p>\n</details>\n\n",
            "### Q3. Which code?\n\n- [x] \n\n```js\na()\n```\n\n- [ ] \n\n```js\nb()\n```\n\nBecause.\n",
        ),
    ),
    (
        "go/go.md",
        concat!(
            "---\nquestions:\n  - question: What is a \"channel\"?\n    answer: channels.md\n    topics: [Beginner, Types, Go routines]\n",
            "  - question: =1+1\n    answer: '-1 + 1, he said \"no\"'\n  - question: Gone?\n    answer: gone.md\n  - answer: No text.\n  - question: None?\n---\n",
        ),
    ),
    (
        "go/content/channels.md",
        "---\nx: 1\n---\n\n# Pipes\r\n\r\nThey have *types*; see [this](../../docs/quiz.md).\r\n",
    ),
    (
        "one.md",
        "---\ntitle: Only one?\nlevel: Advanced\n---\n\n# Only one?\n\nIt is.\n",
    ),
];

fn export(format: &str) -> Output {
    let bank = folder(BANK);
    let output = qmark(bank.path(), &["export", "--format", format]);
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(
        qmark(bank.path(), &["export", "--format", format, "."]).stdout,
        output.stdout
    );
    output
}

const LACKS: &str = "qmark: note: 1 question is exported without an answer: its answer file cannot be read; `qmark check` shows which\n";

#[test]
fn json_has_every_question_with_its_texts() {
    let output = export("json");
    assert_eq!(output.stderr, LACKS);
    expect![[r##"
        [
        {"question":"Only one?","markdown":null,"body":null,"answer":"It is.","level":"Advanced","topics":[],"options":[],"file":"one.md","number":null},
        {"question":"What does a < b print?","markdown":"What does `a < b` print?","body":"```js\nprint(a < b)\n```","answer":"**It** is \"true\":\n\n- a\tb\n- c","level":"Advanced","topics":[],"options":[],"file":"docs/prose.md","number":1},
        {"question":"Is it labelled?","markdown":null,"body":null,"answer":"Yes, see [the first](#1-what-does-a--b-print).","level":"Advanced","topics":[],"options":[],"file":"docs/prose.md","number":2},
        {"question":"Has it HTML?","markdown":null,"body":null,"answer":"<script>alert(1)</script>\n\n<img src=\"x.png\" onerror=\"alert(1)\"> H<sub>2</sub>O, ![y](y.png), [z](z.md)\n\n<details>\n<summary>More</summary>\n\nIt folds.\n\n</details>","level":"Advanced","topics":[],"options":[],"file":"docs/prose.md","number":3},
        {"question":"Is it quoted?","markdown":null,"body":null,"answer":"> It is,\n> twice.","level":"Advanced","topics":[],"options":[],"file":"docs/prose.md","number":4},
        {"question":"Is it unanswered?","markdown":null,"body":null,"answer":null,"level":"Advanced","topics":[],"options":[],"file":"docs/prose.md","number":5},
        {"question":"Which one?","markdown":null,"body":null,"answer":"[Why](https://example.org/?a=1&b=2)","level":null,"topics":[],"options":[{"text":"One","right":false},{"text":"`Two`","right":true}],"file":"docs/quiz.md","number":1},
        {"question":"What is the output?","markdown":null,"body":"```sh\necho 1\n```","answer":"It prints *1*.","level":null,"topics":[],"options":[{"text":"1","right":true},{"text":"2","right":false},{"text":"3","right":false}],"file":"docs/quiz.md","number":2},
        {"question":"Which code?","markdown":null,"body":null,"answer":"Because.","level":null,"topics":[],"options":[{"text":"```js\na()\n```","right":true},{"text":"```js\nb()\n```","right":false}],"file":"docs/quiz.md","number":3},
        {"question":"What is a \"channel\"?","markdown":null,"body":null,"answer":"# Pipes\n\nThey have *types*; see [this](../../docs/quiz.md).","level":"Beginner","topics":["Types","Go routines"],"options":[],"file":"go/go.md","number":null},
        {"question":"=1+1","markdown":null,"body":null,"answer":"-1 + 1, he said \"no\"","level":null,"topics":[],"options":[],"file":"go/go.md","number":null},
        {"question":"Gone?","markdown":null,"body":null,"answer":null,"level":null,"topics":[],"options":[],"file":"go/go.md","number":null},
        {"question":null,"markdown":null,"body":null,"answer":"No text.","level":null,"topics":[],"options":[],"file":"go/go.md","number":null},
        {"question":"None?","markdown":null,"body":null,"answer":null,"level":null,"topics":[],"options":[],"file":"go/go.md","number":null}
        ]
    "##]].assert_eq(&output.stdout);
}

#[test]
fn a_page_has_every_question_and_runs_no_script() {
    let output = export("html");
    assert_eq!(output.stderr, LACKS);
    let (_, body) = output.stdout.split_once("</h1>").expect("a title");
    let body = body.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    expect![[r##"

        <p>14 questions in 4 files</p>
        </header>
        <nav aria-label="Contents">
        <h2>Files</h2>
        <ul>
        <li><a href="#f1">Only one?</a> <span class="soft">one.md · 1</span></li>
        <li><a href="#f2">Prose 😀</a> <span class="soft">docs/prose.md · 5</span></li>
        <li><a href="#f3">Quiz</a> <span class="soft">docs/quiz.md · 3</span></li>
        <li><a href="#f4">go</a> <span class="soft">go/go.md · 5</span></li>
        </ul>
        <h2>Levels</h2>
        <details>
        <summary>Beginner <span class="soft">1</span></summary>
        <ul>
        <li><a href="#q10">What is a &quot;channel&quot;?</a></li>
        </ul>
        </details>
        <details>
        <summary>Advanced <span class="soft">6</span></summary>
        <ul>
        <li><a href="#q1">Only one?</a></li>
        <li><a href="#q2">What does a &lt; b print?</a></li>
        <li><a href="#q3">Is it labelled?</a></li>
        <li><a href="#q4">Has it HTML?</a></li>
        <li><a href="#q5">Is it quoted?</a></li>
        <li><a href="#q6">Is it unanswered?</a></li>
        </ul>
        </details>
        <h2>Topics</h2>
        <details>
        <summary>Go routines <span class="soft">1</span></summary>
        <ul>
        <li><a href="#q10">What is a &quot;channel&quot;?</a></li>
        </ul>
        </details>
        <details>
        <summary>Types <span class="soft">1</span></summary>
        <ul>
        <li><a href="#q10">What is a &quot;channel&quot;?</a></li>
        </ul>
        </details>
        </nav>
        <section id="f1">
        <h2>Only one?</h2>
        <p class="soft">one.md</p>
        <article id="q1">
        <h3>Only one?</h3>
        <p class="soft">Advanced</p>
        <details class="answer">
        <summary>Answer</summary>
        <p>It is.</p>
        </details>
        </article>
        </section>
        <section id="f2">
        <h2>Prose 😀</h2>
        <p class="soft">docs/prose.md</p>
        <article id="q2">
        <h3>1. What does <code>a &lt; b</code> print?</h3>
        <p class="soft">Advanced</p>
        <pre><code class="language-js">print(a &lt; b)
        </code></pre>
        <details class="answer">
        <summary>Answer</summary>
        <p><strong>It</strong> is "true":</p>
        <ul>
        <li>a	b</li>
        <li>c</li>
        </ul>
        </details>
        </article>
        <article id="q3">
        <h3>2. Is it labelled?</h3>
        <p class="soft">Advanced</p>
        <details class="answer">
        <summary>Answer</summary>
        <p>Yes, see <a href="#q2">the first</a>.</p>
        </details>
        </article>
        <article id="q4">
        <h3>3. Has it HTML?</h3>
        <p class="soft">Advanced</p>
        <details class="answer">
        <summary>Answer</summary>
        &lt;script&gt;alert(1)&lt;/script&gt;
        <p><img src="docs/x.png" alt="" /> H<sub>2</sub>O, <img src="docs/y.png" alt="y" />, <a href="docs/z.md">z</a></p>
        <details>
        <summary>More</summary>
        <p>It folds.</p>
        </details>
        </details>
        </article>
        <article id="q5">
        <h3>4. Is it quoted?</h3>
        <p class="soft">Advanced</p>
        <details class="answer">
        <summary>Answer</summary>
        <blockquote>
        <p>It is,
        twice.</p>
        </blockquote>
        </details>
        </article>
        <article id="q6">
        <h3>5. Is it unanswered?</h3>
        <p class="soft">Advanced</p>
        <p class="soft">No answer.</p>
        </article>
        </section>
        <section id="f3">
        <h2>Quiz</h2>
        <p class="soft">docs/quiz.md</p>
        <article id="q7">
        <h3>1. Which one?</h3>
        <ol class="options">
        <li>One</li>
        <li><code>Two</code></li>
        </ol>
        <details class="answer">
        <summary>Answer</summary>
        <p class="right">B</p>
        <p><a href="https://example.org/?a=1&amp;b=2">Why</a></p>
        </details>
        </article>
        <article id="q8">
        <h3>2. What is the output?</h3>
        <pre><code class="language-sh">echo 1
        </code></pre>
        <ol class="options">
        <li>1</li>
        <li>2</li>
        <li>3</li>
        </ol>
        <details class="answer">
        <summary>Answer</summary>
        <p class="right">A</p>
        <p>It prints <em>1</em>.</p>
        </details>
        </article>
        <article id="q9">
        <h3>3. Which code?</h3>
        <ol class="options">
        <li><pre><code class="language-js">a()
        </code></pre></li>
        <li><pre><code class="language-js">b()
        </code></pre></li>
        </ol>
        <details class="answer">
        <summary>Answer</summary>
        <p class="right">A</p>
        <p>Because.</p>
        </details>
        </article>
        </section>
        <section id="f4">
        <h2>go</h2>
        <p class="soft">go/go.md</p>
        <article id="q10">
        <h3>What is a "channel"?</h3>
        <p class="soft">Beginner · Types · Go routines</p>
        <details class="answer">
        <summary>Answer</summary>
        <h4>Pipes</h4>
        <p>They have <em>types</em>; see <a href="#f3">this</a>.</p>
        </details>
        </article>
        <article id="q11">
        <h3>=1+1</h3>
        <details class="answer">
        <summary>Answer</summary>
        <p>-1 + 1, he said "no"</p>
        </details>
        </article>
        <article id="q12">
        <h3>Gone?</h3>
        <p class="soft">No answer.</p>
        </article>
        <article id="q13">
        <h3><em>no text</em></h3>
        <details class="answer">
        <summary>Answer</summary>
        <p>No text.</p>
        </details>
        </article>
        <article id="q14">
        <h3>None?</h3>
        <p class="soft">No answer.</p>
        </article>
        </section>
        <footer>Made by qmark VERSION.</footer>
        </main>
        </body>
        </html>
    "##]].assert_eq(&body);
    assert!(!output.stdout.contains("<script") && !output.stdout.contains("onerror=\""));
}

#[test]
fn anki_reads_a_note_for_each_question() {
    let output = export("anki");
    let silent = "qmark: note: 1 question without a text is not exported\n";
    assert_eq!(output.stderr, format!("{LACKS}{silent}"));
    expect![[r##"
        #separator:tab
        #html:true
        #guid column:1
        #tags column:4
        qmark-174af25f7ce324e6	<p>Only one?</p>	<p>It is.</p>	Advanced
        qmark-ec7239c4d9bc6751	"<p>What does <code>a &lt; b</code> print?</p>
        <pre><code class=""language-js"">print(a &lt; b)
        </code></pre>"	"<p><strong>It</strong> is ""true"":</p>
        <ul>
        <li>a	b</li>
        <li>c</li>
        </ul>"	Advanced
        qmark-618cbac7efb5728d	<p>Is it labelled?</p>	<p>Yes, see the first.</p>	Advanced
        qmark-7ed5787f4ae782b2	<p>Has it HTML?</p>	"&lt;script&gt;alert(1)&lt;/script&gt;
        <p><img src=""x.png"" alt="""" /> H<sub>2</sub>O, <img src=""y.png"" alt=""y"" />, z</p>
        <details>
        <summary>More</summary>
        <p>It folds.</p>
        </details>"	Advanced
        qmark-3c0ffb6a696bdf50	<p>Is it quoted?</p>	"<blockquote>
        <p>It is,
        twice.</p>
        </blockquote>"	Advanced
        qmark-69b7b22cc44e61a7	<p>Is it unanswered?</p>		Advanced
        qmark-5e6646f09c751970	"<p>Which one?</p>
        <ol type=""A"">
        <li>One</li>
        <li><code>Two</code></li>
        </ol>"	"<ol type=""A"">
        <li value=""2""><code>Two</code></li>
        </ol>
        <p><a href=""https://example.org/?a=1&amp;b=2"">Why</a></p>"	
        qmark-2fe3866f34efa4ce	"<p>What is the output?</p>
        <pre><code class=""language-sh"">echo 1
        </code></pre>
        <ol type=""A"">
        <li>1</li>
        <li>2</li>
        <li>3</li>
        </ol>"	"<ol type=""A"">
        <li value=""1"">1</li>
        </ol>
        <p>It prints <em>1</em>.</p>"	
        qmark-e7625b2da8f06df6	"<p>Which code?</p>
        <ol type=""A"">
        <li><pre><code class=""language-js"">a()
        </code></pre></li>
        <li><pre><code class=""language-js"">b()
        </code></pre></li>
        </ol>"	"<ol type=""A"">
        <li value=""1""><pre><code class=""language-js"">a()
        </code></pre></li>
        </ol>
        <p>Because.</p>"	
        qmark-aecec1c0388d7aa1	"<p>What is a ""channel""?</p>"	"<h1>Pipes</h1>
        <p>They have <em>types</em>; see this.</p>"	Beginner Types Go_routines
        qmark-ed00aa74f57b4c2c	<p>=1+1</p>	"<p>-1 + 1, he said ""no""</p>"	
        qmark-b4084cf86b18abb9	<p>Gone?</p>		
        qmark-a7c6aec5eb77ae52	<p>None?</p>		
    "##]]
    .assert_eq(&output.stdout);
    let questions = export("json").json();
    let questions = questions.as_array().expect("a list");
    let with_text = questions
        .iter()
        .filter(|question| question["question"].is_string());
    let notes = Notes::read(&output.stdout);
    assert_eq!(notes.rows.len(), with_text.count());
    let fronts: Vec<&str> = notes.rows.iter().map(|row| row["front"].as_str()).collect();
    assert!(
        fronts.contains(&"<p>What is a \"channel\"?</p>"),
        "{fronts:#?}"
    );
    let channel = notes
        .rows
        .iter()
        .find(|row| row["front"].contains("channel"));
    let channel = channel.expect("the note");
    assert_eq!(channel["tags"], "Beginner Types Go_routines");
    assert_eq!(
        channel["back"],
        "<h1>Pipes</h1>\n<p>They have <em>types</em>; see this.</p>"
    );
}

/// A file for Anki, as its importer reads it: settings after `#`, then rows of fields that a tab separates, of which
/// some are quoted.
struct Notes {
    rows: Vec<BTreeMap<String, String>>,
}

impl Notes {
    fn read(text: &str) -> Self {
        let mut rest = text;
        let mut settings = BTreeMap::new();
        while let Some(line) = rest.strip_prefix('#') {
            let (line, after) = line.split_once('\n').expect("a whole line");
            let (name, value) = line.split_once(':').expect("a setting");
            settings.insert(name, value);
            rest = after;
        }
        assert_eq!(settings["separator"], "tab");
        assert_eq!(settings["html"], "true");
        // With names, only columns that are named like a field would be read.
        assert!(!settings.contains_key("columns"));
        // The fields of a note are the columns that are left, in order.
        let mut fields = ["front", "back"].into_iter();
        let columns: Vec<&str> = (1..=4)
            .map(|column: u8| match column.to_string() {
                column if column == settings["guid column"] => "guid",
                column if column == settings["tags column"] => "tags",
                _ => fields.next().expect("two fields"),
            })
            .collect();
        let rows = rows(rest).into_iter().map(|row| {
            assert_eq!(row.len(), columns.len(), "{row:?}");
            assert!(!row[0].starts_with('#'), "a comment: {row:?}");
            columns
                .iter()
                .map(|column| (*column).to_owned())
                .zip(row)
                .collect()
        });
        Self {
            rows: rows.collect(),
        }
    }
}

/// The fields of each row.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            '\t' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    assert!(row.is_empty() && field.is_empty() && !quoted, "an open row");
    rows
}

#[test]
fn csv_reads_back_what_json_has() {
    for path in [None, Some("content")] {
        let bank = folder(BANK);
        let (root, path) = match path {
            None => (bank.path().to_owned(), "."),
            Some(path) => (project(), path),
        };
        let run = |format: &str| qmark(&root, &["export", "--format", format, path]);
        let table = run("csv").stdout;
        let json = run("json").json();
        let questions = json.as_array().expect("a list");
        assert!(table.starts_with('\u{feff}'));
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let header = reader.headers().expect("a header").clone();
        assert_eq!(
            header.iter().collect::<Vec<_>>(),
            [
                "question", "answer", "level", "topics", "options", "right", "group", "number",
                "body"
            ]
        );
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), questions.len());
        for (row, question) in rows.iter().zip(questions) {
            let mut question = question.clone();
            question
                .as_object_mut()
                .expect("an object")
                .remove("markdown");
            assert_eq!(of_row(row), question);
        }
    }
}

/// A row as the object that JSON has for it.
fn of_row(row: &csv::StringRecord) -> Value {
    let text = |at: usize| match &row[at] {
        "" => Value::Null,
        text => Value::from(text),
    };
    let topics: Vec<&str> = row[3]
        .split("; ")
        .filter(|topic| !topic.is_empty())
        .collect();
    let right: Vec<&str> = row[5].split(", ").collect();
    let mut options: Vec<(String, String)> = Vec::new();
    for line in row[4].lines() {
        match line.strip_prefix("   ") {
            Some(more) => {
                let last = &mut options.last_mut().expect("an option").1;
                last.push('\n');
                last.push_str(more);
            }
            None => {
                let (letter, text) = line.split_once(". ").expect("a letter");
                options.push((letter.to_owned(), text.to_owned()));
            }
        }
    }
    let options = options.into_iter().map(|(letter, text)| {
        serde_json::json!({"text": text, "right": right.contains(&letter.as_str())})
    });
    serde_json::json!({
        "question": text(0),
        "body": text(8),
        "answer": text(1),
        "level": text(2),
        "topics": topics,
        "options": options.collect::<Vec<_>>(),
        "file": text(6),
        "number": row[7].parse::<u32>().ok(),
    })
}

#[test]
fn exported_questions_are_those_that_are_listed() {
    let exported = qmark(&project(), &["export", "--format", "json", "content"]).json();
    let exported = exported.as_array().expect("a list");
    let listed = qmark(&project(), &["list", "content"]).stdout;
    let listed = listed.lines().map(serde_json::from_str);
    let listed: Vec<Value> = listed.map(|line| line.expect("JSON")).collect();
    assert_eq!(exported.len(), listed.len());
    for (question, line) in exported.iter().zip(&listed) {
        for (key, listed) in [
            ("question", "question"),
            ("level", "level"),
            ("topics", "topics"),
            ("file", "group"),
            ("number", "number"),
        ] {
            assert_eq!(question[key], line[listed], "{line}");
        }
        let right = |value: &Value| -> Vec<bool> {
            let options = value.as_array().map_or(&[][..], Vec::as_slice);
            options
                .iter()
                .map(|option| option["right"] == true)
                .collect()
        };
        assert_eq!(
            right(&question["options"]),
            right(&line["options"]),
            "{line}"
        );
        if line["words"].as_u64() > Some(1) {
            assert!(question["answer"].is_string(), "{line}");
        }
    }
}

#[test]
fn the_output_is_a_file_if_asked_for() {
    let bank = folder(BANK);
    let run = |arguments: &[&str]| {
        let all = [&["export", "go"], arguments].concat();
        qmark(bank.path(), &all)
    };
    let printed = run(&["--format", "csv"]);
    let written = run(&["--format", "csv", "--output", "out.csv"]);
    assert_eq!((written.code, written.stdout.as_str()), (0, ""));
    let text = fs::read_to_string(bank.path().join("out.csv")).expect("the file");
    assert_eq!(text, printed.stdout);
    assert_eq!(text.matches("go/go.md").count(), 5);
    for (arguments, reason) in [
        (
            &["--format", "csv", "--output", "no/out.csv"][..],
            "cannot write the file `no/out.csv`",
        ),
        (
            &["--format", "xls"],
            "possible values: csv, json, anki, html",
        ),
    ] {
        let failed = run(arguments);
        assert_eq!(failed.code, 2);
        assert!(failed.stderr.contains(reason), "{}", failed.stderr);
    }
}

#[test]
fn notes_keep_their_identity_when_others_come() {
    let first = "---\nquestions:\n  - {question: What is it?, answer: A.}\n  - {question: Why?, answer: B.}\n---\n";
    let later = "---\nquestions:\n  - {question: New?, answer: C.}\n  - {question: Why?, answer: B and more.}\n  - {question: What is it?, answer: A.}\n  - {question: Why?, answer: D.}\n---\n";
    let notes = |text: &str| {
        let bank = folder(&[("a/a.md", text)]);
        Notes::read(&qmark(bank.path(), &["export", "--format", "anki"]).stdout).rows
    };
    let (before, after) = (notes(first), notes(later));
    assert_eq!(before[0]["guid"], after[2]["guid"]);
    assert_eq!(before[1]["guid"], after[1]["guid"]);
    let all: std::collections::BTreeSet<&String> = after.iter().map(|row| &row["guid"]).collect();
    assert_eq!(all.len(), 4);
}

#[test]
fn paths_and_links_start_at_the_root_of_the_outermost_bank() {
    let group = "---\nquestions:\n  - {question: Which?, answer: '[a](x.pdf), ![b](img/b c.png), [c](/x), [d](../../x.md)'}\n---\n";
    let bank = folder(&[
        ("qmark.yaml", ""),
        (
            "go/go.md",
            "---\nquestions:\n  - {question: What?, answer: A.}\n---\n",
        ),
        ("inner/qmark.yaml", ""),
        ("inner/sub/sub.md", group),
    ]);
    let files = |path: &str| -> Vec<String> {
        let json = qmark(bank.path(), &["export", path]).json();
        let list = json.as_array().expect("a list").clone();
        list.iter()
            .map(|it| it["file"].as_str().expect("a file").to_owned())
            .collect()
    };
    assert_eq!(files("."), ["go/go.md", "inner/sub/sub.md"]);
    assert_eq!(files("inner"), ["sub/sub.md"]);
    let page = qmark(bank.path(), &["export", "--format", "html"]).stdout;
    let answer = "<p><a href=\"inner/sub/x.pdf\">a</a>, ![b](img/b c.png), c, d</p>";
    assert!(page.contains(answer), "{page}");
}
