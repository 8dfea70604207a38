// The view of the bank: groups, their levels, the levels' questions.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { count } from './findings';
import { banks, levels, type Bank, type Counts, type Group, type Level, type Question } from './overview';
import { isMarkdown } from './presence';
import type { Server } from './server';

/** How long changes rest before the view asks again. */
const REST = 400;

type Node =
    | { kind: 'bank'; bank: Bank }
    | { kind: 'group'; group: Group }
    | { kind: 'level'; group: Group; level: Level }
    | { kind: 'question'; group: Group; question: Question };

export class View implements vscode.TreeDataProvider<Node>, vscode.Disposable {
    private readonly changed = new vscode.EventEmitter<void>();
    readonly onDidChangeTreeData = this.changed.event;
    private readonly tree: vscode.TreeView<Node>;
    private readonly shown = new vscode.EventEmitter<void>();
    /** Told when the user brings the view up. */
    readonly onShown = this.shown.event;
    private readonly parts: vscode.Disposable[];
    private timer: NodeJS.Timeout | undefined;
    private filter = '';

    constructor(private readonly server: Server) {
        this.tree = vscode.window.createTreeView('qmark.bank', { treeDataProvider: this, showCollapseAll: true });
        const watcher = vscode.workspace.createFileSystemWatcher('**/{*.md,*.markdown,*.mdx,*.txt,qmark.yaml}');
        const soon = () => this.refreshSoon();
        this.parts = [
            this.tree, this.changed, this.shown, watcher,
            watcher.onDidCreate(soon), watcher.onDidChange(soon), watcher.onDidDelete(soon),
            vscode.workspace.onDidChangeTextDocument(({ document }) => {
                if (isMarkdown(document) || document.fileName.endsWith('.txt')) {
                    soon();
                }
            }),
            vscode.languages.onDidChangeDiagnostics(soon),
            this.tree.onDidChangeVisibility(({ visible }) => {
                if (visible) {
                    this.shown.fire();
                }
                soon();
            }),
            server.onCondition(soon),
        ];
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.parts.forEach((part) => part.dispose());
    }

    /** Asks for words, and shows the questions that have them. */
    async askForFilter(): Promise<void> {
        const words = await vscode.window.showInputBox({
            title: 'Filter the Question Bank',
            prompt: 'Words of a question, its topics or its level',
            value: this.filter,
        });
        if (words !== undefined) {
            await this.show(words);
        }
    }

    /** Shows the questions that have these words; without words, all. */
    async show(filter: string): Promise<void> {
        this.filter = filter.trim();
        this.tree.message = this.filter ? `Questions with “${this.filter}”` : undefined;
        await vscode.commands.executeCommand('setContext', 'qmark.isFiltered', this.filter !== '');
        this.changed.fire();
    }

    getTreeItem(node: Node): vscode.TreeItem {
        switch (node.kind) {
            case 'bank': return bankItem(node.bank);
            case 'group': return groupItem(node.group, this.filter !== '');
            case 'level': return levelItem(node.group, node.level, this.filter !== '');
            case 'question': return questionItem(node.group, node.question);
        }
    }

    async getChildren(node?: Node): Promise<Node[]> {
        const client = this.server.running;
        if (!client) {
            return [];
        }
        switch (node?.kind) {
            case undefined: return this.roots(client);
            case 'bank': return node.bank.groups.map((group) => ({ kind: 'group', group }));
            case 'group': {
                const { group } = node;
                const found = await levels(client, group.uri, this.filter);
                const [first, ...rest] = found;
                // Where no question has a level, there is nothing to sort them under.
                return first?.name === null && rest.length === 0
                    ? first.questions.map((question) => ({ kind: 'question', group, question }))
                    : found.map((level) => ({ kind: 'level', group, level }));
            }
            case 'level': {
                const { group } = node;
                return node.level.questions.map((question) => ({ kind: 'question', group, question }));
            }
            case 'question': return [];
        }
    }

    private async roots(client: LanguageClient): Promise<Node[]> {
        const found = await banks(client, this.filter);
        return found.length > 1
            ? found.map((bank) => ({ kind: 'bank', bank }))
            : found.flatMap((bank) => bank.groups).map((group) => ({ kind: 'group', group }));
    }

    private refreshSoon(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            const { errors } = count();
            this.tree.badge = errors > 0 ? { value: errors, tooltip: `${errors} errors` } : undefined;
            if (this.tree.visible) {
                this.changed.fire();
            }
        }, REST);
    }
}

function bankItem(bank: Bank): vscode.TreeItem {
    const item = new vscode.TreeItem(bank.name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `bank ${bank.name} ${bank.groups[0]?.uri ?? ''}`;
    item.iconPath = new vscode.ThemeIcon('library');
    return item;
}

function groupItem(group: Group, isFiltered: boolean): vscode.TreeItem {
    if (group.shape === 'file') {
        return fileItem(group);
    }
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(group.title, isFiltered ? Expanded : Collapsed);
    // Another id makes the tree forget what was folded: a filter unfolds all of it.
    item.id = `group ${group.uri} ${isFiltered}`;
    item.description = [...translation(group), String(group.questions), said(group.findings)].filter(Boolean).join(' · ');
    item.tooltip = about(group);
    item.iconPath = icon(group.findings, group.original ? 'globe' : 'book');
    item.contextValue = 'group';
    return item;
}

/** A file that is one question. */
function fileItem(group: Group): vscode.TreeItem {
    const item = new vscode.TreeItem(group.title);
    item.id = `file ${group.uri}`;
    item.description = [...translation(group), said(group.findings)].filter(Boolean).join(' · ');
    item.tooltip = about(group);
    item.iconPath = icon(group.findings, 'question');
    item.command = { title: 'Open', command: 'vscode.open', arguments: [vscode.Uri.parse(group.uri)] };
    return item;
}

function translation(group: Group): string[] {
    return group.original ? ['translation'] : [];
}

function about(group: Group): string {
    return group.original ? `${group.path}, a translation of ${group.original}` : group.path;
}

function levelItem(group: Group, level: Level, isFiltered: boolean): vscode.TreeItem {
    const name = level.name ?? 'Without a level';
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `level ${group.uri} ${level.name} ${isFiltered}`;
    item.description = String(level.questions.length);
    return item;
}

function questionItem(group: Group, question: Question): vscode.TreeItem {
    const item = new vscode.TreeItem(question.name);
    item.description = [said(question.findings), question.topics.join(', ')].filter(Boolean).join(' · ');
    item.tooltip = question.name;
    item.iconPath = icon(question.findings, 'question');
    item.contextValue = question.answer ? 'question.answered' : 'question';
    item.command = open(group.uri, question);
    return item;
}

function open(uri: string, question: Question): vscode.Command {
    const { start, end } = question.selectionRange;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    return { title: 'Open', command: 'vscode.open', arguments: [vscode.Uri.parse(uri), { selection } satisfies vscode.TextDocumentShowOptions] };
}

/** The findings in words; hints are left out. */
function said({ errors, warnings }: Counts): string {
    const some = (number: number, what: string) => (number === 0 ? [] : [`${number} ${what}${number === 1 ? '' : 's'}`]);
    return [...some(errors, 'error'), ...some(warnings, 'warning')].join(', ');
}

function icon({ errors, warnings }: Counts, otherwise: string): vscode.ThemeIcon {
    if (errors > 0) {
        return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    }
    return warnings > 0
        ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
        : new vscode.ThemeIcon(otherwise);
}
