#!/usr/bin/env node
// Makes arc-fleet.workbook of the files in arc-fleet/: one tab.json and the queries of a tab in a folder.
//   node assemble.mjs           writes the workbook
//   node assemble.mjs --check   says whether the workbook is what the files make; exit status 1 if not

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { look } from './columns.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, 'arc-fleet');
const WORKBOOK = join(HERE, 'arc-fleet.workbook');

const TEXT = 1;
const QUERY = 3;
const PARAMETERS = 9;
const LINKS = 11;
const GROUP = 12;

const LOGS = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' };
const MOST_ROWS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const SIZES = { medium: 0, small: 1, large: 2, full: 3, tiny: 4 };

const json = (...path) => JSON.parse(readFileSync(join(SOURCE, ...path), 'utf8'));

/** A GUID that is the same for the same name in every run. */
function guid(name) {
  const hash = createHash('sha256').update(name).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), '5' + hash.slice(13, 16), '8' + hash.slice(17, 20), hash.slice(20, 32)]
    .join('-');
}

/** The text of a query: without comments, with the parts that it includes, each once. */
function query(folder, name, included = new Set()) {
  const lines = readFileSync(join(SOURCE, folder, `${name}.kql`), 'utf8').trimEnd().split('\n');
  return lines.flatMap(line => {
    const part = /^\/\/ include: (\S+)$/.exec(line)?.[1];
    if (part === undefined) {
      return line.startsWith('//') ? [] : [line];
    }
    if (included.has(part)) {
      return [];
    }
    included.add(part);
    return [query('parts', part, included)];
  }).join('\n');
}

const logs = text => ({
  query: text,
  ...LOGS,
  crossComponentResources: ['{Workspace}'],
  timeContext: { durationMs: 0 },
  timeContextFromParameter: 'TimeRange',
});

/** Without a value: whether the parameter is set, as the workbooks of Microsoft's gallery say it. */
const condition = (parameterName, comparison, value) =>
  ({ conditionalVisibility: { parameterName, comparison, value } });

function parameter(wanted) {
  const common = {
    id: guid(`parameter ${wanted.name}`),
    version: 'KqlParameterItem/1.0',
    name: wanted.name,
    label: wanted.label,
    isRequired: false,
    ...(wanted.hint ? { description: wanted.hint } : {}),
    ...(wanted.hidden ? { isHiddenWhenLocked: true } : {}),
  };
  const options = { additionalResourceOptions: [], showDefault: false };
  switch (wanted.type) {
    case 'time':
      return {
        ...common, type: 4, isRequired: true, value: { durationMs: wanted.days * DAY_MS },
        typeSettings: {
          selectableValues: wanted.choices.map(days => ({ durationMs: days * DAY_MS })), allowCustom: true,
        },
      };
    case 'choices':
      return {
        ...common, type: 2, multiSelect: true, quote: "'", delimiter: ',', typeSettings: options,
        ...logs(query('parts', wanted.query)),
      };
    case 'choice':
      return {
        ...common, type: 2, isRequired: true, typeSettings: options, value: wanted.value,
        jsonData: JSON.stringify(wanted.choices.map(([value, label]) => ({ value, label }))),
      };
    case 'text':
      return {
        ...common, type: 1, value: wanted.value ?? '',
        typeSettings: {
          paramValidationRules: wanted.pattern
            ? [{ regExp: wanted.pattern, match: true, message: wanted.message }] : [],
        },
      };
    case 'workspace':
      // The one choice is named, because a value that is not among the choices of a picker counts as not set.
      return {
        ...common, type: 5, isRequired: true, value: wanted.value,
        typeSettings: { ...options, resourceTypeFilter: { [LOGS.resourceType]: true } },
        jsonData: JSON.stringify([{ value: wanted.value, label: wanted.label, selected: true }]),
      };
    default:
      throw new Error(`'${wanted.type}' is not a type of a parameter`);
  }
}

/** What is posted, and where: to the Logic App's trigger, or to the scheduled function by way of the function host. */
const WAYS = {
  logicApp: { path: '{LogicAppId}/triggers/manual/run', version: '2016-06-01', shown: 'isNotEqualTo' },
  functions: {
    path: '{FunctionAppId}/hostruntime/admin/functions/scheduledScan', version: '2024-04-01', shown: 'isEqualTo',
  },
};

function action(name, wanted) {
  const way = WAYS[wanted.through];
  return {
    type: LINKS,
    content: {
      version: 'LinkItem/1.0',
      style: 'toolbar',
      links: [{
        id: guid(`link ${name}`),
        linkTarget: 'ArmAction',
        linkLabel: wanted.label,
        style: 'primary',
        icon: wanted.icon,
        linkIsContextBlade: true,
        armActionContext: {
          path: way.path,
          headers: [],
          params: [{ key: 'api-version', value: way.version }],
          httpMethod: 'POST',
          isLongOperation: false,
          body: JSON.stringify(wanted.body),
          title: wanted.label,
          description: wanted.description,
          actionName: wanted.label,
          runLabel: wanted.label,
          resultMessage: 'The scan was requested. The tab "Scans" shows it when it has ended: refresh the workbook then.',
        },
      }],
    },
    ...condition('ScanMode', way.shown, 'functions'),
    name,
  };
}

function tabs(all) {
  return {
    type: LINKS,
    content: {
      version: 'LinkItem/1.0',
      style: 'tabs',
      links: all.map(({ name, label }) => ({
        id: guid(`tab ${name}`), cellValue: 'Tab', linkTarget: 'parameter', linkLabel: label, subTarget: name,
        style: 'link',
      })),
    },
    name: 'tabs',
  };
}

/** A group that is made when it is shown for the first time: that is the load type of a group that names none. */
const group = (name, shown, items) =>
  ({ type: GROUP, content: { version: 'NotebookGroup/1.0', groupType: 'editable', items }, ...shown, name });

function grid(columns = {}) {
  const named = Object.entries(columns);
  return {
    gridSettings: {
      formatters: named.filter(([, column]) => column.as)
        .map(([columnMatch, column]) => ({ columnMatch, ...look(column) })),
      rowLimit: MOST_ROWS,
      filter: true,
      labelSettings: named.filter(([, column]) => column.label)
        .map(([columnId, column]) => ({ columnId, label: column.label })),
    },
  };
}

function tiles({ title, value, note, level }) {
  return {
    tileSettings: {
      titleContent: { columnMatch: title, formatter: 1 },
      subtitleContent: { columnMatch: note, formatter: 1 },
      leftContent: {
        columnMatch: value, formatter: 12, formatOptions: { palette: 'none' },
        numberFormat: { unit: 17, options: { maximumFractionDigits: 1 } },
      },
      secondaryContent: { columnMatch: level, ...look({ as: 'level' }) },
      showBorder: true,
      size: 'auto',
    },
  };
}

const chart = (colors = {}) => ({
  chartSettings: {
    yAxis: Object.keys(colors),
    seriesLabelSettings: Object.entries(colors).map(([seriesName, color]) => ({ seriesName, color })),
    showLegend: true,
  },
});

const SHOWN = {
  table: step => ({ ...grid(step.columns), showExportToExcel: true }),
  tiles: step => tiles(step.tile),
  timechart: step => chart(step.colors),
};

function step(folder, wanted) {
  const name = `${folder}-${wanted.name}`;
  if (wanted.text) {
    return { type: TEXT, content: { json: wanted.text }, name };
  }
  if (wanted.action) {
    return action(name, wanted.action);
  }
  if (wanted.group) {
    return group(name, condition(wanted.group, 'isNotEqualTo'), wanted.steps.map(inner => step(folder, inner)));
  }
  return {
    type: QUERY,
    content: {
      version: 'KqlItem/1.0',
      ...logs(query(folder, wanted.query)),
      size: SIZES[wanted.size ?? 'medium'],
      ...(wanted.title ? { title: wanted.title } : {}),
      noDataMessage: wanted.empty ?? 'Nothing in the chosen scope and time range.',
      showRefreshButton: true,
      ...(wanted.export
        ? { exportedParameters: [{ fieldName: wanted.export, parameterName: wanted.export, parameterType: 1 }] } : {}),
      visualization: wanted.show,
      ...SHOWN[wanted.show](wanted),
    },
    ...(wanted.width ? { customWidth: String(wanted.width) } : {}),
    name,
  };
}

/** The workbook as an object. */
export function assemble() {
  const source = json('workbook.json');
  const all = source.tabs.map(name => ({ name, ...json(name, 'tab.json') }));
  return {
    version: 'Notebook/1.0',
    items: [
      {
        type: PARAMETERS,
        content: {
          version: 'KqlParameterItem/1.0', parameters: source.parameters.map(parameter), style: 'pills', ...LOGS,
          crossComponentResources: ['{Workspace}'],
        },
        name: 'parameters',
      },
      ...source.actions.map(wanted => action(wanted.name, wanted)),
      tabs(all),
      ...all.map(tab => group(tab.name, condition('Tab', 'isEqualTo', tab.name),
        tab.steps.map(wanted => step(tab.name, wanted)))),
    ],
    isLocked: false,
    $schema: 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json',
  };
}

function main(argument) {
  const made = JSON.stringify(assemble(), null, 1) + '\n';
  if (argument === undefined) {
    writeFileSync(WORKBOOK, made);
  } else if (argument !== '--check') {
    process.stderr.write(`unknown argument ${argument}\n`);
    return 2;
  } else if (readFileSync(WORKBOOK, 'utf8') !== made) {
    process.stderr.write('arc-fleet.workbook is not what its files make; run: node infra/workbooks/assemble.mjs\n');
    return 1;
  }
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv[2]);
}
