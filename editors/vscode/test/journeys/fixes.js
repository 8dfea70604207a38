// Every kind of fix once: a finding, the fix with its title, and the bytes of all files afterwards.
const { PREVIEW, assert, codes, confirm, file, fs, journey, page, path, show, until, vscode } = require('./steps');
const { add, expectChanges, give, make, moved: movedIn, offered, saveAll, swap, tree } = require('./changes');

const BANK = 'broken';
const moved = (from, to) => movedIn(BANK, from, to);
const [PYTHON, WEB, NETWORKS, TRANSPORT, DATABASES, TESTING] = ['python', 'web', 'networks', 'transport', 'databases', 'testing']
    .map((name) => `${name}/${name}.md`);
const CONFIG = 'qmark.yaml';
const INDEXES = 'databases/content/indexes.md';

/**
 * The fixes: `mend` is what src/lint calls it, `of` the finding's rule, which marks some of the text `at` a file. `given`
 * is what is changed first. `makes` has all files that are other then. `asks`: the author has to agree, since a file
 * beside the one that is open changes. `by` is how it is chosen, when not by the editor's interface.
 */
const FIXES = [
    {
        mend: 'use_answer::MEND', of: 'answer-case-mismatch', at: [PYTHON, 'List-Comprehension.md'], title: 'Write `list-comprehension.md`',
        by: lightBulb, makes: { [PYTHON]: swap('List-Comprehension.md', 'list-comprehension.md') },
    }, {
        mend: 'rule_off::MEND', of: 'duplicate-answer-text', at: ['databases/content/virtual-tables.md', 'A query'],
        title: 'Turn `duplicate-answer-text` off in `qmark.yaml`', by: lightBulb, asks: true,
        makes: { [CONFIG]: add('rules:\n  duplicate-answer-text: off\n') },
    }, {
        mend: 'allow::MEND', of: 'duplicate-question', at: [DATABASES, 'What does a Transaction'], title: 'Allow `duplicate-question` here',
        makes: { [DATABASES]: swap('Transaction promise?', 'Transaction promise? # qmark: allow(duplicate-question)') },
    }, {
        mend: 'allow::MEND', of: 'similar-question', at: [TRANSPORT, 'What is a time-out'], title: 'Allow `similar-question` in this file',
        makes: { [TRANSPORT]: swap('---\n', '---\n# qmark: allow-file(similar-question)\n') },
    }, {
        mend: 'swap_orphan::MEND', of: 'shared-answer', at: [PYTHON, 'lambda not contain?\n    answer: closures.md'], title: 'Answer with `lambdas.md`',
        makes: { [PYTHON]: swap('lambda not contain?\n    answer: closures.md', 'lambda not contain?\n    answer: lambdas.md') },
    }, {
        mend: 'close_fence::MEND', of: 'unclosed-fence', at: ['python/content/generators.md', '```python'],
        title: 'Close the block of code at its end', makes: { 'python/content/generators.md': add('```\n') },
    }, {
        mend: 'add_keys::MEND', of: 'missing-key', at: [PYTHON, '- answer: decorators.md'], title: 'Join it with the question above',
        makes: { [PYTHON]: swap('  - answer: decorators.md', '    answer: decorators.md') },
    }, {
        mend: 'use_topic::MEND', of: 'near-topic', at: [PYTHON, "'data-type'"], title: 'Write `Data Type` everywhere (2 places)', asks: true,
        given: { [PYTHON]: swap("'Date Type'", "'data-type'"), [TRANSPORT]: swap('topics: []', "topics:\n      - 'data-type'") },
        makes: { [PYTHON]: swap("'data-type'", "'Data Type'"), [TRANSPORT]: swap("'data-type'", "'Data Type'") },
    }, {
        mend: 'use_topic::UNKNOWN', of: 'unknown-topic', at: [NETWORKS, "'Adressing'"], title: 'Write `Addressing`',
        given: { [NETWORKS]: swap("'Astronomy'", "'Adressing'") }, makes: { [NETWORKS]: swap("'Adressing'", "'Addressing'") },
    }, {
        mend: 'list_topic::MEND', of: 'unknown-topic', at: [DATABASES, "'Index'"], title: 'Add `Index` to the topics in `qmark.yaml`', asks: true,
        makes: { [CONFIG]: swap('  - Web\n', '  - Web\n  - Index\n') },
    }, {
        mend: 'create_answer::MEND', of: 'missing-answer', at: [PYTHON, 'pinned-versions.md'], title: 'Create `content/pinned-versions.md`',
        makes: { 'python/content/pinned-versions.md': '# Why are the versions of dependencies pinned?\n\n' },
    }, {
        mend: 'bring_in::NAMED', of: 'missing-answer', at: [PYTHON, 'notes.md'], title: 'Move `python/notes.md` to `python/content`',
        given: { [PYTHON]: swap('pinned-versions.md', 'notes.md') }, makes: moved('python/notes.md', 'python/content/notes.md'),
    }, {
        mend: 'delete_file::MEND', of: 'orphan-answer', at: ['python/content/pinned-versions.md', '# Why'], title: 'Delete `pinned-versions.md`',
        makes: { 'python/content/pinned-versions.md': null },
    }, {
        mend: 'rename_answer::ONCE', of: 'suspicious-answer', at: [PYTHON, 'answer: environment-variables.md.md'],
        title: 'Rename the file to `environment-variables.md`',
        given: { [PYTHON]: swap('answer: environment-variables.md', 'answer: environment-variables.md.md') },
        makes: {
            [PYTHON]: swap('answer: environment-variables.md.md', 'answer: environment-variables.md'),
            ...moved('python/content/environment-variables.md.md', 'python/content/environment-variables.md'),
        },
    }, {
        mend: 'rename_answer::IN_CASE', of: 'answer-case-mismatch', at: [NETWORKS, 'NAT.md'], title: 'Rename the file to `NAT.md`',
        given: { [NETWORKS]: swap('nat.md', 'NAT.md') }, makes: moved('networks/content/nat.md', 'networks/content/NAT.md'),
    }, {
        mend: 'add_level::MEND', of: 'missing-level', at: [NETWORKS, 'question: What does NAT'], title: 'Add the level `Advanced`',
        makes: { [NETWORKS]: swap("NAT.md\n    topics:\n", "NAT.md\n    topics:\n      - 'Advanced'\n") },
    }, {
        mend: 'remove_topic::REPEATED', of: 'repeated-topic', at: [NETWORKS, "# repeated-topic\n      - 'Addressing'"],
        title: 'Remove the repeated `Addressing`', makes: { [NETWORKS]: swap("# repeated-topic\n      - 'Addressing'\n", '# repeated-topic\n') },
    }, {
        mend: 'key_name::DECLARE', of: 'unknown-key', at: [NETWORKS, 'hint'], title: "Add `hint` to the bank's own keys in `qmark.yaml`", asks: true,
        makes: { [CONFIG]: add('keys:\n  question:\n    hint: string\n') },
    }, {
        mend: 'key_name::REMOVE', of: 'unknown-key', at: [WEB, '\nkeywords'], title: 'Remove `keywords`',
        makes: { [WEB]: swap("keywords:\n  - 'web questions'\n", '') },
    }, {
        mend: 'key_name::NAME', of: 'unknown-key', at: [WEB, 'isNw'], title: 'Rename it to `isNew`',
        given: { [WEB]: swap("isNew: 'soon'", 'isNw: true') }, makes: { [WEB]: swap('isNw', 'isNew') },
    }, {
        mend: 'write_count::MEND', of: 'title-count', at: [WEB, '10 Web'], title: 'Write `7`', makes: { [WEB]: swap('10 Web', '7 Web') },
    }, {
        mend: 'whole_text::MEND', of: 'cut-by-comment', at: [WEB, '# in an address?'], title: 'Put the whole text in quotes',
        makes: { [WEB]: swap('What comes after the # in an address?', "'What comes after the # in an address?'") },
    }, {
        mend: 'remove_empty::MEND', of: 'empty-value', at: [WEB, "'Advanced'\n      -\n"], title: 'Remove the empty item',
        given: { [WEB]: swap("'Advanced'\n", "'Advanced'\n      -\n") }, makes: { [WEB]: swap("'Advanced'\n      -\n", "'Advanced'\n") },
    }, {
        mend: 'use_id::AUTHOR', of: 'unknown-author', at: [WEB, 'sam-portr'], title: 'Write `sam-porter`',
        given: { [WEB]: swap('alex-morgan', 'sam-portr') }, makes: { [WEB]: swap('sam-portr', 'sam-porter') },
    }, {
        mend: 'use_id::GUIDE', of: 'unknown-guide', at: [WEB, 'reading-error-mesages'], title: 'Write `reading-error-messages`',
        given: { [WEB]: swap('reading-http-traces', 'reading-error-mesages') }, makes: { [WEB]: swap('mesages', 'messages') },
    }, {
        mend: 'use_file_name::MEND', of: 'suspicious-answer', at: [TRANSPORT, 'answer: three-way-handshake'], title: 'Write `three-way-handshake.md`',
        makes: { [TRANSPORT]: swap('answer: three-way-handshake', 'answer: three-way-handshake.md') },
    }, {
        mend: 'one_of_two_keys::MEND', of: 'duplicate-key', at: [TRANSPORT, 'udp.md\n    answer: udp.md'],
        title: 'Remove the second `answer`, which says the same', makes: { [TRANSPORT]: swap('    answer: udp.md\n    answer', '    answer') },
    }, {
        mend: 'remove_topic::LEVELS', of: 'several-levels', at: [TRANSPORT, "# several-levels\n      - 'Advanced'"],
        title: 'Keep only the level `Intermediate`', makes: { [TRANSPORT]: swap("# several-levels\n      - 'Advanced'\n", '# several-levels\n') },
    }, {
        mend: 'add_level::NO_TOPICS', of: 'missing-topics', at: [TRANSPORT, 'topics: []'], title: 'Add the level `Beginner`',
        given: { [TRANSPORT]: swap("topics:\n      - 'Data Type'", 'topics: []') }, makes: { [TRANSPORT]: swap('topics: []', "topics: ['Beginner']") },
    }, {
        mend: 'right_type::MEND', of: 'wrong-type', at: [TRANSPORT, 'topics: Beginner'], title: 'Make it a list',
        makes: { [TRANSPORT]: swap('topics: Beginner', 'topics: [Beginner]') },
    }, {
        mend: 'list_orphan::MEND', of: 'orphan-answer', at: ['databases/content/keyset-paging.md', 'Remember'], asks: true,
        title: 'List it in `databases.md` as “Keyset paging?” (`Beginner`, `SQL`)',
        makes: {
            [DATABASES]: swap("      - 'SQL'\r\n---\r\n", [
                "      - 'SQL'", '  - question: Keyset paging?', '    answer: keyset-paging.md', '    topics:', "      - 'Beginner'", "      - 'SQL'", '---', '',
            ].join('\r\n')),
        },
    }, {
        mend: 'use_link::HEADING', of: 'broken-anchor', at: [INDEXES, '#isolaton'], title: 'Write `#isolation`',
        given: { [INDEXES]: swap('#isolation-levels', '#isolaton') }, makes: { [INDEXES]: swap('#isolaton', '#isolation') },
    }, {
        mend: 'use_link::PROTOCOL', of: 'broken-link', at: [INDEXES, 'www.example.org'], title: 'Write `https://www.example.org`',
        given: { [INDEXES]: swap('(normal-forms.md)', '(www.example.org)') }, makes: { [INDEXES]: swap('(www', '(https://www') },
    }, {
        mend: 'make_yaml::MEND', of: 'invalid-yaml', at: [TESTING, '"What makes'], title: 'Close the quote',
        makes: { [TESTING]: swap('"What makes a test flaky?', '"What makes a test flaky?"') },
    }, {
        mend: 'bring_in::STRAY', of: 'stray-file', at: ['testing/aside.md', 'By'], title: 'Move `testing/aside.md` to `testing/content`',
        given: { 'testing/aside.md': 'By the way.\n', [TESTING]: swap('coverage.md', 'aside.md') },
        makes: { 'testing/aside.md': null, 'testing/content/aside.md': 'By the way.\n' },
    },
];

exports.run = () => journey({
    'each kind of fix has a step': everyKindHasAStep,
    ...Object.fromEntries(FIXES.map((fix) => [`${fix.of}: ${fix.title.replaceAll('`', '')}`, () => mend(fix)])),
});

/** What the rules' sources name as their fixes is made by some step. */
function everyKindHasAStep() {
    const lint = path.resolve(__dirname, '../../../../src/lint');
    const source = (name) => fs.readFileSync(path.join(lint, name), 'utf8');
    const mends = (text, list) => list.exec(text)?.[1].match(/\w+::\w+/g) ?? [];
    const rules = fs.readdirSync(path.join(lint, 'rules')).filter((name) => name.endsWith('.rs') && name !== 'mod.rs');
    const ofRules = rules.map((name) => [name.replace('.rs', '').replaceAll('_', '-'), mends(source(`rules/${name}`), /\bmends: &\[([^\]]*)\]/)]);
    const silences = mends(source('fixes/mod.rs'), /SILENCES: &\[Mend\] = &\[([^\]]*)\]/);
    const all = [...new Set([...silences, ...ofRules.flatMap(([, names]) => names)])].sort();
    assert.ok(silences.length > 0 && all.length > silences.length, 'the sources are read');
    assert.deepStrictEqual([...new Set(FIXES.map((fix) => fix.mend))].sort(), all);
    const known = new Map(ofRules);
    const strange = FIXES.filter((fix) => ![...silences, ...known.get(fix.of)].includes(fix.mend));
    assert.deepStrictEqual(strange.map((fix) => `${fix.mend} of ${fix.of}`), []);
}

/** Makes a fix, looks at all files, and sees its finding go. */
async function mend(fix) {
    const [name, part] = fix.at;
    const uri = file(BANK, name);
    if (fix.given) {
        await give(BANK, fix.given);
    }
    // What is wrong in a file that nobody sees is asked for every other second only.
    await vscode.window.showTextDocument(uri);
    const finding = await until('the finding', () => findingAt(uri, part, fix.of));
    const before = tree(BANK);
    const count = codes(uri).filter((code) => code === fix.of).length;
    if (fix.by) {
        await fix.by(uri, fix);
    } else {
        await make(await offered(uri, finding.range, 'quickfix', fix.title), fix.asks);
    }
    await expectChanges(BANK, before, fix.makes);
    // A document of a file that is gone may stay for a while.
    await until('the finding to go', () => fix.makes[name] === null || codes(uri).filter((code) => code === fix.of).length < count);
}

/** The finding of a rule that marks some of the text. */
async function findingAt(uri, part, code) {
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.getText().indexOf(part);
    assert.ok(at >= 0, `there is no ${part}`);
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + part.length));
    return vscode.languages.getDiagnostics(uri).find((it) => (it.code?.value ?? it.code) === code && it.range.intersection(range));
}

/** Chooses a fix from the light bulb's menu, by keyboard. */
async function lightBulb(uri, { at: [, part], title, asks }) {
    await show(uri, part, 1);
    const rows = '.action-widget .monaco-list-row';
    const focused = async () => (await page('texts', { selector: `${rows}.focused` }))[0];
    // The finding is there already, but the editor may have asked for actions just before it.
    await until('the menu', async () => {
        await page('press', { key: 'Control+.' });
        await page('see', { selector: rows, text: title, patience: 6000 });
        return true;
    });
    await page('shot', { name: asks ? 'fix-elsewhere' : 'fix' });
    let row = await until('a row that is focused', focused);
    for (let left = await page('count', { selector: rows }); left > 0 && !row.includes(title); left -= 1) {
        const last = row;
        await page('press', { key: 'ArrowDown' });
        row = await until('the next row', async () => {
            const next = await focused();
            return next !== last && next;
        });
    }
    await page('press', { key: 'Enter' });
    if (asks) {
        await page('see', { selector: PREVIEW, text: 'qmark.yaml' });
        await page('shot', { name: 'preview' });
        await confirm();
    }
    await until('the change', () => vscode.workspace.textDocuments.some((it) => it.isDirty));
    await saveAll();
}
