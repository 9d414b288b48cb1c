// What machines are told of the failures of a time: one fixed shape, in snake case, without anything of an envelope.
import type { OperatorSeverity, OpsIncident } from './ops-models.ts';

const mostRecent = 10;

export interface InfraSummary {
  total_incidents: number;
  by_severity: Record<OperatorSeverity, number>;
  recent_incidents: RecentIncident[];
  window_start: string;
  window_end: string;
}

export interface RecentIncident {
  incident_id: string;
  title: string;
  category: string;
  component: string;
  severity: OperatorSeverity;
  occurrence_count: number;
  first_seen: string;
  last_seen: string;
}

/** Second precision, as the shape has it. */
const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The ten that happened last are named; all are counted. */
export function infraSummary(incidents: readonly OpsIncident[], fromMs: number, toMs: number): InfraSummary {
  const counted = (severity: OperatorSeverity): number => incidents.filter((one) => one.severity === severity).length;
  const recent = incidents.toSorted((a, b) => b.lastSeenAt - a.lastSeenAt).slice(0, mostRecent);
  return {
    total_incidents: incidents.length,
    by_severity: { urgent: counted('urgent'), action: counted('action'), attention: counted('attention'), info: counted('info') }, // prettier-ignore
    recent_incidents: recent.map((one) => ({
      incident_id: one.key,
      title: one.title,
      category: one.category,
      component: one.component,
      severity: one.severity,
      occurrence_count: one.occurrences,
      first_seen: stamp(one.firstSeenAt),
      last_seen: stamp(one.lastSeenAt),
    })),
    window_start: stamp(fromMs),
    window_end: stamp(toMs),
  };
}
