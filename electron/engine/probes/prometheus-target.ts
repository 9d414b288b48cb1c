// Asks Prometheus how it sees the targets of a job. It says nothing about the targets when Prometheus does not answer.
import { z } from 'zod';
import type { Target } from '#engine/sources/prometheus/client.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { jsonEvidence, prometheusAt, prometheusUrlParam } from './ask-prometheus.ts';
import { urlDemand } from './params.ts';
import { defineProbe } from './probe.ts';
import { spanSeconds } from './spans.ts';

const params = z.strictObject({
  url: prometheusUrlParam,
  job: z.string().min(1).max(1024).describe('The job label of the targets.'),
  instance: z.string().min(1).max(1024).optional().describe('The instance label, where only one target is meant.'),
});
type TargetParams = z.output<typeof params>;

const facts: FactSchema = {
  found: { type: 'number', doc: 'How many active targets have this job (and instance).' },
  health: {
    type: 'string',
    doc: 'up or down, the worst of all that were found; absent while one has not been scraped yet and none is down.',
  },
  up: { type: 'number', doc: 'How many are up.' },
  down: { type: 'number', doc: 'How many are down.' },
  unknown: { type: 'number', doc: 'How many have not been scraped yet.' },
  lastError: { type: 'string', doc: 'Why the last scrape of a target that is down failed.' },
  lastScrapeAgeSeconds: { type: 'number', doc: 'How long ago the target that waits longest was scraped, in seconds.' },
  scrapeUrl: { type: 'string', doc: 'What Prometheus asks, of the worst target.' },
  otherJobs: { type: 'list', doc: 'The jobs there are, where no target was found.' },
  active: { type: 'number', doc: 'How many active targets Prometheus has in all.' },
  details: { type: 'map', doc: 'What explains a fact, by its name: for health, the error of the last scrape.' },
};

export const prometheusTargetProbe = defineProbe<TargetParams>({
  kind: 'prometheus_target',
  doc: 'Asks Prometheus whether it reaches the targets of a job.',
  params,
  facts,
  demands: ({ url }) => [urlDemand(url)],
  insufficient,
  async run(given, context) {
    const active = await prometheusAt(given.url, context).targets();
    const matching = active.filter(
      ({ labels }) =>
        labels['job'] === given.job && (given.instance === undefined || labels['instance'] === given.instance),
    );
    return {
      facts: { ...targetFacts(matching, active, context.now()), active: active.length },
      evidence: jsonEvidence(matching),
    };
  },
});

function targetFacts(matching: Target[], active: Target[], now: number): Facts {
  const of = (health: Target['health']): Target[] => matching.filter((target) => target.health === health);
  const [up, down, unknown] = [of('up'), of('down'), of('unknown')];
  const worst = down[0] ?? unknown[0] ?? up[0];
  const facts: Facts = { found: matching.length, up: up.length, down: down.length, unknown: unknown.length };
  if (worst === undefined) {
    facts['otherJobs'] = [...new Set(active.map(({ labels }) => labels['job'] ?? ''))].toSorted();
    return facts;
  }
  facts['scrapeUrl'] = worst.scrapeUrl;
  // "unknown" is no finding: the fact is absent, and insufficient() says why.
  if (worst.health !== 'unknown') facts['health'] = worst.health;
  if (worst.lastError !== '') {
    facts['lastError'] = worst.lastError;
    facts['details'] = { health: worst.lastError };
  }
  const ages = matching.map(({ lastScrape }) => spanSeconds(now - Date.parse(lastScrape)));
  // A target that was never scraped carries the year 1.
  const known = ages.filter((age) => Number.isFinite(age) && age < 1e9);
  if (known.length === matching.length)
    facts['lastScrapeAgeSeconds'] = known.reduce((oldest, age) => Math.max(oldest, age));
  return facts;
}

function insufficient({ found, otherJobs, active, health }: Facts): string | null {
  if (found === 0) {
    const jobs = Array.isArray(otherJobs) ? otherJobs.filter((job) => typeof job === 'string') : [];
    const others = jobs.length > 0 ? ` (jobs: ${jobs.slice(0, 10).join(', ')}${jobs.length > 10 ? ', …' : ''})` : '';
    return `no target of this job among the ${Number(active)} active ones${others}`;
  }
  return health === undefined ? 'Prometheus has not scraped the target yet' : null;
}
