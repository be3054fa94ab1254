// The parameters of a workbook in its texts: {Name} or {Name:format}.

const REFERENCE = /\{([A-Za-z]\w*)(?::(\w+))?\}/g;
const DROP_DOWN = 2;
const TIME_RANGE = 4;

/** The parameters that a text uses. */
export function references(text) {
  return [...text.matchAll(REFERENCE)].map(([, name, format]) => ({ name, format }));
}

/** The text with values, as of {@link samples}, in the place of parameters; unknown ones stay. */
export function substituted(text, values) {
  return text.replace(REFERENCE, (reference, name, format) => values.get(name)?.[format ?? 'value'] ?? reference);
}

/** What parameters can stand for: two sets of values by name and format, all set and all optional ones not set. */
export function samples(parameters) {
  return [true, false].map(set =>
    new Map([...parameters].map(([name, parameter]) => [name, sample(parameter, set)])));
}

function sample(parameter, set) {
  if (parameter.type === TIME_RANGE) {
    return {
      value: '> ago(7d)', query: '> ago(7d)', label: 'Last 7 days', grain: '1h',
      start: 'datetime(2026-01-01T00:00:00Z)', end: 'datetime(2026-01-08T00:00:00Z)',
    };
  }
  if (parameter.type === DROP_DOWN && parameter.multiSelect) {
    const { quote, delimiter } = parameter;
    const value = set ? ['one', 'two'].map(choice => quote + choice + quote).join(delimiter) : '';
    return { value, label: value };
  }
  if (parameter.type === DROP_DOWN) {
    const choices = JSON.parse(parameter.jsonData);
    return choices[set ? 0 : choices.length - 1];
  }
  const value = set || parameter.isRequired !== false ? 'name=value' : '';
  return { value, label: value };
}
