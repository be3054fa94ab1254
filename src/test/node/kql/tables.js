'use strict';
// Tables that are not ours, with the columns that our queries use.

function table(name, columns) {
    return { name, columns: columns.split(', ').map(column => ({ name: column.split(':')[0], type: column.split(':')[1] })) };
}

/** Of Application Insights. */
const APPLICATION_INSIGHTS = [
    table('traces', 'timestamp:datetime, message:string, severityLevel:int, operation_Name:string, customDimensions:dynamic'),
];

const RESOURCE = 'id:string, name:string, type:string, kind:string, location:string, resourceGroup:string, '
    + 'subscriptionId:string, tags:dynamic, properties:dynamic';

/** Of Azure Resource Graph: a workspace cannot see them. */
const RESOURCE_GRAPH = [
    'resources', 'Resources', 'resourcecontainers', 'ResourceContainers', 'kubernetesconfigurationresources',
    'servicehealthresources',
].map(name => table(name, RESOURCE));

/** What Resource Graph knows of KQL's operators. */
const RESOURCE_GRAPH_OPERATORS = new Set([
    'CountOperator', 'DistinctOperator', 'ExtendOperator', 'FilterOperator', 'JoinOperator', 'MvExpandOperator',
    'ParseOperator', 'ProjectOperator', 'ProjectAwayOperator', 'SortOperator', 'SummarizeOperator', 'TakeOperator',
    'TopOperator', 'UnionOperator',
]);

module.exports = { APPLICATION_INSIGHTS, RESOURCE_GRAPH, RESOURCE_GRAPH_OPERATORS };
