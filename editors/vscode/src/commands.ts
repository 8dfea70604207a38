// What the user can have done, by the names of the manifest. Most of it the server does.

import * as vscode from 'vscode';
import { ExecuteCommandRequest, type LanguageClient, type Location } from 'vscode-languageclient/node';
import { AGREE, makeIfAgreed, questions, type Change } from './asking';
import { findQuestion } from './find';
import { AWAIT_ANSWER, awaitAnswer, showBeside } from './following';
import { banks, levels, type Bank } from './overview';
import { Page } from './page';
import type { Server } from './server';
import { OPEN_PLACE, showStatistics, type Place } from './statistics';
import type { View } from './view';

/** What a command is given: an item of the view, when it was chosen there. */
type Chosen = { group?: { uri: string }; question?: { answer: string | null } } | undefined;

export function registerCommands(server: Server, view: View): vscode.Disposable[] {
    /** A command that needs the server. What goes wrong in it is said. */
    const served = <C = Chosen>(name: string, run: (client: LanguageClient, chosen: C) => unknown) =>
        vscode.commands.registerCommand(name, async (chosen: C) => {
            const client = server.running;
            if (!client) {
                return vscode.window.showInformationMessage('No qmark server is running in this window. Open a question bank first');
            }
            try {
                return await run(client, chosen);
            } catch (error) {
                return vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
            }
        });
    const state = new Page('qmark-state', 'Server state.md');
    return [
        state.register(),
        questions.register(),
        vscode.commands.registerCommand('qmark.server.restart', () => server.restart()),
        vscode.commands.registerCommand('qmark.server.output', () => server.output.show()),
        vscode.commands.registerCommand('qmark.view.filter', () => view.askForFilter()),
        vscode.commands.registerCommand('qmark.view.clearFilter', () => view.show('')),
        served('qmark.question.find', findQuestion),
        served('qmark.question.new', newQuestion),
        vscode.commands.registerCommand('qmark.group.open', (chosen: Chosen) =>
            chosen?.group && vscode.window.showTextDocument(vscode.Uri.parse(chosen.group.uri))),
        served('qmark.group.new', newGroup),
        served('qmark.answer.openBeside', openAnswerBeside),
        vscode.commands.registerCommand(AWAIT_ANSWER, awaitAnswer),
        served('qmark.translations.open', openTranslations),
        served('qmark.answers.create', createAnswers),
        served('qmark.statistics.show', async (client) => statistics(client, server)),
        served<Place>(OPEN_PLACE, openPlace),
        served<Change>(AGREE, makeIfAgreed),
        served('qmark.bank.reload', (client) => execute(client, 'qmark.reloadBank')),
        served('qmark.server.state', async (client) => state.show((await execute<{ markdown: string }>(client, 'qmark.serverState')).markdown)),
    ];
}

/** Has the server do one of its own commands. */
function execute<R>(client: LanguageClient, command: string, argument?: object): Promise<R> {
    return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: argument ? [argument] : [] });
}

async function newQuestion(client: LanguageClient, chosen: Chosen): Promise<void> {
    const uri = chosen?.group?.uri ?? await chooseGroup(client, 'Add the question to which group?');
    if (!uri) {
        return;
    }
    const question = await vscode.window.showInputBox({ title: 'New Question', prompt: 'Text of the question; you can change it later' });
    if (question !== undefined) {
        const position = chosen?.group ? undefined : cursorIn(uri);
        await execute(client, 'qmark.newQuestion', { uri, ...(position && { position }), ...(question.trim() && { question: question.trim() }) });
    }
}

/** Where the cursor is, if it is in this file. */
function cursorIn(uri: string): { line: number; character: number } | undefined {
    const editor = vscode.window.activeTextEditor;
    const isShown = editor?.document.uri.toString() === vscode.Uri.parse(uri).toString();
    return isShown ? { line: editor.selection.active.line, character: editor.selection.active.character } : undefined;
}

async function newGroup(client: LanguageClient): Promise<void> {
    const bank = await chooseBank(client);
    const title = bank && await vscode.window.showInputBox({
        title: 'New Group',
        prompt: 'Title of the group; the folder name is made from it',
        validateInput: (text) => (text.trim() ? undefined : 'Enter a title'),
    });
    if (title) {
        await execute(client, 'qmark.newGroup', { title: title.trim(), ...bank.of });
    }
}

/** Those of a group; those of the whole bank where it is the only one. */
async function createAnswers(client: LanguageClient, chosen: Chosen): Promise<void> {
    const isAlone = !chosen?.group && (await banks(client)).length < 2;
    const uri = isAlone ? undefined : chosen?.group?.uri ?? await chooseGroup(client, 'Create the missing answers of which group?');
    if (isAlone || uri) {
        await execute(client, 'qmark.createMissingAnswers', { ...(uri && { uri }) });
    }
}

async function statistics(client: LanguageClient, server: Server): Promise<void> {
    const bank = await chooseBank(client);
    if (!bank) {
        return;
    }
    // The server has its page opened in a browser, where it can; here there is a better place for it.
    server.interceptPage = () => true;
    try {
        const { html } = await execute<{ html: string }>(client, 'qmark.showStatistics', bank.of);
        showStatistics(html, await rootOf(client, bank.of.uri));
    } finally {
        // Its request to open the page comes right behind the answer.
        setTimeout(() => { server.interceptPage = () => false; }, 2000);
    }
}

/** The folder of the bank of a group, or of the only bank, with a slash at its end. */
async function rootOf(client: LanguageClient, uri: string | undefined): Promise<string | undefined> {
    const groups = (await banks(client)).flatMap((bank) => bank.groups);
    const group = uri === undefined ? groups[0] : groups.find((group) => group.uri === uri);
    return group && `${group.uri.split('/').slice(0, -group.path.split('/').length).join('/')}/`;
}

/** Opens a file that the statistics name, at the question that they name. */
async function openPlace(client: LanguageClient, { uri, index }: Place): Promise<void> {
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri));
    if (index === undefined) {
        return;
    }
    const starts = (await levels(client, uri)).flatMap((level) => level.questions.map((question) => question.selectionRange.start));
    const start = starts.sort((a, b) => a.line - b.line || a.character - b.character)[index];
    if (start) {
        const at = new vscode.Position(start.line, start.character);
        editor.selection = new vscode.Selection(at, at);
        editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
}

/** Opens the answer of an item of the view, or of the question that the cursor is in. */
async function openAnswerBeside(client: LanguageClient, chosen: Chosen): Promise<void> {
    const answer = chosen?.question ? chosen.question.answer : await answerAtCursor(client);
    if (!answer) {
        void vscode.window.showInformationMessage('There is no question with an answer file here');
        return;
    }
    await vscode.window.showTextDocument(vscode.Uri.parse(answer), { viewColumn: vscode.ViewColumn.Beside });
}

/** Opens the question that the cursor is in, in its other languages, and goes to the first of them. */
async function openTranslations(client: LanguageClient): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const uri = editor && client.code2ProtocolConverter.asUri(editor.document.uri);
    const position = uri && cursorIn(uri);
    const at = { uri, position, list: true };
    const found = position ? await execute<{ locations: Location[] }>(client, 'qmark.openTranslations', at) : { locations: [] };
    const [first, ...others] = found.locations;
    if (!first) {
        void vscode.window.showInformationMessage('There is no question with a translation here');
        return;
    }
    for (const { uri, range } of others) {
        await showBeside({ uri, selection: range });
    }
    await showBeside({ uri: first.uri, selection: first.range, takeFocus: true });
}

async function answerAtCursor(client: LanguageClient): Promise<string | null> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
        return null;
    }
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
    const at = editor.selection.active;
    const questions = (await levels(client, uri)).flatMap((level) => level.questions);
    const here = questions.find(({ range: { start, end } }) =>
        new vscode.Range(start.line, start.character, end.line, end.character).contains(at));
    return here?.answer ?? null;
}

/** The group in the active editor, or one that the user chooses. */
async function chooseGroup(client: LanguageClient, title: string): Promise<string | undefined> {
    const groups = (await banks(client)).flatMap((bank) => bank.groups);
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const shown = groups.find((group) => vscode.Uri.parse(group.uri).toString() === active);
    if (shown) {
        return shown.uri;
    }
    const items = groups.map((group) => ({ label: group.title, description: group.path, uri: group.uri }));
    return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.uri;
}

/** The bank, as the server wants to hear of it: not at all when it is the only one, else by one of its files. */
async function chooseBank(client: LanguageClient): Promise<{ of: { uri?: string } } | undefined> {
    const all = await banks(client);
    if (all.length < 2) {
        return { of: {} };
    }
    const items = all.flatMap((bank: Bank) => {
        const uri = bank.groups[0]?.uri;
        return uri ? [{ label: bank.name, description: vscode.Uri.parse(uri).fsPath, of: { uri } }] : [];
    });
    return vscode.window.showQuickPick(items, { title: 'Which question bank?' });
}
