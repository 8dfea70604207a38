// Changes that the server wants the user to agree to: those that reach into other files.
//
// VS Code by itself lists all lines of such a change, each with an empty box, and makes what is ticked. Half of a change
// could be a question that is gone here and came nowhere. Here the user agrees to all of it or to nothing, and gets that
// list only on request.

import * as vscode from 'vscode';
import {
    CodeActionResolveRequest, CreateFile, ExecuteCommandRequest, RenameRequest, TextDocumentEdit, WillRenameFilesRequest,
    type ChangeAnnotation, type CodeAction, type Command, type LanguageClient, type Location, type Middleware, type RenameParams,
    type WorkspaceEdit,
} from 'vscode-languageclient/node';
import { showBeside } from './following';
import { Page } from './page';

/** The command that asks about a change, and makes it. Not in the manifest: it is what an action does once chosen. */
export const AGREE = 'qmark.change.agree';

/** What that command is given: a change, and what comes after it. */
export interface Change { edit: WorkspaceEdit; then?: Command }

/** So many files are named. */
const NAMED = 4;

/** The annotation of no change, whose description is what the user may want to read before. */
const DETAILS = 'qmark.details';

/** What the user reads before agreeing. */
export const questions = new Page('qmark-questions', 'Questions of the import');

/** How many characters fit into a line of the list of choices. */
const FITS = 68;

/** Looks at the server's changes before VS Code does. */
export const sendRequest: NonNullable<Middleware['sendRequest']> = async (type, params, token, next) => {
    const method = typeof type === 'string' ? type : type.method;
    const result = await next(type, params, token);
    if (!result || method !== RenameRequest.method) {
        return result && asAsked(method, result) as typeof result;
    }
    const ask = next as (type: typeof ExecuteCommandRequest.type, params: unknown) => Promise<unknown>;
    const translations = question(result) ? await translationsOf(params as RenameParams, ask) : [];
    return refuseStale(await agreed(result, translations) ?? { documentChanges: [] }) as typeof result;
};

/** The failure reason of a change that the user cancelled: the server shows no message for it. */
const CANCELLED = 'cancelled';

/** Asks about a change that the server wants to be made, such as that of a command. */
export const handleApplyEdit: NonNullable<Middleware['workspace']>['handleApplyEdit'] = async (params, next) => {
    const wanted = await agreed(params.edit);
    if (!wanted) {
        return { applied: false, failureReason: CANCELLED };
    }
    try {
        return await next({ ...params, edit: refuseStale(wanted) }, new vscode.CancellationTokenSource().token);
    } catch (error) {
        return { applied: false, failureReason: error instanceof Error ? error.message : String(error) };
    }
};

/** Where the question at a place is in other languages. */
async function translationsOf(
    { textDocument: { uri }, position }: RenameParams,
    ask: (type: typeof ExecuteCommandRequest.type, params: unknown) => Promise<unknown>,
): Promise<Location[]> {
    const params = { command: 'qmark.openTranslations', arguments: [{ uri, position, list: true, renamed: true }] };
    const found = await ask(ExecuteCommandRequest.type, params).catch(() => null) as { locations: Location[] } | null;
    return found?.locations ?? [];
}

/** What VS Code is to take for the server's answer to a request. */
function asAsked(method: string, result: unknown): unknown {
    switch (method) {
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

/**
 * The change if there is nothing to ask, or the user agrees to it; `undefined` if not. Also opens the translations of what it
 * changes, if the user chooses that.
 */
async function agreed(edit: WorkspaceEdit, translations: Location[] = []): Promise<WorkspaceEdit | undefined> {
    const asked = question(edit);
    if (!asked) {
        return edit;
    }
    const { label: title, description } = asked;
    const files = filesOf(edit);
    const whole = ['', 'the file', 'both files'][files.length] || `all ${files.length} files`;
    const change = `$(check) Change ${whole}`;
    const all = { label: change, detail: named(files) };
    const others = named(translations.map(({ uri }) => nameOf(uri)));
    const opening = { label: `${change} and open the ${translations.length === 1 ? 'translation' : 'translations'}`, detail: others };
    const first = { label: '$(list-flat) Show the changes first', detail: 'All changes are selected in that list' };
    const details = edit.changeAnnotations?.[DETAILS]?.description;
    const reading = { label: '$(book) Show the questions that the bank has', detail: 'Each beside that of the bank, with level and answer' };
    const choices = [all, ...(translations.length > 0 ? [opening] : []), ...(details ? [reading] : []), first];
    const ask = () => choose(choices, title, description ?? 'This also changes other files of the bank');
    let chosen = await ask();
    while (chosen === reading && details) {
        // The list of choices stays open above the text.
        await questions.show(details);
        chosen = await ask();
    }
    if (chosen === opening) {
        for (const { uri, range } of translations) {
            await showBeside({ uri, selection: range });
        }
    }
    return chosen === first ? inPreview(edit) : chosen && withoutQuestion(edit);
}

/** Lets the user choose. What does not fit into one line is repeated in rows below the choices; choosing such a row asks again. */
async function choose(choices: vscode.QuickPickItem[], title: string, asked: string): Promise<vscode.QuickPickItem | undefined> {
    const placeHolder = asked.charAt(0).toUpperCase() + asked.slice(1);
    const lines = asked.length > FITS ? linesOf(placeHolder) : [];
    const rows = lines.map((line, at) => ({ label: `$(${at === 0 ? 'info' : 'blank'}) ${line}` }));
    for (;;) {
        const chosen = await vscode.window.showQuickPick([...choices, ...rows], { title, placeHolder, ignoreFocusOut: true });
        if (!chosen || choices.includes(chosen)) {
            return chosen;
        }
    }
}

/** A text in lines that fit. A word that is longer than a line is broken. */
function linesOf(text: string): string[] {
    const lines = [''];
    for (const word of text.match(new RegExp(`\\S{1,${FITS}}`, 'g')) ?? []) {
        const last = lines.pop() ?? '';
        const longer = `${last} ${word}`.trim();
        lines.push(...(longer.length <= FITS ? [longer] : [last, word]));
    }
    // A question may have text that looks like an icon.
    return lines.filter(Boolean).map((line) => line.replaceAll('$(', '\\$('));
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
    return [...new Set(uris)].map(nameOf);
}

function nameOf(uri: string): string {
    return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
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
