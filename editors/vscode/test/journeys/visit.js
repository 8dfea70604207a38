// A walk through the sample bank that says what the editor showed. The bank is as it was afterwards.
const { ID, assert, file, findings, journey, page, putAway, read, show, until, vscode, withPart } = require('./steps');

const GROUP = file('content', 'backend/backend.md');
const say = (what, seen) => console.log(`note  ${what}: ${seen}`);
const first = (text) => text.split('\n').find((line) => line.trim() !== '').trim();

exports.run = () => journey({
    async 'the server reads the bank'() {
        await show(GROUP);
        const { server, status } = await until('the server', () => {
            const extension = vscode.extensions.getExtension(ID);
            return extension?.isActive && extension.exports.server.running && extension.exports;
        });
        await until('the status', () => status.text.includes('qmark') && !status.text.includes('sync'));
        const { serverInfo } = server.running.initializeResult;
        say('server', `${serverInfo.name} ${serverInfo.version} in VS Code ${vscode.version}`);
        const symbols = await until('the outline', () => vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', GROUP));
        say('outline', symbols.filter(({ detail }) => detail).map(({ name, detail }) => `${name} (${detail})`).join(', '));
    },

    async 'hover and definition'() {
        const { selection } = await show(GROUP, 'sql-or-nosql.md', 2);
        const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', GROUP, selection.active);
        say('hover', first(hovers[0].contents[0].value));
        const [target] = await vscode.commands.executeCommand('vscode.executeDefinitionProvider', GROUP, selection.active);
        say('definition', vscode.workspace.asRelativePath(target.targetUri ?? target.uri));
    },

    async 'completion while a topic is typed'() {
        const editor = await show(GROUP, "      - 'Databases'", "      - 'Databases'".length);
        await page('press', { key: 'Enter' });
        // The list goes on by itself.
        await until('the next hyphen', () => editor.document.lineAt(editor.selection.active.line).text === '      - ');
        await page('type', { text: 'Cach' });
        await page('see', { selector: '.suggest-widget.visible .monaco-list-row.focused', text: 'Caching' });
        say('completion', (await page('texts', { selector: '.suggest-widget.visible .monaco-list-row' })).map((row) => row.replace(/\s+/g, ' ').trim()).join(', '));
        await putAway();
    },

    async 'a finding while something wrong is typed'() {
        const before = read(GROUP);
        const { document } = await show(GROUP, 'sql-or-nosql.md');
        await page('type', { text: 'no-' });
        await until('the finding', () => document.getText() === withPart(before, 'sql-or-nosql.md', 'no-sql-or-nosql.md') && findings(document).length > 0);
        await page('see', { selector: '.squiggly-error' });
        const [{ message }] = vscode.languages.getDiagnostics(GROUP);
        say('finding', message);
        await putAway();
        assert.strictEqual(read(GROUP), before);
    },
});
