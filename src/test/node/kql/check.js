'use strict';
// Compiles every query of the repository; README.md beside this file says how to call it.

const fs = require('node:fs');
const path = require('node:path');
const { compileFunctions } = require('./functions');
const { load, compiler } = require('./language');
const { read } = require('./sources');
const { APPLICATION_INSIGHTS, RESOURCE_GRAPH, RESOURCE_GRAPH_OPERATORS } = require('./tables');

const FUNCTIONS_PAGE = 'infra/queries/README.md';

/** Every query of {@code root}, and of {@code planted} too when that is given: [{file, where, problems, columns}]. */
function check(root, planted) {
    const language = load(root);
    const own = read(root);
    const more = planted ? inFolder(planted, read(planted)) : { functions: [], queries: [] };
    const functions = compileFunctions(language, own.tables, [...own.functions, ...more.functions]);
    const logs = compiler(language, [...own.tables, ...APPLICATION_INSIGHTS], functions);
    const graph = compiler(language, RESOURCE_GRAPH);
    const dialects = { logs, graph: text => inGraph(graph(text)), transform };
    const promised = promisedColumns(fs.readFileSync(path.join(root, FUNCTIONS_PAGE), 'utf8'), own.tables);
    return [
        ...functions.map(compiled => ({ ...compiled, where: compiled.name, problems: [
            ...compiled.problems,
            ...(compiled.problems.length > 0 ? [] : broken(promised.get(compiled.name), compiled.columns)),
        ] })),
        ...[...own.queries, ...more.queries].map(({ file, where, query, dialect, needs = [], avoids = [] }) => {
            const { problems, columns } = dialects[dialect](query);
            return { file, where, columns, problems: [...problems, ...wrongColumns(columns, needs, avoids)] };
        }),
    ];
}

function inFolder(folder, { functions, queries }) {
    const named = source => ({ ...source, file: path.join(folder, source.file) });
    return { functions: functions.map(named), queries: queries.map(named) };
}

function wrongColumns(columns, needs, avoids) {
    const has = wanted => columns.some(({ name }) => name === wanted);
    return [
        ...needs.filter(need => !has(need)).map(need => `the result has no column ${need}`),
        ...avoids.filter(has).map(found => `the result has the column ${found}`),
    ].map(columnProblem);
}

function columnProblem(message) {
    return { line: 1, code: 'columns', message };
}

function inGraph(compiled) {
    const foreign = compiled.operators.filter(operator => !RESOURCE_GRAPH_OPERATORS.has(operator))
        .map(operator => ({ line: 1, code: 'dialect', message: `Resource Graph has no ${operator}` }));
    return { ...compiled, problems: [...compiled.problems, ...foreign] };
}

/** Rows arrive as the tables have them: there is nothing to transform. */
function transform(text) {
    const problems = text === 'source' ? [] : [{ line: 1, code: 'dialect', message: 'a transformation other than source' }];
    return { problems, columns: [] };
}

/**
 * The columns that the page of the functions promises, by function: under "## Name", a row of a table for each column and
 * perhaps a line "All columns of `Table` but `Name`, and:" ahead.
 */
function promisedColumns(page, tables) {
    return new Map(page.split(/^## /m).slice(1).map(section => {
        const inherited = /^All columns of `(\w+)`(?: but `(\w+)`)?/m.exec(section);
        const table = tables.find(({ name }) => name === inherited?.[1]);
        const kept = (table?.columns ?? []).filter(({ name }) => name !== inherited[2]);
        const own = [...section.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(match => ({ name: match[1], type: match[2] }));
        return [section.split('\n')[0], new Set([...kept, ...own].map(words))];
    }));
}

function broken(promised, columns) {
    if (!promised) {
        return [columnProblem(`${FUNCTIONS_PAGE} does not have the function`)];
    }
    const actual = new Set(columns.map(words));
    return [
        ...[...promised].filter(column => !actual.has(column)).map(column => `promised, but not in the result: ${column}`),
        ...[...actual].filter(column => !promised.has(column)).map(column => `in the result, but not promised: ${column}`),
    ].map(columnProblem);
}

function words({ name, type }) {
    return `${name} ${type === 'boolean' ? 'bool' : type}`;
}

function option(name) {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
}

const checked = check(option('--root') ?? '.', option('--planted'));
const lines = process.argv.includes('--columns')
    ? checked.map(({ file, where, parameters, columns }) => ({ file, where, parameters, columns }))
    : checked.flatMap(({ file, where, problems }) =>
        [{ file, where }, ...problems.map(problem => ({ file, where, ...problem }))]);
lines.forEach(line => console.log(JSON.stringify(line)));
process.exitCode = checked.some(({ problems }) => problems.length > 0) ? 1 : 0;
