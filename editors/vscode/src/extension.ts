// qmark in VS Code: starts the language server where a question bank is, and puts its commands within reach.

import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { documentIsOfBank, workspaceHoldsBank } from './presence';
import { Server } from './server';
import { Status } from './status';
import { View } from './view';

/** What tests can look at. */
export interface Exports { server: Server; status: Status; view: View }

export async function activate(context: vscode.ExtensionContext): Promise<Exports> {
    const server = new Server(context);
    const status = new Status(server);
    const view = new View(server);
    context.subscriptions.push(server.output, server, status, view, ...registerCommands(server, view));
    context.subscriptions.push(vscode.workspace.onDidChangeConfiguration(async (change) => {
        if (change.affectsConfiguration('qmark.server') && hasStarted) {
            await server.restart();
        }
    }));
    let hasStarted = false;
    const start = () => {
        hasStarted = true;
        return server.start();
    };
    const startFor = async (document: vscode.TextDocument) => {
        if (!hasStarted && await documentIsOfBank(document, server.program())) {
            await start();
        }
    };
    const startForWorkspace = async () => {
        if (!hasStarted && await workspaceHoldsBank(server.program())) {
            await start();
        }
    };
    context.subscriptions.push(
        vscode.workspace.onDidOpenTextDocument(startFor),
        vscode.workspace.onDidSaveTextDocument(startFor),
        vscode.workspace.onDidChangeWorkspaceFolders(startForWorkspace),
        view.onShown(startForWorkspace),
    );
    // Not awaited: a server that is slow to start holds up nothing else.
    void (async () => {
        for (const document of vscode.workspace.textDocuments) {
            await startFor(document);
        }
        await startForWorkspace();
    })();
    return { server, status, view };
}
