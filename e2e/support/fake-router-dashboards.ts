// The operations of dashboards over a scenario.
import { ORPCError } from '@orpc/server';
import type { DashboardDetail, DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import { hubOf } from './fake-router.ts';
import type { DashboardsScenario } from './scenario-dashboards.ts';
import type { Implemented } from './implemented.ts';

export function dashboardsHandlers(os: Implemented['dashboards'], scenario: DashboardsScenario) {
  const hub = hubOf<DashboardSummary>(scenario.dashboards.map(({ summary }) => summary));
  const find = (key: string): DashboardDetail => {
    const found = scenario.dashboards.find(({ summary }) => summary.key === key);
    if (found === undefined) throw new ORPCError('not_found', { message: `no dashboard ${key}` });
    return found;
  };
  const result = (refused: string | Exclude<DashboardsScenario['imported'], string>) => {
    if (typeof refused === 'string') throw new ORPCError('bad_input', { message: refused });
    return refused;
  };
  return {
    feed: os.feed.handler(({ signal }) => hub.feed(signal)),
    part: os.part.handler(() => undefined),
    import: os.import.handler(() => result(scenario.imported)),
    get: os.get.handler(({ input }) => find(input.key)),
    report: os.report.handler(({ input: { key } }) => {
      const { summary } = find(key);
      const known = typeof scenario.imported === 'string' ? [] : scenario.imported.lines;
      return { key, title: summary.title, known: true, counts: summary.counts, lines: known };
    }),
    rename: os.rename.handler(({ input }) => hub.put({ ...find(input.key).summary, title: input.title })),
    remove: os.remove.handler(({ input }) => hub.remove(input.key)),
    export: os.export.handler(({ input }) => ({
      fileName: find(input.key).summary.fileName,
      mediaType: 'application/json',
      text: '{}\n',
    })),
    variables: os.variables.handler(({ input: { key, chosen } }) =>
      (scenario.variables[key] ?? []).map((state) => {
        const values = chosen[state.name];
        if (values === undefined) return state;
        const all = values.includes('$__all');
        const shown = all ? state.options.map((option) => option.value) : values;
        return { ...state, value: { ...state.value, values: shown, texts: shown, all } };
      }),
    ),
  };
}
