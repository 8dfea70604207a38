// Whether a bank is near, found out by a look at a few files: no server runs where there is none.

import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';

const CONFIGURATION = 'qmark.yaml';
/** So many files beside an answers' folder are looked at for a group, and so much of each. */
const FILES = 50;
const BYTES = 256 * 1024;

/** Whether the root of a folder of the workspace says that it is a bank. */
export async function folderIsBank(): Promise<boolean> {
    const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
    const found = await Promise.all(roots.map((root) => exists(path.join(root, CONFIGURATION))));
    return found.includes(true);
}

/** Whether a document belongs to a bank: it is a group, a group is above its folder, or a configuration is above it. */
export async function documentIsOfBank(document: vscode.TextDocument): Promise<boolean> {
    if (document.uri.scheme !== 'file') {
        return false;
    }
    if (path.basename(document.fileName) === CONFIGURATION) {
        return true;
    }
    if (document.languageId !== 'markdown') {
        return false;
    }
    const folder = path.dirname(document.fileName);
    return listsQuestions(document.getText()) || await hasConfigurationAbove(folder) || await hasGroup(path.dirname(folder));
}

/** Whether a text is a group's: it starts with a frontmatter in which a line starts with `questions:`. */
function listsQuestions(text: string): boolean {
    const head = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^---[ \t]*\r?$|$(?![\s\S]))/m.exec(text);
    return head !== null && head.index === 0 && /^questions[ \t]*:/m.test(head[1] ?? '');
}

async function hasConfigurationAbove(folder: string): Promise<boolean> {
    for (let at = folder; ; at = path.dirname(at)) {
        if (await exists(path.join(at, CONFIGURATION))) {
            return true;
        }
        if (path.dirname(at) === at) {
            return false;
        }
    }
}

async function hasGroup(folder: string): Promise<boolean> {
    const names = await fs.readdir(folder).catch(() => []);
    for (const name of names.filter((name) => name.endsWith('.md')).slice(0, FILES)) {
        if (listsQuestions(await start(path.join(folder, name)))) {
            return true;
        }
    }
    return false;
}

async function start(file: string): Promise<string> {
    try {
        const handle = await fs.open(file);
        try {
            const { buffer, bytesRead } = await handle.read(Buffer.alloc(BYTES), 0, BYTES, 0);
            return buffer.toString('utf8', 0, bytesRead);
        } finally {
            await handle.close();
        }
    } catch {
        return '';
    }
}

async function exists(file: string): Promise<boolean> {
    return fs.access(file).then(() => true, () => false);
}
