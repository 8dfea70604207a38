// opens: documents
// A document with questions in its text: outline, from the contents to a question, hover, a finding.
const { QUICK, assert, codes, folder, fs, journey, page, path, putAway, run, show, until, vscode } = require('./steps');

const inside = (name) => vscode.Uri.file(path.join(folder, 'documents', name));
const FILE = inside('testing.md');
const ROWS = '.pane-body .monaco-list-row';
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

    async 'the text of an answer leads to its question'() {
        const { document, selection } = await show(FILE, 'Because then their order', 'Because then'.length);
        const [target] = await ask('Definition', selection.active);
        const { start } = target.targetSelectionRange ?? target.targetRange ?? target.range;
        assert.ok(document.lineAt(start.line).text.startsWith(HEADING), document.lineAt(start.line).text);
    },

    async 'the view shows a document, and its translation after it'() {
        await run('qmark.bank.focus');
        await page('see', { selector: ROWS, text: 'translation · ' });
        const rows = await page('texts', { selector: ROWS });
        const at = rows.findIndex((row) => row.includes('translation · '));
        assert.ok(rows[at - 1].includes('Software testing interview questions'), rows.join('; '));
        // No question of it has a level: they are below it at once.
        await page('click', { selector: ROWS, text: 'HTTP quiz' });
        await page('see', { selector: ROWS, text: 'Which method must not change' });
    },

    async 'a rename says all that it changes, and opens the translation when that is chosen'() {
        const before = fs.readFileSync(FILE.fsPath, 'utf8');
        const { document } = await show(FILE, HEADING, HEADING.length);
        const end = run('editor.action.rename');
        await page('see', { selector: '.rename-box input:focus' });
        await page('press', { key: 'Control+a' });
        await page('type', { text: 'Why is a test alone?' });
        await page('press', { key: 'Enter' });
        await page('see', { selector: `${QUICK} input:focus` });
        const shown = await page('texts', { selector: `${QUICK} .monaco-list-row` });
        const said = shown.join(' ').replace(/\s+/g, ' ');
        for (const part of ['#3-why-should-tests-not-depend-on-each-other', '#3-why-is-a-test-alone', 'outside the bank', 'translate the new text']) {
            assert.ok(said.includes(part), `the list lacks ${part}: ${said}`);
        }
        await page('click', { selector: `${QUICK} .monaco-list-row`, text: 'and open the translation' });
        await end;
        await until('the translation beside it', () => vscode.window.visibleTextEditors.some(({ document, selection }) =>
            document.fileName.endsWith('testing.de.md') && document.lineAt(selection.active.line).text.startsWith('### 3. Warum')));
        await until('the new text', () => document.getText() === before
            .replaceAll('Why should tests not depend on each other?', 'Why is a test alone?')
            .replaceAll('3-why-should-tests-not-depend-on-each-other', '3-why-is-a-test-alone'));
        assert.ok(vscode.window.activeTextEditor.document === document, 'the focus stays');
        await putAway();
    },

    async 'the translation of a question opens by command'() {
        const { document } = await show(FILE, 'It is slower and harder');
        await run('qmark.translations.open');
        await until('the question in German', () => {
            const editor = vscode.window.activeTextEditor;
            return editor?.document.fileName.endsWith('testing.de.md') && editor.document.lineAt(editor.selection.active.line).text.startsWith('### 4.');
        });
        assert.ok(vscode.window.visibleTextEditors.some((editor) => editor.document === document), 'the original stays');
        await show(inside('http-quiz.md'), 'Which method must not change');
        await run('qmark.translations.open');
        await page('see', { selector: '.notification-toast', text: 'no question with a translation here' });
        await run('notifications.clearAll');
        await putAway();
    },

    async 'hover on a question of a quiz shows its options, the right one marked'() {
        await show(inside('http-quiz.md'), 'Which method must not change', 10);
        await run('editor.action.showHover');
        await page('see', { selector: '.monaco-hover-content', text: '✓ GET' });
        await page('shot', { name: 'document' });
        await page('press', { key: 'Escape' });
        await putAway();
    },

    async 'the next question completes in the form of the document, with stops to fill in'() {
        const before = fs.readFileSync(FILE.fsPath, 'utf8');
        const last = 'hides the failures that matter.\n';
        const editor = await show(FILE, last, last.length);
        await editor.edit((edit) => edit.insert(editor.selection.active, '\n'));
        await run('editor.action.triggerSuggest');
        await page('see', { selector: '.suggest-widget.visible .monaco-list-row.focused', text: 'new question' });
        await page('press', { key: 'Enter' });
        await until('the question', () => editor.document.getText().includes('### 13. New question?'));
        await page('type', { text: 'Why?' });
        await page('press', { key: 'Tab' });
        await page('type', { text: 'Because.' });
        await until('what was typed at both stops', () => editor.document.getText() === `${before}\n### 13. Why?\n\nBecause.`);
        await putAway();
    },

    async 'options go on and end as Enter is typed'() {
        const quiz = inside('http-quiz.md');
        const before = fs.readFileSync(quiz.fsPath, 'utf8');
        const last = '- [x] 204\n- [ ] 400\n- [ ] 500';
        const { document } = await show(quiz, last, last.length);
        await page('press', { key: 'Enter' });
        await until('the next option', () => document.getText() === before.replace(last, `${last}\n- [ ] `));
        await page('type', { text: '502' });
        await page('press', { key: 'Enter' });
        await until('another option', () => document.getText() === before.replace(last, `${last}\n- [ ] 502\n- [ ] `));
        await page('press', { key: 'Enter' });
        await until('the end of the options', () => document.getText() === before.replace(last, `${last}\n- [ ] 502\n`));
        await putAway();
    },

    async 'a text is read once the configuration names it'() {
        const text = inside('parts.txt'), config = inside('qmark.yaml');
        const kept = fs.readFileSync(config.fsPath, 'utf8');
        const numbers = [...Array(13).keys()].filter((n) => n !== 0 && n !== 7);
        fs.writeFileSync(text.fsPath, numbers.map((n) => `${n}. What is part ${n} for?\n`).join(''));
        fs.writeFileSync(config.fsPath, 'documents:\n  - {files: parts.txt}\n');
        await until('the finding', () => codes(text).includes('number-gap'));
        const { document } = await show(text);
        assert.strictEqual(document.languageId, 'plaintext');
        const symbols = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', text);
        assert.strictEqual(flat(symbols).length, numbers.length, JSON.stringify(symbols));
        fs.writeFileSync(config.fsPath, kept);
        await until('no finding, while the text is open', () => codes(text).length === 0);
        fs.rmSync(text.fsPath);
    },

    async 'a question that the contents lack is found'() {
        const { document } = await show(FILE);
        await until('no finding', () => codes(FILE).length === 0);
        const row = document.getText().indexOf('| 3 | [');
        const edit = new vscode.WorkspaceEdit();
        edit.delete(FILE, document.lineAt(document.positionAt(row).line).rangeIncludingLineBreak);
        await vscode.workspace.applyEdit(edit);
        await until('the finding', () => codes(FILE).includes('missing-from-contents'));
        await putAway();
    },
});
