// The server's page of a bank's numbers, in a tab of the editor.

import * as vscode from 'vscode';

/** The command of a link in the page. Not in the manifest: it needs a place. */
export const OPEN_PLACE = 'qmark.statistics.open';

/** Where a link in the page leads: a file, and the question in it, counted from 0. */
export interface Place { uri: string; index?: number }

let panel: vscode.WebviewPanel | undefined;

/**
 * Shows a page; the tab that is there is used again. The page brings its own style and has no scripts. `root` is the
 * bank's folder, with a slash at its end.
 */
export function showStatistics(html: string, root: string | undefined): void {
    if (!panel) {
        panel = vscode.window.createWebviewPanel('qmark.statistics', 'Question Bank Statistics', vscode.ViewColumn.Active, {
            enableScripts: false,
            enableCommandUris: [OPEN_PLACE],
            localResourceRoots: [],
        });
        panel.onDidDispose(() => { panel = undefined; });
    }
    panel.webview.html = root === undefined ? html : linked(html, root);
    panel.reveal();
}

/** The page with links on its groups, questions and files. */
function linked(html: string, root: string): string {
    const link = (path: string, content: string, index?: number) => {
        const uri = root + plain(path).split('/').map(encodeURIComponent).join('/');
        const place: Place = { uri, ...(index !== undefined && { index }) };
        return `<a href="command:${OPEN_PLACE}?${encodeURIComponent(JSON.stringify([place]))}">${content}</a>`;
    };
    return html
        .replace(/<span data-group="([^"]*)" data-index="(\d+)">(.*?)<\/span>/g, (_, path: string, index: string, words: string) =>
            link(path, words.replace(/<\/?code>/g, ''), Number(index)))
        .replace(/<small>([^<]*\.(?:md|markdown|mdx|txt))<\/small>/g, (_, path: string) => `<small>${link(path, path)}</small>`)
        .replace(/<code>([^<]*\.(?:md|markdown|mdx|txt))<\/code>/g, (_, path: string) => `<code>${link(path, path)}</code>`);
}

/** The text that was escaped for the page. */
function plain(text: string): string {
    const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
    return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (sign) => signs[sign] ?? sign);
}
