// Makes a dashboard of ours from the text of one of Grafana's, schema 16 to the present and what came before it as far as
// it can be read. Total but for three refusals: no JSON, no dashboard, too large. No panel is lost.
import type { Dashboard, ImportCounts, Section } from '#shared/model/dashboard/dashboard.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { readAnnotations } from './read-annotations.ts';
import { dataSourcesOf } from './data-sources.ts';
import { findPanels, type FoundSection } from './find-panels.ts';
import { at, fieldsOf, intOf, isBlank, isFields, listOf, numberOf, own, textOf, textsOf } from './json-read.ts';
import { noteUnknown, notesAt, type Notes } from './notes.ts';
import { parseJson } from './parse-json.ts';
import { readPanel, type PanelWithSources, type ReadContext } from './read-panel.ts';
import { readVariables } from './read-variables.ts';
import { sharedQueries } from './shared-queries.ts';
import { noteUnknownVariables } from './unknown-variables.ts';
import { unwrap } from './unwrap.ts';
import { originalPath } from './version-two.ts';

const panelLimit = 5000;

/** @throws OpsError `bad_input`, `too_large`; the message says where and what. */
export function importDashboard(text: string): Dashboard {
  const steps = importSteps(text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same a panel at a time, for whoever has others to serve meanwhile. */
export function* importSteps(text: string): Generator<undefined, Dashboard> {
  const whole = parseJson(text);
  const notes = notesAt('$');
  const json = unwrap(whole, notes);
  const sources = dataSourcesOf(json, whole);
  const found = findPanels(json);
  const ids = new Set(
    found.flatMap(({ panels }) => panels.map(({ panel }) => numberOf(own(panel, 'id')) ?? Number.NaN)),
  );
  const context: ReadContext = { sources, libraryPanels: libraryPanelsOf(whole, json), ids };
  const count = found.reduce((sum, { panels }) => sum + panels.length, 0);
  if (count > panelLimit) throw new OpsError('too_large', `The dashboard has ${count} panels; at most ${panelLimit} are taken.`); // prettier-ignore
  const keys = keyMaker();
  const read: { section: FoundSection; key: string; panels: PanelWithSources[] }[] = [];
  for (const section of found) {
    const key = keys('row', own(section.row, 'id'), section.path);
    const panels: PanelWithSources[] = [];
    for (const one of section.panels) {
      const path = pathOf(one.panel) ?? one.path;
      panels.push(readPanel({ ...one, path }, keys('panel', own(one.panel, 'id'), path), context));
      yield undefined;
    }
    read.push({ section, key, panels });
  }
  const all = read.flatMap(({ panels }) => panels);
  const variables = readVariables(json, sources, notes);
  const shared = sharedQueries(all);
  noteSources(all, notes);
  const sections = read.map(({ section, key, panels }): Section => {
    const made = panels.map((one) => shared.get(one) ?? one.panel);
    for (const panel of made) noteUnknownVariables(panel, variables);
    return { key, title: section.title, collapsed: section.collapsed, repeat: repeatOf(section.row), panels: made };
  });
  const annotations = readAnnotations(json, sources, notes);
  noteDashboard(json, notes);
  if (count === 0) notes.add('', 'it has no panels');
  return {
    title: textOf(own(json, 'title')) || 'Dashboard without a title',
    description: textOf(own(json, 'description')),
    tags: textsOf(own(json, 'tags')).slice(0, 100),
    uid: textOf(own(json, 'uid')),
    schemaVersion: numberOf(own(json, 'schemaVersion')),
    time: { from: textOf(at(json, 'time.from')) || 'now-6h', to: textOf(at(json, 'time.to')) || 'now' },
    refresh: refreshOf(own(json, 'refresh')),
    timeZone: zoneOf(own(json, 'timezone')),
    sections,
    variables,
    annotations,
    notes: notes.list,
    counts: countsOf(sections.flatMap(({ panels }) => panels)),
  };
}

const pathOf = (panel: unknown): string | null => {
  const path = isFields(panel) ? (panel as { [originalPath]?: string })[originalPath] : undefined;
  return path ?? null;
};

/** By the number that the original gives; where it is missing or there twice, by its place. */
function keyMaker(): (kind: 'row' | 'panel', id: unknown, path: string) => string {
  const taken = new Set<string>();
  return (kind, id, path) => {
    const number = intOf(id, 0, Number.MAX_SAFE_INTEGER);
    const first = `${kind === 'row' ? 'r' : 'p'}${number ?? path}`;
    const key = taken.has(first) ? `${first} ${path}` : first;
    const last = taken.has(key) ? `${key} ${taken.size}` : key;
    taken.add(last);
    return last;
  };
}

function libraryPanelsOf(whole: unknown, json: unknown): ReadonlyMap<string, unknown> {
  const elements = own(whole, '__elements') ?? own(json, '__elements');
  const list = Array.isArray(elements) ? elements : Object.values(fieldsOf(elements));
  const known = new Map<string, unknown>();
  for (const element of list) {
    known.set(textOf(own(element, 'uid')), own(element, 'model'));
    known.set(textOf(own(element, 'name')), own(element, 'model'));
  }
  known.delete('');
  return known;
}

function repeatOf(row: unknown): Section['repeat'] {
  const variable = textOf(own(row, 'repeat'));
  return variable === '' ? null : { variable, direction: 'down', mostAcross: 1 };
}

function countsOf(panels: readonly Panel[]): ImportCounts {
  const placeholders = panels.filter(({ shape }) => shape.kind === 'placeholder').length;
  const noted = panels.filter(({ shape, notes }) => shape.kind !== 'placeholder' && notes.length > 0).length;
  return { panels: panels.length, whole: panels.length - placeholders - noted, noted, placeholders };
}

const refreshOf = (value: unknown): string => (typeof value === 'string' && value !== 'auto' ? value : '');

function zoneOf(value: unknown): string {
  const zone = textOf(value);
  return zone === 'browser' ? '' : zone === 'UTC' ? 'utc' : zone;
}

function noteSources(all: readonly PanelWithSources[], notes: Notes): void {
  const names = new Set(all.flatMap(({ read }) => read.sources).filter((name) => name !== ''));
  if (names.size > 1) notes.add('', `it asks ${names.size} different Prometheus sources (${[...names].slice(0, 5).join(', ')}); all are asked of the one Prometheus of the active environment`); // prettier-ignore
  if (all.some(({ read }) => read.exemplars)) notes.add('', 'exemplars are not shown');
}

const known = new Set(['title', 'description', 'tags', 'uid', 'id', 'schemaVersion', 'time', 'refresh', 'timezone', 'panels', 'rows', 'templating', 'annotations', 'links', 'version', 'iteration', 'editable', 'graphTooltip', 'style', 'gnetId', 'hideControls', 'sharedCrosshair', 'timepicker', 'weekStart', 'fiscalYearStartMonth', 'liveNow', 'preload', 'slug', '__inputs', '__requires', '__elements', 'meta', 'originalTitle', 'revision', 'snapshot', 'scopeMeta', 'kind', 'nav', 'services', 'pulldowns', 'overwrite', 'folderId', 'folderUid', 'message', '__comment', 'isNew', 'autoUpdate', 'readonly', 'layout', 'elements']); // prettier-ignore

function noteDashboard(json: unknown, notes: Notes): void {
  noteUnknown(notes, json, known);
  if (!isBlank(own(json, 'links'))) notes.add('.links', 'links of the dashboard are not shown');
  const late = textOf(at(json, 'timepicker.nowDelay'));
  if (late !== '') notes.add('.timepicker.nowDelay', 'the present is not moved back');
  const begins = numberOf(own(json, 'fiscalYearStartMonth'));
  if (begins !== null && begins > 0) notes.add('.fiscalYearStartMonth', 'years begin in January');
  if (isFields(own(json, 'snapshot')))
    notes.add('.snapshot', 'the data of the snapshot are not shown: Prometheus is asked');
  if (listOf(own(json, 'panels')).length > 0 && listOf(own(json, 'rows')).length > 0) notes.add('.rows', 'it has panels and old rows; both are shown'); // prettier-ignore
}
