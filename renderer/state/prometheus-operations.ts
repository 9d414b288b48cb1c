// What a person can ask of Prometheus and its Alertmanager beside questions.
import type { SilenceWish } from '#shared/model/alertmanager.ts';
import type { Done } from './change-operations.ts';

export function prometheusOperations(done: Done) {
  return {
    retryMetrics: () => done('Reach Prometheus', (engine) => engine.metrics.retry()),
    silence: (wish: SilenceWish, by: string) =>
      done('Silence the alerts', async (engine) => {
        await engine.metrics.silence({ wish, by });
      }),
    expireSilence: (key: string, by: string) =>
      done('End the silence', (engine) => engine.metrics.expireSilence({ key, by })),
  };
}
