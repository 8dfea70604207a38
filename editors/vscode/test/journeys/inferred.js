// opens: plain
// A document with questions and without a configuration: nothing but the program knows that it is one.
const { assert, exports_, folder, fs, journey, path, servers, show, until, vscode } = require('./steps');

const question = (n) => `### ${n}. What is part ${n} for?\n\nIt does work ${n}.\n\n`;

exports.run = () => journey({
    async 'a document with questions starts the server'() {
        const uri = vscode.Uri.file(path.join(folder, 'plain/interview.md'));
        fs.writeFileSync(uri.fsPath, `# Questions\n\n${[...Array(12).keys()].map((n) => question(n + 1)).join('')}`);
        await show(uri);
        await until('the server', () => exports_()?.server.running);
        assert.notDeepStrictEqual(servers(), []);
    },
});
