// Questions that are written: a journey for each shape, in which one thing is done after the other, and the bytes of all
// files of the bank at its end. Groups and files have no numbers and no contents.
const { agree, assert, codes, exports_, file, journey, page, read, replace, run, show, until, vscode } = require('./steps');
const { expectChanges, give, make, offered, saveAll, tree } = require('./changes');

const BANK = 'content';
const [LAMPS, GUIDE] = ['lamps.md', 'guide.md'];
const crlf = (text) => text.replaceAll('\n', '\r\n');
const guide = (number) => `# Guide 😀\n\nStart with [the dimmer](lamps.md#${number}-what-is-a-dimmer).\n`;

/** A document with a table of contents: its questions are lists of a number, a thing, and what is said about it. */
function lamps(questions) {
    const rows = questions.map(([number, thing]) => `- [${number}. What is a ${thing}?](#${number}-what-is-a-${thing})\n`);
    const bodies = questions.map(([number, thing, answer]) => `\n### ${number}. What is a ${thing}?\n\n${answer}\n`);
    return crlf(`# Interview questions on lamps\n\n${rows.join('')}${bodies.join('')}`);
}

const KEPT = [[1, 'bulb', 'It glows 😀.'], [2, 'shade', 'It spreads the light.']];
const [SWITCH, DIMMER] = ['It makes a circuit, or breaks it.', 'It takes some of each wave. For all of them, see question'];
/** With a gap in the numbers. */
const BEFORE = lamps([...KEPT, [4, 'switch', SWITCH], [5, 'dimmer', `${DIMMER} 4.`]]);
const AFTER = lamps([...KEPT, [3, 'switch', SWITCH], [4, 'dimmer', `${DIMMER} 3.`], [5, 'socket', 'It holds the bulb.']]);

/** A file that is one question. */
const question = (title, level, topics, answer) => `---\ntitle: ${title}\ndifficulty: ${level}\ntags: [${topics}]\n---\n\n## Answer\n\n${answer}\n`;
const dough = (name) => question('Why does dough rest?', 'easy', 'dough', `It lets [the loaf](${name}.md) rise 😀.`);
const [DOUGH, CRUST, NEW, RENAMED] = ['dough', 'crust', 'new-question', 'what-lifts-a-loaf'].map((name) => `bread/${name}.md`);

/** A group, and one of its questions. */
const knots = (...items) => `---\nquestions:\n${items.join('')}---\n`;
const item = (text, answer) => `  - question: ${text}\n    answer: ${answer}\n    topics:\n      - Beginner\n      - Rope\n`;
const [BEND, LOOP] = [item('What is a bend 😀?', 'bend.md'), item('What is a loop?', 'loop.md')];
const [BENT, LOOPED] = ['It joins two ropes.\n', 'It holds a thing. See [the bend](bend.md).\n'];
const KNOTS = 'knots/knots.md';
const ANSWERS = { bend: 'knots/content/bend.md', loop: 'knots/content/loop.md', hitch: 'knots/content/what-is-a-hitch.md' };

exports.run = () => journey({
    async '!the bank is read'() {
        await until('the server', () => exports_()?.server.running);
    },

    async 'a document is written, from a new question to a dead entry'() {
        const start = tree(BANK);
        await give(BANK, { [LAMPS]: BEFORE, [GUIDE]: guide(5) });
        const uri = file(BANK, LAMPS);
        const last = 'see question 4.\r\n';
        const editor = await show(uri, last, last.length);
        const { document } = editor;
        const here = (part) => {
            const at = document.positionAt(document.getText().indexOf(part));
            return new vscode.Range(at, at);
        };
        await editor.edit((edit) => edit.insert(editor.selection.active, '\r\n'));
        await addQuestion(document, 1, 'It holds the bulb.');
        await editor.edit((edit) => edit.insert(document.lineAt(document.lineCount - 1).range.end, '\r\n'));
        await saveAll();
        const added = `${BEFORE}${crlf('\n### 6. New question?\n\nIt holds the bulb.\n')}`;
        assert.strictEqual(read(uri), added);

        // Nobody has a link to a question that was just inserted.
        await rename(uri, 'New question?', 'What is a socket?', false);
        await until('the name', () => document.getText() === added.replace('New question?', 'What is a socket?'));

        await make(await offered(uri, here('### 1.'), 'refactor.rewrite', 'Renumber the questions of the document'), true);
        await make(await offered(uri, here('[2. What is'), 'refactor.rewrite', 'Update the table of contents'), false);

        await replace(document, '#2-what-is-a-shade', '#2-what-is-a-shape');
        await until('the dead entry', () => codes(uri).includes('broken-anchor'));
        await make(await offered(uri, here('#2-what-is-a-shape'), 'quickfix', 'Update this entry of the table of contents'), false);
        await expectChanges(BANK, start, { [LAMPS]: AFTER, [GUIDE]: guide(4) });
        await until('no findings', () => codes(uri).length === 0);
    },

    async 'a file is written, and renamed with its path'() {
        const start = tree(BANK);
        const crust = question('What does steam do to a crust?', 'hard', 'baking', 'It keeps it soft.');
        await give(BANK, { [DOUGH]: dough('new-question'), [CRUST]: crust, [NEW]: '' });
        const uri = file(BANK, NEW);
        const { document } = await show(uri, '');
        await addQuestion(document, 3, 'Gas does.');
        await saveAll();
        const text = (title) => question(title, '', '', 'Gas does.');
        assert.strictEqual(read(uri), text('New question?'));
        // Nothing may be written where the file was, even if it is saved all the while.
        const saving = setInterval(() => void vscode.workspace.saveAll(false), 5);
        await rename(uri, 'New question?', 'What lifts a loaf?').finally(() => clearInterval(saving));
        const is = (name) => (it) => it.uri.path === file(BANK, name).path;
        await until('the new path and title', () => {
            const all = vscode.workspace.textDocuments;
            return !all.some(is(NEW)) && all.find(is(RENAMED))?.getText() === text('What lifts a loaf?');
        });
        await saveAll();
        await expectChanges(BANK, start, { [DOUGH]: dough('what-lifts-a-loaf'), [CRUST]: crust, [RENAMED]: text('What lifts a loaf?') });
    },

    async 'a group is written, from a new question to a dead answer'() {
        const start = tree(BANK);
        await give(BANK, { [KNOTS]: knots(BEND, LOOP), [ANSWERS.bend]: BENT, [ANSWERS.loop]: LOOPED });
        const uri = file(BANK, KNOTS);
        const { document } = await show(uri, 'bend 😀');
        const done = run('qmark.question.new');
        await page('see', { selector: '.quick-input-widget input:focus' });
        await page('type', { text: 'What is a hitch?' });
        await page('press', { key: 'Enter' });
        await done;
        const hitch = (text) => item(text, 'what-is-a-hitch.md');
        await until('the new question', () => document.getText() === knots(BEND, hitch('What is a hitch?'), LOOP));
        // It is shown after that, and would take the window from what comes next.
        const answer = file(BANK, ANSWERS.hitch).path;
        await until('its answer', () => vscode.window.visibleTextEditors.some((it) => it.document.uri.path === answer));
        await saveAll();

        await rename(uri, 'What is a hitch?', 'What does a hitch hold?', false);
        const after = knots(BEND, hitch('What does a hitch hold?'), LOOP);
        await until('its name', () => document.getText() === after);

        await replace(document, 'loop.md', 'lop.md');
        await until('the dead answer', () => codes(uri).includes('missing-answer'));
        const at = document.positionAt(document.getText().indexOf('lop.md'));
        await make(await offered(uri, new vscode.Range(at, at), 'quickfix', 'Write `loop.md`'), false);
        await expectChanges(BANK, start, {
            [KNOTS]: after, [ANSWERS.bend]: BENT, [ANSWERS.loop]: LOOPED, [ANSWERS.hitch]: '# What is a hitch?\n\nWrite the answer here.\n',
        });
    },
});

/** Chooses the new question from what can be typed here, and fills in its answer; the stops before that stay as they are. */
async function addQuestion(document, stops, answer) {
    await run('editor.action.triggerSuggest');
    await page('see', { selector: '.suggest-widget.visible .monaco-list-row.focused', text: 'new question' });
    await page('press', { key: 'Enter' });
    await until('the question', () => document.getText().includes('New question?'));
    for (let left = stops; left > 0; left -= 1) {
        await page('press', { key: 'Tab' });
    }
    await page('type', { text: answer });
    await until('the answer', () => document.getText().includes(answer));
}

/** Renames what is at a part of a file, and agrees to what that changes elsewhere, if it `asks`. */
async function rename(uri, part, name, asks = true) {
    await show(uri, part, 1);
    const done = run('editor.action.rename');
    await page('see', { selector: '.rename-box input:focus' });
    await page('press', { key: 'Control+a' });
    await page('type', { text: name });
    await page('press', { key: 'Enter' });
    if (asks) {
        await agree();
    }
    await done;
}
