// Whether a bank is near, found out by a look at a few files: no server runs where there is none.

import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { someIsOfBank } from './engine';
import type { Program } from './program';

const CONFIGURATION = 'qmark.yaml';
const MARKDOWN = '*.{md,markdown,mdx}';
/** So many files are looked at for a group beside a folder of answers, and so much of each; so many answers for that folder. */
const FILES = 50;
const BYTES = 256 * 1024;

/** Where no bank of one's own is. */
const ELSEWHERE = '**/node_modules/**';

/** Whether there is a bank in the workspace: a configuration, a group above a folder of answers, or what the program says is one. */
export async function workspaceHoldsBank(program: Program): Promise<boolean> {
    const search = (glob: string, most: number) => vscode.workspace.findFiles(glob, ELSEWHERE, most);
    if ((await search(`**/${CONFIGURATION}`, 1)).length > 0) {
        return true;
    }
    const answers = vscode.workspace.getConfiguration('qmark').get('answers', 'content');
    const found = await search(`**/${answers}/${MARKDOWN}`, FILES);
    const folders = new Set(found.map((file) => path.dirname(path.dirname(file.fsPath))));
    for (const folder of folders) {
        if (await hasGroup(folder)) {
            return true;
        }
    }
    return programSaysBank(program, await search(`**/${MARKDOWN}`, FILES));
}

/** Whether a document is markdown, by its language or its name. */
export function isMarkdown(document: vscode.TextDocument): boolean {
    return document.languageId === 'markdown' || document.fileName.endsWith('.mdx');
}

/**
 * Whether a document belongs to a bank: it is a group, a group is above its folder, a configuration is above it, or
 * `qmark detect` finds that it does.
 */
export async function documentIsOfBank(document: vscode.TextDocument, program: Program): Promise<boolean> {
    if (document.uri.scheme !== 'file') {
        return false;
    }
    if (path.basename(document.fileName) === CONFIGURATION) {
        return true;
    }
    if (!isMarkdown(document)) {
        return false;
    }
    const folder = path.dirname(document.fileName);
    return listsQuestions(document.getText()) || await hasConfigurationAbove(folder) || await hasGroup(path.dirname(folder))
        || programSaysBank(program, [document.uri]);
}

/** Whether the program says that one of the files belongs to a bank. Shapes other than groups are read by it alone. */
async function programSaysBank(program: Program, files: vscode.Uri[]): Promise<boolean> {
    const paths = files.map((file) => file.fsPath);
    return 'path' in program && paths.length > 0 && someIsOfBank(program.path, paths);
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
    for (const name of names.filter((name) => /\.(?:md|markdown|mdx)$/.test(name)).slice(0, FILES)) {
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
