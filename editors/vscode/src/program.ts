// Where the server's program is. Knows nothing of how it is run.

import * as fs from 'node:fs';
import * as path from 'node:path';

/** A program to run, or the reason why there is none, in words for the user. */
export type Program = { path: string } | { missing: string };

/** What the program is called on this system. */
export const NAME = process.platform === 'win32' ? 'qmark.exe' : 'qmark';

/**
 * The program to run: the one of the setting, else the one inside the extension, else the first on the PATH.
 *
 * A setting that leads nowhere is said rather than passed over: who wrote it wants that very program.
 */
export function findProgram(setting: string, extension: string, search: string | undefined): Program {
    if (setting) {
        return path.isAbsolute(setting) && isProgram(setting)
            ? { path: setting }
            : { missing: `The setting qmark.server.path is \`${setting}\`, which is not the full path of a program` };
    }
    const folders = (search ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
    const places = [path.join(extension, 'server'), ...folders];
    const found = places.map((folder) => path.join(folder, NAME)).find(isProgram);
    return found
        ? { path: found }
        : { missing: `This extension has no qmark server for this system (${process.platform} on ${process.arch}), and the PATH has none. `
            + 'Install it (`cargo install --path .` in a checkout of qmark), or set qmark.server.path to the full path of the program. '
            + 'In a terminal, `npx qmark-cli check` finds the same on every system with Node' };
}

function isProgram(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}
