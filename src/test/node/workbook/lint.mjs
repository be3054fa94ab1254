// What would break or slow the workbook in the portal, found without it:
//   node src/test/node/workbook/lint.mjs        from the root of the repository; exit status 1: there is a problem
// The compiler of the queries says what columns each has; whether a query compiles is its business.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WORKBOOK = 'infra/workbooks/arc-fleet.workbook';
const COMPILER = 'src/test/node/kql/check.js';

const TEXT = 1;
const QUERY = 3;
const PARAMETERS = 9;
const LINKS = 11;
const GROUP = 12;

const TEXT_PARAMETER = { type: 1 };
const TIME_RANGE = 4;
const RESOURCE_PICKER = 5;

const REFERENCE = /\{([A-Za-z]\w*)(?::(\w+))?\}/g;
const TIME_FORMATS = ['label', 'value', 'query', 'start', 'end', 'grain'];
const FORMATS = ['label', 'value'];

const MOST_QUERIES = 5; // Log queries that run at once for one user; more wait.
const MOST_CHOICES = 1_000; // Rows of a drop-down.
const MOST_ROWS = 10_000; // Rows of a grid.
const LONGEST_QUERY = 4_000; // Characters.
const LARGEST_WORKBOOK = 131_072; // Characters that Bicep's loadTextContent takes.

/**
 * The problems of a workbook, one text each.
 *
 * @param text the workbook as in its file
 * @param columns names of the columns of each query, by its step or by step/parameter
 * @param functions names of the saved functions
 */
export function lint(text, columns, functions) {
  const workbook = JSON.parse(text);
  const findings = new Findings(columns, new Set(functions));
  if (workbook.version !== 'Notebook/1.0') {
    findings.add('workbook', 'the version is not Notebook/1.0');
  }
  for (const key of ['fallbackResourceIds', 'fromTemplateId'].filter(key => key in workbook)) {
    findings.add('workbook', `${key} belongs to a saved workbook, not to a template`);
  }
  if (/\/subscriptions\//i.test(text)) {
    findings.add('workbook', 'has the id of a resource');
  }
  if (text.length > LARGEST_WORKBOOK) {
    findings.add('workbook', `has ${text.length} characters; Bicep loads ${LARGEST_WORKBOOK}`);
  }
  findings.items(workbook.items, new Map(), 'workbook', 0);
  return findings.problems;
}

class Findings {
  problems = [];
  #names = new Set();
  #ids = new Set();
  #parameterNames = new Set();
  #columns;
  #functions;

  constructor(columns, functions) {
    this.#columns = columns;
    this.#functions = functions;
  }

  add(where, problem) {
    this.problems.push(`${where}: ${problem}`);
  }

  /**
   * The items of a group, in their order: a parameter is known after the item that sets it, inside its group.
   *
   * @param outer parameters of the groups around
   * @param before log queries that are shown with this group
   */
  items(items, outer, where, before) {
    const known = new Map(outer);
    for (const item of items.filter(({ type }) => type === LINKS)) {
      // Tabs set their parameter when the workbook opens, wherever they are.
      for (const link of item.content.links.filter(({ linkTarget }) => linkTarget === 'parameter')) {
        known.set(link.cellValue, TEXT_PARAMETER);
      }
    }
    const atOnce = before + items.reduce((sum, item) => sum + queriesAtOnce(item), 0);
    if (atOnce > MOST_QUERIES) {
      this.add(where, `shows ${atOnce} log queries at once; ${MOST_QUERIES} run for a user`);
    }
    for (const item of items) {
      this.#item(item, known, where, atOnce);
    }
  }

  #item(item, known, where, atOnce) {
    const name = item.name ?? `an item of ${where}`;
    this.#unique(this.#names, item.name, name, 'name');
    this.#visibility(item, known, name);
    switch (item.type) {
      case TEXT:
        return this.#references(item.content.json, known, name);
      case QUERY:
        return this.#query(item.content, known, name);
      case PARAMETERS:
        return item.content.parameters.forEach(parameter => this.#parameter(parameter, known, name));
      case LINKS:
        return item.content.links.forEach(link => this.#link(link, known, name));
      case GROUP:
        return this.#group(item, known, name, where === 'workbook' ? atOnce : 0);
      default:
        return this.add(name, `items of type ${item.type} are not known here`);
    }
  }

  #unique(seen, value, where, what) {
    if (!value) {
      this.add(where, `has no ${what}`);
    } else if (seen.has(value)) {
      this.add(where, `the ${what} '${value}' is taken`);
    }
    seen.add(value);
  }

  #visibility({ conditionalVisibility }, known, where) {
    if (conditionalVisibility && !known.has(conditionalVisibility.parameterName)) {
      this.add(where, `is shown by '${conditionalVisibility.parameterName}', which nothing before it sets`);
    }
    if (conditionalVisibility?.value === null) {
      this.add(where, 'is shown by null; whether a parameter is set is asked without a value');
    }
  }

  #group(item, known, name, atOnce) {
    if (!item.conditionalVisibility) {
      this.add(name, 'the group is always shown, so it is not lazy');
    }
    if (!['lazy', undefined].includes(item.content.loadType)) {
      this.add(name, `the group's load type is ${item.content.loadType}, not lazy`);
    }
    this.items(item.content.items, known, name, atOnce);
  }

  #parameter(parameter, known, step) {
    const where = `${step}, parameter ${parameter.name}`;
    this.#unique(this.#ids, parameter.id, where, 'id');
    this.#unique(this.#parameterNames, parameter.name, where, 'name');
    if (!parameter.label) {
      this.add(where, 'has no label');
    }
    if (parameter.query) {
      this.#kql(parameter, known, where);
      if (this.#columns.get(`${step}/${parameter.name}`)?.length > 2) {
        this.add(where, 'gives more than a value and a label');
      }
      const limit = Number(/\|\s*(?:top|take)\s+(\d+)(?![\s\S]*\|)/.exec(parameter.query)?.[1] ?? Infinity);
      if (limit > MOST_CHOICES) {
        this.add(where, `a drop-down has at most ${MOST_CHOICES} rows: end its query with top or take`);
      }
    }
    if (parameter.type === RESOURCE_PICKER && !parameter.jsonData?.includes(parameter.value)) {
      this.add(where, 'its value is not among its choices');
    }
    known.set(parameter.name, parameter);
  }

  #query(content, known, where) {
    this.#kql(content, known, where);
    for (const [use, column] of usedColumns(content)) {
      if (!this.#columns.get(where)?.includes(column)) {
        this.add(where, `${use} '${column}', which is not a column of its query`);
      }
    }
    const rows = content.gridSettings?.rowLimit ?? 0;
    if (rows > MOST_ROWS) {
      this.add(where, `a grid has at most ${MOST_ROWS} rows, not ${rows}`);
    }
    this.#references(content.title ?? '', known, where);
    for (const { parameterName } of content.exportedParameters ?? []) {
      this.#unique(this.#parameterNames, parameterName, where, 'exported parameter');
      known.set(parameterName, TEXT_PARAMETER);
    }
  }

  #kql({ query, timeContextFromParameter, crossComponentResources = [] }, known, where) {
    if (query.length > LONGEST_QUERY) {
      this.add(where, `the query has ${query.length} characters; ${LONGEST_QUERY} are allowed`);
    }
    if (known.get(timeContextFromParameter)?.type !== TIME_RANGE) {
      this.add(where, 'its time range does not come from a time range parameter');
    }
    if (crossComponentResources.length === 0) {
      this.add(where, 'names no workspace');
    }
    [query, ...crossComponentResources].forEach(text => this.#references(text, known, where));
    for (const table of query.match(/\w+_CL\b/g) ?? []) {
      this.add(where, `reads the table ${table}, not a saved function`);
    }
    for (const called of query.match(/\bArcFleet\w+(?=\s*\()/g) ?? []) {
      if (!this.#functions.has(called)) {
        this.add(where, `calls ${called}, which is not a saved function`);
      }
    }
  }

  #link(link, known, step) {
    const where = `${step}, link ${link.linkLabel}`;
    this.#unique(this.#ids, link.id, where, 'id');
    if (link.linkTarget !== 'ArmAction') {
      return;
    }
    const { path, body, httpMethod, description, params } = link.armActionContext;
    [path, body, description].forEach(text => this.#references(text, known, where));
    if (!/^\{\w+\}\//.test(path)) {
      this.add(where, 'its path does not start with a parameter that has a resource id');
    }
    if (httpMethod !== 'POST' || !params.some(({ key }) => key === 'api-version')) {
      this.add(where, 'is not a POST with an api-version');
    }
    try {
      JSON.parse(body.replace(REFERENCE, 'value'));
    } catch (e) {
      this.add(where, `its body is not JSON: ${e.message}`);
    }
  }

  #references(text, known, where) {
    for (const [, name, format = 'value'] of text.matchAll(REFERENCE)) {
      if (!known.has(name)) {
        this.add(where, `uses {${name}}, which nothing before it sets`);
      } else if (!(known.get(name).type === TIME_RANGE ? TIME_FORMATS : FORMATS).includes(format)) {
        this.add(where, `uses {${name}:${format}}, a format that such a parameter does not have`);
      }
    }
  }
}

/** Log queries that an item starts as soon as its group is shown; groups and items with a condition wait for it. */
function queriesAtOnce(item) {
  if (item.type === PARAMETERS) {
    return item.content.parameters.filter(({ query }) => query).length;
  }
  return item.type === QUERY && !item.conditionalVisibility ? 1 : 0;
}

function usedColumns({ gridSettings = {}, tileSettings = {}, chartSettings = {}, exportedParameters = [] }) {
  const tiles = Object.values(tileSettings).filter(part => part?.columnMatch);
  return [
    ...(gridSettings.formatters ?? []).map(({ columnMatch }) => ['formats', columnMatch]),
    ...(gridSettings.labelSettings ?? []).map(({ columnId }) => ['labels', columnId]),
    ...(gridSettings.sortBy ?? []).map(({ itemKey }) => ['sorts by', itemKey]),
    ...tiles.map(({ columnMatch }) => ['puts on its tiles', columnMatch]),
    ...(chartSettings.yAxis ?? []).map(series => ['draws', series]),
    ...(chartSettings.seriesLabelSettings ?? []).map(({ seriesName }) => ['colours', seriesName]),
    ...exportedParameters.map(({ fieldName }) => ['exports', fieldName]),
  ];
}

/** What the compiler of the queries says: the columns of each query of the workbook, and the saved functions. */
function compiled() {
  const { stdout, stderr } = spawnSync(process.execPath, [COMPILER, '--columns'], { encoding: 'utf8' });
  const lines = stdout.trim().split('\n').filter(line => line).map(line => JSON.parse(line));
  if (lines.length === 0) {
    throw new Error(`the compiler of the queries said nothing but: ${stderr}`);
  }
  return {
    columns: new Map(lines.filter(({ file }) => file === WORKBOOK)
      .map(({ where, columns }) => [where, columns.map(({ name }) => name)])),
    functions: lines.filter(({ parameters }) => parameters !== undefined).map(({ where }) => where),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { columns, functions } = compiled();
  const problems = lint(readFileSync(WORKBOOK, 'utf8'), columns, functions);
  problems.forEach(problem => process.stdout.write(`${problem}\n`));
  process.exitCode = problems.length > 0 ? 1 : 0;
}
