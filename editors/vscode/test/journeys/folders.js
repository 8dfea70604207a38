// A workspace of several banks, and settings: what counts where, and from when on.
const {
    ID, assert, codes, exports_, file, findings, folder, fs, journey, page, path, putAway, read, restore, run, show, until, vscode,
} = require('./steps');
const yaml = require('../yaml/server');

const PYTHON = file('broken', 'python/python.md');
const WEB = file('broken', 'web/web.md');
const MORE = file('more', 'web/web.md');
const CONFIGURATION = file('content', 'qmark.yaml');
const GROUP = file('content', 'backend/backend.md');
const ROWS = '.pane-body .monaco-list-row';
const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
const of = (name) => vscode.workspace.workspaceFolders.find(({ uri }) => path.basename(uri.path) === name).uri;
/** Sets a setting of everywhere, or of one folder. */
const set = (name, value, target, scope) => vscode.workspace.getConfiguration('qmark', scope).update(name, value, target);
const severities = (uri, code) => vscode.languages.getDiagnostics(uri).filter((it) => (it.code?.value ?? it.code) === code)
    .map(({ severity }) => vscode.DiagnosticSeverity[severity]);
const has = (uri, code, severity) => severities(uri, code).includes(severity);

exports.run = () => journey({
    async '!both banks are read'() {
        await until('the findings', () => codes(WEB).includes('stated-count'));
        await run('qmark.bank.focus');
        await page('see', { selector: ROWS, text: 'content' });
        await page('see', { selector: ROWS, text: 'broken' });
    },

    async '!a folder comes, and its bank with it'() {
        fs.cpSync(file('broken', '').fsPath, file('more', '').fsPath, { recursive: true });
        const before = exports_().server.running;
        assert.ok(vscode.workspace.updateWorkspaceFolders(2, 0, { uri: file('more', '') }));
        await until('its findings', () => codes(MORE).includes('stated-count'));
        await page('see', { selector: ROWS, text: 'more' });
        assert.strictEqual(exports_().server.running, before, 'the server is the same');
    },

    async 'settings of a folder hold there only'() {
        assert.deepStrictEqual([WEB, MORE].map((uri) => has(uri, 'stated-count', 'Hint')), [true, true]);
        await set('rules', { 'stated-count': 'error' }, WorkspaceFolder, of('more'));
        await until('an error', () => has(MORE, 'stated-count', 'Error'));
        assert.ok(has(WEB, 'stated-count', 'Hint'), 'the other bank is as it was');
        await set('rules', { 'stated-count': 'warning' }, Workspace);
        await until('a warning', () => has(WEB, 'stated-count', 'Warning'));
        assert.ok(has(MORE, 'stated-count', 'Error'), "the folder's own counts on");
        await set('rules', undefined, WorkspaceFolder, of('more'));
        await until('a warning there, too', () => has(MORE, 'stated-count', 'Warning'));
        await set('rules', undefined, Workspace);
        await until('hints', () => has(WEB, 'stated-count', 'Hint') && has(MORE, 'stated-count', 'Hint'));
    },

    async 'what editors show follows the settings of its folder'() {
        const hints = (uri) => run('vscode.executeInlayHintProvider', uri, new vscode.Range(0, 0, 40, 0)).then((list) => list.length);
        const elsewhere = file('more', 'python/python.md');
        await show(PYTHON);
        assert.strictEqual(await hints(PYTHON), 0);
        await set('inlayHints.answers', true, WorkspaceFolder, of('broken'));
        await until('hints', async () => await hints(PYTHON) > 0);
        await page('see', { selector: '.view-line', text: ' words' });
        await show(elsewhere);
        assert.strictEqual(await hints(elsewhere), 0);
        await set('inlayHints.answers', undefined, WorkspaceFolder, of('broken'));
        await until('no hints', async () => await hints(PYTHON) === 0);
        await putAway();
    },

    async 'lenses come and go with their setting'() {
        const lenses = () => run('vscode.executeCodeLensProvider', PYTHON).then((list) => list.length);
        await show(PYTHON);
        const before = await until('lenses', lenses);
        await page('see', { selector: '.codelens-decoration', text: 'error' });
        await set('lens.findings', false, WorkspaceFolder, of('broken'));
        await until('one less', async () => await lenses() === before - 1);
        await page('gone', { selector: '.codelens-decoration', text: 'error' });
        await set('lens.findings', undefined, WorkspaceFolder, of('broken'));
        await page('see', { selector: '.codelens-decoration', text: 'error' });
        await putAway();
    },

    async 'what is excluded leaves the bank, and comes back'() {
        await run('qmark.bank.focus');
        await set('exclude', ['web'], WorkspaceFolder, of('more'));
        await until('no findings', () => codes(MORE).length === 0);
        assert.notStrictEqual(codes(WEB).length, 0);
        await set('exclude', undefined, WorkspaceFolder, of('more'));
        await until('findings', () => codes(MORE).length > 0);
    },

    async 'a setting of a wrong kind is said'() {
        await set('levels', 'Easy', Global);
        await page('see', { selector: '.notification-toast', text: 'levels' });
        await set('levels', undefined, Global);
        await run('notifications.clearAll');
    },

    async 'a folder goes, and its bank with it'() {
        await run('qmark.bank.focus');
        assert.ok(vscode.workspace.updateWorkspaceFolders(2, 1));
        await until('no findings of it', () => codes(MORE).length === 0);
        await page('gone', { selector: ROWS, text: 'more' });
        await page('see', { selector: ROWS, text: 'broken' });
        assert.ok(has(WEB, 'stated-count', 'Hint'));
        await run('workbench.view.explorer');
    },

    async 'the configuration has findings, and counts as it is typed'() {
        const before = read(CONFIGURATION);
        const group = await vscode.workspace.openTextDocument(GROUP);
        const answer = group.positionAt(group.getText().indexOf('sql-or-nosql.md'));
        const targets = () => run('vscode.executeDefinitionProvider', GROUP, answer);
        assert.strictEqual((await targets()).length, 1);
        const { document } = await show(CONFIGURATION);
        const end = new vscode.Position(document.lineCount, 0);
        await vscode.window.activeTextEditor.edit((edit) => edit.insert(end, 'rules:\n  missing-answr: error\n  too-large: loud\nlevles: []\n'));
        await until('what is wrong', () => findings(document).length === 3);
        assert.deepStrictEqual(findings(document), ['error wrong-type loud', 'warning unknown-key levles', 'warning unknown-key missing-answr']);
        await page('see', { selector: '.squiggly-error, .squiggly-warning' });
        await restore(CONFIGURATION, `${before}exclude: [backend]\n`);
        await until('nothing is wrong', () => findings(document).length === 0);
        await until('nothing to know of what is excluded', async () => (await targets()).length === 0);
        await restore(CONFIGURATION, before);
        await until('the answer', async () => (await targets()).length === 1);
        await putAway();
    },

    async 'the YAML extension completes the configuration'() {
        const { packageJSON, extensionPath } = vscode.extensions.getExtension(ID);
        const server = await yaml.start(packageJSON, extensionPath);
        try {
            server.open('');
            const keys = await until('the keys', async () => (await server.proposals(0, 0)).includes('rules') && server.proposals(0, 0));
            assert.ok(['levels', 'topics', 'answers', 'exclude'].every((key) => keys.includes(key)), keys.join());
            server.open('rules:\n  \n');
            const rules = await server.proposals(1, 2);
            assert.ok(['missing-answer', 'near-topic'].every((rule) => rules.includes(rule)), rules.join());
            server.open('rules:\n  missing-answer: \n');
            assert.deepStrictEqual((await server.proposals(1, 18)).sort(), ['"off"', 'error', 'hint', 'warning']);
            server.open('rules:\n  missing-answer: loud\nlevles: []\n');
            await until('what is wrong', () => server.findings()?.length === 2);
            const places = server.findings().map(({ range: { start } }) => [start.line, start.character]);
            assert.deepStrictEqual(places, [[1, 18], [2, 0]]);
            server.open('rules:\n  missing-answer: warning\n');
            await until('nothing is wrong', () => server.findings()?.length === 0);
        } finally {
            await server.stop();
        }
    },
});
