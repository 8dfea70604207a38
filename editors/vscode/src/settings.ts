// The user's settings as the server takes them.

import * as vscode from 'vscode';

/** The keys of the extension's own, which the server does not know. */
const OWN = ['qmark.server.', 'qmark.trace.'];

/**
 * What is set under `qmark`, nested as in `qmark.yaml`. What nobody set is left out, so that the server's own defaults
 * hold.
 */
export function settingsThatAreSet(keys: string[], scope?: vscode.Uri): Record<string, unknown> {
    const configuration = vscode.workspace.getConfiguration(undefined, scope);
    const settings: Record<string, unknown> = {};
    for (const key of keys.filter((key) => !OWN.some((own) => key.startsWith(own)))) {
        const said = configuration.inspect(key);
        const values = [said?.globalValue, said?.workspaceValue, said?.workspaceFolderValue];
        if (values.some((value) => value !== undefined)) {
            put(settings, key.split('.').slice(1), configuration.get(key));
        }
    }
    return settings;
}

/** The names of all settings that a manifest declares. */
export function declaredSettings(manifest: { contributes: { configuration: { properties: object }[] } }): string[] {
    return manifest.contributes.configuration.flatMap((section) => Object.keys(section.properties));
}

function put(into: Record<string, unknown>, [name, ...rest]: string[], value: unknown): void {
    if (name === undefined) {
        return;
    }
    if (rest.length === 0) {
        into[name] = value;
        return;
    }
    const inner = (into[name] ??= {}) as Record<string, unknown>;
    put(inner, rest, value);
}
