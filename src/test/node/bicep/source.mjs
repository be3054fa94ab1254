// A Bicep file as the checks see it: its declarations, and how to find things in them.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const DECLARATIONS = {
  parameter_declaration: 'param',
  output_declaration: 'output',
  variable_declaration: 'var',
  resource_declaration: 'resource',
  module_declaration: 'module',
};

/** Makes the function that parses a file. */
export async function parser() {
  await Parser.init();
  const made = new Parser();
  made.setLanguage(await Language.load('node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm'));
  return path => new Source(path, made.parse(readFileSync(path, 'utf8')).rootNode);
}

/** Every node below, itself first. */
export function* nodes(node) {
  yield node;
  for (const child of node.children) {
    yield* nodes(child);
  }
}

export function nodesOf(node, type) {
  return [...nodes(node)].filter(each => each.type === type);
}

/** The text of a string without interpolation; else null. */
export function literal(node) {
  return node?.type === 'string' && nodesOf(node, 'interpolation').length === 0 ? node.text.slice(1, -1) : null;
}

/** The properties of an object: name to value node. */
export function properties(object) {
  const found = new Map();
  for (const property of object?.namedChildren.filter(child => child.type === 'object_property') ?? []) {
    const key = property.namedChildren[0];
    found.set(literal(key) ?? key.text, property.namedChildren.at(-1));
  }
  return found;
}

/** The object that a resource or module is declared with, below its loop and its condition. */
function body(declaration) {
  let node = declaration.namedChildren.at(-1);
  while (node && node.type !== 'object') {
    node = ['for_statement', 'if_statement'].includes(node.type) ? node.namedChildren.at(-1) : null;
  }
  return node;
}

function decoratorsOf(node) {
  const before = node.previousNamedSibling;
  const calls = before?.type === 'decorators' ? nodesOf(before, 'decorator').map(each => each.namedChildren[0]) : [];
  return new Map(calls.map(call => [call.namedChildren[0].text, call.namedChildren[1]]));
}

class Source {
  constructor(path, root) {
    this.path = path;
    this.root = root;
    this.declarations = root.namedChildren.filter(node => node.type in DECLARATIONS).map(node => ({
      kind: DECLARATIONS[node.type],
      name: node.namedChildren[0].text,
      node,
      decorators: decoratorsOf(node),
    }));
  }

  of(kind) {
    return this.declarations.filter(each => each.kind === kind);
  }

  /** The values of a resource or module declaration. */
  bodyOf(declaration) {
    return properties(body(declaration.node));
  }

  /** The string behind the name: the type of a resource, the file of a module. */
  targetOf(declaration) {
    return literal(declaration.node.namedChildren[1]);
  }

  /** The value of a variable, the default of a parameter, what an output gives; null for none. */
  valueOf(declaration) {
    const value = declaration.node.namedChildren.at(-1);
    return value.type === 'type' || value === declaration.node.namedChildren[0] ? null : value;
  }

  resolve(relative) {
    return join(dirname(this.path), relative);
  }

  has(relative) {
    return existsSync(this.resolve(relative));
  }

  /** What the file loads: literal paths, null for one that is computed. */
  loads() {
    // Not by call: the grammar takes the first one of an array for a name and something in brackets.
    return nodesOf(this.root, 'identifier')
      .filter(name => /^load(Text|Json|Yaml)Content$/.test(name.text))
      .map(name => ({ node: name, target: literal(name.nextNamedSibling.namedChildren[0]) }));
  }
}
