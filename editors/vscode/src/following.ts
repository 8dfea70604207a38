// What the server's own commands do here, where VS Code has a better place for it than the server knows of.

import * as vscode from 'vscode';
import type { Middleware, ShowDocumentParams, ShowDocumentResult } from 'vscode-languageclient/node';

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

/** Shows a place in the group of editors beside the one that has the focus, which it leaves only if that is asked for. */
export async function showBeside({ uri, selection, takeFocus }: ShowDocumentParams): Promise<ShowDocumentResult> {
    const { start, end } = selection ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: !takeFocus,
        preview: false,
        selection: new vscode.Range(start.line, start.character, end.line, end.character),
    });
    return { success: true };
}

/** Run when a whole question is accepted from the list. */
export const AWAIT_ANSWER = 'qmark.answer.await';

/** Has the list of answers open when a completed question's place for one is reached. */
export const provideCompletionItem: NonNullable<Middleware['provideCompletionItem']> = async (document, position, context, token, next) => {
    const list = await next(document, position, context, token);
    for (const item of Array.isArray(list) ? list : list?.items ?? []) {
        if (item.insertText instanceof vscode.SnippetString && /\n\s*answer: ['"]?\$/.test(item.insertText.value)) {
            item.command = { title: 'Offer answers', command: AWAIT_ANSWER };
        }
    }
    return list;
};

/** What waits for the cursor to come to an answer. */
let waiting: vscode.Disposable | undefined;

/** Opens the list once, when the cursor comes to an `answer` without a value, unless another editor comes first. */
export function awaitAnswer(): void {
    waiting?.dispose();
    const editor = vscode.window.activeTextEditor;
    const moved = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections: [selection] }) => {
        if (textEditor !== editor || !selection?.isEmpty) {
            return;
        }
        const { text } = textEditor.document.lineAt(selection.active.line);
        const [before, after] = [text.slice(0, selection.active.character), text.slice(selection.active.character)];
        if (/^[\s-]*answer:\s+['"]?$/.test(before) && /^['"]?\s*$/.test(after)) {
            waiting?.dispose();
            void vscode.commands.executeCommand('editor.action.triggerSuggest');
        }
    });
    waiting = vscode.Disposable.from(moved, vscode.window.onDidChangeActiveTextEditor(() => waiting?.dispose()));
}

/** Brings questions to a group or document that the user picks among all. */
async function moveQuestions(chosen: object, run: (argument: object) => unknown): Promise<unknown> {
    if ('to' in chosen || 'list' in chosen) {
        return run(chosen);
    }
    const result = await run({ ...chosen, list: true }) as { groups: string[], title: string } | null;
    const to = result && await vscode.window.showQuickPick(result.groups, { title: result.title });
    return to ? run({ ...chosen, to }) : undefined;
}
