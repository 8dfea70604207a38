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
    let hasStarted = false;
    const start = () => {
        hasStarted = true;
        return server.start();
    };
    const startFor = async (document: vscode.TextDocument) => {
        if (!hasStarted && await documentIsOfBank(document, server)) {
            await start();
        }
    };
    const startForWorkspace = async () => {
        if (!hasStarted && await workspaceHoldsBank(server)) {
            await start();
        }
    };
    const startForAll = async () => {
        for (const document of vscode.workspace.textDocuments) {
            await startFor(document);
        }
        await startForWorkspace();
    };
    context.subscriptions.push(
        vscode.workspace.onDidOpenTextDocument(startFor),
        vscode.workspace.onDidSaveTextDocument(startFor),
        vscode.workspace.onDidChangeWorkspaceFolders(startForWorkspace),
        vscode.workspace.onDidChangeConfiguration(async (change) => {
            if (hasStarted && change.affectsConfiguration('qmark.server')) {
                await server.restart();
            } else if (!hasStarted && change.affectsConfiguration('qmark')) {
                await startForAll();
            }
        }),
        view.onShown(startForWorkspace),
    );
    // Not awaited: a server that is slow to start holds up nothing else.
    void startForAll();
    return { server, status, view };
}
