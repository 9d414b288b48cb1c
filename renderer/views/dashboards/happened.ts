// What happened in the time a dashboard shows: events of the journal and those it asks Prometheus for, and when each source
// was watched. Asked once for all of its charts.
import { createContext, useContext, useMemo, useState } from 'react';
import { spanText } from '#shared/model/span.ts';
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { interpolateQuery, timelessQuery, type VariableValues } from '#shared/model/dashboard/interpolate.ts';
import { stepMsOf } from '#shared/model/dashboard/steps.ts';
import type { Annotation, CoverageRow } from '../../components/chart/chart-types.ts';
import { panelQuestion, type PanelAnswer } from '../../state/panel-answers.ts';
import { annotationsQuestion, coverageQuestion } from '../../state/panel-questions.ts';
import { usePanelQueries, usePanelQuery } from '../../state/use-panel-query.ts';
import { eventsOf } from './events-of.ts';
import type { PanelSetting } from './questions-of.ts';

export interface Happened {
  events: readonly Annotation[];
  coverage: readonly CoverageRow[];
  /** Why some of it is not known, in words; empty where all is. */
  problems: readonly string[];
}

const nothing: Happened = { events: [], coverage: [], problems: [] };
export const HappenedContext = createContext<Happened>(nothing);
export const useHappened = (): Happened => useContext(HappenedContext);

const scrapeMs = 15_000;
const points = 600;

export function useWhatHappened(dashboard: Dashboard, setting: Omit<PanelSetting, 'variables'>, variables: VariableValues): Happened {
  const { span, utc } = setting;
  const zone = utc ? 'utc' : 'local';
  const text = spanText(span);
  const asked = dashboard.annotations.filter(({ enabled, query }) => enabled && query !== '');
  const journal = usePanelQuery(annotationsQuestion(text, zone), 0);
  const coverage = usePanelQuery(coverageQuestion(text, zone), 0);
  const stepMs = stepMsOf({ ...span, points, leastMs: scrapeMs });
  const own = usePanelQueries<PanelAnswer>(
    asked.map(({ name, query }) => {
      const read = interpolateQuery(query, { ...setting, ...span, variables, intervalMs: stepMs, scrapeIntervalMs: scrapeMs });
      if (read.empty.length > 0) return null;
      const target = { refId: name, kind: 'range' as const, query: read.text, asked: { expr: timelessQuery(query, { ...setting, variables }), dashboard: setting.dashboard.key }, written: query, legend: '', format: 'series' as const, ...span, stepMs, points, atMs: null, endsNow: false };
      return panelQuestion({ panelKey: `event ${name}`, targets: [target], ...span, seriesLimit: 50 });
    }),
    0,
  );
  const answers = own.map(({ answer }) => answer);
  const told: Happened = {
    events: [...(journal.answer?.entries ?? []), ...asked.flatMap((one, at) => (answers[at] ? eventsOf(one, answers[at]) : []))],
    coverage: coverage.answer ?? [],
    problems: [
      ...(journal.failure === null ? [] : [`What the journal has of this time is not known: ${journal.failure.reason}`]),
      ...asked.flatMap(({ name }, at) => (own[at]?.failure ? [`The events ${name} are not known: ${own[at].failure.reason}`] : [])),
    ],
  };
  return useSteady(told);
} // prettier-ignore

/** The same object while it says the same, so that charts are not drawn anew for nothing. */
function useSteady(told: Happened): Happened {
  const words = JSON.stringify(told);
  const [kept, setKept] = useState({ words, told });
  if (kept.words !== words) setKept({ words, told });
  return useMemo(() => kept.told, [kept]);
}
