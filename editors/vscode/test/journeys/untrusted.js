// opens: untrusted
// A broken bank from somewhere, whose settings name a program of its own: that is run for those who trust the folder.
const { ID, assert, codes, exports_, folder, fs, journey, page, path, run, servers, show, until, vscode } = require('./steps');

const inside = (...parts) => path.join(folder, 'untrusted', ...parts);
const PYTHON = vscode.Uri.file(inside('python/python.md'));
/** The program of the settings, and what it writes when it is run. */
const TOOL = inside('tool'), TRACE = path.join(folder, 'tool-was-run');
const client = () => exports_()?.server.running;
const programOf = (client) => client._serverProcess.spawnfile;
const setting = () => vscode.workspace.getConfiguration('qmark').get('server.path');

exports.run = () => journey({
    async '!a folder is not trusted at first'() {
        await page('see', { selector: '.statusbar-item', text: 'Restricted Mode' });
        assert.strictEqual(vscode.workspace.isTrusted, false);
        assert.ok(fs.readFileSync(inside('.vscode/settings.json'), 'utf8').includes(TOOL), 'the folder names its program');
    },

    async '!no program of the folder is run, and findings are there'() {
        await until('the server', client);
        await until('the findings', () => codes(PYTHON).includes('missing-answer'));
        assert.strictEqual(setting(), '');
        const { extensionPath } = vscode.extensions.getExtension(ID);
        assert.strictEqual(programOf(client()), path.join(extensionPath, 'server/qmark'));
        await run('qmark.server.restart');
        await show(PYTHON, 'pinned-versions.md', 2);
        await until('a hover', async () => (await run('vscode.executeHoverProvider', PYTHON, vscode.window.activeTextEditor.selection.active)).length > 0);
        assert.strictEqual(programOf(client()), path.join(extensionPath, 'server/qmark'));
        assert.strictEqual(fs.existsSync(TRACE), false, 'the program of the folder was run');
        await page('shot', { name: 'untrusted' });
    },

    async 'once the folder is trusted its setting counts'() {
        const before = servers().map(({ id }) => id);
        await run('workbench.trust.manage');
        await page('click', { selector: '.workspace-trust-buttons .monaco-button', text: 'Trust' });
        await until('trust', () => vscode.workspace.isTrusted);
        await until('the program of the folder', () => client() && programOf(client()) === TOOL);
        assert.strictEqual(setting(), TOOL);
        assert.ok(fs.existsSync(TRACE));
        await until('the end of the other', () => servers().every(({ id }) => !before.includes(id)));
        await until('the findings', () => codes(PYTHON).includes('missing-answer'));
    },
});
