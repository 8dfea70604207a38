// Asks the program about files, without a server.

import { execFile } from 'node:child_process';

/** How long an answer may take, in milliseconds. */
const TIMEOUT = 10_000;
/** How long an answer may be, in bytes. */
const MOST = 16 * 1024 * 1024;

/** Whether one of the markdown files, full paths, belongs to a bank; `false` if the program does not say. */
export function someIsOfBank(program: string, files: string[]): Promise<boolean> {
    return new Promise((answer) => {
        execFile(program, ['detect', ...files], { timeout: TIMEOUT, maxBuffer: MOST }, (error, output) => {
            answer(!error && output.split('\n').some(saysBank));
        });
    });
}

/** Whether a line of `qmark detect` is about a file of a bank. */
function saysBank(line: string): boolean {
    try {
        return JSON.parse(line).bank === true;
    } catch {
        return false;
    }
}
