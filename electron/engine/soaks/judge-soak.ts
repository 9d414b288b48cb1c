// What the samples of a soak come to up to a moment. It asks nobody and keeps nothing.
import { judgeSoakCriterion, trendOfSoak } from '#shared/model/criteria/soak-judgement.ts';
import type { SoakFinding } from '#shared/model/criteria/soak.ts';
import type { Trend } from '#shared/model/statistics/trend.ts';
import { dueSlots, measuredOf, timeOfSoak, type KnownSoak } from './known-soak.ts';

/** Of each criterion that is measured. Between two series others have their turn. */
export async function judgeSoak(soak: KnownSoak, nowMs: number): Promise<SoakFinding[]> {
  const { definition, progress, samples } = soak;
  const due = dueSlots(soak, nowMs);
  const findings: SoakFinding[] = [];
  for (const criterion of measuredOf(definition)) {
    const series = samples.seriesOf(criterion.id, due);
    const trends: Trend[] = [];
    for (const { samples: seen } of series) {
      await new Promise((resolve) => setImmediate(resolve));
      if (criterion.measure.kind === 'growth') trends.push(trendOfSoak(criterion.measure, seen));
    }
    const observed = samples.observed(criterion.id, due).reduce((sum, one) => sum + one, 0);
    const seen = {
      series,
      totalSeries: progress.totals[criterion.id] ?? 0,
      observed,
      due,
      ...(trends.length > 0 && { trends }),
    };
    findings.push({ ...judgeSoakCriterion(criterion, seen, timeOfSoak(soak, nowMs)), tick: null });
  }
  return findings;
}
