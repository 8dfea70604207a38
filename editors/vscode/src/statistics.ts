// The server's page of a bank's numbers, in a tab of the editor.

import * as vscode from 'vscode';

let panel: vscode.WebviewPanel | undefined;

/** Shows a page; the tab that is there is used again. The page brings its own style and has no scripts. */
export function showStatistics(html: string): void {
    if (!panel) {
        panel = vscode.window.createWebviewPanel('qmark.statistics', 'Question Bank Statistics', vscode.ViewColumn.Active, {
            enableScripts: false,
            localResourceRoots: [],
        });
        panel.onDidDispose(() => { panel = undefined; });
    }
    panel.webview.html = html;
    panel.reveal();
}
