// Changes that the server wants the user to agree to: those that reach into other files.
//
// VS Code by itself lists all lines of such a change, each with an empty box, and makes what is ticked. Half of a change
// could be a question that is gone here and came nowhere. Here the user agrees to all of it or to nothing, and gets that
// list only on request.

import * as vscode from 'vscode';
import {
    CodeActionResolveRequest, CreateFile, RenameRequest, TextDocumentEdit, WillRenameFilesRequest,
    type ChangeAnnotation, type CodeAction, type Command, type LanguageClient, type Middleware, type WorkspaceEdit,
} from 'vscode-languageclient/node';

/** The command that asks about a change, and makes it. Not in the manifest: it is what an action does once chosen. */
export const AGREE = 'qmark.change.agree';

/** What that command is given: a change, and what comes after it. */
export interface Change { edit: WorkspaceEdit; then?: Command }

/** So many files are named. */
const NAMED = 4;

/** Looks at the server's changes before VS Code does. */
export const sendRequest: NonNullable<Middleware['sendRequest']> = async (type, params, token, next) => {
    const result = await next(type, params, token);
    return result && await asAsked(typeof type === 'string' ? type : type.method, result) as typeof result;
};

/** What VS Code is to take for the server's answer to a request. */
async function asAsked(method: string, result: unknown): Promise<unknown> {
    switch (method) {
        case RenameRequest.method:
            return refuseStale(await agreed(result as WorkspaceEdit) ?? { documentChanges: [] });
        case CodeActionResolveRequest.method:
            return askLater(result as CodeAction);
        case WillRenameFilesRequest.method:
            // About what follows a moved file VS Code asks, and well.
            return withoutQuestion(result as WorkspaceEdit);
        default:
            return result;
    }
}

/** Asks about a change, and makes it if the user agrees. Nothing is made when a text is not what it was meanwhile. */
export async function makeIfAgreed(client: LanguageClient, { edit, then }: Change): Promise<void> {
    const wanted = await agreed(edit);
    if (!wanted) {
        return;
    }
    const converted = await client.protocol2CodeConverter.asWorkspaceEdit(wanted);
    refuseStale(wanted);
    if (await vscode.workspace.applyEdit(converted, { isRefactoring: true }) && then) {
        await vscode.commands.executeCommand(then.command, ...(then.arguments ?? []));
    }
}

/**
 * An action whose change is to be agreed to, as one that asks when it is chosen: VS Code resolves those, too, that are
 * only looked at.
 */
function askLater(action: CodeAction): CodeAction {
    const { edit, command } = action;
    if (!edit || !question(edit)) {
        return action;
    }
    const change: Change = { edit, ...(command && { then: command }) };
    return { ...action, edit: undefined, command: { title: action.title, command: AGREE, arguments: [change] } };
}

/** The change if there is nothing to ask, or the user agrees to it; `undefined` if not. */
async function agreed(edit: WorkspaceEdit): Promise<WorkspaceEdit | undefined> {
    const asked = question(edit);
    if (!asked) {
        return edit;
    }
    const { label: title, description } = asked;
    const files = filesOf(edit);
    const all = { label: `$(check) Change ${files.length === 1 ? 'the file' : `all ${files.length} files`}`, detail: named(files) };
    const first = { label: '$(list-flat) Show the changes first', detail: 'All changes are selected in that list' };
    const chosen = await vscode.window.showQuickPick([all, first], { title, placeHolder: description ?? 'This also changes other files of the bank', ignoreFocusOut: true });
    return chosen === all ? withoutQuestion(edit) : chosen && inPreview(edit);
}

/** What the server says of a change that is to be agreed to. */
function question({ changeAnnotations }: WorkspaceEdit): ChangeAnnotation | undefined {
    return Object.values(changeAnnotations ?? {}).find((annotation) => annotation.needsConfirmation);
}

/** The annotation of the change that only has VS Code show its list. */
const SHOWN = 'qmark.preview';

/**
 * The change as one that VS Code lists with all boxes ticked. It shows the list for the sake of whatever is to be
 * confirmed, and leaves the box of that empty. Here that is the creation of a file that is there and may stay: it does
 * nothing, so that the list leaves it out.
 */
function inPreview(edit: WorkspaceEdit): WorkspaceEdit {
    const changes = edit.documentChanges ?? [];
    const texts = changes.filter(TextDocumentEdit.is).map(({ textDocument }) => textDocument.uri);
    const uri = texts.find((uri) => !changes.some((change) => CreateFile.is(change) && change.uri === uri));
    if (uri === undefined) {
        return edit;
    }
    const quiet = withoutQuestion(edit);
    const annotation: ChangeAnnotation = { label: 'Nothing (shows this list)', needsConfirmation: true };
    return {
        ...quiet,
        documentChanges: [CreateFile.create(uri, { ignoreIfExists: true }, SHOWN), ...changes],
        changeAnnotations: { ...quiet.changeAnnotations, [SHOWN]: annotation },
    };
}

function withoutQuestion(edit: WorkspaceEdit): WorkspaceEdit {
    const annotations = Object.entries(edit.changeAnnotations ?? {});
    const quiet = annotations.map(([id, annotation]) => [id, { ...annotation, needsConfirmation: false }]);
    return { ...edit, changeAnnotations: Object.fromEntries(quiet) };
}

/** The files that a change touches, each once, in its order. */
function filesOf({ documentChanges }: WorkspaceEdit): string[] {
    const uris = (documentChanges ?? []).map((change) =>
        TextDocumentEdit.is(change) ? change.textDocument.uri : change.kind === 'rename' ? change.oldUri : change.uri);
    return [...new Set(uris)].map((uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
}

function named(files: string[]): string {
    const rest = files.length - NAMED;
    return files.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** The change, unless a text that is open has another version than the one that the change is of. */
function refuseStale(edit: WorkspaceEdit): WorkspaceEdit {
    const versions = new Map(vscode.workspace.textDocuments.map(({ uri, version }) => [uri.toString(), version]));
    const isStale = (edit.documentChanges ?? []).filter(TextDocumentEdit.is).some(({ textDocument: { uri, version } }) => {
        const now = versions.get(vscode.Uri.parse(uri).toString());
        return version !== null && now !== undefined && now !== version;
    });
    if (isStale) {
        throw new Error('A file of this change was edited in the meantime. Nothing was changed; try again');
    }
    return edit;
}
