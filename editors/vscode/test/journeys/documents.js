// opens: documents
// A document with questions in its text: outline, from the contents to a question, hover, a finding.
const { assert, codes, folder, journey, path, putAway, show, until, vscode } = require('./steps');

const FILE = vscode.Uri.file(path.join(folder, 'documents/testing.md'));
const HEADING = '### 3. Why should tests';
const ask = (what, ...rest) => vscode.commands.executeCommand(`vscode.execute${what}Provider`, FILE, ...rest);
const flat = (symbols) => symbols.flatMap((symbol) => [symbol, ...flat(symbol.children ?? [])]);

exports.run = () => journey({
    async 'the outline shows the questions in their sections'() {
        await show(FILE);
        await until('the outline', async () => {
            const names = flat(await ask('DocumentSymbol')).map(({ name }) => name);
            return names.some((name) => name.includes('Beginner')) && names.some((name) => name.includes('Why should tests'));
        });
    },

    async 'the contents lead to the question, and the question to the contents'() {
        const { document, selection } = await show(FILE, '| 3 | [Why', '| 3 | [Why'.length);
        const [target] = await ask('Definition', selection.active);
        const line = (target.targetSelectionRange ?? target.targetRange ?? target.range).start.line;
        assert.ok(document.lineAt(line).text.startsWith(HEADING), document.lineAt(line).text);
        const heading = await show(FILE, HEADING, HEADING.length);
        const uses = await ask('Reference', heading.selection.active);
        assert.ok(uses.some(({ range }) => document.lineAt(range.start.line).text.startsWith('| 3 | ')), JSON.stringify(uses));
    },

    async 'hover on a question shows its answer'() {
        const { selection } = await show(FILE, HEADING, HEADING.length);
        const hovers = await ask('Hover', selection.active);
        const shown = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n');
        assert.ok(shown.includes('Because then their order matters'), shown);
    },

    async 'a question that the contents lack is found'() {
        const { document } = await show(FILE);
        assert.deepStrictEqual(codes(FILE), []);
        const row = document.getText().indexOf('| 3 | [');
        const edit = new vscode.WorkspaceEdit();
        edit.delete(FILE, document.lineAt(document.positionAt(row).line).rangeIncludingLineBreak);
        await vscode.workspace.applyEdit(edit);
        await until('the finding', () => codes(FILE).includes('missing-from-contents'));
        await putAway();
    },
});
