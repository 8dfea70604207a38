// What the server's own commands do here, where VS Code has a better place for it than the server knows of.

import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

/** Runs a command of the server's, some of them in the way of VS Code. */
export const executeCommand: NonNullable<Middleware['executeCommand']> = async (command, args, next) => {
    switch (command) {
        case 'qmark.moveQuestions':
            return moveQuestions(args[0] as object, (argument) => next(command, [argument]));
        case 'qmark.showFindings':
            await next('qmark.open', args);
            return vscode.commands.executeCommand('workbench.actions.view.problems');
        default:
            return next(command, args);
    }
};

/** Moves questions to a group that the user picks among all. */
async function moveQuestions(chosen: object, run: (argument: object) => unknown): Promise<unknown> {
    if ('to' in chosen || 'list' in chosen) {
        return run(chosen);
    }
    const told = await run({ ...chosen, list: true }) as { groups: string[] } | null;
    const to = told && await vscode.window.showQuickPick(told.groups, { title: 'Move to which group?' });
    return to ? run({ ...chosen, to }) : undefined;
}
