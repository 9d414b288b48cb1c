// Made-up states of metrics, for looking at the screens.
import type { AnnotationEntry, CoverageEntry } from '#shared/model/annotation.ts';
import type { Frame, InstantAnswer } from '#shared/model/series.ts';
import type { AskedRange } from './dashboard-frames.ts';
import {
  foundPrometheus,
  plainPrometheus,
  stalePrometheus,
  warnedPrometheus,
  type PrometheusScenario,
} from './scenario-prometheus.ts';
import type { Scenario } from './scenario.ts';

export interface MetricsScenario {
  /** How many range questions are answered before Prometheus is gone; 0 where there is none. */
  answers: number;
  events: AnnotationEntry[];
  coverage: CoverageEntry[];
  /** Answers in place of the made-up ones of Explore; throws where Prometheus is gone. */
  range?: (asked: AskedRange) => Frame;
  instant?: (query: string, atMs: number) => InstantAnswer;
  /** What Prometheus and Alertmanager say of themselves; none where it is left out. */
  prometheus?: PrometheusScenario;
}

export const plainMetrics = (_now: number): MetricsScenario => ({ answers: 0, events: [], coverage: [] });

const hourMs = 3_600_000;
const explored = (now: number): MetricsScenario => ({
  answers: Infinity,
  events: [
    { key: 'e1', atMs: now - 17.2 * hourMs, toMs: null, title: 'shop/web: rolled out', detail: 'image registry.internal/shop/web:1.4.2', tone: 'plain' },
    { key: 'e2', atMs: now - 17 * hourMs, toMs: null, title: 'web-7 ended with exit code 137', detail: '', tone: 'bad' },
    { key: 'e3', atMs: now - 12 * hourMs, toMs: now - 10.5 * hourMs, title: 'Nobody was looking: the console was not running', detail: '', tone: 'gap' },
    { key: 'e4', atMs: now - 4 * hourMs, toMs: null, title: 'Resolved: ErrorsTooHigh', detail: '', tone: 'good' },
  ],
  coverage: [
    { name: 'docker', knownFromMs: now - 22 * hourMs, observed: [{ fromMs: now - 22 * hourMs, toMs: now - 12 * hourMs }, { fromMs: now - 10.5 * hourMs, toMs: now }] },
  ],
}); // prettier-ignore

/** By name; each takes an ordinary scenario and makes it this one. */
export const metricsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  explore: (scenario, now) => ({ ...scenario, metrics: explored(now) }),
  prometheus: (scenario, now) => ({ ...scenario, metrics: { ...explored(now), prometheus: plainPrometheus(now) } }),
  'prometheus-open': (scenario, now) => ({
    ...scenario,
    changes: {
      ...scenario.changes,
      locks: [
        ...scenario.changes.locks,
        {
          key: 'alertmanager',
          name: 'local',
          locked: false,
          unlockedUntil: now + 9 * 60_000,
          unlockedBy: 'Release lead',
        },
      ],
    },
    metrics: { ...explored(now), prometheus: plainPrometheus(now) },
  }),
  'prometheus-stale': (scenario, now) => ({
    ...scenario,
    metrics: { ...explored(now), prometheus: stalePrometheus(now) },
  }),
  'prometheus-warned': (scenario, now) => ({
    ...scenario,
    metrics: { ...explored(now), prometheus: warnedPrometheus(now) },
  }),
  'prometheus-found': (scenario, now) => ({
    ...scenario,
    metrics: { ...plainMetrics(now), prometheus: foundPrometheus() },
  }),
  'explore-stale': (scenario, now) => ({ ...scenario, metrics: { ...explored(now), answers: 1 } }),
};
