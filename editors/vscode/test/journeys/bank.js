// A workspace of two banks, the healthy one and the broken one: all that a person does in them.
const {
    ID, PREVIEW, QUICK, agree, assert, codes, exports_, file, findings, fs, journey, page, path, putAway, read, replace, restore,
    run, saved, servers, show, until, vscode, withPart,
} = require('./steps');

const GROUP = file('content', 'backend/backend.md');
const GIT = file('content', 'git/git.md');
const PYTHON = file('broken', 'python/python.md');
const WEB = file('broken', 'web/web.md');
const server = () => exports_().server;
/** The process of the server that runs now. */
const processOf = (client) => client._serverProcess?.pid;
const programOf = (client) => client._serverProcess?.spawnfile;
/** The packaged program, below what records it. */
const itself = () => servers().find(({ program }) => program.startsWith(vscode.extensions.getExtension(ID).extensionPath));

/** Gives what the cursor is on another name, up to where VS Code asks about it. Returns what waits for the end. */
async function startRenaming(name) {
    // The command ends when all is changed, or nothing.
    const end = run('editor.action.rename');
    await page('see', { selector: '.rename-box input:focus' });
    await page('press', { key: 'Control+a' });
    await page('type', { text: name });
    await page('press', { key: 'Enter' });
    await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'Change both files' });
    await page('see', { selector: `${QUICK} input:focus` });
    return () => end;
}

exports.run = () => journey({
    async '!the server starts by itself and reads both banks'() {
        const extension = await until('the extension', () => vscode.extensions.getExtension(ID));
        await until('the server', () => extension.isActive && server().running);
        await until('findings in the broken bank', () => codes(PYTHON).length > 0 && codes(WEB).length > 0);
        const found = vscode.languages.getDiagnostics().filter(([uri]) => uri.path.includes('/content/backend/'));
        assert.deepStrictEqual(found.flatMap(([, list]) => list), [], 'the healthy bank');
        await until('the number of findings in the status bar', () => /\$\(error\) \d+ \$\(warning\) \d+/.test(exports_().status.text));
    },

    async 'squiggles stand below exactly what is wrong'() {
        const { document } = await show(PYTHON, "'Date Type'");
        await until('the findings', () => findings(document).length > 0);
        assert.deepStrictEqual(findings(document), [
            'error answer-case-mismatch List-Comprehension.md',
            'error missing-answer environment-variables.md',
            'error missing-answer pinned-versions.md',
            'error missing-key answer',
            'error missing-key question',
            "warning missing-level question",
            "warning missing-topics question",
            "warning near-topic 'Date Type'",
            'warning shared-answer closures.md',
        ].sort());
        await page('see', { selector: '.squiggly-warning' });
        await page('see', { selector: '.squiggly-error' });
        // The colours come a moment later: a comment is a heading at first.
        await page('gone', { selector: '.view-line:has-text("near-topic") .mtkb' });
        await page('shot', { name: 'findings' });
        await show(PYTHON, 'briefTitle');
        await page('see', { selector: '.codelens-decoration', text: 'error' });
    },

    async 'hovering shows the answer'() {
        await show(GROUP, 'sql-or-nosql.md', 3);
        await page('see', { selector: '.view-line', text: 'sql-or-nosql.md' });
        const opening = /^\S.*$/m.exec(read(file('content', 'backend/content/sql-or-nosql.md')))[0].split(' ').slice(0, 2).join(' ');
        // A workbench that is still busy with the file forgets a pointer that came meanwhile: a person moves it again.
        await until('the hover', async () => {
            await page('hover', { selector: '.tab.active' });
            await page('hover', { selector: '.view-line span span', text: 'sql-or-nosql.md' });
            await page('see', { selector: '.monaco-hover-content', text: opening, patience: 4000 });
            return true;
        });
        await page('shot', { name: 'hover' });
        await page('press', { key: 'Escape' });
    },

    async 'a topic completes while it is typed'() {
        const before = read(GROUP);
        const editor = await show(GROUP, "      - 'Databases'", "      - 'Databases'".length);
        await page('press', { key: 'Enter' });
        await page('type', { text: '- Cach' });
        await page('see', { selector: '.suggest-widget.visible .monaco-list-row.focused', text: 'Caching' });
        await page('shot', { name: 'completion' });
        await page('press', { key: 'Enter' });
        const line = "      - 'Databases'\n";
        await saved(editor.document, withPart(before, line, `${line}      - 'Caching'\n`));
        await restore(GROUP, before);
    },

    async 'an answer file completes, those that nobody cites first'() {
        const before = read(GROUP);
        const fresh = file('content', 'backend/content/written-yesterday.md');
        fs.writeFileSync(fresh.fsPath, 'Nobody cites this answer yet.\n');
        await until('the orphan', () => codes(fresh).includes('orphan-answer'));
        const editor = await show(GROUP, 'sql-or-nosql.md');
        await editor.edit((edit) => edit.delete(new vscode.Range(editor.selection.active, editor.document.lineAt(editor.selection.active.line).range.end)));
        await run('editor.action.triggerSuggest');
        await page('see', { selector: '.suggest-widget.visible .monaco-list-row', text: 'written-yesterday.md' });
        await page('type', { text: 'yester' });
        await page('see', { selector: '.suggest-widget.visible .monaco-list-row.focused', text: 'written-yesterday.md' });
        await page('press', { key: 'Enter' });
        await saved(editor.document, withPart(before, 'sql-or-nosql.md', 'written-yesterday.md'));
        await restore(GROUP, before);
        fs.rmSync(fresh.fsPath);
    },

    async 'a whole question completes, with stops to fill in'() {
        const before = read(GROUP);
        const last = "      - 'Reliability'\n---\n";
        const editor = await show(GROUP, last, last.length - 5);
        await editor.edit((edit) => edit.insert(editor.selection.active, '\n  '));
        await run('editor.action.triggerSuggest');
        await page('see', { selector: '.suggest-widget.visible .monaco-list-row', text: 'new question' });
        await page('type', { text: 'new' });
        await page('see', { selector: '.suggest-widget.visible .monaco-list-row.focused', text: 'new question' });
        await page('press', { key: 'Enter' });
        await until('the question', () => /- question: \n/.test(editor.document.getText()));
        await page('type', { text: 'Why?' });
        await page('press', { key: 'Tab' });
        await page('type', { text: 'Because.' });
        await until('what was typed at both stops', () => /  - question: Why\?\n    answer: Because\.\n    topics:\n      - '.*'\n---\n/.test(editor.document.getText()));
        await putAway();
        assert.strictEqual(read(GROUP), before);
    },

    async 'F12 on a question opens its answer'() {
        await show(GROUP, 'How do SQL and NoSQL', 4);
        await page('click', { selector: '.view-line', text: 'How do SQL and NoSQL' });
        await page('press', { key: 'F12' });
        await until('the answer', () => vscode.window.activeTextEditor?.document.uri.path.endsWith('/sql-or-nosql.md'));
    },

    async 'references of a topic are in every group'() {
        const { document, selection } = await show(GROUP, "'Databases'", 2);
        const found = await run('vscode.executeReferenceProvider', document.uri, selection.active);
        const places = found.filter(({ uri }) => uri.path === GROUP.path);
        assert.strictEqual(places.length, document.getText().split("'Databases'").length - 1);
    },

    async 'a topic is renamed in two files'() {
        const [before, elsewhere] = [read(GIT), read(GROUP)];
        const other = withPart(elsewhere, "    topics:\n", "    topics:\n      - 'Working tree'\n");
        await restore(GROUP, other);
        const { document, selection } = await show(GIT, "'Working tree'", 2);
        await until('the topic in both', async () => {
            const found = await run('vscode.executeReferenceProvider', document.uri, selection.active);
            return found.some(({ uri }) => uri.path === GROUP.path);
        });
        // Who thinks better of it has changed nothing.
        const kept = await startRenaming('Work: files');
        await page('press', { key: 'Escape' });
        await kept();
        assert.strictEqual(document.getText(), before);
        // Who wants to see it first sees all of it.
        const seen = await startRenaming('Work: files');
        await page('click', { selector: `${QUICK} .monaco-list-row`, text: 'Show the changes first' });
        await page('see', { selector: PREVIEW, text: 'backend.md' });
        await page('click', { selector: `${PREVIEW} .monaco-button`, text: 'Discard' });
        await seen();
        assert.strictEqual(document.getText(), before);
        // What is typed elsewhere meanwhile is not written over.
        const late = await startRenaming('Work: files');
        const group = await vscode.workspace.openTextDocument(GROUP);
        await replace(group, 'order: 1', 'order: 10');
        await agree('backend.md');
        await late();
        await page('see', { selector: '.notification-toast', text: 'edited in the meantime' });
        await run('notifications.clearAll');
        assert.strictEqual(document.getText(), before);
        await restore(GROUP, other);
        const renamed = await startRenaming('Work: files');
        await page('shot', { name: 'rename' });
        await agree('backend.md');
        await renamed();
        await until('the new name', () => !document.getText().includes("'Working tree'"));
        await until('both on disk', async () => {
            await vscode.workspace.saveAll(false);
            return !read(GROUP).includes("'Working tree'") && !read(GIT).includes("'Working tree'");
        });
        assert.strictEqual(read(GIT), before.replaceAll("'Working tree'", "'Work: files'"));
        assert.strictEqual(read(GROUP), other.replaceAll("'Working tree'", "'Work: files'"));
        await putAway();
        await restore(GIT, before);
        await restore(GROUP, elsewhere);
    },

    async 'an answer renamed in the Explorer keeps its citation'() {
        const before = read(GROUP);
        const [from, to] = [file('content', 'backend/content/containers.md'), file('content', 'backend/content/boxes.md')];
        await show(from);
        const { document } = await show(GROUP);
        await run('revealInExplorer', from);
        await page('see', { selector: '.explorer-viewlet .monaco-list-row.focused', text: 'containers.md' });
        await run('renameFile');
        await page('see', { selector: '.explorer-viewlet .monaco-inputbox input:focus' });
        await page('press', { key: 'Control+a' });
        await page('type', { text: 'boxes.md' });
        // The dialogue that asks whether citations may follow does not come up in a window with tests.
        await page('press', { key: 'Enter' });
        await until('the new citation', () => document.getText().includes('answer: boxes.md'));
        assert.strictEqual(document.getText(), withPart(before, 'containers.md', 'boxes.md'));
        await until('the new file', () => fs.existsSync(to.fsPath) && !fs.existsSync(from.fsPath));
        await vscode.workspace.saveAll(false);
        await until('no findings', () => [GROUP, from, to].every((file) => codes(file).length === 0));
        await putAway();
        fs.renameSync(to.fsPath, from.fsPath);
        await restore(GROUP, before);
    },

    async 'the view shows groups, levels and questions'() {
        await run('qmark.bank.focus');
        const rows = '.pane-body .monaco-list-row';
        await page('see', { selector: rows, text: 'Python' });
        await page('click', { selector: rows, text: 'Python' });
        await page('see', { selector: rows, text: 'Intermediate' });
        await page('see', { selector: rows, text: 'When is a tuple a better choice' });
        await page('click', { selector: rows, text: 'What does a closure remember' });
        await until('the question', () => {
            const editor = vscode.window.activeTextEditor;
            return editor?.document.uri.path === PYTHON.path && editor.document.getText(editor.selection).startsWith('What does a closure');
        });
        await page('shot', { name: 'view' });
        await page('hover', { selector: rows, text: 'What does a closure remember' });
        await page('click', { selector: `${rows}:has-text("What does a closure remember") .action-label[aria-label="Open Answer Beside"]` });
        await until('the answer beside', () => vscode.window.visibleTextEditors.some(({ document, viewColumn }) =>
            document.uri.path.endsWith('/closures.md') && viewColumn === 2));
        await putAway();
    },

    async 'the view is filtered and follows the bank'() {
        await run('qmark.bank.focus');
        const rows = '.pane-body .monaco-list-row';
        await exports_().view.show('tuple');
        await page('see', { selector: rows, text: 'When is a tuple' });
        await page('gone', { selector: rows, text: 'What does a closure remember' });
        const before = read(PYTHON);
        const { document } = await show(PYTHON);
        await replace(document, 'When is a tuple', 'When is a frozen tuple');
        await page('see', { selector: rows, text: 'When is a frozen tuple' });
        await exports_().view.show('');
        await putAway();
        assert.strictEqual(read(PYTHON), before);
        await run('workbench.view.explorer');
    },

    async 'settings count at once'() {
        const settings = vscode.workspace.getConfiguration('qmark');
        await until('the finding', () => codes(WEB).includes('stated-count'));
        await settings.update('rules', { 'stated-count': 'off' }, vscode.ConfigurationTarget.Workspace);
        await until('no finding', () => !codes(WEB).includes('stated-count'));
        await settings.update('rules', { 'stated-count': 'error' }, vscode.ConfigurationTarget.Workspace);
        await until('an error', () => vscode.languages.getDiagnostics(WEB).some(({ code, severity }) =>
            (code?.value ?? code) === 'stated-count' && severity === vscode.DiagnosticSeverity.Error));
        await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
        await until('a hint', () => vscode.languages.getDiagnostics(WEB).some(({ code, severity }) =>
            (code?.value ?? code) === 'stated-count' && severity === vscode.DiagnosticSeverity.Hint));
    },

    async 'tokens have names of their own'() {
        await show(GROUP);
        const legend = await run('vscode.provideDocumentSemanticTokensLegend', GROUP);
        assert.ok(['question', 'topic', 'level', 'answerFile'].every((name) => legend.tokenTypes.includes(name)), legend.tokenTypes.join());
        const tokens = await run('vscode.provideDocumentSemanticTokens', GROUP);
        assert.ok(tokens.data.length > 500);
        await putAway();
    },

    async 'a question is found by some of its letters'() {
        await run('qmark.question.find');
        await page('see', { selector: '.quick-input-widget input:focus' });
        await page('see', { selector: '.quick-input-widget .monaco-list-row' });
        await page('type', { text: 'sql nosql differ' });
        await page('see', { selector: '.quick-input-widget .monaco-list-row.focused', text: 'How do SQL and NoSQL databases differ' });
        await page('press', { key: 'Enter' });
        await until('the question', () => vscode.window.activeTextEditor?.document.uri.path === GROUP.path
            && vscode.window.activeTextEditor.document.lineAt(vscode.window.activeTextEditor.selection.active.line).text.includes('How do SQL'));
        await run('qmark.answer.openBeside');
        await until('the answer beside', () => vscode.window.activeTextEditor?.document.uri.path.endsWith('/sql-or-nosql.md'));
        await putAway();
    },

    async 'the question that fits best comes first, wherever in it the letters are'() {
        await run('qmark.question.find');
        await page('see', { selector: `${QUICK} input:focus` });
        await page('type', { text: 'stash' });
        const rows = `${QUICK} .monaco-list-row`;
        // This one has the letters further in front, at the starts of words.
        await page('see', { selector: rows, text: 'A request starts work' });
        await until('the best one first', async () => (await page('texts', { selector: rows }))[0].includes('When is `git stash` the right tool'));
        await page('press', { key: 'Escape' });
    },

    async 'a question is written by command'() {
        const before = read(GIT);
        const { document } = await show(GIT);
        const done = run('qmark.question.new');
        await page('see', { selector: '.quick-input-widget input:focus' });
        await page('type', { text: 'What is a worktree?' });
        await page('press', { key: 'Enter' });
        await done;
        const answer = file('content', 'git/content/what-is-a-worktree.md');
        await until('the question', () => document.getText().includes('question: What is a worktree?\n    answer: what-is-a-worktree.md\n'));
        await until('its answer', () => fs.existsSync(answer.fsPath));
        await until('the selected text', () => vscode.window.activeTextEditor?.document === document
            && document.getText(vscode.window.activeTextEditor.selection) === 'What is a worktree?');
        await until('the answer beside it', () => vscode.window.visibleTextEditors.some((editor) =>
            editor.document.uri.path === answer.path && editor.viewColumn === vscode.ViewColumn.Two));
        assert.strictEqual(vscode.window.activeTextEditor.document, document, 'the editor with the focus');
        await vscode.workspace.saveAll(true);
        await putAway();
        await restore(GIT, before);
        fs.rmSync(answer.fsPath);
    },

    async 'lists go on and open by themselves as a question is typed'() {
        const before = read(GIT);
        const editor = await show(GIT, '\n---\n');
        const line = () => editor.document.lineAt(editor.selection.active.line).text;
        const rows = '.suggest-widget.visible .monaco-list-row';
        await page('press', { key: 'Enter' });
        await until('the next hyphen', () => line() === '      - ');
        await page('type', { text: "'Worktrees'" });
        await page('press', { key: 'Escape' });
        await page('press', { key: 'Enter' });
        await until('one more', () => editor.document.getText() === withPart(before, '\n---\n', "\n      - 'Worktrees'\n      - \n---\n"));
        await page('press', { key: 'Escape' });
        await page('press', { key: 'Enter' });
        await until('the end of the list', () => editor.document.getText() === withPart(before, '\n---\n', "\n      - 'Worktrees'\n  \n---\n"));
        await page('type', { text: '- que' });
        await page('see', { selector: `${rows}.focused`, text: 'new question' });
        await page('press', { key: 'Enter' });
        await until('the question', () => line() === '  - question: ');
        await page('type', { text: 'Why?' });
        await page('press', { key: 'Tab' });
        await until('the answer', () => line() === '    answer: ');
        await page('see', { selector: rows, text: '.md' });
        await page('press', { key: 'Escape' });
        await putAway();
        assert.strictEqual(read(GIT), before);
    },

    async 'statistics are shown in a tab'() {
        const done = run('qmark.statistics.show');
        await page('see', { selector: '.quick-input-widget .monaco-list-row', text: 'content' });
        await page('press', { key: 'Enter' });
        await done;
        await page('frame', { text: '62' });
        await page('shot', { name: 'statistics' });
        await run('workbench.action.closeAllEditors');
    },

    async 'the server tells its state'() {
        await run('qmark.server.state');
        await until('the state', () => /^# qmark \d/.test(vscode.window.activeTextEditor?.document.getText() ?? ''));
        await putAway();
    },

    async 'the server is the one that the extension brings'() {
        assert.strictEqual(vscode.workspace.getConfiguration('qmark').get('server.path'), '');
        const { extensionPath } = vscode.extensions.getExtension(ID);
        assert.strictEqual(programOf(server().running), path.join(extensionPath, 'server/qmark'));
        assert.strictEqual(path.dirname(fs.readlinkSync(`/proc/${itself().id}/exe`)), path.join(extensionPath, 'server'));
    },

    async 'a server that is killed is started again'() {
        const before = servers().map(({ id }) => id);
        process.kill(itself().id, 'SIGKILL');
        await until('another server', () => server().running && !before.includes(processOf(server().running)));
        await until('the end of the first', () => servers().every(({ id }) => !before.includes(id)));
        await finds();
    },

    async 'the server is started again by command'() {
        const before = processOf(server().running);
        await run('qmark.server.restart');
        assert.notStrictEqual(processOf(server().running), before);
        await finds();
    },

    async 'a program that is not there is said'() {
        const settings = vscode.workspace.getConfiguration('qmark');
        await settings.update('server.path', '/nowhere/qmark', vscode.ConfigurationTarget.Global);
        await page('see', { selector: '.notification-toast', text: '/nowhere/qmark' });
        assert.strictEqual(server().running, undefined);
        await until('the status', () => exports_().status.text.includes('$(error)'));
        await page('shot', { name: 'no-server' });
        await run('notifications.clearAll');
        await settings.update('server.path', undefined, vscode.ConfigurationTarget.Global);
        await until('the server', () => server().running);
        await finds();
    },
});

/** The server that runs now finds what is wrong. */
async function finds() {
    await show(PYTHON, 'pinned-versions.md', 2);
    await until('the findings', () => codes(PYTHON).includes('missing-answer'));
    await until('a hover', async () => (await run('vscode.executeHoverProvider', PYTHON, vscode.window.activeTextEditor.selection.active)).length > 0);
    await putAway();
}
