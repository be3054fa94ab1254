// node check.mjs FILE...: holds the Bicep files to the rules. Prints JSON: the problems as path:line:column: words, and
// facts for tests that compare the files with something else.
import { readFileSync } from 'node:fs';
import { RULES, syntax } from './rules.mjs';
import { literal, nodesOf, parser, properties } from './source.mjs';

const apiVersions = JSON.parse(readFileSync(new URL('api-versions.json', import.meta.url), 'utf8'));
const parse = await parser();
const problems = [];
const facts = { types: [], loads: [], settings: [], roles: [], actions: [] };

for (const path of process.argv.slice(2)) {
  const source = parse(path);
  const tell = (node, words) => {
    const { row, column } = node.startPosition;
    problems.push(`${path}:${row + 1}:${column + 1}: ${words}`);
  };
  if (source.root.hasError) {
    syntax(source, tell);
    continue;
  }
  RULES.forEach(rule => rule(source, tell, { apiVersions, parse }));
  gather(source);
}
process.stdout.write(JSON.stringify({ problems, facts }));

function gather(source) {
  facts.loads.push(...source.loads().map(load => load.target === null ? null : source.resolve(load.target)));
  for (const object of nodesOf(source.root, 'object')) {
    facts.settings.push(...[...properties(object).keys()].filter(key => /^([A-Z]+_[A-Z_]+|[A-Z]\w*__\w+)$/.test(key)));
  }
  const variables = new Map(source.of('var').map(each => [each.name, literal(source.valueOf(each))]));
  for (const resource of source.of('resource')) {
    const [type] = source.targetOf(resource).split('@');
    const body = source.bodyOf(resource);
    facts.types.push(type);
    if (type.endsWith('/roleAssignments')) {
      const values = properties(body.get('properties'));
      const role = nodesOf(values.get('roleDefinitionId') ?? resource.node, 'identifier').map(node => node.text);
      facts.roles.push({
        file: source.path,
        name: resource.name,
        role: role.map(name => variables.get(name)).find(guid => guid) ?? role[0],
      });
    }
    if (type.endsWith('/roleDefinitions')) {
      const permissions = nodesOf(body.get('properties'), 'string').map(literal);
      facts.actions.push(...permissions.filter(text => /^Microsoft\.\w+(\/\w+)+$/.test(text ?? '')));
    }
  }
}
