//! The longer help texts. A paragraph is one line here, so that it is wrapped to the width of the terminal; a wrapped line
//! keeps the indentation of its start. Commands are short enough for forty columns.

/// After the list of commands.
pub const EXAMPLES: &str = "\
Examples:
  qmark check
      Check the bank in this folder, and every bank below it.
  qmark check go/content
      Check the bank that contains it, and show the findings in it.
  qmark check --fix
      Fix what can be fixed safely.
  qmark check --deny warnings
      For continuous integration: fail on warnings, too.
  qmark check --since main
      Only what is new on this branch.
  qmark diff main
      Which questions this branch changes.
  qmark stats
      Count groups, levels, topics, and what is missing.
  qmark list | jq .question
      The questions as JSON, one per line.
  qmark export --format html \\
      --output questions.html
      The questions and answers as a page.
  qmark import new.csv --to go/go.md
      The questions of a table into a group.
  qmark init --dry-run
      What the files here are read as, and why.
  qmark explain missing-answer
      What a finding means, and what to do.
  qmark server
      The language server, started by an editor.

Exit codes:
  0  No errors.
  1  Errors were found, or warnings with `--deny warnings`.
  2  It could not run: no such path, not a markdown file, an unreadable configuration, or wrong arguments.";

/// After the options of `check`.
pub const CHECK: &str = "\
Every file is checked with the configuration of its bank: the nearest qmark.yaml above it. Banks below PATH are checked too, each with its own. Without a qmark.yaml, the root of the bank is the folder PATH, or the folder of the file PATH; of an answer file, it is the folder of its group.

--deny overrides --warn, which overrides --allow. All of them override the configuration. `qmark rules` lists the codes.

--fix writes the files of all banks or none. It stops if a file was changed in the meantime. --diff writes nothing: it prints a patch, and the exit code is 1 if there is anything to fix.

--since leaves out the findings that the bank had at REV, too: those with the same code and message (counts in it may differ), for the same question, even if that was edited, renumbered or moved in the meantime. A finding outside questions counts for its file, also if the file was renamed. The old state is read with the qmark.yaml that it had, from the git repository that the bank is in, and nothing is checked out.

To allow a finding at one place, write this comment at the end of a line of YAML, or above it:
  # qmark: allow(CODE)
or this one above a block of markdown:
  <!-- qmark: allow(CODE) -->

Exit codes:
  0  Nothing was found, or only warnings and hints.
  1  Errors were found, or warnings with `--deny warnings`.
  2  It could not run; with --since also if git cannot read REV.";

/// After the options of `diff`.
pub const DIFF: &str = "\
The bank at NEW as it is on disk is compared with what it was at the git revision OLD, with the qmark.yaml that it had then. Nothing is checked out. Banks below NEW are compared, too.

If OLD is a folder, and not a revision, the bank in it is compared: no git is needed. To name a folder that a revision is called like, write ./OLD.

A question is found again by its text, its answer, its options, its number and its place, in any file. It is not shown if only its number or the shape of its file changed. Line breaks, spaces at the ends of lines and the indentation of a whole answer do not count.

The JSON is one object with these keys:
  version
  rev: OLD
  counts: came, went, changed, moved
  questions: the questions that differ, by file and place

The keys of a question:
  change: came, went, changed, or moved if nothing else differs
  differs: of a question in both states, what differs: moved (another file, or another place among the others), text, code (below the text), level, topics, options, right (which options are right), answer
  old, new: the question in each state, or null; with group, index, id, number, line, question, level, topics and options as `qmark list` has them, and answer, its text, if that differs
  root: the bank's root; only if there are several banks

Examples:
  qmark diff main
  qmark diff HEAD~3 go
  qmark diff ../last-year .
  qmark diff v1 --format json | jq -r '
      .questions[] |
      select(.change == \"came\") |
      .new.question'

Exit codes:
  0  The changes were printed, or nothing changed.
  2  It could not run: NEW does not exist, or OLD is neither a folder nor a revision that git can read.";

/// After the options of `stats`.
pub const STATS: &str = "\
Examples:
  qmark stats
      In the terminal.
  qmark stats --format html \\
      --output stats.html
      A page to open in a browser or to publish.
  qmark stats --format json |
      jq .totals
  qmark stats --format json |
      jq -r '.topics[] |
      select(.questions == 1).name'
  qmark stats --format json |
      jq -r '.coverage[] | [.level,
      .answered, .questions] | @tsv'

A question belongs to PATH if its group or its answer file does. Banks below PATH are counted, too. Words are what a reader sees, without markup. A file that several questions use counts once among the lengths. A level among the topics is not a topic.

The JSON is one object with these keys:
  version
  levels: the names of the levels in their order
  totals
  groups: path, title, levels (counts, in the order of `levels`), withoutLevel, and counts of answers
  translations: path, title, original (path), originalQuestions, and counts of answers; their questions count in no other number
  coverage: level, and counts of answers
  topics: name, questions, groups
  lengths: files, inline, unread, words, median, shortest, longest, and buckets (from, to, files, inline)
  unanswered: state, group, index, question, file
  orphans: paths

Counts of answers are questions = answered + empty + missing + none. Paths start at the bank's root, indices at 0.

Exit codes:
  0  The numbers were printed.
  2  It could not run.";

/// After the options of `list`.
pub const LIST: &str = "\
Each line is one object, in the order of the files' paths and of the questions in them. Its keys:
  group: the file of the question, from the bank's root
  index: the question's position in that file, from 0
  id: the id made from its text; null without a text
  question: its text; null without one
  level: its level as the bank's settings write it; null without one
  topics: its topics, each once, without levels
  answer: {\"file\": path}, {\"inline\": text}, {\"lines\": [first, last]} in the question's file, or null; the path is null if it is outside the bank
  exists: whether there is an answer; an empty file exists
  words: its length in words, without markup; null if it is not known
  line: the line of the question's text, from 1; null if the file cannot be read
  number: its number as written; null without one
  shape: group, document or file
  options: the options to choose from, each with text and right; null without any
  translations: the same question in other languages, each with group and index
  root: the bank's root; only if there are several banks

Examples:
  qmark list | jq -r 'select(
      .level == \"Advanced\").question'
  qmark list | jq -r 'select(.exists
      and .words == 0).answer.file'
      The answer files that are empty.
  qmark list | jq -r 'select(
      .exists | not).question'
      The questions that need an answer.
  qmark list | jq -s 'group_by(
      .level)[] | {level: .[0].level,
      questions: length}'
  qmark list | jq -r 'select(.topics
      | index(\"SQL\")).id'

Exit codes:
  0  The questions were listed.
  2  It could not run.";

/// After the options of `export`.
pub const EXPORT: &str = "\
All questions of PATH, in the order of the files' paths and of the questions in them, with the markdown of their answers: that of the answer file, or of the lines in the question's own file without its label, its `<details>`, links back to the top, and the line that names the right options. Line breaks in texts are written as LF.

csv: a row of names, then a row for each question. UTF-8 with a byte order mark, for spreadsheets. Cells are as in the bank: import the file as text if its authors may write formulas.
  question, answer, level
  topics: with `; ` between them
  options: each starts a line with its letter; its further lines are indented
  right: the letters of the right options
  group: the file of the question, from the bank's root
  number: its number as written
  body: what is between its text and its options or answer, such as code

json: a list of objects with the same keys, but null for what is missing, `topics` as a list, `options` as a list of objects with `text` and `right` instead of a key `right`, `file` instead of `group`, and `markdown` for the question with its markup, if it has any. Keys may be added.

anki: a text file for the import of Anki. The front has the question and its options, the back the right options and the answer, the tags the level and the topics. The identity of a note is made of its file and text: importing a later export updates the note, unless its text changed. Relative links become text. Images of the bank need a copy in the folder `collection.media`, by their name.

html: a page without scripts, in light and dark. Printing it opens the answers, in browsers since 2025. HTML other than formatting is shown as text. A link to a question, a file or an answer on the page leads there. Other relative links and images start at the bank's root: put the page there. Links that start with a slash become text.

Examples:
  qmark export --format csv \\
      --output questions.csv
  qmark export go --format anki \\
      --output go.txt
  qmark export --format json |
      jq -r '.[] | select(
      .answer == null).question'

Exit codes:
  0  The questions were exported. Some may lack their answer: standard error says how many.
  2  It could not run.";

/// After the options of `import`.
pub const IMPORT: &str = "\
FILE is read by its text: markdown of any shape, also without a configuration; plain text copied out of a page; a frontmatter that became a table row; a table, whose first row names its columns in any order (question, answer, level, topics, options, right, body); JSON, a list of objects with these keys, as `qmark export --format json` and `qmark list` print it. `right` names the right options by letter, by number from 1, or by text; a number in JSON that is not in quotes counts from 0.

The questions are written as those that are there: at the end of a group, with answer files or with answers in its frontmatter; in a document below the heading that gives their level and topic, with the next number, and with an entry in its table of contents. A group has no options: name a document for a quiz. A new document has headings for levels and topics and numbers for the questions.

A question that the bank has already is shown beside those of the bank, with the level and the answer of each. One with the same text is not written; one that is asked in other words is, unless --only-new is given. Nothing that is there is written over. A question that cannot be written is shown with the reason, and the others are written.

--dry-run prints a patch for `git apply`; the questions that the bank has, and the others that are not written, are listed on standard error.

Examples:
  qmark import new.csv --to go/go.md
  qmark import notes.md --to README.md \\
      --only-new --dry-run
  qmark export ../old | qmark import \\
      /dev/stdin --to all.md

Exit codes:
  0  All questions were written, or the bank has them.
  1  Some cannot be written.
  2  It could not run: no such file, no questions in it, or a target that cannot be written.";

/// After the options of `init`.
pub const INIT: &str = "\
Without a configuration, the text and the path of each file tell whether it has questions. This prints what they are read as and why, what is doubtful, and writes a `qmark.yaml` with the same in the settings `documents` and `levels`. After that, only the files that a rule names have questions, besides groups.

Files in one folder that have one title each, in a folder with a name such as `questions`, become one question each: nothing but the configuration can tell that.

Where there is a `qmark.yaml`, it is not changed: what to add to it is printed.

Examples:
  qmark init
      Write what was found here.
  qmark init --dry-run
      Only print it.
  qmark init --dry-run notes.md
      Why is this a question bank, or why not?

Exit codes:
  0  It was printed, and written unless there is a `qmark.yaml`.
  2  It could not run.";

/// After the options of `detect`.
pub const DETECT: &str = "\
The lines are in the order of the arguments. In a terminal, they are text. Otherwise each is one JSON object. Its keys for a file:
  path: the file, as on the command line
  root: the root of its bank: the folder with qmark.yaml, or FOLDER of --root, or the folder above its group's, or its own
  shape: group, document, file, or none without questions
  questions: how many it has
  opener: what opens them, as in the setting `documents`; null in a frontmatter
  levels: the levels of its questions
  contents: the number of entries in its table of contents
  why: what speaks for it, or why it has no questions, as sentences
  bank: whether it belongs to a bank: it has questions, answers one, or has a qmark.yaml above it

For a folder they are path, root, why and bank: whether there is a qmark.yaml in it or above it, or a file with questions in it. It ends at the first one that it finds, and looks at the first files of a large folder only: 20,000 in all, of which it reads 500.

Examples:
  qmark detect README.md
  qmark detect *.md | jq -r 'select(
      .questions > 0).path'
  qmark detect \\
      --settings '{\"infer\":false}' .

Exit codes:
  0  The files were read.
  2  It could not run: no such file, or neither a markdown file nor a folder.";

/// After the options of `completions`.
pub const COMPLETIONS: &str = "\
Examples:
  eval \"$(qmark completions bash)\"
      In ~/.bashrc.
  eval \"$(qmark completions zsh)\"
      In ~/.zshrc, below compinit.
  qmark completions fish | source
      In ~/.config/fish/config.fish.
  qmark completions powershell |
      Out-String | Invoke-Expression
      In the file that $PROFILE names.";
