// What the server found, as the editor has it.

import * as vscode from 'vscode';

/** How much the server found in all files. */
export function count(): { errors: number; warnings: number } {
    let errors = 0, warnings = 0;
    for (const [, list] of vscode.languages.getDiagnostics()) {
        for (const { source, severity } of list) {
            if (source === 'qmark') {
                errors += Number(severity === vscode.DiagnosticSeverity.Error);
                warnings += Number(severity === vscode.DiagnosticSeverity.Warning);
            }
        }
    }
    return { errors, warnings };
}
