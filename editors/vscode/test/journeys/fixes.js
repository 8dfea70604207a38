// Every kind of fix once: a finding, the fix with its title, and the bytes of all files afterwards.
const { agree, assert, codes, file, fs, journey, page, path, show, until, vscode } = require('./steps');
const { add, expectChanges, give, make, offered, saveAll, swap, tree } = require('./changes');

/**
 * The fixes: `fix` is the constant of src/lint that provides it, `of` the finding's rule, which marks some of the text `at` a file. `given`
 * is what is changed first. `makes` has all files that are other then. `asks`: the author has to agree, since a file
 * beside the one that is open changes. The test of Neovim goes by the same table.
 */
const { bank: BANK, fixes: FIXES } = JSON.parse(fs.readFileSync(path.resolve(__dirname, '../../../fixes.json'), 'utf8'));
/** Those that are chosen by the editor's interface, one in the file itself, one elsewhere. */
const BY_LIGHT_BULB = ['use_answer::FIX', 'rule_off::FIX'];

exports.run = () => journey({
    'each kind of fix has a step': everyKindHasAStep,
    ...Object.fromEntries(FIXES.map((fix) => [`${fix.of}: ${fix.title.replaceAll('`', '')}`, () => apply(fix)])),
});

/** What the rules' sources name as their fixes is made by some step. */
function everyKindHasAStep() {
    const lint = path.resolve(__dirname, '../../../../src/lint');
    const source = (name) => fs.readFileSync(path.join(lint, name), 'utf8');
    const providers = (text, list) => list.exec(text)?.[1].match(/\w+::\w+/g) ?? [];
    const rules = fs.readdirSync(path.join(lint, 'rules')).filter((name) => name.endsWith('.rs') && name !== 'mod.rs');
    const ofRules = rules.map((name) => [name.replace('.rs', '').replaceAll('_', '-'), providers(source(`rules/${name}`), /\bfixes: &\[([^\]]*)\]/)]);
    const suppressions = providers(source('fixes/mod.rs'), /SUPPRESSIONS: &\[FixProvider\] = &\[([^\]]*)\]/);
    const all = [...new Set([...suppressions, ...ofRules.flatMap(([, names]) => names)])].sort();
    assert.ok(suppressions.length > 0 && all.length > suppressions.length, 'the sources are read');
    assert.deepStrictEqual([...new Set(FIXES.map((fix) => fix.fix))].sort(), all);
    const known = new Map(ofRules);
    const strange = FIXES.filter((fix) => ![...suppressions, ...known.get(fix.of)].includes(fix.fix));
    assert.deepStrictEqual(strange.map((fix) => `${fix.fix} of ${fix.of}`), []);
}

/** Changes of the table's: a text, `null` for a file that goes, or what makes it of the old or of another that is there. */
function changes(table) {
    const change = (it) => {
        if (it?.moved) {
            return fs.readFileSync(file(BANK, it.moved).fsPath, 'utf8');
        }
        return it?.swap ? swap(...it.swap) : it?.append ? add(it.append) : it;
    };
    return Object.fromEntries(Object.entries(table).map(([name, it]) => [name, change(it)]));
}

/** Makes a fix, looks at all files, and sees its finding go. */
async function apply(fix) {
    const [name, part] = fix.at;
    const uri = file(BANK, name);
    if (fix.given) {
        await give(BANK, changes(fix.given));
    }
    // What is wrong in a file that nobody sees is asked for every other second only.
    await vscode.window.showTextDocument(uri);
    const finding = await until('the finding', () => findingAt(uri, part, fix.of));
    const before = tree(BANK);
    const count = codes(uri).filter((code) => code === fix.of).length;
    const makes = changes(fix.makes);
    if (BY_LIGHT_BULB.includes(fix.fix)) {
        await lightBulb(uri, fix);
    } else {
        await make(await offered(uri, finding.range, 'quickfix', fix.title), fix.asks);
    }
    await expectChanges(BANK, before, makes);
    // A document of a file that is gone may stay for a while.
    await until('the finding to go', () => fix.makes[name] === null || codes(uri).filter((code) => code === fix.of).length < count);
}

/** The finding of a rule that marks some of the text. */
async function findingAt(uri, part, code) {
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.getText().indexOf(part);
    assert.ok(at >= 0, `there is no ${part}`);
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + part.length));
    return vscode.languages.getDiagnostics(uri).find((it) => (it.code?.value ?? it.code) === code && it.range.intersection(range));
}

/** Chooses a fix from the light bulb's menu, by keyboard. */
async function lightBulb(uri, { at: [, part], title, asks }) {
    await show(uri, part, 1);
    const rows = '.action-widget .monaco-list-row';
    const focused = async () => (await page('texts', { selector: `${rows}.focused` }))[0];
    // The finding is there already, but the editor may have asked for actions just before it.
    await until('the menu', async () => {
        await page('press', { key: 'Control+.' });
        await page('see', { selector: rows, text: title, patience: 6000 });
        return true;
    });
    await page('shot', { name: asks ? 'fix-elsewhere' : 'fix' });
    let row = await until('a row that is focused', focused);
    for (let left = await page('count', { selector: rows }); left > 0 && !row.includes(title); left -= 1) {
        const last = row;
        await page('press', { key: 'ArrowDown' });
        row = await until('the next row', async () => {
            const next = await focused();
            return next !== last && next;
        });
    }
    await page('press', { key: 'Enter' });
    if (asks) {
        await agree('qmark.yaml');
    }
    await until('the change', () => vscode.workspace.textDocuments.some((it) => it.isDirty));
    await saveAll();
}
