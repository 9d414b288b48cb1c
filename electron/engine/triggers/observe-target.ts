// Looks at a trigger on scrape targets, as Prometheus says that they are. One that was never scraped is not up.
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import type { Looked, Observer, Seen } from './seen.ts';
import type { ServerReader, ServerTarget } from './server-reader.ts';

export function observeTarget(reader: MetricsReader, server: ServerReader): Observer<'target_down'> {
  return async ({ trigger: { condition }, timeoutMs, signal }): Promise<Looked> => {
    const { job, instance } = condition;
    const place = reader.place() ?? 'no Prometheus';
    const targets = await server.targets({ timeoutMs, signal });
    const meant = targets.filter(({ labels }) => labels['job'] === job && (instance === undefined || labels['instance'] === instance)); // prettier-ignore
    return { watchedBy: 'console', place, seen: targetsSeen(meant, job, instance) };
  };
}

function targetsSeen(meant: ServerTarget[], job: string, instance: string | undefined): Seen {
  if (meant.length === 0) {
    return { kind: 'no_data', reason: `Prometheus has no target of the job ${job}${instance === undefined ? '' : ` at ${instance}`}` }; // prettier-ignore
  }
  const down = meant.filter(({ health }) => health === 'down');
  const unknown = meant.filter(({ health }) => health === 'unknown');
  if (down.length === 0 && unknown.length > 0) {
    return { kind: 'no_data', reason: `${unknown.length} of ${meant.length} targets have not been scraped yet` };
  }
  const samples = down.map(({ labels }) => ({
    labels: { job, instance: labels['instance'] ?? '' },
    value: 0,
  }));
  return { kind: 'samples', samples };
}
