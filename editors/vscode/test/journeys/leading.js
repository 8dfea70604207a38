// Where the author is asked, and where lenses, statistics and actions lead.
const { PREVIEW, QUICK, agree, assert, codes, exports_, file, journey, page, putAway, read, restore, run, show, until, vscode } = require('./steps');
const { each, expectChanges, give, offered, saveAll, swap, tree } = require('./changes');

const GIT = file('content', 'git/git.md');
const PYTHON = file('broken', 'python/python.md');
const PINNED = 'Why are the versions of dependencies pinned?';
const [OLD, NEW] = ['Working tree', 'History'];
/** The boxes of the list of changes. */
const BOX = `${PREVIEW} .edit-checkbox`;
/** So many groups more, of which not each is offered by name. */
const MORE = 12;

/** Gives the topic the name of another, up to where VS Code asks about it. Returns what waits for the end. */
async function startMerging() {
    await show(GIT, `'${OLD}'`, 2);
    const end = run('editor.action.rename');
    await page('see', { selector: '.rename-box input:focus' });
    await page('press', { key: 'Control+a' });
    await page('type', { text: NEW });
    await page('press', { key: 'Enter' });
    await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'Change the file' });
    await page('see', { selector: `${QUICK} input:focus` });
    return () => end;
}

/** Shows the numbers of a bank. */
async function statistics(bank) {
    const done = run('qmark.statistics.show');
    await page('see', { selector: `${QUICK} .quick-input-title`, text: 'Which question bank?' });
    await page('see', { selector: `${QUICK} input:focus` });
    await page('type', { text: bank });
    await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: bank });
    await page('press', { key: 'Enter' });
    await done;
}

const isShown = (uri) => vscode.window.activeTextEditor?.document.uri.path === uri.path;

exports.run = () => journey({
    async '!both banks are read'() {
        await until('the server', () => exports_()?.server.running);
        await until('the findings', () => codes(PYTHON).length > 0);
    },

    async 'a rename that merges two topics asks first'() {
        const before = read(GIT);
        const uses = (topic) => before.split(`- '${topic}'`).length - 1;
        const kept = await startMerging();
        const [asked] = await page('values', { selector: `${QUICK} input`, name: 'placeholder' });
        for (const part of [`\`${OLD}\``, `\`${NEW}\``, uses(OLD), uses(NEW)]) {
            assert.ok(asked.includes(part), `the question lacks ${part}: ${asked}`);
        }
        await page('shot', { name: 'merge' });
        await page('press', { key: 'Escape' });
        await kept();
        assert.strictEqual(read(GIT), before);
        assert.ok(!vscode.window.activeTextEditor.document.isDirty);
    },

    async 'the changes that are shown first are all ticked, and made'() {
        const before = read(GIT);
        const shown = await startMerging();
        await page('click', { selector: `${QUICK} .monaco-list-row`, text: 'Show the changes first' });
        await page('see', { selector: `${PREVIEW} .monaco-list-row`, text: 'git.md' });
        await page('see', { selector: BOX });
        await page('shot', { name: 'preview' });
        assert.strictEqual(await page('count', { selector: `${BOX}:not(:checked)` }), 0, 'boxes that are not ticked');
        await page('click', { selector: `${PREVIEW} .monaco-button`, text: 'Apply' });
        await shown();
        await saveAll();
        assert.strictEqual(read(GIT), before.replaceAll(`- '${OLD}'`, `- '${NEW}'`));
        await restore(GIT, before);
        await putAway();
    },

    async 'the lens of several findings opens the list of all'() {
        await show(PYTHON, 'briefTitle');
        await page('click', { selector: '.codelens-decoration a', text: 'errors, ' });
        await page('see', { selector: '.markers-panel .monaco-list-row', text: '[Ln ' });
        // An editor behind the list shows the gravest.
        assert.ok(isShown(PYTHON) && !vscode.window.activeTextEditor.selection.isEmpty);
        await page('shot', { name: 'problems' });
        await run('workbench.action.closePanel');
        await putAway();
    },

    async 'the statistics lead to groups and questions'() {
        await statistics('broken');
        await page('follow', { text: 'web/web.md' });
        await until('the group', () => isShown(file('broken', 'web/web.md')));
        await statistics('broken');
        await page('follow', { text: PINNED });
        await until('the question', () => {
            const editor = vscode.window.activeTextEditor;
            return isShown(PYTHON) && editor.document.lineAt(editor.selection.active.line).text.includes(PINNED);
        });
        await putAway();
    },

    async 'the statistics follow the theme'() {
        const settings = vscode.workspace.getConfiguration('workbench');
        await statistics('content');
        const light = await page('colours', { text: '62 questions' });
        await settings.update('colorTheme', 'Default Dark Modern', vscode.ConfigurationTarget.Global);
        const isDark = ({ background, ink }) => brightness(background) < 80 && brightness(ink) > 150;
        await until('dark statistics', async () => isDark(await page('colours', { text: '62 questions' })));
        await page('shot', { name: 'statistics-dark' });
        await settings.update('colorTheme', undefined, vscode.ConfigurationTarget.Global);
        await until('light statistics', async () => (await page('colours', { text: '62 questions' })).background === light.background);
        assert.ok(brightness(light.background) > 200);
        await putAway();
    },

    async 'the questions of a file come into one of the author\'s choice'() {
        const question = (text) => `  - question: ${text}\n    answer: It is.\n    topics: []\n`;
        const group = (...texts) => `---\nquestions:\n${texts.map(question).join('')}---\n`;
        await give('content', {
            'older/older.md': group('What is older?'), 'newer/newer.md': group('What is older?', 'What is newer?', 'What is newest?'),
        });
        const path = file('content', 'newer/newer.md');
        await show(path);
        const before = tree('content');
        const choose = async () => {
            const { command } = await offered(path, new vscode.Range(0, 0, 0, 0), 'refactor.move', 'Import the questions of this file into…');
            const done = run(command.command, ...command.arguments);
            await page('see', { selector: `${QUICK} .quick-input-title`, text: 'Import into which file?' });
            await page('see', { selector: `${QUICK} input:focus` });
            await page('type', { text: 'older' });
            await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'older/older.md' });
            await page('press', { key: 'Enter' });
            await done;
            // What the bank has already is said before anything changes.
            await page('see', { selector: `${QUICK} input[placeholder="1 of 3 questions is in the bank already and not written again"]` });
            await page('see', { selector: `${QUICK} input:focus` });
        };
        await choose();
        // The questions are shown side by side, and the choice stays open.
        await page('click', { selector: `${QUICK} .monaco-list-row`, text: 'Show the questions that the bank has' });
        const shown = await until('the questions', () => vscode.workspace.textDocuments.find((it) => it.uri.scheme === 'qmark-questions'));
        assert.match(shown.getText(), /1 of 3 questions is in the bank already:\n\n {2}What is older\?\n {4}newer\/newer\.md, question 1 +no level, answer: It is\.\n {4}older\/older\.md, question 1 +no level, answer: It is\.\n/);
        await page('see', { selector: `${QUICK} input[placeholder="1 of 3 questions is in the bank already and not written again"]` });
        await page('see', { selector: `${QUICK} input:focus` });
        await page('press', { key: 'Escape' });
        await page('gone', { selector: `${QUICK}:not([style*="display: none"])` });
        assert.ok(vscode.workspace.textDocuments.every((it) => !it.isDirty), 'nothing was agreed to');
        assert.strictEqual(await page('count', { selector: '.notification-toast' }), 0, 'a message about what was not agreed to');
        await choose();
        await agree();
        await until('the change', () => vscode.workspace.textDocuments.some((it) => it.isDirty));
        await saveAll();
        await expectChanges('content', before, {
            'older/older.md': swap(group('What is older?'), group('What is older?', 'What is newer?', 'What is newest?')),
        });
    },

    async 'questions move to a group of the author\'s choice'() {
        const names = Array.from({ length: MORE }, (_, number) => `more-${10 + number}`);
        await give('content', Object.fromEntries(names.map((name) =>
            [`${name}/${name}.md`, `---\nquestions:\n  - question: What is ${name}?\n    answer: A group.\n---\n`])));
        const { document } = await show(GIT);
        const before = tree('content');
        const from = document.getText().indexOf('  - question: A password was committed');
        const text = document.getText().slice(from).match(/^ {2}- question: .*\n(?: {4}.*\n)+/)[0];
        const answer = /answer: (.*)/.exec(text)[1];
        const range = new vscode.Range(document.positionAt(from), document.positionAt(from + text.length - 1));
        const { command } = await offered(GIT, range, 'refactor.move', 'Move the question to another group…');
        const done = run(command.command, ...command.arguments);
        await page('see', { selector: `${QUICK} .quick-input-title`, text: 'Move to which file or section?' });
        await page('see', { selector: `${QUICK} input:focus` });
        await page('type', { text: 'more-21' });
        await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'more-21/more-21.md' });
        await page('press', { key: 'Enter' });
        await done;
        await until('the change', () => vscode.workspace.textDocuments.some((it) => it.isDirty));
        await saveAll();
        await expectChanges('content', before, {
            // The number of questions in both titles stays right.
            'git/git.md': each(swap(text, ''), ...Array(2).fill(swap("title: '12 Git", "title: '11 Git"))),
            'more-21/more-21.md': swap('A group.\n', `A group.\n${text}`),
            [`git/content/${answer}`]: null,
            [`more-21/content/${answer}`]: before.get(`git/content/${answer}`).toString(),
        });
        await putAway();
    },
});

/** How bright a colour is that a page computed, up to 255. */
function brightness(colour) {
    const parts = colour.match(/[\d.]+/g).slice(0, 3).map(Number);
    return parts.reduce((sum, part) => sum + part, 0) / 3;
}
