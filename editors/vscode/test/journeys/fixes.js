// What can be done about a finding, and to a group: each fix once, by a person's means or the editor's own.
const { assert, codes, file, fs, journey, page, putAway, read, run, show, until, vscode, withPart } = require('./steps');

const PYTHON = file('broken', 'python/python.md');

exports.run = () => journey({
    async 'a quick fix is chosen from the light bulb'() {
        const before = read(PYTHON);
        const { document } = await show(PYTHON, 'List-Comprehension.md', 2);
        await until('the finding', () => codes(PYTHON).includes('answer-case-mismatch'));
        await run('editor.action.quickFix');
        await page('see', { selector: '.action-widget .monaco-list-row', text: 'list-comprehension.md' });
        await page('shot', { name: 'fix' });
        await page('see', { selector: '.action-widget .monaco-list-row.focused', text: 'list-comprehension.md' });
        await page('press', { key: 'Enter' });
        await until('the right name', () => document.getText() === withPart(before, 'List-Comprehension.md', 'list-comprehension.md'));
        await until('no finding', () => !codes(PYTHON).includes('answer-case-mismatch'));
        await putAway();
    },

    async 'fixes of many kinds do what they say'() {
        await fix(PYTHON, "'Date Type'", /Data Type/, (text) => withPart(text, "'Date Type'", "'Data Type'"));
        const missing = file('broken', 'python/content/pinned-versions.md');
        await fix(PYTHON, 'pinned-versions.md', /[Cc]reate/, (text) => text);
        await until('the new file', () => fs.existsSync(missing.fsPath));
        await until('no finding', () => !codes(PYTHON).some((code, at) => code === 'missing-answer'
            && vscode.languages.getDiagnostics(PYTHON)[at].message.includes('pinned')));
        fs.rmSync(missing.fsPath);
        await putAway();
    },

    async 'all safe fixes are made at once'() {
        const networks = file('broken', 'networks/networks.md');
        const { document } = await show(networks);
        await until('the finding', () => codes(networks).includes('repeated-topic'));
        await run('editor.action.fixAll');
        await until('the topic once', () => !codes(networks).includes('repeated-topic') && document.isDirty);
        await putAway();
    },
});

/** Makes the fix at `part` whose title matches, and sees that the document is as expected then. */
async function fix(uri, part, title, expected) {
    const { document, selection } = await show(uri, part, 1);
    const before = document.getText();
    const actions = await until(`a fix at ${part}`, async () => {
        const found = await run('vscode.executeCodeActionProvider', uri, selection, 'quickfix', 20);
        return found.some((action) => title.test(action.title)) && found;
    });
    const { edit, command } = actions.find((action) => title.test(action.title));
    assert.ok(edit && await vscode.workspace.applyEdit(edit));
    if (command) {
        await run(command.command, ...command.arguments);
    }
    assert.strictEqual(document.getText(), expected(before));
}
