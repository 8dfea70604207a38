// opens: plain
// A folder with markdown and without a bank: the extension is there, and does nothing.
const { ID, assert, codes, exports_, folder, journey, path, pause, servers, until, vscode, fs, page, show } = require('./steps');

const item = () => page('count', { selector: '.statusbar-item[id*="qmark"]' });

exports.run = () => journey({
    async 'the extension sleeps until markdown is open'() {
        const extension = await until('the extension', () => vscode.extensions.getExtension(ID));
        await page('see', { selector: '.explorer-viewlet .monaco-list-row', text: 'notes.md' });
        assert.strictEqual(extension.isActive, false);
        assert.deepStrictEqual(servers(), []);
    },
    async 'no server runs for markdown that is no bank'() {
        await show(vscode.Uri.file(path.join(folder, 'plain/notes.md')));
        await until('the extension to be active', () => exports_()?.server);
        // Time to do what it should not. That it would be seen shows the next step.
        await pause(1500);
        assert.deepStrictEqual(servers(), []);
        assert.strictEqual(exports_().server.running, undefined);
        assert.strictEqual(await item(), 0);
    },
    async 'a group that is written makes it one'() {
        const uri = vscode.Uri.file(path.join(folder, 'plain/go.md'));
        fs.writeFileSync(uri.fsPath, '---\nbriefTitle: Go\nquestions:\n  - question: What is a slice?\n    answer: gone.md\n---\n');
        await show(uri);
        await until('a finding', () => codes(uri).includes('missing-answer'));
        assert.notDeepStrictEqual(servers(), []);
        await until('the status', async () => await item() === 1);
    },
});
