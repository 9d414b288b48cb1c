// The question of an alert list: the rules of Prometheus with what they fire.
import type { RulesAnswer } from '#shared/model/prometheus.ts';
import type { PanelQuestion } from './panel-queries.ts';

/** @param round a new number asks again. */
export const rulesQuestion = (round: number): PanelQuestion<RulesAnswer> => ({
  subject: 'rules',
  key: `rules ${round}`,
  ask: (client, _now, signal) => client.metrics.rules(undefined, { signal }),
});
