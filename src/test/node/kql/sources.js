'use strict';
// Where the repository has KQL.

const fs = require('node:fs');
const path = require('node:path');
const { workbookQueries } = require('./workbook');

const PLACEHOLDER = /\{(\w+)\}/g;
const CODE_BLOCK = /^```(?:kusto|kql)\n([\s\S]*?)^```$/gm;
const TRANSFORM = /\btransformKql:\s*'((?:[^'\\]|\\.)*)'/g;

/** Everything under {@code root}: tables, functions and queries [{file, where, query, dialect}]. */
function read(root) {
    const files = (folder, ...suffixes) => list(root, folder, suffixes)
        .map(file => ({ file, name: path.parse(file).name, text: fs.readFileSync(path.join(root, file), 'utf8') }));
    return {
        tables: files('infra/tables', '.json').map(({ text }) => JSON.parse(text)),
        functions: files('infra/queries', '.kql'),
        queries: [
            ...files('infra/alerts', '.json').map(alert),
            ...files('infra/workbooks', '.workbook').flatMap(({ file, text }) => workbookQueries(text).map(of(file))),
            ...[...files('.', 'README.md'), ...files('docs', '.md'), ...files('infra', '.md')].flatMap(codeBlocks),
            ...files('src/main/resources', '.kql').map(({ file, name, text }) =>
                ({ file, where: name, query: text, dialect: 'graph' })),
            ...files('infra', '.bicep').flatMap(transforms),
        ],
    };
}

/** Paths below {@code root}; of the root folder itself only its own files. */
function list(root, folder, suffixes) {
    const start = path.join(root, folder);
    if (!fs.existsSync(start)) {
        return [];
    }
    return fs.readdirSync(start, { recursive: folder !== '.', withFileTypes: true })
        .filter(entry => entry.isFile() && suffixes.some(suffix => entry.name.endsWith(suffix)))
        .map(entry => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
        .sort();
}

function of(file) {
    return query => ({ file, ...query });
}

/** With the columns that the result must have, for the rule names them, and the one that it must not have. */
function alert({ file, text }) {
    const { name, query, parameters, dimensions, resourceIdColumn, metricMeasureColumn } = JSON.parse(text);
    const substituted = query.replace(PLACEHOLDER, (whole, key) => parameters[key] ?? whole);
    const needs = [...dimensions, resourceIdColumn, metricMeasureColumn].filter(Boolean);
    return { file, where: name, query: substituted, dialect: 'logs', needs, avoids: ['TimeGenerated'] };
}

function codeBlocks({ file, text }) {
    return [...text.matchAll(CODE_BLOCK)].map((match, index) =>
        ({ file, where: `block ${index + 1}`, query: match[1], dialect: 'logs' }));
}

function transforms({ file, text }) {
    return [...text.matchAll(TRANSFORM)].map((match, index) =>
        ({ file, where: `transformKql ${index + 1}`, query: match[1], dialect: 'transform' }));
}

module.exports = { read };
