'use strict';
// The log queries of a workbook, with values put in for its parameters.

const LOGS = 0;
const RESOURCE_GRAPH = 1;
const PARAMETER = /\{([A-Za-z_]\w*)(?::([\w$.]+))?\}/g;
// A time range, by the part of it that a query asks for.
const TIME_RANGE = {
    '': '> ago(1d)',
    value: '> ago(1d)',
    query: '| where TimeGenerated > ago(1d)',
    start: 'datetime(2026-01-01)',
    startISO: '2026-01-01T00:00:00Z',
    end: 'datetime(2026-01-02)',
    endISO: '2026-01-02T00:00:00Z',
    grain: '1h',
    seconds: '86400',
    label: 'Last 24 hours',
};
const TIME_RANGE_TYPE = 4;

/** [{where, query, dialect: 'logs' | 'graph'}] of the workbook's text. */
function workbookQueries(text) {
    const steps = [...flatten(JSON.parse(text).items ?? [])];
    const values = new Map();
    for (const { content } of steps) {
        (content?.parameters ?? []).forEach(parameter => values.set(parameter.name, valuesOf(parameter)));
        exportedParameters(content).forEach(name => values.set(name, { '': 'exported' }));
    }
    return steps.flatMap(({ name, content }) => [
        ...query(name, content, values),
        ...(content?.parameters ?? []).flatMap(parameter =>
            query(`${name ?? 'parameters'}/${parameter.name}`, parameter, values)),
    ]);
}

function* flatten(items) {
    for (const item of items) {
        yield item;
        yield* flatten(item.content?.items ?? []);
    }
}

function query(where, { query, queryType = LOGS, version } = {}, values) {
    const dialect = { [LOGS]: 'logs', [RESOURCE_GRAPH]: 'graph' }[queryType];
    if (!query || !dialect || version?.startsWith('TextBlock')) {
        return [];
    }
    return [{ where: where ?? 'step without a name', query: substitute(query, values), dialect }];
}

/** A name without a value stays: braces around a name are no KQL, so the compiler stumbles over it. */
function substitute(query, values) {
    return query.replace(PARAMETER, (whole, name, part = '') => {
        const forms = values.get(name);
        return forms?.[part] ?? (forms && part !== '' ? forms[''] : undefined) ?? whole;
    });
}

function exportedParameters({ exportedParameters = [], exportParameterName } = {}) {
    return [...exportedParameters.map(({ parameterName }) => parameterName), exportParameterName].filter(Boolean);
}

function valuesOf({ type, value, jsonData, multiSelect, quote = "'", delimiter = ',' }) {
    if (type === TIME_RANGE_TYPE) {
        return TIME_RANGE;
    }
    const given = [value ?? firstChoice(jsonData) ?? 'value'].flat();
    const words = given.map(each => (typeof each === 'string' && !each.startsWith('value::') ? each : 'value'));
    return { '': multiSelect ? words.map(word => `${quote}${word}${quote}`).join(delimiter) : words[0] };
}

function firstChoice(jsonData) {
    if (!jsonData) {
        return undefined;
    }
    const choices = typeof jsonData === 'string' ? JSON.parse(jsonData) : jsonData;
    return choices[0]?.value ?? choices[0];
}

module.exports = { workbookQueries };
