// opens: plain
// A folder with markdown and without a bank: the extension is there, and does nothing.
const { ID, assert, file, folder, journey, path, pause, until, vscode, fs, page, show } = require('./steps');

exports.run = () => journey({
    async 'no server runs for markdown that is no bank'() {
        await show(vscode.Uri.file(path.join(folder, 'plain/notes.md')));
        const extension = await until('the extension to be active', () => {
            const extension = vscode.extensions.getExtension(ID);
            return extension?.isActive && extension;
        });
        await pause(500);
        assert.strictEqual(extension.exports.server.running, undefined);
        assert.strictEqual(await page('count', { selector: '.statusbar-item[id*="qmark"]' }), 0);
    },
    async 'a group that is written makes it one'() {
        const uri = vscode.Uri.file(path.join(folder, 'plain/go.md'));
        fs.writeFileSync(uri.fsPath, '---\nbriefTitle: Go\nquestions:\n  - question: What is a slice?\n    answer: gone.md\n---\n');
        await show(uri);
        await until('a finding', () => vscode.languages.getDiagnostics(uri).some(({ code }) => (code?.value ?? code) === 'missing-answer'));
    },
});
