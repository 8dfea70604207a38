// opens: plain
// A document with questions and without a configuration: nothing but the program knows that it is one.
const { assert, exports_, folder, fs, journey, path, servers, show, until, vscode } = require('./steps');
const { saveAll } = require('./changes');

const FILE = vscode.Uri.file(path.join(folder, 'plain/interview.md'));

const question = (n) => `### ${n}. What is part ${n} for?\n\nIt does work ${n}.\n\n`;

exports.run = () => journey({
    async 'a document with questions starts the server'() {
        fs.writeFileSync(FILE.fsPath, `# Questions\n\n${[...Array(12).keys()].map((n) => question(n + 1)).join('')}`);
        await show(FILE);
        await until('the server', () => exports_()?.server.running);
        assert.notDeepStrictEqual(servers(), []);
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
        await saveAll();
        const [[config]] = edit.entries();
        const written = () => (fs.existsSync(config.fsPath) ? fs.readFileSync(config.fsPath, 'utf8') : '');
        await until('the rule', () => path.basename(config.fsPath) === 'qmark.yaml' && /interview\.md, shape: none/.test(written()))
            .catch((error) => assert.fail(`${error.message} in ${config.fsPath}: ${written()}`));
        fs.rmSync(config.fsPath);
    },
});
