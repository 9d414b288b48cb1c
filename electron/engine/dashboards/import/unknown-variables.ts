// Names in queries that are no variable of the dashboard: they stay in the query, and that is said.
import { interpolateQuery, variablesIn } from '#shared/model/dashboard/interpolate.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';
import type { Variable, VariableValue } from '#shared/model/dashboard/variable.ts';
import { clipped } from './notes.ts';

export function noteUnknownVariables(panel: Panel, variables: readonly Variable[]): void {
  if (panel.shape.kind === 'placeholder') return;
  const values = new Map(variables.map(({ name }) => [name, some(name)]));
  const scope = { variables: values, fromMs: 0, toMs: 3_600_000, intervalMs: 15_000, scrapeIntervalMs: 15_000, dashboard: { title: '', uid: '' }, utc: true }; // prettier-ignore
  for (const [index, query] of panel.queries.entries()) {
    for (const name of interpolateQuery(query.query, scope).unknown) {
      add(
        panel,
        `.targets[${index}].expr`,
        `${clipped(name)} is nothing that is known here; it stays in the query as it is`,
      );
    }
  }
  if (panel.repeat !== null && !values.has(panel.repeat.variable)) {
    add(panel, '.repeat', `there is no variable $${clipped(panel.repeat.variable)} to repeat it for; it is shown once`);
  }
  const wrong = variables.filter(({ problem }) => problem !== null).map(({ name }) => name);
  const used = new Set(panel.queries.flatMap(({ query }) => variablesIn(query)));
  for (const name of wrong) {
    if (used.has(name)) add(panel, '.targets', `$${clipped(name)} has no values, so its queries are not asked`);
  }
}

function add(panel: Panel, under: string, words: string): void {
  panel.notes.push({ path: `${panel.path}${under}`, words });
}

const some = (name: string): VariableValue => ({
  name,
  values: ['x'],
  texts: ['x'],
  all: false,
  allAs: null,
  multi: false,
});
