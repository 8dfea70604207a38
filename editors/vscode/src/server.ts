// The server's life: found, started, watched, started again.

import * as vscode from 'vscode';
import {
    LanguageClient, State, type LanguageClientOptions, type ServerOptions, type StaticFeature,
} from 'vscode-languageclient/node';
import { handleApplyEdit, sendRequest } from './asking';
import { executeCommand, provideCompletionItem, showBeside } from './following';
import { findProgram, type Program } from './program';
import { declaredSettings, settingsThatAreSet } from './settings';

/** What the server calls the parts of a group, beside the names that every theme knows. */
const TOKENS = ['question', 'answerFile', 'inlineAnswer', 'topic', 'level', 'author', 'guide', 'key', 'unknownKey',
    'questionNumber', 'rightOption'];

/** What the status item shows. */
export type Condition =
    | { is: 'off' }
    | { is: 'starting' }
    | { is: 'reading'; message: string }
    | { is: 'ready' }
    | { is: 'failed'; why: string };

export class Server implements vscode.Disposable {
    readonly output: vscode.LogOutputChannel = vscode.window.createOutputChannel('qmark', { log: true });
    /** Asked before a page is opened outside of the editor; `true` when that was taken care of. */
    interceptPage: (uri: string) => boolean = () => false;

    private client: LanguageClient | undefined;
    private readonly condition = new vscode.EventEmitter<Condition>();
    readonly onCondition = this.condition.event;
    private turn: Promise<void> = Promise.resolve();

    constructor(private readonly context: vscode.ExtensionContext) {}

    /** The client while its server runs. */
    get running(): LanguageClient | undefined {
        return this.client?.isRunning() ? this.client : undefined;
    }

    /** The program that is run as the server. */
    program(): Program {
        const setting = vscode.workspace.getConfiguration('qmark').get('server.path', '').trim();
        return findProgram(setting, this.context.extensionPath, process.env['PATH']);
    }

    /** What is set for the server: in a folder, else everywhere. */
    settings(scope?: vscode.Uri): Record<string, unknown> {
        return settingsThatAreSet(declaredSettings(this.context.extension.packageJSON), scope);
    }

    /** Starts the server if none runs. */
    start(): Promise<void> {
        return this.inTurn(async () => {
            if (!this.client) {
                await this.launch();
            }
        });
    }

    /** Ends the server, if one runs, and starts one with the settings of now. */
    restart(): Promise<void> {
        return this.inTurn(async () => {
            await this.end();
            await this.launch();
        });
    }

    dispose(): Promise<void> {
        return this.inTurn(() => this.end());
    }

    /** One after the other: two starts at a time would make two servers. */
    private inTurn(work: () => Promise<void>): Promise<void> {
        this.turn = this.turn.then(work, work);
        return this.turn;
    }

    private async end(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        this.condition.fire({ is: 'off' });
        await vscode.commands.executeCommand('setContext', 'qmark.isActive', false);
        // One that does not answer any more is no reason not to start another.
        await client?.dispose(2000).catch((error) => this.output.warn(`the server did not shut down: ${error}`));
    }

    private async launch(): Promise<void> {
        const settings = vscode.workspace.getConfiguration('qmark');
        const program = this.program();
        if ('missing' in program) {
            return this.fail(program.missing);
        }
        this.output.info(`starting ${program.path}`);
        this.condition.fire({ is: 'starting' });
        const env = { ...process.env, QMARK_LOG: settings.get('server.log', 'warn') };
        const run: ServerOptions = { command: program.path, args: ['server'], options: { env } };
        const client = new LanguageClient('qmark', 'qmark', run, this.options());
        client.registerFeature(ownTokens);
        client.onDidChangeState(({ newState }) => this.changed(client, newState));
        this.client = client;
        try {
            await client.start();
        } catch (error) {
            this.client = undefined;
            this.fail(`\`${program.path}\` does not run as a qmark server: ${error instanceof Error ? error.message : error}`);
        }
    }

    private options(): LanguageClientOptions {
        return {
            documentSelector: [
                { scheme: 'file', language: 'markdown' },
                // An editor without an extension for it knows no language of these files.
                { scheme: 'file', pattern: '**/*.mdx' },
                // The server reads those that a bank's configuration names, and says nothing of the others.
                { scheme: 'file', pattern: '**/*.txt' },
                { scheme: 'file', pattern: '**/qmark.yaml' },
            ],
            outputChannel: this.output,
            initializationOptions: this.settings(),
            // The words of why it could not start are said by `launch`.
            initializationFailedHandler: () => false,
            middleware: {
                sendRequest,
                executeCommand,
                provideCompletionItem,
                workspace: {
                    handleApplyEdit,
                    configuration: ({ items }) => items.map((item) => {
                        const scope = item.scopeUri ? vscode.Uri.parse(item.scopeUri) : undefined;
                        return item.section === 'qmark' ? this.settings(scope) : null;
                    }),
                },
                window: {
                    showDocument: (params, token, next) => {
                        if (params.external) {
                            return this.interceptPage(params.uri) ? { success: true } : next(params, token);
                        }
                        return params.takeFocus === false ? showBeside(params) : next(params, token);
                    },
                },
                handleWorkDoneProgress: (token, params, next) => {
                    if (params.kind === 'end') {
                        this.condition.fire({ is: 'ready' });
                    } else {
                        this.condition.fire({ is: 'reading', message: params.message ?? '' });
                    }
                    next(token, params);
                },
            },
        };
    }

    private changed(client: LanguageClient, state: State): void {
        if (client !== this.client) {
            return;
        }
        void vscode.commands.executeCommand('setContext', 'qmark.isActive', state === State.Running);
        this.condition.fire({ is: state === State.Running ? 'ready' : state === State.Starting ? 'starting' : 'off' });
    }

    private fail(why: string): void {
        this.output.error(why);
        this.condition.fire({ is: 'failed', why });
        const settings = 'Open Settings', output = 'Show Output';
        // Not awaited: the message may stay for as long as the user likes.
        void vscode.window.showErrorMessage(why, settings, output).then((choice) => {
            if (choice === settings) {
                void vscode.commands.executeCommand('workbench.action.openSettings', 'qmark.server.path');
            } else if (choice === output) {
                this.output.show();
            }
        });
    }
}

/** Says that tokens of the server's own names are welcome: the manifest gives them colours. */
const ownTokens: StaticFeature = {
    fillClientCapabilities(capabilities) {
        capabilities.textDocument?.semanticTokens?.tokenTypes.push(...TOKENS);
    },
    initialize() {},
    getState: () => ({ kind: 'static' }),
    clear() {},
};
