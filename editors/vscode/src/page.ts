// A text that is shown as a document which nobody is asked to save.

import * as vscode from 'vscode';

export class Page implements vscode.TextDocumentContentProvider {
    private text = '';
    private readonly uri: vscode.Uri;
    private readonly changed = new vscode.EventEmitter<vscode.Uri>();
    readonly onDidChange = this.changed.event;

    constructor(private readonly scheme: string, name: string) {
        this.uri = vscode.Uri.parse(`${scheme}:/${name}`);
    }

    register(): vscode.Disposable {
        return vscode.workspace.registerTextDocumentContentProvider(this.scheme, this);
    }

    provideTextDocumentContent(): string {
        return this.text;
    }

    async show(text: string): Promise<void> {
        this.text = text;
        this.changed.fire(this.uri);
        await vscode.window.showTextDocument(this.uri, { preview: true });
    }
}
