// The queries of a panel. Those that no Prometheus can answer are named; a panel of which none is left has a reason.
import type { PanelQuery } from '#shared/model/dashboard/panel.ts';
import type { AskedSource, DataSources } from './data-sources.ts';
import { flagOf, intOf, isBlank, isFields, listOf, own, textOf } from './json-read.ts';
import { clipped, type Notes } from './notes.ts';

export interface ReadQueries {
  queries: PanelQuery[];
  /** Why nothing can be asked; null where something can, or the panel asks nothing at all. */
  reason: string | null;
  /** The panel whose answer is shown, by the number the original gives it. */
  shared: { panelId: number; transformed: boolean } | null;
  /** Names of the Prometheus sources that are asked. */
  sources: string[];
  exemplars: boolean;
}

const queryLimit = 100;
const letterOf = (index: number): string => index < 26 ? String.fromCharCode(65 + index) : `${String.fromCharCode(64 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`; // prettier-ignore

export function readQueries(panel: unknown, sources: DataSources, notes: Notes): ReadQueries {
  const read: ReadQueries = { queries: [], reason: null, shared: null, sources: [], exemplars: false };
  const ofPanel = sources.of(own(panel, 'datasource'));
  const targets = listOf(own(panel, 'targets'));
  const others = new Set<string>();
  if (ofPanel.kind === 'panel') return readShared(targets, read);
  for (const [index, target] of targets.slice(0, queryLimit).entries()) {
    const under = notes.within(`.targets[${index}]`);
    if (!isFields(target)) {
      under.add('', 'is no query and is not asked');
      continue;
    }
    const source = sourceOf(panel, ofPanel, target, sources);
    const refId = textOf(own(target, 'refId')) || letterOf(index);
    if (source.kind === 'panel') return readShared([target], read);
    if (source.kind !== 'prometheus') {
      const words = inWords(source);
      others.add(words);
      if (!flagOf(own(target, 'hide'))) under.add('', `query ${clipped(refId)} asks ${words} and is not asked here`);
      continue;
    }
    const query = readQuery(target, refId, under);
    if (query === null) continue;
    read.queries.push(query);
    read.sources.push(source.name);
    read.exemplars ||= flagOf(own(target, 'exemplar'));
  }
  if (targets.length > queryLimit) notes.add('.targets', `${targets.length - queryLimit} queries beyond the first ${queryLimit} are not asked`); // prettier-ignore
  if (ofPanel.kind === 'other' && targets.length === 0) others.add(ofPanel.words);
  if (read.queries.length > 0) return read;
  if (others.size > 0) read.reason = `It asks ${[...others].join(' and ')}; only Prometheus is asked here.`;
  return read;
}

/** The panel's source goes before that of its query, except where the panel leaves it to them. */
function sourceOf(panel: unknown, ofPanel: AskedSource, target: unknown, sources: DataSources): AskedSource {
  const ofTarget = own(target, 'datasource');
  const leaves = ofPanel.kind === 'mixed' || isBlank(own(panel, 'datasource'));
  if (!isBlank(ofTarget)) {
    const found = sources.of(ofTarget);
    if (leaves || found.kind === 'expression') return found;
  }
  return ofPanel.kind === 'mixed' ? { kind: 'prometheus', name: '' } : ofPanel;
}

const inWords = (source: AskedSource): string =>
  source.kind === 'expression' ? 'an expression of Grafana’s' : source.kind === 'other' ? clipped(source.words) : 'another source'; // prettier-ignore

function readQuery(target: unknown, refId: string, notes: Notes): PanelQuery | null {
  const expr = own(target, 'expr');
  if (typeof expr !== 'string' || expr.trim() === '') {
    const foreign = ['rawSql', 'query', 'target', 'queryText', 'metricQuery'].find((key) => !isBlank(own(target, key)));
    if (foreign !== undefined) notes.add(`.${foreign}`, `query ${clipped(refId)} has no PromQL and is not asked`);
    return null;
  }
  const [instant, range] = [flagOf(own(target, 'instant')), own(target, 'range')];
  const format = textOf(own(target, 'format'));
  if (!['', 'time_series', 'table', 'heatmap'].includes(format)) notes.add('.format', `the form ${clipped(format)} is read as series`); // prettier-ignore
  return {
    refId,
    query: expr,
    legend: textOf(own(target, 'legendFormat')),
    ask: instant ? (flagOf(range) ? 'both' : 'instant') : 'range',
    format: format === 'table' ? 'table' : format === 'heatmap' ? 'heatmap' : 'series',
    minStep: textOf(own(target, 'interval')).trim(),
    stepFactor: intOf(own(target, 'intervalFactor'), 1, 1000) ?? 1,
    hidden: flagOf(own(target, 'hide')),
  };
}

function readShared(targets: unknown[], read: ReadQueries): ReadQueries {
  const panelId = intOf(own(targets[0], 'panelId'), 0, Number.MAX_SAFE_INTEGER);
  if (panelId === null) return { ...read, reason: 'It shows the answer of another panel and does not say of which.' };
  return { ...read, shared: { panelId, transformed: flagOf(own(targets[0], 'withTransforms')) } };
}
