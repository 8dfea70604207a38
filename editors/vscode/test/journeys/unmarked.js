// opens: plain
// A bank without a qmark.yaml, of which no file is open: the view finds it.
const { folder, fs, journey, page, path, until, vscode, ID } = require('./steps');

exports.run = () => journey({
    async 'the view finds a bank that nothing marks as one'() {
        const group = path.join(folder, 'plain/go');
        fs.mkdirSync(path.join(group, 'content'), { recursive: true });
        fs.writeFileSync(path.join(group, 'go.md'), '---\nbriefTitle: Gophers\nquestions:\n  - question: What is a slice?\n    answer: slices.md\n---\n');
        fs.writeFileSync(path.join(group, 'content/slices.md'), 'A view of an array.\n');
        await vscode.commands.executeCommand('qmark.bank.focus');
        await page('see', { selector: '.pane-body .monaco-list-row', text: 'Gophers' });
        await until('the server', () => vscode.extensions.getExtension(ID).exports.server.running);
    },
});
