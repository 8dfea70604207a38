// What journeys are made of: steps that are run one after the other, waits, and the page.
const vscode = require('vscode');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const ID = 'qmark.qmark';
/** Where changes of several files are shown before they are made. */
const PREVIEW = '.bulk-edit-panel';
/** Where a person is asked something. */
const QUICK = '.quick-input-widget';
/** How long anything may take to be seen, in milliseconds. */
const PATIENCE = 20_000;
/**
 * Where this journey's copies are, and who does what it wants done in its page. Read once: a journey that is given up on
 * must not go on in the page of the next.
 */
const { folder, page: address } = JSON.parse(fs.readFileSync(path.join(process.env.QMARK_TEST_FOLDER, 'journey.json'), 'utf8'));

/** Waits until `look` gives something, and returns that. */
async function until(what, look, patience = PATIENCE) {
    let last;
    for (const end = Date.now() + patience; Date.now() < end; await pause(40)) {
        try {
            const found = await look();
            if (found) {
                return found;
            }
            last = undefined;
        } catch (error) {
            last = error;
        }
    }
    throw new Error(`not seen in time: ${what}${last ? ` (${last.message})` : ''}`);
}

function pause(time) {
    return new Promise((resolve) => setTimeout(resolve, time));
}

/** Has something done in the page, by a person's means; see STEPS in ../workbench/drive.mjs. */
async function page(step, what = {}) {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ step, ...what }) });
    const { value, error } = await response.json();
    if (error) {
        throw new Error(`${step} ${JSON.stringify(what)}: ${error}`);
    }
    return value;
}

/**
 * The servers that this window has started and that are not over: processes, each with its program and its number. One
 * that is recorded is two.
 */
function servers() {
    const about = (id, what) => {
        try {
            return fs.readFileSync(`/proc/${id}/${what}`, 'utf8');
        } catch {
            return ''; // It has just ended.
        }
    };
    const parentOf = (id) => Number(about(id, 'stat').replace(/^.*\) /, '').split(' ')[1]);
    const isOurs = (id) => id > 1 && (parentOf(id) === process.pid || isOurs(parentOf(id)));
    const ids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
    return ids.map((id) => ({ id, command: about(id, 'cmdline').split('\0').filter(Boolean) }))
        .filter(({ id, command }) => command.at(-1) === 'server' && /\bqmark\b|\brecord$/.test(command.at(-2)) && isOurs(id))
        .map(({ id, command }) => ({ id, program: command.at(-2) }));
}

/** Runs the steps, and fails when one failed. */
async function journey(steps) {
    await until('the folders of the window', () => vscode.workspace.workspaceFolders?.length > 0);
    const only = process.env.STEPS && new RegExp(process.env.STEPS);
    let failed = 0;
    for (const [name, step] of Object.entries(steps)) {
        if (only && !only.test(name) && !name.startsWith('!')) {
            continue;
        }
        const start = Date.now();
        try {
            await step();
            console.log(`ok    ${name} (${Date.now() - start} ms)`);
        } catch (error) {
            failed += 1;
            console.log(`FAIL  ${name}: ${error.stack}`);
            await page('shot', { name: `FAILED ${name.replace(/[^\w ]/g, '')}` }).catch(() => {});
            await page('press', { key: 'Escape' }).catch(() => {});
            await run('refactorPreview.discard').then(undefined, () => {});
            await putAway().catch(() => {});
        }
    }
    // The server takes leave: by then it has to have answered everything (see editors/wire).
    await exports_()?.server.dispose();
    await until('no process of a server', () => servers().length === 0);
    if (failed > 0) {
        throw new Error(`${failed} steps failed`);
    }
}

const run = (command, ...rest) => vscode.commands.executeCommand(command, ...rest);
/** What the extension shows to tests. */
const exports_ = () => vscode.extensions.getExtension(ID)?.exports;
const codes = (uri) => vscode.languages.getDiagnostics(uri).map(({ code }) => code?.value ?? code);
const file = (bank, name) => vscode.Uri.file(path.join(folder, 'banks', bank, name));
const read = (uri) => fs.readFileSync(uri.fsPath, 'utf8');

/** The text with `part`, which is in it, replaced once. */
function withPart(text, part, other) {
    assert.ok(text.includes(part), `the bank has changed, there is no ${part}`);
    return text.replace(part, () => other);
}

/** Opens a file with the cursor at the start of `part`, and `by` characters behind that. */
async function show(uri, part, by = 0) {
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    if (part !== undefined) {
        const offset = document.getText().indexOf(part);
        assert.ok(offset >= 0, `there is no ${part} in ${uri}`);
        const at = document.positionAt(offset + by);
        editor.selection = new vscode.Selection(at, at);
        editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
        // What is typed next must not come before it.
        await page('see', { selector: '.statusbar-item', text: `Ln ${at.line + 1}, Col ${at.character + 1}` });
    }
    return editor;
}

/** The findings of a file, each as its code, its text, and its severity. */
function findings(document) {
    const severity = ['error', 'warning', 'information', 'hint'];
    const list = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'qmark');
    return list.map((it) => `${severity[it.severity]} ${it.code.value ?? it.code} ${document.getText(it.range)}`).sort();
}

/** Takes back what was not saved, and closes all editors. */
async function putAway() {
    while (vscode.window.activeTextEditor?.document.isDirty) {
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Waits until the document is as expected, saves it, and looks at the file's bytes. */
async function saved(document, expected) {
    await until('the change', () => document.getText() === expected).catch((error) => {
        assert.strictEqual(document.getText(), expected, error.message);
    });
    assert.ok(await document.save());
    assert.strictEqual(read(document.uri), expected);
    await putAway();
}

/** Makes a file what it is to be, by the editor: what the disk says is learnt late. */
async function restore(uri, text) {
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await document.save();
    assert.strictEqual(read(uri), text);
}

/** Puts `other` in the place of `part`, unsaved. */
async function replace(document, part, other) {
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf(part));
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, part.length)), other);
    assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Agrees to a change of several files, of which `name` is one. */
async function agree(name = '') {
    await page('see', { selector: `${QUICK} .monaco-list-row`, text: name });
    await page('see', { selector: `${QUICK} .monaco-list-row.focused`, text: 'Change' });
    // Before it has the keyboard, the editor behind it does.
    await page('see', { selector: `${QUICK} input:focus` });
    await page('press', { key: 'Enter' });
}

module.exports = {
    ID, PREVIEW, QUICK, agree, assert, codes, exports_, file, findings, folder, fs, journey, page, path, pause, putAway, read, replace,
    restore, run, saved, servers, show, until, vscode, withPart,
};
