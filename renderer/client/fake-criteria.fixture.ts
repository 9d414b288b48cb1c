// For tests: the operations of criteria, objectives, baselines and soaks, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { CriterionEvent, DefinitionSample, ImportedDefinition } from '#shared/contract/criteria.ts';
import type { Baseline, BaselineComparison, BaselineSummary } from '#shared/model/criteria/baseline.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeCriteria {
  criteriaSets: FakeFeed<WatchedSet>;
  objectives: FakeFeed<WatchedObjective>;
  baselines: FakeFeed<BaselineSummary>;
  soaks: FakeFeed<WatchedSoak>;
  criteriaSamples: () => DefinitionSample[];
  importDefinition: (text: string) => ImportedDefinition;
  criterionHistory: () => CriterionEvent[];
  baseline: (key: string) => Baseline;
  compareBaselines: (before: string, after: string | null) => BaselineComparison;
}

const unexpected = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export const noCriteria = (): FakeCriteria => ({
  criteriaSets: fakeFeed<WatchedSet>(() => []),
  objectives: fakeFeed<WatchedObjective>(() => []),
  baselines: fakeFeed<BaselineSummary>(() => []),
  soaks: fakeFeed<WatchedSoak>(() => []),
  criteriaSamples: () => [],
  importDefinition: () => ({ key: 'new', updated: false, problems: [] }),
  criterionHistory: () => [],
  baseline: unexpected('criteria.baselines.get'),
  compareBaselines: unexpected('criteria.baselines.compare'),
});

export function criteriaRouter(engine: FakeEngine) {
  const { criteria } = implement(contract);
  const { objectives, baselines, soaks } = criteria;
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.calls.push({ name, input });
  };
  const imported = async (name: string, input: { text: string }): Promise<ImportedDefinition> => {
    await noted(name, input);
    return engine.importDefinition(input.text);
  };
  return {
    criteria: {
      feed: criteria.feed.handler(({ signal }) => engine.criteriaSets.listen(signal)),
      samples: criteria.samples.handler(() => engine.criteriaSamples()),
      import: criteria.import.handler(({ input }) => imported('criteria.import', input)),
      remove: criteria.remove.handler(({ input }) => noted('criteria.remove', input)),
      watch: criteria.watch.handler(({ input }) => noted('criteria.watch', input)),
      judge: criteria.judge.handler(({ input }) => noted('criteria.judge', input)),
      tick: criteria.tick.handler(({ input }) => noted('criteria.tick', input)),
      untick: criteria.untick.handler(({ input }) => noted('criteria.untick', input)),
      history: criteria.history.handler(() => engine.criterionHistory()),
      objectives: {
        feed: objectives.feed.handler(({ signal }) => engine.objectives.listen(signal)),
        import: objectives.import.handler(({ input }) => imported('criteria.objectives.import', input)),
        save: objectives.save.handler(async ({ input }) => {
          await noted('criteria.objectives.save', input);
          return { key: `objective:${input.objective.name}` };
        }),
        remove: objectives.remove.handler(({ input }) => noted('criteria.objectives.remove', input)),
        watch: objectives.watch.handler(({ input }) => noted('criteria.objectives.watch', input)),
        judge: objectives.judge.handler(({ input }) => noted('criteria.objectives.judge', input)),
      },
      baselines: {
        feed: baselines.feed.handler(({ signal }) => engine.baselines.listen(signal)),
        capture: baselines.capture.handler(({ input }) => imported('criteria.baselines.capture', input)),
        import: baselines.import.handler(async ({ input }) => {
          await noted('criteria.baselines.import', input);
          return { key: 'new' };
        }),
        get: baselines.get.handler(({ input }) => engine.baseline(input.key)),
        export: baselines.export.handler(() => ({ fileName: 'b.json', mediaType: 'application/json', text: '{}' })),
        remove: baselines.remove.handler(({ input }) => noted('criteria.baselines.remove', input)),
        compare: baselines.compare.handler(async ({ input }) => {
          await noted('criteria.baselines.compare', input);
          return engine.compareBaselines(input.before, input.after);
        }),
      },
      soaks: {
        feed: soaks.feed.handler(({ signal }) => engine.soaks.listen(signal)),
        start: soaks.start.handler(({ input }) => imported('criteria.soaks.start', input)),
        stop: soaks.stop.handler(({ input }) => noted('criteria.soaks.stop', input)),
        remove: soaks.remove.handler(({ input }) => noted('criteria.soaks.remove', input)),
        look: soaks.look.handler(({ input }) => noted('criteria.soaks.look', input)),
        tick: soaks.tick.handler(({ input }) => noted('criteria.soaks.tick', input)),
        report: soaks.report.handler(() => ({ fileName: 's.md', mediaType: 'text/markdown', text: '# Soak' })),
      },
    },
  };
}
