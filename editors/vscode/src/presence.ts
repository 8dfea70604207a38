// Whether a folder or a document belongs to a bank: the server runs only if one does. The program decides that; nothing here
// reads files.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { isOfBank } from './engine';
import type { Server } from './server';

const CONFIGURATION = 'qmark.yaml';

/** Where no bank of one's own is. */
const ELSEWHERE = '**/node_modules/**';

/** Whether there is a bank in a folder of the workspace. */
export async function workspaceHoldsBank(server: Server): Promise<boolean> {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
        if (uri.scheme === 'file' && (await ask(server, uri) ?? await hasConfiguration(uri))) {
            return true;
        }
    }
    return false;
}

/** Whether a document is markdown, by its language or its name. */
export function isMarkdown(document: vscode.TextDocument): boolean {
    return document.languageId === 'markdown' || document.fileName.endsWith('.mdx');
}

/** Whether a document belongs to a bank, as it is on disk. */
export async function documentIsOfBank(document: vscode.TextDocument, server: Server): Promise<boolean> {
    if (document.uri.scheme !== 'file') {
        return false;
    }
    return path.basename(document.fileName) === CONFIGURATION
        || isMarkdown(document) && await ask(server, document.uri) === true;
}

/** What the program says of a file or a folder; `undefined` if there is none, or it does not run. */
async function ask(server: Server, uri: vscode.Uri): Promise<boolean | undefined> {
    const program = server.program();
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    return 'path' in program ? isOfBank(program.path, { path: uri.fsPath, root, settings: server.settings(uri) }) : undefined;
}

/** Whether a folder has a configuration in it: the author of that bank is to hear that the program is missing. */
async function hasConfiguration(folder: vscode.Uri): Promise<boolean> {
    const pattern = new vscode.RelativePattern(folder, `**/${CONFIGURATION}`);
    return (await vscode.workspace.findFiles(pattern, ELSEWHERE, 1)).length > 0;
}
