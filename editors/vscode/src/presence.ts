// Whether a bank is near, found out by a look at a few files: no server runs where there is none.

import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';

const CONFIGURATION = 'qmark.yaml';
/** So many files are looked at for a group beside a folder of answers, and so much of each; so many answers for that folder. */
const FILES = 50;
const BYTES = 256 * 1024;

/** Where no bank of one's own is. */
const ELSEWHERE = '**/node_modules/**';

/** Whether there is a bank in the workspace: a configuration, or a group above a folder of answers. */
export async function workspaceHoldsBank(): Promise<boolean> {
    const search = (glob: string, most: number) => vscode.workspace.findFiles(glob, ELSEWHERE, most);
    if ((await search(`**/${CONFIGURATION}`, 1)).length > 0) {
        return true;
    }
    const answers = vscode.workspace.getConfiguration('qmark').get('answers', 'content');
    const found = await search(`**/${answers}/*.md`, FILES);
    const folders = new Set(found.map((file) => path.dirname(path.dirname(file.fsPath))));
    for (const folder of folders) {
        if (await hasGroup(folder)) {
            return true;
        }
    }
    return false;
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
