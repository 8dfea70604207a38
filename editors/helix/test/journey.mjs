// What a person sees of qmark in Helix, end to end: keys, the screen, and the files' bytes. Started by ./run.
// Each step has a Helix and a server of its own in a copy of its own. Ends with 1 when a step fails; the others run.
import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import assert from 'node:assert/strict';
import { open } from './terminal.mjs';

const GROUP = 'backend/backend.md';

const steps = {
  async 'a finding stands at its line'() {
    await visit('broken', 'python/python.md', async (helix) => {
      await helix.wait(/List-Comprehension\.md.*differs in case/);
      await helix.wait(/- 'Date Type'.*looks like a misspelling/);
      // The line itself, and nothing at its healthy neighbour.
      assert.doesNotMatch(helix.screen(), /question: What does a list comprehension look like\? +\S/);
    });
  },

  async 'a finding follows the text'() {
    await visit('content', GROUP, async (helix) => {
      helix.find('sql-or-nosql.md');
      helix.type('cnowhere.md');
      await helix.wait(/answer: nowhere\.md/);
      await helix.normal();
      await helix.wait(/the answer file `nowhere\.md` does not exist/);
      helix.type('u');
      await helix.wait(/does not exist/, { absent: true });
    });
  },

  async 'a topic completes'() {
    await visit('content', GROUP, async (helix, bank) => {
      const line = "      - 'Databases'\n";
      helix.find("- 'Databases'");
      helix.type('o- Cach');
      // The list of what was typed last, not of less.
      await helix.wait(/Architecture +enum_member/, { absent: true });
      await helix.wait(/- Cach\n.* Caching +enum_member/);
      helix.keys('Tab', 'Enter');
      await helix.wait(/- 'Caching'\n/);
      // Helix asks again behind the quote that came with it, and no list opens there.
      const lists = () => helix.messages().flatMap((it) => (it.result?.items ? [it.result.items.length] : []));
      await helix.until(() => lists().at(-1) === 0, () => `lists of ${lists()} items`);
      assert.doesNotMatch(helix.screen(), /enum_member/);
      await helix.normal();
      helix.save();
      await bank.has(GROUP, bank.before(GROUP).replace(line, `${line}      - 'Caching'\n`));
    });
  },

  async 'an answer file completes'() {
    await visit('content', GROUP, async (helix, bank) => {
      helix.find('sql-or-nosql.md');
      helix.type('cwritten');
      await helix.wait(/sql-or-nosql\.md +file/, { absent: true });
      await helix.wait(/answer: written\n.*written-yesterday\.md +file/);
      helix.keys('Tab', 'Enter');
      await helix.wait(/answer: written-yesterday\.md\n/);
      await helix.normal();
      helix.save();
      await bank.has(GROUP, bank.before(GROUP).replace('sql-or-nosql.md', 'written-yesterday.md'));
    }, { 'backend/content/written-yesterday.md': 'Nobody cites this answer yet.\n' });
  },

  async 'hover tells of the answer'() {
    await visit('content', GROUP, async (helix) => {
      helix.find('sql-or-nosql.md');
      helix.type(' k');
      await helix.wait(/backend\/content\/sql-or-nosql\.md · \d+ words/);
    });
  },

  async 'definition opens the answer and references lead back'() {
    await visit('content', GROUP, async (helix, bank) => {
      const opening = bank.before('backend/content/sql-or-nosql.md').slice(0, 40);
      helix.find('SQL and NoSQL');
      helix.type('gd');
      await helix.wait(literally(opening));
      helix.type('gr');
      await helix.wait(/ backend\/backend\.md:\d+/);
      helix.type('backend/backend.md');
      helix.keys('Enter');
      await helix.wait(/NOR .*backend\/backend\.md  /);
    });
  },

  async 'a topic is renamed in every group'() {
    const other = withTopic(readFileSync(path.join(process.env.BANKS, 'content/git/git.md'), 'utf8'));
    await visit('content', GROUP, async (helix, bank) => {
      helix.find("'Databases'");
      helix.type(' r');
      await helix.wait(/rename-to:/);
      helix.keys('C-u');
      helix.type('Data: stores');
      helix.keys('Enter');
      await helix.wait(/- 'Data: stores'/);
      helix.type(':write-all');
      helix.keys('Enter');
      const renamed = (text) => text.replaceAll("- 'Databases'", "- 'Data: stores'");
      await bank.has(GROUP, renamed(bank.before(GROUP)));
      await bank.has('git/git.md', renamed(other));
    }, { 'git/git.md': other });
  },

  async 'a fix is made'() {
    await visit('broken', 'python/python.md', async (helix, bank) => {
      await helix.wait(/differs in case/);
      helix.find('List-Comprehension.md');
      helix.type(' a');
      await helix.wait(/Write `list-comprehension\.md`/);
      helix.keys('Enter');
      await helix.wait(/answer: list-comprehension\.md/);
      helix.save();
      await bank.has('python/python.md', bank.before('python/python.md').replace('List-Comprehension.md', 'list-comprehension.md'));
    });
  },

  async 'a question is found by its words'() {
    await visit('content', 'git/git.md', async (helix) => {
      helix.type(' S');
      await helix.wait(/\d+\/\d+/);
      helix.type('nosql differ');
      await helix.wait(/How do SQL and NoSQL databases differ\?/);
      helix.keys('Enter');
      await helix.wait(/NOR .*backend\/backend\.md  /);
    });
  },

  async 'settings reach the server'() {
    await visit('broken', 'web/web.md', async (helix) => {
      await helix.wait(/description: ''.*is empty/);
      // The page switches the rule off.
      await helix.wait(/the title promises/, { absent: true });
    });
  },
};

const literally = (text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const withTopic = (text) => text.replace('topics:\n', "topics:\n      - 'Databases'\n");

/// Says where a file's text leaves what was expected.
function differing(name, seen, expected) {
  const [lines, others] = [seen.split('\n'), expected.split('\n')];
  const at = lines.findIndex((line, index) => line !== others[index]);
  return `${name}:${at + 1} is \`${lines[at]}\` and not \`${others[at]}\``;
}

const sessions = () => readdirSync(process.env.WIRE);

/// Runs `step` with Helix on a file in a fresh copy of a bank, in which `files` are others.
async function visit(name, file, step, files = {}) {
  const place = mkdtempSync(path.join(process.env.BANKS, 'step-'));
  const folder = path.join(realpathSync(place), name);
  cpSync(path.join(process.env.BANKS, name), folder, { recursive: true });
  for (const [it, text] of Object.entries(files)) writeFileSync(path.join(folder, it), text);
  const earlier = sessions();
  const terminal = open([process.env.HELIX, file], { folder, place });
  /// What passed between Helix and the server so far.
  const messages = () => {
    const session = sessions().find((it) => !earlier.includes(it));
    const lines = session ? readFileSync(path.join(process.env.WIRE, session), 'utf8').split('\n') : [];
    return lines.slice(0, -1).map((line) => JSON.parse(line).message);
  };
  const helix = {
    ...terminal,
    messages,
    find(text) {
      terminal.type(`gg/${text.replace(/[.?]/g, '\\$&')}`);
      terminal.keys('Enter');
    },
    /// Leaves the inserting mode, when what was typed is on the screen. A list that opens may take the first Escape for
    /// itself, and one that is still unread makes another key of the next: so none is sent before the last had its time.
    async normal() {
      for (let tries = 1; tries <= 20; tries += 1) {
        terminal.keys('Escape');
        const isNormal = await terminal.wait(/^ NOR /m, { patience: 3000 }).then(() => true, () => false);
        if (isNormal) return;
      }
      throw new Error(`it stays where text is typed:\n${terminal.screen()}`);
    },
    save() {
      terminal.type(':write');
      terminal.keys('Enter');
    },
  };
  // Helix moves a file away while it writes it.
  const read = (it) => {
    try {
      return readFileSync(path.join(folder, it), 'utf8');
    } catch {
      return '';
    }
  };
  const bank = {
    before: (it) => readFileSync(path.join(process.env.BANKS, name, it), 'utf8'),
    async has(it, expected) {
      await terminal.until(() => read(it) === expected, () => differing(it, read(it), expected));
    },
  };
  try {
    // Before that, keys would do nothing.
    const isRead = () => messages().some((it) => it.method === '$/progress' && it.params.value.kind === 'end');
    await helix.until(isRead, () => `the server does not get ready:\n${helix.screen()}`);
    await step(helix, bank);
    terminal.type(':quit-all!');
    terminal.keys('Enter');
    await terminal.ended();
  } finally {
    terminal.close();
  }
}

const wanted = Object.entries(steps).filter(([name]) => new RegExp(process.env.STEPS ?? '').test(name));
assert.notEqual(wanted.length, 0, `no step matches ${process.env.STEPS}`);
let failed = 0;
for (const [name, step] of wanted) {
  try {
    await step();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.message}`);
  }
}
console.log(`${wanted.length - failed} of ${wanted.length} steps passed`);
process.exitCode = failed ? 1 : 0;
