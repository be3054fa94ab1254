'use strict';
// The saved functions of infra/queries, compiled one after the other: a function's result is known before its callers'.

const { compiler } = require('./language');

const PARAMETERS = /^\/\/ parameters: (.+)$/m;

/** Compiles {@code files} [{file, name, text}] over {@code tables}: [{file, name, parameters, columns, problems}]. */
function compileFunctions(language, tables, files) {
    const known = new Map();
    const waiting = [...files];
    while (waiting.length > 0) {
        const ready = waiting.findIndex(file => waiting.every(other => other === file || !calls(file, other)));
        // None is ready when they call each other in a circle: then the compiler says which name it does not know.
        const [file] = waiting.splice(Math.max(ready, 0), 1);
        known.set(file.name, compileFunction(compiler(language, tables, [...known.values()]), file));
    }
    return [...known.values()];
}

function calls(file, other) {
    return new RegExp(`\\b${other.name}\\s*\\(`).test(file.text);
}

function compileFunction(compile, { file, name, text }) {
    const parameters = PARAMETERS.exec(text)?.[1];
    if (!parameters) {
        const problem = { line: 1, code: 'parameters', message: 'the line "// parameters: ..." is missing' };
        return { file, name, parameters: '', columns: [], problems: [problem] };
    }
    const { problems, columns } = compile(`declare query_parameters(${parameters});\n${text}`);
    return { file, name, parameters, columns, problems: problems.map(problem => ({ ...problem, line: problem.line - 1 })) };
}

module.exports = { compileFunctions };
