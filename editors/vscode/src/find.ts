// Go to a question by some letters of its text, of any bank of the workspace.

import * as vscode from 'vscode';
import { SymbolKind, WorkspaceSymbolRequest, type SymbolInformation } from 'vscode-languageclient/node';
import type { LanguageClient } from 'vscode-languageclient/node';

interface Item extends vscode.QuickPickItem { symbol: SymbolInformation }

/** Lets the user search while typing, previews nothing, and shows what was chosen. */
export function findQuestion(client: LanguageClient): void {
    const pick = vscode.window.createQuickPick<Item>();
    pick.placeholder = 'Part of a question, a group or a topic';
    // The server's order is by how well they fit, the list's own by where the letters start. Every version knows this
    // property, no version's types do yet: https://github.com/microsoft/vscode/issues/73904
    Object.assign(pick, { sortByLabel: false });
    let asked: vscode.CancellationTokenSource | undefined;
    const search = async (query: string) => {
        asked?.cancel();
        const cancel = asked = new vscode.CancellationTokenSource();
        pick.busy = true;
        const found = await client.sendRequest(WorkspaceSymbolRequest.type, { query }, cancel.token).catch(() => null);
        if (!cancel.token.isCancellationRequested) {
            pick.items = (found ?? []).filter((symbol) => 'range' in symbol.location).map((symbol) => item(symbol as SymbolInformation));
            pick.busy = false;
        }
    };
    pick.onDidChangeValue(search);
    pick.onDidAccept(async () => {
        const chosen = pick.selectedItems[0];
        pick.hide();
        if (chosen) {
            const { uri, range: { start, end } } = chosen.symbol.location;
            const selection = new vscode.Range(start.line, start.character, end.line, end.character);
            await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
        }
    });
    pick.onDidHide(() => {
        asked?.cancel();
        pick.dispose();
    });
    void search('');
    pick.show();
}

function item(symbol: SymbolInformation): Item {
    const icon = { [SymbolKind.Function]: 'question', [SymbolKind.Namespace]: 'book' }[symbol.kind as number] ?? 'tag';
    return {
        label: `$(${icon}) ${symbol.name}`,
        description: symbol.containerName ?? '',
        // The server has matched and ordered them; its matching forgives more than the list's own.
        alwaysShow: true,
        symbol,
    };
}
