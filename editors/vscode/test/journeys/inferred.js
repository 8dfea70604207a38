// opens: plain
// A document with questions and without a configuration: nothing but the program says that it is one.
const { assert, codes, exports_, folder, fs, journey, page, path, pause, servers, show, until, vscode } = require('./steps');
const { saveAll } = require('./changes');

const FILE = vscode.Uri.file(path.join(folder, 'plain/interview.md'));
const CONFIGURATION = path.join(folder, 'plain/qmark.yaml');
const { Global } = vscode.ConfigurationTarget;

const question = (n) => `### ${n}. What is part ${n} for?\n\nIt does work ${n}.\n\n`;
/** Twelve questions; the seventh is missing. */
const numbers = [...Array(13).keys()].map((n) => n + 1).filter((n) => n !== 7);
const infer = (value) => vscode.workspace.getConfiguration('qmark').update('infer', value, Global);
const isFound = () => codes(FILE).includes('number-gap');

exports.run = () => journey({
    async 'without inference nothing starts'() {
        await infer(false);
        fs.writeFileSync(FILE.fsPath, `# Questions\n\n${numbers.map(question).join('')}`);
        await show(FILE);
        await until('the extension to be active', () => exports_()?.server);
        // Time to do what it should not. That it would be seen shows the next step.
        await pause(1500);
        assert.deepStrictEqual(servers(), []);
        assert.strictEqual(await page('count', { selector: '.statusbar-item[id*="qmark"]' }), 0);
    },

    async 'with it a document with questions starts the server'() {
        await infer(undefined);
        await until('the server', () => exports_()?.server.running);
        assert.notDeepStrictEqual(servers(), []);
        await until('the finding', isFound);
    },

    async 'the setting is heard while the server runs'() {
        await infer(false);
        await until('no finding', () => !isFound());
        await infer(undefined);
        await until('the finding', isFound);
    },

    async 'the configuration can say that it is not a bank'() {
        const start = new vscode.Range(0, 0, 0, 0);
        let actions = [];
        await until('the actions', async () => {
            actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', FILE, start, undefined, 50);
            return actions.some(({ title }) => title === 'Write what qmark inferred to qmark.yaml');
        });
        const { edit } = actions.find(({ title }) => title === 'This is not a question bank');
        assert.ok(await vscode.workspace.applyEdit(edit));
        // At once, before anything is saved.
        await until('no finding', () => !isFound());
        await saveAll();
        const [[config]] = edit.entries();
        assert.strictEqual(config.fsPath, CONFIGURATION);
        const written = () => (fs.existsSync(CONFIGURATION) ? fs.readFileSync(CONFIGURATION, 'utf8') : '');
        await until('the rule', () => /interview\.md, shape: none/.test(written())).catch((error) => assert.fail(`${error.message}: ${written()}`));
        assert.ok(!isFound());
        fs.rmSync(CONFIGURATION);
    },
});
