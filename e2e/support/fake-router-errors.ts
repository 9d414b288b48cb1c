// The operations on errors, read for operators over a scenario.
import { createFeed } from '#engine/feeds/feed.ts';
import { trendMetric } from '#shared/model/errors/trend-metric.ts';
import type { ErrorsScenario } from './scenario-errors.ts';
import type { Implemented } from './implemented.ts';

const hour = 3_600_000;
const noCounts = { accepted: 0, heard: 0, duplicate: 0, conflict: 0, schema_invalid: 0, too_large: 0, queue_overflow: 0, internal_error: 0 }; // prettier-ignore

export function errorsHandlers(os: Implemented['errors'], scenario: ErrorsScenario) {
  const groups = createFeed(scenario.groups);
  const health = createFeed(scenario.health);
  const sources = createFeed(scenario.sources);
  const find = (key: string) => {
    const found = groups.get(key);
    if (found === undefined) throw new Error(`the scenario has no group ${key}`);
    return found;
  };
  const occurrences = (key: string) => {
    const { lastSeenAt, component, errorClass, title } = find(key);
    return Array.from({ length: 5 }, (_, at) => ({ key: `${key}-${at}`, kind: 'error' as const, at: lastSeenAt - at * at * 90_000, endedAt: null, component, title: `${errorClass}: ${title}`, severity: 'attention' as const, correlationId: at === 2 ? '' : '7f3c1a9be2d84f0096b1c5d3a8e7f240', spanId: null, parentSpanId: null, decisionId: at === 0 ? 'dec-2291' : null, runId: null, flag: null, groupKey: key, sequence: at })); // prettier-ignore
  };
  return {
    groups: os.groups.handler(({ signal }) => groups.subscribe({ signal })),
    group: os.group.handler(({ input }) => {
      const incident = find(input.key);
      const word = incident.state === 'resolved' ? { state: 'resolved' as const, at: scenario.now - hour, by: 'On-call engineer', note: 'the index is back', release: incident.releases.at(-1) ?? null, how: 'in' as const, untilMs: null } : null; // prettier-ignore
      return { incident, rule: `${incident.errorClass} | ${incident.component} | ${incident.exceptionType ?? ''}`, word, day: trendMetric('day', incident.hourly, scenario.now - 24 * hour, hour), fortnight: trendMetric('fortnight', incident.hourly.slice(0, 14), scenario.now - 14 * 24 * hour, 24 * hour) }; // prettier-ignore
    }),
    occurrences: os.occurrences.handler(({ input }) => occurrences(input.key)),
    resolve: os.resolve.handler(({ input }) => groups.publish([{ ...find(input.key), state: 'resolved' }])),
    archive: os.archive.handler(({ input }) => groups.publish([{ ...find(input.key), state: 'archived' }])),
    reopen: os.reopen.handler(({ input }) => groups.publish([{ ...find(input.key), state: 'ongoing' }])),
    health: os.health.handler(({ signal }) => health.subscribe({ signal })),
    risks: os.risks.handler(() => scenario.risks),
    decisions: os.decisions.handler(() => scenario.decisions),
    trend: os.trend.handler(() => trendMetric('all', [], scenario.now, hour)),
    correlation: os.correlation.handler(({ input }) => scenario.correlation(input.id)),
    ingest: os.ingest.handler(({ signal }) => sources.subscribe({ signal })),
    refusals: os.refusals.handler(() => scenario.refusals),
    door: os.door.handler(() => scenario.door),
    addTail: os.addTail.handler(() => ({ key: 'new' })),
    removeTail: os.removeTail.handler(() => undefined),
    importFile: os.importFile.handler(() => ({ sent: 0, outcomes: noCounts, flags: { policy_violation: 0, input_dropped: 0 }, problems: [] })), // prettier-ignore
  };
}
