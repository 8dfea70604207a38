// Asks the program about files and folders, without a server.

import { execFile } from 'node:child_process';

/** How long an answer may take, in milliseconds. */
const TIMEOUT = 10_000;
/** How the program ends when what it is asked about cannot be read. */
const CANNOT = 2;

/** What the program is asked: a file or a folder by its full path, and what the editor knows of it. */
export interface Asked {
    path: string;
    /** The folder of the workspace that it is in. */
    root: string | undefined;
    /** What is set for it. */
    settings: object;
}

/** Whether the file belongs to a bank, or there is one in the folder; `undefined` if the program does not run. */
export function isOfBank(program: string, { path, root, settings }: Asked): Promise<boolean | undefined> {
    const options = [...(root === undefined ? [] : ['--root', root]), '--settings', JSON.stringify(settings)];
    return new Promise((answer) => {
        execFile(program, ['detect', ...options, '--', path], { timeout: TIMEOUT }, (error, output) => {
            answer(error ? (error.code === CANNOT ? false : undefined) : saysBank(output));
        });
    });
}

/** Whether a line of `qmark detect` is about a bank; `undefined` for any other line. */
function saysBank(line: string): boolean | undefined {
    try {
        return JSON.parse(line).bank === true;
    } catch {
        return undefined;
    }
}
