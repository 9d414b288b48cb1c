// What the pages Targets, Rules and Alerts ask, to be asked again at an interval while somebody looks.
import type { AlertmanagerAnswer, Matcher } from '#shared/model/alertmanager.ts';
import type { MetricsCandidate, RulesAnswer, TargetsAnswer } from '#shared/model/prometheus.ts';
import type { PanelQuestion } from './panel-queries.ts';

/** How often such a page asks again. */
export const pageEveryMs = 10_000;

/** @param place of the server: another one is another subject, whose answers are not those of the last. */
export const targetsQuestion = (place: string): PanelQuestion<TargetsAnswer> => ({
  subject: `targets ${place}`,
  key: place,
  ask: async (client, _now, signal) => client.metrics.targets(undefined, { signal }),
});
export const rulesQuestion = (place: string): PanelQuestion<RulesAnswer> => ({
  subject: `rules ${place}`,
  key: place,
  ask: async (client, _now, signal) => client.metrics.rules(undefined, { signal }),
});
export const alertmanagerQuestion = (place: string): PanelQuestion<AlertmanagerAnswer> => ({
  subject: `alertmanager ${place}`,
  key: place,
  ask: async (client, _now, signal) => client.metrics.alertmanager(undefined, { signal }),
});
/** @param known what is known to answer now: another state of it is worth another look. */
export const candidatesQuestion = (known: string): PanelQuestion<MetricsCandidate[]> => ({
  subject: 'candidates',
  key: `candidates ${known}`,
  ask: async (client, _now, signal) => client.metrics.discover(undefined, { signal }),
});
/** Null while nothing is matched, which would be every alert. */
export const silencePreviewQuestion = (
  matchers: Matcher[],
): PanelQuestion<Pick<AlertmanagerAnswer, 'alerts'> & { total: number }> | null =>
  matchers.length === 0
    ? null
    : {
        subject: 'silence',
        key: JSON.stringify(matchers),
        ask: async (client, _now, signal) => client.metrics.previewSilence({ matchers }, { signal }),
      };
