// What series are called: the legend of a query, and the display name of a field. Pure.
import type { Labels } from '../series.ts';

const labelReference = /\{\{\s*([^}]*?)\s*\}\}/g;

/** `{{job}} on {{instance}}` with the labels put in; a label that is not there leaves nothing, as in Grafana. */
export function legendName(legend: string, labels: Labels): string {
  return legend.replace(labelReference, (_, name: string) => (Object.hasOwn(labels, name) ? (labels[name] ?? '') : ''));
}

/** `metric{a="b", c="d"}`; what Prometheus itself calls a series. `empty` where it has no labels at all. */
export function wholeName(labels: Labels, empty: string): string {
  const metric = Object.hasOwn(labels, '__name__') ? (labels['__name__'] ?? '') : '';
  const pairs = Object.entries(labels)
    .filter(([name]) => name !== '__name__')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  if (pairs.length === 0) return metric === '' ? empty : metric;
  return `${metric}{${pairs.join(', ')}}`;
}

/**
 * Names of the series of one query, in their order. Variables of the legend are to be filled in before.
 * @param query stands for a series without labels.
 */
export function seriesNames(all: readonly Labels[], legend: string, query: string): string[] {
  if (legend !== '' && legend !== '__auto') return all.map((labels) => legendName(legend, labels) || wholeName(labels, query)); // prettier-ignore
  if (legend === '') return all.map((labels) => wholeName(labels, query));
  const told = tellingLabels(all);
  return all.map((labels) => {
    // One series needs nothing to be told from; its metric says most, else what it is of.
    if (told.length === 0) return wholeName(labels, query);
    if (told.length === 1 && told[0] !== undefined) return labels[told[0]] || wholeName(labels, query);
    return `{${told.map((name) => `${name}=${JSON.stringify(Object.hasOwn(labels, name) ? labels[name] : '')}`).join(', ')}}`;
  });
}

/** Labels in which the series differ. */
function tellingLabels(all: readonly Labels[]): string[] {
  const names = new Set(all.flatMap((labels) => Object.keys(labels)));
  return [...names].filter((name) => {
    const of = (labels: Labels | undefined): string | undefined => labels !== undefined && Object.hasOwn(labels, name) ? labels[name] : undefined; // prettier-ignore
    return all.some((labels) => of(labels) !== of(all[0]));
  });
}

export interface NamedField {
  /** As in the answer. */
  name: string;
  /** The legend. */
  shownName: string;
  labels: Labels;
}

const fieldReference = /\$\{__(?:field|series)\.([^}]+)\}|\$__(?:field|series)(?:\.(?:labels\.)?\w+)?|\$__series_name/g;

/** A display name with `${__field.labels.job}`, `${__field.name}`, `${__series.name}` filled in. */
export function displayNameOf(displayName: string, { name, shownName, labels }: NamedField): string {
  if (!displayName.includes('$')) return displayName;
  return displayName.replace(fieldReference, (whole: string, path: string | undefined) => {
    const asked = path ?? whole.replace(/^\$__(?:field|series)\.?/, '');
    if (asked === 'name') return whole.includes('series') ? shownName : name;
    if (asked === '' || asked === 'displayName' || asked === '_name') return shownName;
    if (asked === 'labels') return Object.entries(labels).map(([key, value]) => `${key}="${value}"`).join(', '); // prettier-ignore
    const label = /^labels(?:\.([^.[\]]+)|\[["']?(.+?)["']?\])$/.exec(asked);
    const key = label?.[1] ?? label?.[2];
    if (key === undefined) return whole;
    return Object.hasOwn(labels, key) ? (labels[key] ?? '') : '';
  });
}
