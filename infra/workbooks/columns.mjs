// How a column of a grid looks: the words of "as" in the tab files, as the formatters of the workbook format.

const HIDDEN = 5;
const AUTOMATIC = 0;
const LINK = 7;
const HEATMAP = 8;
const BAR = 3;
const RESOURCE = 13;
const LOCATION = 17;
const THRESHOLDS = 18;

const GOOD = 'success';
const WARN = '2';
const BAD = '4';

/** Icons for values: pairs of a comparison and an icon, the first that holds counts. */
export function icons(rules, otherwise, text = '{0}{1}') {
  const grid = rules.map(([operator, thresholdValue, representation, words = text]) =>
    ({ operator, thresholdValue, representation, text: words }));
  grid.push({ operator: 'Default', thresholdValue: null, representation: otherwise, text });
  return { formatter: THRESHOLDS, formatOptions: { thresholdsOptions: 'icons', thresholdsGrid: grid } };
}

const words = (pairs, otherwise) =>
  icons(pairs.map(([word, icon, text]) => ['==', word, icon, text]), otherwise);

const count = icon => icons([['==', '0', 'Blank', '{0}']], icon);

const link = (target, column) => ({ formatter: LINK, formatOptions: { linkTarget: target, linkLabel: column.text } });

const scaled = (formatter, palette) => ({ formatter, formatOptions: { min: 0, palette } });

/** The looks by name; a look may read the column's other settings. */
const LOOKS = {
  hidden: () => ({ formatter: HIDDEN }),
  resource: () => ({ formatter: RESOURCE, formatOptions: { linkTarget: 'Resource', showIcon: true } }),
  location: () => ({ formatter: LOCATION }),
  link: column => link('Url', column),
  details: column => link('CellDetails', column),
  bar: () => scaled(BAR, 'blue'),
  heat: () => scaled(HEATMAP, 'orange'),
  'count-bad': () => count(BAD),
  'count-warn': () => count(WARN),
  verdict: () => words([['healthy', GOOD], ['degraded', WARN], ['broken', BAD]], 'unknown'),
  level: () => words([['good', GOOD, ''], ['warn', WARN, ''], ['bad', BAD, '']], 'info'),
  severity: () => words(
    [['critical', 'Sev0'], ['high', 'Sev1'], ['medium', 'Sev2'], ['low', 'Sev3']], 'Sev4'),
  state: () => words([['new', 'up'], ['reopened', 'up'], ['unknown', 'unknown']], 'Blank'),
  outcome: () => words([['complete', GOOD], ['partial', WARN], ['failed', 'failed']], 'cancelled'),
  read: () => words([['ok', GOOD]], WARN),
  stale: () => words([['false', GOOD, 'yes'], ['true', WARN, 'no']], 'unknown'),
  late: () => words([['true', WARN, 'late'], ['false', GOOD, 'in time']], 'unknown'),
  supported: () => words([['true', GOOD, 'yes'], ['false', BAD, 'no']], 'unknown'),
  days: () => icons([['<=', '7', BAD], ['<=', '30', WARN]], GOOD),
};

/** The look of that name; an unknown name is an error. */
export function look(column = {}) {
  if (column.as === undefined) {
    return { formatter: AUTOMATIC };
  }
  if (!Object.hasOwn(LOOKS, column.as)) {
    throw new Error(`'${column.as}' is not a look of a column; known are ${Object.keys(LOOKS).join(', ')}`);
  }
  return LOOKS[column.as](column);
}
