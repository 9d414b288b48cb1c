// Words and signs of errors, in one place.
import type { ErrorLayer } from '#shared/model/errors/error-class.ts';
import { layerWords } from '#shared/model/errors/error-class.ts';
import type { GroupState, HealthStatus, IncidentCategory, OperatorSeverity, OpsIncident } from '#shared/model/errors/ops-models.ts'; // prettier-ignore
import type { GlyphName } from '../../components/glyph.tsx';

/** In the order of the list: what wants a person first. */
export const stateWords: Record<GroupState, { word: string; glyph: GlyphName; rank: number }> = {
  regressed: { word: 'regressed', glyph: 'fail', rank: 0 },
  escalating: { word: 'escalating', glyph: 'fail', rank: 1 },
  new: { word: 'new', glyph: 'inconclusive', rank: 2 },
  ongoing: { word: 'ongoing', glyph: 'waiting', rank: 3 },
  archived: { word: 'put aside', glyph: 'skipped', rank: 4 },
  resolved: { word: 'resolved', glyph: 'pass', rank: 5 },
};

export const severityWords: Record<OperatorSeverity, { word: string; rank: number }> = {
  urgent: { word: 'urgent', rank: 0 },
  action: { word: 'action', rank: 1 },
  attention: { word: 'attention', rank: 2 },
  info: { word: 'info', rank: 3 },
};

export const healthWords: Record<HealthStatus, { word: string; glyph: GlyphName; rank: number }> = {
  unhealthy: { word: 'unhealthy', glyph: 'fail', rank: 0 },
  degraded: { word: 'degraded', glyph: 'inconclusive', rank: 1 },
  unknown: { word: 'unknown', glyph: 'never', rank: 2 },
  healthy: { word: 'healthy', glyph: 'pass', rank: 3 },
};

export const categoryWords: Record<IncidentCategory, string> = {
  execution_failure: 'execution failed',
  dependency_failure: 'a dependency failed',
  timeout: 'ran out of time',
  budget_exhaustion: 'a budget was used up',
  policy_violation: 'not allowed',
  invalid_input: 'invalid input',
  configuration: 'configuration',
  data_integrity: 'data not sound',
  other: 'not classed',
};

export const layerText = (layer: ErrorLayer): string => layer === 'unknown' ? 'not said' : `${layer}, ${layerWords[layer]}`; // prettier-ignore

/** Whether it wants a person now: neither resolved nor put aside. */
export const isOpen = ({ state }: OpsIncident): boolean => state !== 'resolved' && state !== 'archived';
