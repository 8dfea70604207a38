// What a step changes: a bank's files, all of them, before and after.
const { agree, assert, exports_, file, folder, fs, path, run, until, vscode, withPart } = require('./steps');

/** The text with `part` replaced once. */
const swap = (part, other) => (text) => withPart(text, part, other);
/** All of these, one after the other. */
const each = (...changes) => (text) => changes.reduce((text, change) => change(text), text);
const add = (more) => (text) => text + more;

/** A file that goes and comes back elsewhere, as a change of two. */
function moved(bank, from, to) {
    return { [from]: null, [to]: fs.readFileSync(file(bank, from).fsPath, 'utf8') };
}

/** The bytes of all files of a bank, by their paths in it. */
function tree(bank) {
    const top = path.join(folder, 'banks', bank);
    const files = fs.readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const full = files.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
    return new Map(full.map((name) => [path.relative(top, name), fs.readFileSync(name)]).sort());
}

/** The files of a bank that are not what they were, as text; `null` for those that are gone. */
function changed(bank, before) {
    const after = tree(bank);
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    const other = names.filter((name) => !before.has(name) || !after.has(name) || !before.get(name).equals(after.get(name)));
    return Object.fromEntries(other.map((name) => [name, after.get(name)?.toString() ?? null]));
}

/** What the files will be. A change is the new text, `null` for a file that goes, or what makes it of the old text. */
function expected(before, changes) {
    const after = ([name, change]) => [name, typeof change === 'function' ? change(before.get(name).toString()) : change];
    return Object.fromEntries(Object.entries(changes).map(after).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Waits until exactly these files of the bank have changed, and compares them. */
async function expectChanges(bank, before, changes) {
    const wanted = expected(before, changes);
    const same = () => JSON.stringify(changed(bank, before)) === JSON.stringify(wanted);
    await until('the files', same, 5000).catch(() => assert.deepStrictEqual(changed(bank, before), wanted));
}

/** Writes what a step starts from, by the editor, and saves it. */
async function give(bank, changes) {
    const wanted = Object.entries(expected(tree(bank), changes));
    const edit = new vscode.WorkspaceEdit();
    for (const [name, text] of wanted) {
        const uri = file(bank, name);
        if (!fs.existsSync(uri.fsPath)) {
            edit.createFile(uri, { contents: Buffer.from(text) });
            continue;
        }
        const document = await vscode.workspace.openTextDocument(uri);
        edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    }
    assert.ok(await vscode.workspace.applyEdit(edit));
    await saveAll();
    for (const [name, text] of wanted) {
        assert.strictEqual(fs.readFileSync(file(bank, name).fsPath, 'utf8'), text);
    }
}

/**
 * The action with this title that the extension offers there, with what it changes. The editor's own command to ask for
 * them forgets what has to be agreed to.
 */
async function offered(uri, range, kind, title) {
    const document = await vscode.workspace.openTextDocument(uri);
    const { token } = new vscode.CancellationTokenSource();
    return until(title, async () => {
        const diagnostics = vscode.languages.getDiagnostics(uri).filter((it) => it.range.intersection(range));
        const context = { diagnostics, only: vscode.CodeActionKind.Empty.append(kind), triggerKind: vscode.CodeActionTriggerKind.Invoke };
        const provider = exports_().server.running.getFeature('textDocument/codeAction').getProvider(document);
        const all = await provider.provideCodeActions(document, range, context, token);
        const found = all.filter((action) => action.title === title);
        assert.strictEqual(found.length > 0, true, `there are ${JSON.stringify(all.map((action) => action.title))}`);
        return provider.resolveCodeAction(found[0], token);
    });
}

/** Saves what is not saved, be it shown or not. */
async function saveAll() {
    for (const document of vscode.workspace.textDocuments.filter((it) => it.isDirty)) {
        assert.ok(await document.save());
    }
}

/** Makes an action as the editor does when it is chosen. `asks`: whether it has to be agreed to. */
async function make({ edit, command }, asks) {
    assert.strictEqual(Boolean(edit), !asks, 'what asks comes as a command');
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('the change is not made')), 20_000).unref());
    if (edit) {
        assert.ok(await Promise.race([vscode.workspace.applyEdit(edit), late]), 'the change is refused');
    }
    if (command) {
        const made = run(command.command, ...command.arguments);
        if (asks) {
            await agree();
        }
        await Promise.race([made, late]);
    }
    await saveAll();
}

module.exports = { add, each, expectChanges, give, make, moved, offered, saveAll, swap, tree };
