// The linter finds mistakes: a small workbook has none, and one with each mistake planted has that one.

import { lint } from './lint.mjs';

const columns = new Map([
  ['parameters/Region', ['Value']], ['parameters/Wide', ['Value', 'Label', 'More']],
  ['list', ['Name', 'Broken', 'Id']], ['detail', ['Fact']],
]);
const functions = ['ArcFleetClusterState'];

const logs = query => ({
  query, queryType: 0, crossComponentResources: ['{Workspace}'], timeContextFromParameter: 'TimeRange',
});
const call = "ArcFleetClusterState(now() - {TimeRange:start}, false)";

function workbook() {
  const parameters = [
    { id: 'p1', name: 'Workspace', label: 'Workspace', type: 5, value: 'here', jsonData: '[{"value": "here"}]' },
    { id: 'p2', name: 'TimeRange', label: 'Time range', type: 4 },
    { id: 'p3', name: 'Region', label: 'Region', type: 2, ...logs(`${call} | distinct Value = Location | take 1000`) },
  ];
  const list = {
    ...logs(`${call} | where Location in ({Region})`),
    title: 'Clusters',
    gridSettings: {
      rowLimit: 10000,
      formatters: [{ columnMatch: 'Broken', formatter: 8 }],
      labelSettings: [{ columnId: 'Name', label: 'Cluster' }],
    },
    exportedParameters: [{ fieldName: 'Id', parameterName: 'ClusterId' }],
  };
  const action = {
    id: 'l2', linkLabel: 'Scan', linkTarget: 'ArmAction',
    armActionContext: {
      path: '{App}/run', httpMethod: 'POST', params: [{ key: 'api-version', value: '1' }],
      body: '{"clusters": ["{ClusterId}"]}', description: 'Scans.',
    },
  };
  const detail = { type: 3, name: 'detail', content: logs(`${call} | where ClusterId == '{ClusterId}'`) };
  const scan = { type: 11, name: 'scan', content: { links: [action] } };
  const shown = (parameterName, value) => ({ conditionalVisibility: { parameterName, comparison: 'isEqualTo', value } });
  const drillDown = { type: 12, name: 'cluster', ...shown('ClusterId', undefined), content: { items: [detail, scan] } };
  const tab = {
    type: 12, name: 'tab', ...shown('Tab', 'clusters'),
    content: { items: [{ type: 3, name: 'list', content: list }, drillDown] },
  };
  const tabs = { id: 'l1', linkTarget: 'parameter', cellValue: 'Tab', subTarget: 'clusters', linkLabel: 'Clusters' };
  parameters.push({ id: 'p4', name: 'App', label: 'App', type: 1 });
  const document = {
    version: 'Notebook/1.0',
    items: [
      { type: 9, name: 'parameters', content: { parameters } },
      { type: 11, name: 'tabs', content: { links: [tabs] } },
      { type: 1, name: 'note', content: { json: 'Of {TimeRange:label}' } },
      tab,
    ],
  };
  return { document, parameters, list, detail, drillDown, tab, tabs, note: document.items[2].content, action };
}

const arm = w => w.action.armActionContext;

/** What is planted, and what the linter says of it. */
const MISTAKES = [
  [w => { w.document.version = 'Notebook/2.0'; }, 'workbook: the version is not Notebook/1.0'],
  [w => { w.document.fallbackResourceIds = []; }, 'workbook: fallbackResourceIds belongs to'],
  [w => { w.document.fromTemplateId = 'x'; }, 'workbook: fromTemplateId belongs to'],
  [w => { w.note.json = 'see /subscriptions/x'; }, 'workbook: has the id of a resource'],
  [w => { w.note.json = 'x'.repeat(131_072); }, 'Bicep loads 131072'],
  [w => { w.document.items[2].name = 'tabs'; }, "tabs: the name 'tabs' is taken"],
  [w => { delete w.document.items[2].name; }, 'an item of workbook: has no name'],
  [w => { w.parameters[1].id = 'p1'; }, "parameter TimeRange: the id 'p1' is taken"],
  [w => { w.parameters[3].name = 'Workspace'; arm(w).path = '{Workspace}/x'; }, "parameter Workspace: the name 'Workspace' is taken"],
  [w => { w.detail.content.exportedParameters = [{ fieldName: 'Fact', parameterName: 'Region' }]; }, "the exported parameter 'Region' is taken"],
  [w => { w.action.id = 'l1'; }, "scan, link Scan: the id 'l1' is taken"],
  [w => { delete w.parameters[1].label; }, 'parameter TimeRange: has no label'],
  [w => { w.parameters[0].value = 'there'; }, 'parameter Workspace: its value is not among its choices'],
  [w => { w.parameters[3] = { ...w.parameters[2], id: 'p4', name: 'Wide' }; arm(w).path = '{Wide}/run'; }, 'gives more than a value and a label'],
  [w => { w.parameters[2].query = call; }, 'parameter Region: a drop-down has at most 1000 rows'],
  [w => { w.parameters[2].query = `${call} | take 1001`; }, 'parameter Region: a drop-down has at most 1000 rows'],
  [w => { w.tab.content.loadType = 'always'; }, "tab: the group's load type is always"],
  [w => { delete w.drillDown.conditionalVisibility; }, 'cluster: the group is always shown'],
  [w => { w.drillDown.conditionalVisibility.parameterName = 'Cluster'; }, "cluster: is shown by 'Cluster'"],
  [w => { w.drillDown.conditionalVisibility.value = null; }, 'cluster: is shown by null'],
  [w => { w.tabs.cellValue = 'Page'; }, "tab: is shown by 'Tab'"],
  [w => { addQueries(w.tab.content.items, 4); }, 'tab: shows 6 log queries at once'],
  [w => { addQueries(w.drillDown.content.items, 5); }, 'cluster: shows 6 log queries at once'],
  [w => { w.list.query = w.list.query.replace('ClusterState', 'Clusters'); }, 'list: calls ArcFleetClusters, which is not a saved function'],
  [w => { w.list.query = 'ArcFleetClusters_CL'; }, 'list: reads the table ArcFleetClusters_CL'],
  [w => { w.list.query += ' | where Location in ({Regions})'; }, 'list: uses {Regions}, which nothing before it sets'],
  [w => { w.list.query += " | where ClusterId == '{ClusterId}'"; }, 'list: uses {ClusterId}, which nothing before it sets'],
  [w => { w.note.json = 'Cluster {ClusterId}'; }, 'note: uses {ClusterId}, which nothing before it sets'],
  [w => { w.detail.content.query += ' | where {TimeRange:begin}'; }, 'detail: uses {TimeRange:begin}, a format'],
  [w => { w.detail.content.crossComponentResources = []; }, 'detail: names no workspace'],
  [w => { w.list.query += ' '.repeat(4_000); }, 'list: the query has'],
  [w => { delete w.list.timeContextFromParameter; }, 'list: its time range does not come from'],
  [w => { w.list.timeContextFromParameter = 'Region'; }, 'list: its time range does not come from'],
  [w => { w.list.gridSettings.rowLimit = 10_001; }, 'list: a grid has at most 10000 rows'],
  [w => { w.list.gridSettings.formatters[0].columnMatch = 'Bad'; }, "list: formats 'Bad', which is not a column"],
  [w => { w.list.gridSettings.labelSettings[0].columnId = 'Cluster'; }, "list: labels 'Cluster', which is not a column"],
  [w => { w.list.gridSettings.sortBy = [{ itemKey: 'Age' }]; }, "list: sorts by 'Age', which is not a column"],
  [w => { w.list.exportedParameters[0].fieldName = 'ClusterId'; }, "list: exports 'ClusterId', which is not a column"],
  [w => { w.list.tileSettings = { leftContent: { columnMatch: 'Sum' } }; }, "list: puts on its tiles 'Sum'"],
  [w => { w.list.chartSettings = { yAxis: ['Sum'] }; }, "list: draws 'Sum', which is not a column"],
  [w => { arm(w).path = 'https://example.com/{App}'; }, 'its path does not start with a parameter'],
  [w => { arm(w).path = '{Site}/run'; }, 'uses {Site}, which nothing before it sets'],
  [w => { arm(w).body = '{clusters: {ClusterId}}'; }, 'its body is not JSON'],
  [w => { arm(w).httpMethod = 'GET'; }, 'is not a POST with an api-version'],
  [w => { arm(w).params = []; }, 'is not a POST with an api-version'],
];

function addQueries(items, count) {
  for (let i = 0; i < count; i++) {
    items.push({ type: 3, name: `more-${items.length}`, content: logs(call) });
  }
}

function problemsOf(planted) {
  return lint(JSON.stringify(planted.document), columns, functions);
}

const failures = problemsOf(workbook()).map(problem => `without a mistake: ${problem}`);
for (const [plant, expected] of MISTAKES) {
  const planted = workbook();
  plant(planted);
  const problems = problemsOf(planted);
  if (!problems.some(problem => problem.includes(expected))) {
    failures.push(`not found: ${expected}; but ${JSON.stringify(problems)}`);
  } else if (problems.length > 1) {
    failures.push(`more than was planted: ${JSON.stringify(problems)}`);
  }
}
failures.forEach(failure => process.stdout.write(`${failure}\n`));
process.stdout.write(`${MISTAKES.length} mistakes planted\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
