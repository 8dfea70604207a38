// The status item: what the server is doing, then how much it found.

import * as vscode from 'vscode';
import { count } from './findings';
import type { Condition, Server } from './server';

/** How long findings rest before they are counted. */
const REST = 250;

export class Status implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem('qmark', vscode.StatusBarAlignment.Left, 10);
    private readonly parts: vscode.Disposable[];
    private condition: Condition = { is: 'off' };
    private timer: NodeJS.Timeout | undefined;

    constructor(server: Server) {
        this.item.name = 'qmark';
        this.parts = [
            this.item,
            server.onCondition((condition) => {
                this.condition = condition;
                this.show();
            }),
            vscode.languages.onDidChangeDiagnostics(() => {
                clearTimeout(this.timer);
                this.timer = setTimeout(() => this.show(), REST);
            }),
        ];
    }

    /** What it says now, for tests. */
    get text(): string {
        return this.item.text;
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.parts.forEach((part) => part.dispose());
    }

    private show(): void {
        const item = this.item;
        item.backgroundColor = undefined;
        item.command = 'qmark.server.output';
        switch (this.condition.is) {
            case 'off':
                return item.hide();
            case 'starting':
                item.text = '$(sync~spin) qmark';
                item.tooltip = 'The server is starting';
                break;
            case 'reading':
                item.text = `$(sync~spin) qmark ${this.condition.message}`.trimEnd();
                item.tooltip = 'The question bank is being read';
                break;
            case 'failed':
                item.text = '$(error) qmark';
                item.tooltip = this.condition.why;
                item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
                break;
            case 'ready': {
                const { errors, warnings } = count();
                item.text = `$(question) qmark ${errors + warnings > 0 ? `$(error) ${errors} $(warning) ${warnings}` : '$(check)'}`;
                item.tooltip = errors + warnings > 0 ? `${errors} errors and ${warnings} warnings in the question bank` : 'No errors or warnings in the question bank';
                item.command = 'workbench.actions.view.problems';
            }
        }
        item.show();
    }
}
