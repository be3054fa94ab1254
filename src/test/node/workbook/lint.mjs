// What would break or slow the workbook in the portal, found without it.

import { samples, references, substituted } from './parameters.mjs';

const TEXT = 1;
const QUERY = 3;
const PARAMETERS = 9;
const LINKS = 11;
const GROUP = 12;

const RESOURCE_PICKER = 5;
const MOST_QUERIES = 5; // Log queries that run at once for one user; more wait.
const MOST_CHOICES = 1_000; // Rows of a drop-down.
const MOST_ROWS = 10_000; // Rows of a grid.
const LONGEST_QUERY = 4_000; // Characters.
const LARGEST_WORKBOOK = 131_072; // Characters that Bicep's loadTextContent takes.

/**
 * The problems of a workbook, one text each.
 *
 * @param text the workbook as in its file
 * @param compile a query in, {problems, columns} out
 * @param functions names of the saved functions
 */
export function lint(text, compile, functions) {
  const workbook = JSON.parse(text);
  const findings = new Findings(compile, new Set(functions));
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
  #compile;
  #functions;

  constructor(compile, functions) {
    this.#compile = compile;
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
        known.set(link.cellValue, { type: TEXT });
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
      const columns = this.#kql(parameter, known, where);
      if (columns.length > 2) {
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
    const columns = new Set(this.#kql(content, known, where));
    for (const [use, column] of usedColumns(content)) {
      if (!columns.has(column)) {
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
      known.set(parameterName, { type: TEXT });
    }
  }

  /** Checks a log query; its columns by name. */
  #kql({ query, timeContextFromParameter, crossComponentResources = [] }, known, where) {
    if (query.length > LONGEST_QUERY) {
      this.add(where, `the query has ${query.length} characters; ${LONGEST_QUERY} are allowed`);
    }
    if (known.get(timeContextFromParameter)?.type !== 4) {
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
    let columns = [];
    for (const values of samples(known)) {
      const compiled = this.#compile(substituted(query, values));
      compiled.problems.forEach(problem => this.add(where, `line ${problem.line}: ${problem.message} (${problem.code})`));
      columns = compiled.columns.map(column => column.name);
    }
    return columns;
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
      samples(known).forEach(values => JSON.parse(substituted(body, values)));
    } catch (e) {
      this.add(where, `its body is not JSON: ${e.message}`);
    }
  }

  #references(text, known, where) {
    for (const { name, format } of references(text)) {
      if (!known.has(name)) {
        this.add(where, `uses {${name}}, which nothing before it sets`);
      } else if (format && !(format in (samples(known)[0].get(name) ?? {}))) {
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
