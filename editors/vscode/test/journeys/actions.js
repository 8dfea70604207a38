// What an author can have done to a group, each once: where it is offered, and the bytes of all files afterwards.
const { QUICK, assert, codes, file, fs, journey, page, path, putAway, read, run, until, vscode } = require('./steps');
const { each, expectChanges, give, make, moved: movedIn, offered, saveAll, swap, tree } = require('./changes');

const BANK = 'broken';
const moved = (from, to) => movedIn(BANK, from, to);
const [PYTHON, WEB, NETWORKS, TRANSPORT] = ['python', 'web', 'networks', 'transport'].map((name) => `${name}/${name}.md`);
const IPV6 = 'why-did-ipv6-make-addresses-so-long.md';
const FOUR = 'Four thousand million addresses were too few. With 128 bits every network can have room to spare, and routes can be grouped.';

const ADDRESSES = `  - question: What are the two parts of an IP address?
    answer: ip-address.md
    topics:
      - 'Beginner'
      - 'Addressing'
  - question: What does a subnet mask say?
    answer: subnet-mask.md
    topics:
      - 'Beginner'
      - 'Addressing'
      # repeated-topic
      - 'Addressing'
`;
const PLANETS = `  - question: How do two planets keep in touch?
    answer: interplanetary.md
    topics:
      - 'Advanced'
      # unknown-topic
      - 'Astronomy'
`;

const SOUND = `# Interview questions on sound

### What is a tone?

A wave of one frequency.

### What is an octave?

Twice the frequency.

### What is noise?

A wave of many frequencies.
`;

const DOORS = 'doors.md';
/** A document of questions on these things, with a table of contents, each question with its number. */
function doors(...questions) {
    const row = ([number, thing]) => `| ${number} | [What is a ${thing}?](#${number}-what-is-a-${thing}) |\n`;
    const body = ([number, thing, text = `\nQuestion ${number} is on a ${thing}.\n`]) => `\n### ${number}. What is a ${thing}?\n${text}`;
    const table = `| No. | Question |\n|---|---|\n${questions.map(row).join('')}`;
    return `# Interview questions on doors\n\n${table}${questions.map(body).join('')}`;
}
const IN_ORDER = doors([1, 'lock'], [2, 'key'], [3, 'bolt'], [4, 'bell']);

const WIRES = 'cables/wires.md';
const part = (heading, names) => `## ${heading}\n\n${names.map((it) => `### What is a ${it}?\n\nA part of a cable 😀.\n\n`).join('')}`;
const [PLUGS, FUSES] = [part('Plugs', ['plug', 'socket', 'pin', 'plate']), part('Fuses', ['fuse', 'breaker', 'relay', 'switch'])];
const [TITLE, ROW] = ['# Interview questions on wires\n\n', '[Relays](#what-is-a-relay)\n\n'];

/**
 * The actions: `offer` is what src/ide/actions calls it. What is selected goes from the first text of `at` to the end of
 * the second; without a second it is a cursor. `given`, `makes` and `asks` are as in fixes.js.
 */
const ACTIONS = [
    {
        offer: 'extract_answer', kind: 'refactor.extract', at: [NETWORKS, 'Why did IPv6'], title: `Move this answer to \`${IPV6}\``,
        makes: { [NETWORKS]: swap(FOUR, IPV6), [`networks/content/${IPV6}`]: `${FOUR}\n` },
    }, {
        offer: 'inline_answer', kind: 'refactor.inline', at: [NETWORKS, 'What does NAT'], title: 'Write `nat.md` into the question', asks: true,
        makes: { [NETWORKS]: swap('nat.md\n', `|\n${indented(read(file(BANK, 'networks/content/nat.md')))}`), 'networks/content/nat.md': null },
    }, {
        offer: 'add_level', kind: 'refactor.rewrite', at: [WEB, 'order'], title: 'Add the level `Beginner` to 2 questions without one',
        given: { [WEB]: each(swap("dns.md\n    topics:\n      - 'Beginner'\n", 'dns.md\n    topics:\n'), swap("cookies.md\n    topics:\n      - 'Beginner'\n", 'cookies.md\n    topics:\n')) },
        makes: { [WEB]: each(swap('dns.md\n    topics:\n', "dns.md\n    topics:\n      - 'Beginner'\n"), swap('cookies.md\n    topics:\n', "cookies.md\n    topics:\n      - 'Beginner'\n")) },
    }, {
        offer: 'sort_by_level', kind: 'refactor.rewrite', at: [WEB, 'order'], title: 'Sort the questions by level',
        makes: { [WEB]: each(exchange('When may a browser', 'How do status codes'), exchange('What does CORS', 'Why is a form')) },
    }, {
        offer: 'make_contents', kind: 'refactor.rewrite', at: ['sound.md', '# Interview'], title: 'Make a table of contents',
        given: { 'sound.md': SOUND },
        makes: { 'sound.md': swap('sound\n\n', 'sound\n\n- [What is a tone?](#what-is-a-tone)\n- [What is an octave?](#what-is-an-octave)\n- [What is noise?](#what-is-noise)\n\n') },
    }, {
        offer: 'create_answers', kind: 'refactor.rewrite', at: [WEB, 'order'], title: 'Create all missing answer files of this group',
        given: { [WEB]: each(swap('dns.md', 'names.md'), swap('cookies.md', 'crumbs.md')) },
        makes: {
            'web/content/names.md': '# What does DNS answer?\n\n',
            'web/content/crumbs.md': '# Who may read a cookie?\n\n',
            'web/content/farewell.md': '# Farewell\n\n',
        },
    }, {
        offer: 'move_questions', kind: 'refactor.move', at: [NETWORKS, '  - question: What are the two', 'subnet-mask.md'], asks: true,
        title: 'Move 2 questions to `transport/transport.md`',
        makes: {
            [NETWORKS]: swap(ADDRESSES, ''),
            [TRANSPORT]: swap('---\n\nEverything', `${ADDRESSES}---\n\nEverything`),
            ...moved('networks/content/ip-address.md', 'transport/content/ip-address.md'),
            ...moved('networks/content/subnet-mask.md', 'transport/content/subnet-mask.md'),
        },
    }, {
        offer: 'move_questions', kind: 'refactor.move', at: [NETWORKS, '  - question: How do two planets', 'interplanetary.md'],
        title: 'Move the question to a new group `astronomy/astronomy.md`',
        makes: {
            [NETWORKS]: swap(PLANETS, ''),
            'astronomy/astronomy.md': group('Astronomy', 8, PLANETS),
            ...moved('networks/content/interplanetary.md', 'astronomy/content/interplanetary.md'),
        },
    }, {
        offer: 'restructure', kind: 'refactor.rewrite', at: [WIRES, 'Interview'], asks: true,
        title: 'Split the document into a file for each of its 2 sections',
        given: { [WIRES]: `${TITLE}${ROW}${PLUGS}${FUSES}`.trimEnd() + '\n' },
        makes: {
            [WIRES]: `${TITLE}${ROW}`.replace('(#', '(fuses.md#').trimEnd() + '\n',
            'cables/plugs.md': `${TITLE}${PLUGS}`.trimEnd() + '\n',
            'cables/fuses.md': `${TITLE}${FUSES}`.trimEnd() + '\n',
        },
    }, {
        offer: 'renumber', kind: 'refactor.rewrite', at: [DOORS, '### 4. What'], title: 'Renumber the questions from here on', asks: true,
        given: { [DOORS]: doors([1, 'lock'], [2, 'key'], [4, 'bolt'], [5, 'bell']) },
        makes: { [DOORS]: IN_ORDER },
    }, {
        offer: 'move_question', kind: 'refactor.move', at: [DOORS, '### 3. What'], title: 'Move the question up', asks: true,
        given: { [DOORS]: IN_ORDER },
        makes: { [DOORS]: doors([1, 'lock'], [2, 'bolt'], [3, 'key'], [4, 'bell']) },
    }, {
        offer: 'change_questions', kind: 'refactor.rewrite', at: [DOORS, '### 2. What'], title: 'Remove this question', asks: true,
        given: { [DOORS]: IN_ORDER },
        makes: { [DOORS]: doors([1, 'lock'], [2, 'bolt'], [3, 'bell']) },
    }, {
        offer: 'change_questions', kind: 'refactor.rewrite', at: [DOORS, '### 2. What'], title: 'Insert a question after this one', asks: true,
        given: { [DOORS]: IN_ORDER },
        makes: {
            [DOORS]: each(
                () => doors([1, 'lock'], [2, 'key'], [3, 'NEW', ''], [4, 'bolt'], [5, 'bell']),
                swap('[What is a NEW?](#3-what-is-a-NEW)', '[New question?](#3-new-question)'), swap('What is a NEW?', 'New question?'),
            ),
        },
    },
];
/** These have steps of their own. */
const OTHERS = ['move_places', 'quick_fix', 'fix_all', 'organize_topics', 'update_contents', 'documents', 'import_questions'];

exports.run = () => journey({
    async 'each kind of action has a step'() {
        const source = fs.readFileSync(path.resolve(__dirname, '../../../../src/ide/actions/mod.rs'), 'utf8');
        const offers = [...source.matchAll(/(\w+)::offer\b/g)].map(([, name]) => name);
        assert.ok(offers.length > 0, 'the source is read');
        assert.deepStrictEqual([...new Set([...ACTIONS.map(({ offer }) => offer), ...OTHERS])].sort(), [...new Set(offers)].sort());
    },

    ...Object.fromEntries(ACTIONS.map((action) => [action.title.replaceAll('`', ''), () => act(action)])),

    async 'a question of a document moves to a section of the author\'s choice'() {
        const name = 'cables/all.md';
        const rows = ['plug', 'fuse'].map((it) => `- [What is a ${it}?](#what-is-a-${it})\n`).join('');
        await give(BANK, { [name]: `${TITLE}${rows}\n${PLUGS}${FUSES}`.trimEnd() + '\n' });
        const [before, uri] = [tree(BANK), file(BANK, name)];
        const { document } = await vscode.window.showTextDocument(uri);
        const place = document.positionAt(document.getText().indexOf('What is a pin'));
        const { command } = await offered(uri, new vscode.Range(place, place), 'refactor.move', 'Move the question to another section or file…');
        const done = run(command.command, ...command.arguments);
        await page('see', { selector: `${QUICK} .quick-input-title`, text: 'Move to which file or section?' });
        await page('see', { selector: `${QUICK} input:focus` });
        await page('type', { text: 'all.md#fuses' });
        await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: `${name}#fuses` });
        await page('press', { key: 'Enter' });
        await done;
        await until('the change', () => document.isDirty);
        await saveAll();
        const pin = '### What is a pin?\n\nA part of a cable 😀.\n\n';
        await expectChanges(BANK, before, { [name]: (text) => swap(pin, '')(text).trimEnd() + `\n\n${pin}`.trimEnd() + '\n' });
    },

    async 'a group is written by command'() {
        const before = tree('content');
        await page('press', { key: 'F1' });
        await page('see', { selector: `${QUICK} input:focus` });
        await page('type', { text: 'qmark new group' });
        await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'New Group' });
        await page('press', { key: 'Enter' });
        await page('see', { selector: `${QUICK} .quick-input-title`, text: 'Which question bank?' });
        await page('type', { text: 'content' });
        await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'content' });
        await page('press', { key: 'Enter' });
        await page('see', { selector: `${QUICK} .quick-input-title`, text: 'New Group' });
        await page('see', { selector: `${QUICK} input:focus` });
        await page('type', { text: 'Shell tricks' });
        await page('press', { key: 'Enter' });
        const uri = file('content', 'shell-tricks/shell-tricks.md');
        await until('the group', () => vscode.window.activeTextEditor?.document.uri.path === uri.path);
        await saveAll();
        await expectChanges('content', before, {
            'shell-tricks/shell-tricks.md': group('Shell tricks', 3, `  - question: What is Shell tricks?
    answer: what-is-shell-tricks.md
    topics:
      - Beginner
      - Databases
`),
            'shell-tricks/content/what-is-shell-tricks.md': '# What is Shell tricks?\n\nWrite the answer here.\n',
        });
    },

    async 'missing answers are written by command'() {
        await putAway();
        const before = tree(BANK);
        const done = run('qmark.answers.create');
        await page('see', { selector: `${QUICK} .quick-input-title`, text: 'Create the missing answers' });
        await page('type', { text: 'python' });
        await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'Python' });
        await page('press', { key: 'Enter' });
        await done;
        await until('the answers', () => fs.existsSync(file(BANK, 'python/content/pinned-versions.md').fsPath));
        await until('their texts', async () => {
            await saveAll();
            return read(file(BANK, 'python/content/pinned-versions.md'));
        });
        // The other that is missing is there under a name with a slip.
        await expectChanges(BANK, before, { 'python/content/pinned-versions.md': '# Why are the versions of dependencies pinned?\n\n' });
    },

    // A window that is still coming up makes none of these: they come last.
    async 'all safe fixes are made by command'() {
        const [once, twice] = ["      - 'Intermediate'\n      - 'Addressing'\n", "      - 'Intermediate'\n      - 'Addressing'\n      - 'Addressing'\n"];
        await give(BANK, { [NETWORKS]: swap(once, twice) });
        const [before, uri] = [tree(BANK), file(BANK, NETWORKS)];
        const { document } = await vscode.window.showTextDocument(uri);
        await until('the finding', () => codes(uri).includes('repeated-topic'));
        // Once only: it ends before the fixes are made, and the editor would make them twice.
        await run('editor.action.fixAll');
        await until('the fixes', () => document.isDirty);
        await saveAll();
        await expectChanges(BANK, before, { [NETWORKS]: swap(twice, once) });
    },

    async 'all safe fixes are made on saving'() {
        await whileSaving('source.fixAll.qmark', TRANSPORT, swap('order: 4', 'order: 5'), each(
            swap('    answer: udp.md\n    answer', '    answer'), swap('topics: Beginner', 'topics: [Beginner]'),
            swap("# repeated-topic\n      - 'Addressing'\n", '# repeated-topic\n'),
        ));
    },

    async 'topics are put in order on saving'() {
        const given = "      - 'Data Type'\n      - 'Beginner'\n      - 'Data Type'\n";
        const ordered = "      - 'Beginner'\n      - 'Data Type'\n";
        await whileSaving('source.organizeTopics.qmark', PYTHON, each(swap('isNew: false', 'isNew: true'), swap(ordered, given)), swap(given, ordered));
    },

    async 'a table of contents is updated on saving'() {
        const questions = ['plug', 'socket', 'fuse'];
        const rows = questions.map((it) => `- [What is a ${it}?](#what-is-a-${it})\n`).join('');
        const answers = questions.map((it) => `## What is a ${it}?\n\nA part of a wire.\n\n`).join('');
        await give(BANK, { 'wires.md': `# Interview questions on wires\n\nShort ones.\n\n${rows}\n${answers}` });
        const [entry, old] = ['[What is a fuse?]', '[What is a lamp?]'];
        await whileSaving('source.updateContents.qmark', 'wires.md', each(swap('Short ones.', 'Long ones.'), swap(entry, old)), swap(old, entry));
    },
});

/** Has an action made, and looks at all files. */
async function act({ kind, title, at: [name, from, to], given, makes, asks }) {
    const uri = file(BANK, name);
    if (given) {
        await give(BANK, given);
    }
    const { document } = await vscode.window.showTextDocument(uri);
    const start = document.getText().indexOf(from);
    const end = to === undefined ? start : document.getText().indexOf(to, start) + to.length;
    const before = tree(BANK);
    await make(await offered(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), kind, title), asks);
    await expectChanges(BANK, before, makes);
}

/** Changes a file and saves it while an action is made on saving, and compares what was written. */
async function whileSaving(action, name, change, makes) {
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update('codeActionsOnSave', { [action]: 'explicit' }, vscode.ConfigurationTarget.Global);
    await until('the setting', () => vscode.workspace.getConfiguration('editor').get('codeActionsOnSave')?.[action]);
    const [before, uri] = [tree(BANK), file(BANK, name)];
    const { document } = await vscode.window.showTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), change(read(uri)));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('the file to be unsaved', () => document.isDirty);
    assert.ok(await document.save());
    await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    await expectChanges(BANK, before, { [name]: each(change, makes) });
}

/** A new group's file. */
function group(title, order, questions) {
    return `---
order: ${order}
briefTitle: ${title}
briefDescription: Questions on ${title}
title: ${title} Questions
description: Questions on ${title}
isNew: true
seo:
  title: ${title} Questions
  description: Questions on ${title}
  keywords:
    - ${title}
sitemap:
  priority: 0.5
  changefreq: monthly
questions:
${questions}---
`;
}

/** Lines as they stand below `answer: |`. */
function indented(text) {
    return text.replace(/^(?=.)/gm, '      ');
}

/** Two questions in each other's place. */
function exchange(one, other) {
    return (text) => {
        const parts = text.split(/(?=^  - question: |^---$)/m);
        const [first, second] = [one, other].map((question) => parts.findIndex((part) => part.startsWith(`  - question: ${question}`)));
        assert.ok(first >= 0 && second >= 0, `the bank has changed: ${one}, ${other}`);
        [parts[first], parts[second]] = [parts[second], parts[first]];
        return parts.join('');
    };
}
