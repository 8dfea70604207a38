// What the server tells of banks as trees: the request `qmark/overview`.

import type { LanguageClient, Range } from 'vscode-languageclient/node';

export interface Counts { errors: number; warnings: number; hints: number }

export interface Group {
    uri: string;
    path: string;
    /** The name of its shape. A `file` is one question, which is its title. */
    shape: string;
    title: string;
    questions: number;
    /** The path of the group that it is a translation of, which comes before it. */
    original: string | null;
    findings: Counts;
}

export interface Bank { name: string; groups: Group[] }

export interface Question {
    name: string;
    topics: string[];
    range: Range;
    selectionRange: Range;
    /** The answer file, if there is one. */
    answer: string | null;
    findings: Counts;
}

export interface Level { name: string | null; questions: Question[] }

/** The groups of all banks that have a question with these words; without words, all groups. */
export async function banks(client: LanguageClient, filter = ''): Promise<Bank[]> {
    const { banks } = await client.sendRequest<{ banks: Bank[] }>('qmark/overview', { filter });
    return banks;
}

/** The questions of a group that have these words, under their levels. */
export async function levels(client: LanguageClient, group: string, filter = ''): Promise<Level[]> {
    const { levels } = await client.sendRequest<{ levels: Level[] }>('qmark/overview', { textDocument: { uri: group }, filter });
    return levels;
}
