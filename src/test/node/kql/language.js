'use strict';
// Microsoft's language service for KQL: a compiler and type checker. It knows no service and executes nothing.

const { createRequire } = require('node:module');
const path = require('node:path');

/** The service from the node_modules of {@code root}; throws when it is not installed. */
function load(root) {
    const require = createRequire(path.resolve(root, 'package.json'));
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
    return globalThis.Kusto.Language;
}

/**
 * A compiler of queries over {@code tables} [{name, columns}] and {@code functions} [{name, parameters, columns}], where
 * columns are [{name, type}] and parameters the text between the parentheses of a declaration.
 */
function compiler(language, tables, functions = []) {
    const { DatabaseSymbol, FunctionSymbol, Parameter, TableSymbol } = language.Symbols;
    const table = (name, columns) => new TableSymbol.$ctor7(name, schema(columns), null);
    // With a declared result, not a body: that would be compiled at each call, and arguments would not be checked.
    const declared = functions.map(({ name, parameters, columns }) =>
        new FunctionSymbol.$ctor6(name, table('', columns), Parameter.ParseList(`(${parameters})`), null));
    const members = [...tables.map(({ name, columns }) => table(name, columns)), ...declared];
    const globals = language.GlobalState.Default.WithDatabase(new DatabaseSymbol.$ctor1('workspace', members));
    return text => compile(language, globals, new Set(declared), text);
}

function schema(columns) {
    const types = { boolean: 'bool', unknown: 'dynamic' };
    return `(${columns.map(({ name, type }) => `['${name}']: ${types[type] ?? type}`).join(', ')})`;
}

/** What the compiler says: problems [{line, code, message}], result columns [{name, type}], operators in use. */
function compile(language, globals, own, text) {
    const code = language.KustoCode.ParseAndAnalyze(text, globals);
    const line = offset => text.slice(0, offset).split('\n').length;
    const problems = list(code.GetDiagnostics())
        .filter(({ Severity }) => Severity === 'Error' || Severity === 'Warning')
        .map(({ Start, Code, Message }) => ({ line: line(Start), code: Code, message: Message }));
    const columns = code.ResultType?.Columns
        ? list(code.ResultType.Columns).map(({ Name, Type }) => ({ name: Name, type: Type.Name }))
        : [];
    const operators = [];
    language.Syntax.SyntaxElement.WalkNodes(code.Syntax, node => {
        const kind = globalThis.System.Enum.toString(language.Syntax.SyntaxKind, node.Kind);
        if (kind.endsWith('Operator')) {
            operators.push(kind);
        }
        if (kind === 'FunctionCallExpression' && own.has(node.ReferencedSymbol)) {
            problems.push(...wrongArguments(language, node)
                .map(({ at, message }) => ({ line: line(at), code: 'argument', message })));
        }
    });
    return { problems, columns, operators };
}

/** The compiler lets an argument of any type pass, for the service converts it, to null if need be. */
function wrongArguments(language, call) {
    const parameters = list(call.ReferencedSignature.Parameters);
    return list(call.ArgumentList.Expressions).flatMap(({ Element: argument }, index) => {
        const named = argument instanceof language.Syntax.SimpleNamedExpression;
        const parameter = named ? parameters.find(({ Name }) => Name === argument.Name.SimpleName) : parameters[index];
        const actual = argument.ResultType?.Name;
        const declared = parameter && list(parameter.DeclaredTypes)[0].Name;
        return declared === undefined || actual === declared
            ? []
            : [{ at: argument.TextStart, message: `${parameter.Name} is a ${declared}, not a ${actual}` }];
    });
}

function list(collection) {
    return globalThis.Bridge.toArray(collection);
}

module.exports = { load, compiler };
