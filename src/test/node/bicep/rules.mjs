// The rules that every Bicep file has to keep. Each gets a source and tells what is wrong, and where.
import { literal, nodesOf, properties } from './source.mjs';

const CLOSED = /(Mode|Sku|Tier|Plan|Kind|Type|Access|Button|Release)$/;
const SECRET = /password|secret|token$|connectionString|instrumentationKey|(api|access|account|shared|master|function)Key|sas(Url|Token)?$/i;
const ROLE_ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';
/** Where files lie that have tests of their own. */
const TESTED = /^infra\/(tables\/\w+\.json|queries\/\w+\.kql|alerts\/[\w-]+\.json|workbooks\/[\w-]+\.workbook|cluster-access\/arm-role\.json)$/;

const FUNCTIONS = new Set(('any array base64 bool cidrSubnet concat contains deployment empty endsWith environment fail filter first '
  + 'flatten format guid int intersection items join json last length loadJsonContent loadTextContent managementGroup map '
  + 'max min objectKeys range reduce replace resourceGroup resourceId skip sort split startsWith string subscription '
  + 'subscriptionResourceId substring take tenant toLower toObject toUpper trim union uniqueString uri').split(' '));

export function syntax(source, tell) {
  for (const node of nodesOf(source.root, 'ERROR')) {
    tell(node, `cannot be read from here: ${node.text.split('\n')[0].slice(0, 40)}`);
  }
  const walk = node => {
    if (node.isMissing) {
      tell(node, `${node.type} is missing`);
    }
    node.children.forEach(walk);
  };
  walk(source.root);
}

/** One version for each type, so that a change of it is made in one place. */
function versions(source, tell, { apiVersions }) {
  for (const resource of source.of('resource')) {
    const [type, version] = (source.targetOf(resource) ?? '').split('@');
    if (apiVersions[type] !== version) {
      tell(resource.node, `${type}@${version} is not in the list of API versions, which has ${apiVersions[type]}`);
    }
  }
}

function descriptions(source, tell) {
  for (const declaration of [...source.of('param'), ...source.of('output')]) {
    const text = literal(declaration.decorators.get('description')?.namedChildren[0]);
    if (!text) {
      tell(declaration.node, `${declaration.name} has no description`);
    }
  }
}

function closedLists(source, tell) {
  for (const param of source.of('param')) {
    if (CLOSED.test(param.name) && !param.decorators.has('allowed')) {
      tell(param.node, `${param.name} has no list of allowed values`);
    }
  }
}

function secrets(source, tell) {
  for (const node of nodesOf(source.root, 'identifier').concat(nodesOf(source.root, 'property_identifier'))) {
    if (/^list[A-Z]\w*$/.test(node.text)) {
      tell(node, `${node.text} gives a secret`);
    }
  }
  for (const param of source.of('param')) {
    const value = source.valueOf(param);
    const secure = param.decorators.has('secure');
    if (SECRET.test(param.name) && !secure) {
      tell(param.node, `${param.name} is a secret without @secure()`);
    }
    if (secure && value && value.text !== "''") {
      tell(param.node, `${param.name} is a secret with a default`);
    }
  }
  const secure = source.of('param').filter(param => param.decorators.has('secure')).map(param => param.name);
  for (const output of source.of('output')) {
    const words = nodesOf(source.valueOf(output) ?? output.node, 'identifier')
      .concat(nodesOf(output.node, 'property_identifier')).map(node => node.text);
    const word = [output.name, ...words].find(each => SECRET.test(each) || secure.includes(each));
    if (word) {
      tell(output.node, `${output.name} would show a secret: ${word}`);
    }
  }
}

function roleAssignments(source, tell) {
  for (const resource of source.of('resource').filter(each => source.targetOf(each)?.startsWith(`${ROLE_ASSIGNMENT}@`))) {
    const body = source.bodyOf(resource);
    const reason = literal(properties(body.get('properties')).get('description'));
    if (!body.has('scope')) {
      tell(resource.node, `${resource.name} has no scope`);
    }
    if (!reason || reason.length < 20) {
      tell(resource.node, `${resource.name} has no reason as description`);
    }
    if (!properties(body.get('properties')).has('principalType')) {
      tell(resource.node, `${resource.name} has no principalType, without which a new identity is not found`);
    }
  }
}

function loadedFiles(source, tell) {
  for (const { node, target } of source.loads()) {
    if (target === null) {
      tell(node, 'the path of a loaded file is computed');
    } else if (!source.has(target)) {
      tell(node, `${target} does not exist`);
    } else if (!TESTED.test(source.resolve(target))) {
      tell(node, `${target} is no file that a test knows`);
    }
  }
}

/** What a second deployment would be refused for, or would take from another installation. */
function again(source, tell) {
  const params = source.of('param').map(param => param.name);
  const asksFor = node => nodesOf(node, 'identifier').some(({ text }) => params.includes(text));
  for (const resource of source.of('resource')) {
    const [type] = (source.targetOf(resource) ?? '').split('@');
    const body = source.bodyOf(resource);
    const keys = nodesOf(resource.node, 'object_property').map(property => property.namedChildren[0].text);
    if (type.endsWith('/savedSearches') && !keys.includes('etag')) {
      tell(resource.node, `${resource.name} has no etag, without which it cannot be deployed again`);
    }
    if (type.endsWith('/roleDefinitions') && asksFor(body.get('properties')) && !asksFor(body.get('name'))) {
      tell(resource.node, `${resource.name} is by its parameters another role under the same name`);
    }
  }
}

/** Of this repository, with the parameters that they have, and none left out. */
function modules(source, tell, { parse }) {
  for (const module of source.of('module')) {
    const target = source.targetOf(module);
    if (target === null || target.includes(':')) {
      tell(module.node, `${module.name} is not of this repository: ${target}`);
      continue;
    }
    if (!source.has(target)) {
      tell(module.node, `${target} does not exist`);
      continue;
    }
    const called = parse(source.resolve(target));
    const given = [...properties(source.bodyOf(module).get('params')).keys()];
    const known = called.of('param').map(param => param.name);
    const needed = called.of('param').filter(param => called.valueOf(param) === null).map(param => param.name);
    for (const name of given.filter(each => !known.includes(each))) {
      tell(module.node, `${target} has no parameter ${name}`);
    }
    for (const name of needed.filter(each => !given.includes(each))) {
      tell(module.node, `${target} needs the parameter ${name}`);
    }
    const outputs = called.of('output').map(output => output.name);
    for (const use of source.root.text.matchAll(new RegExp(`\\b${module.name}!?\\.outputs\\.(\\w+)`, 'g'))) {
      if (!outputs.includes(use[1])) {
        tell(module.node, `${target} has no output ${use[1]}`);
      }
    }
  }
}

/** A name that is declared nowhere is a typing error that a grammar does not see. */
function names(source, tell) {
  const declared = new Set(source.declarations.map(each => each.name));
  for (const loop of nodesOf(source.root, 'for_statement').concat(nodesOf(source.root, 'lambda_expression'))) {
    const [variables] = loop.namedChildren;
    nodesOf(variables, 'identifier').concat(nodesOf(variables, 'loop_variable'), nodesOf(variables, 'loop_enumerator'))
      .forEach(variable => declared.add(variable.text));
  }
  for (const node of nodesOf(source.root, 'identifier')) {
    const { parent } = node;
    const isKey = parent.type === 'object_property' && parent.namedChildren[0].id === node.id;
    const isDecorator = parent.parent?.type === 'decorator';
    if (!isKey && !isDecorator && !declared.has(node.text) && !FUNCTIONS.has(node.text)) {
      tell(node, `${node.text} is not declared`);
    }
  }
}

function scopes(source, tell) {
  if (nodesOf(source.root, 'target_scope_assignment').length !== 1) {
    tell(source.root, 'the target scope is not said');
  }
}

export const RULES = [
  versions, descriptions, closedLists, secrets, roleAssignments, loadedFiles, again, modules, names, scopes,
];
