// What a person can ask of the engine about criteria, objectives, baselines and soak tests.
import type { ImportedDefinition } from '#shared/contract/criteria.ts';
import type { Objective } from '#shared/model/criteria/objective.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';
import type { Done } from './change-operations.ts';

export type DefinitionKind = 'criteria' | 'objectives' | 'baseline' | 'soak';
export interface CriterionWord {
  key: string;
  criterion: string;
  outcome: 'pass' | 'fail';
  by: string;
  note: string;
}
type Answered<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export interface GivenDefinition {
  kind: DefinitionKind;
  name: string;
  text: string;
  by: string;
  /** Of a soak, when it began; of a baseline, when its window ended; null for now. */
  atMs: number | null;
}

export function criteriaOperations(client: () => EngineClient, done: Done) {
  /** With the refusal itself, because it is shown in the dialog that asked. */
  async function answered<T>(ask: () => Promise<T>): Promise<Answered<T>> {
    try {
      return { ok: true, value: await ask() };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  }
  const give = async ({ kind, name, text, by, atMs }: GivenDefinition): Promise<ImportedDefinition> => {
    const { criteria } = client();
    if (kind === 'criteria') return await criteria.import({ name, text, by });
    if (kind === 'objectives') return await criteria.objectives.import({ name, text, by });
    if (kind === 'soak') return await criteria.soaks.start({ text, fromMs: atMs, by });
    // What was exported is JSON; what is to be captured is not.
    if (!text.trimStart().startsWith('{')) return await criteria.baselines.capture({ text, untilMs: atMs, by });
    return { ...(await criteria.baselines.import({ name, text, by })), updated: false, problems: [] };
  };
  return {
    criteriaSamples: async () => await client().criteria.samples(),
    criterionHistory: async (key: string, criterion: string) => await client().criteria.history({ key, criterion }),
    giveDefinition: (given: GivenDefinition): Promise<Answered<ImportedDefinition>> => answered(() => give(given)),
    judgeSet: (key: string) => done(`Judge ${key}`, (engine) => engine.criteria.judge({ key, asked: true })),
    judgeObjective: (key: string) =>
      done(`Judge ${key}`, (engine) => engine.criteria.objectives.judge({ key, asked: true })),
    /** While a screen is open. Where it cannot be asked, the age of what is shown says so. */
    judgeQuietly: async (of: 'sets' | 'objectives', key: string): Promise<void> => {
      await answered(async () =>
        of === 'sets'
          ? await client().criteria.judge({ key, asked: false })
          : await client().criteria.objectives.judge({ key, asked: false }),
      );
    },
    watchSet: (key: string, watched: boolean) =>
      done(`Watch ${key}`, (engine) => engine.criteria.watch({ key, watched })),
    watchObjective: (key: string, watched: boolean) =>
      done(`Watch ${key}`, (engine) => engine.criteria.objectives.watch({ key, watched })),
    saveObjective: (objective: Objective, by: string): Promise<Answered<{ key: string }>> =>
      answered(async () => await client().criteria.objectives.save({ objective, by })),
    judgeCriterion: (of: 'criteria' | 'soaks', word: CriterionWord) =>
      done(`Judge ${word.criterion}`, (engine) =>
        of === 'criteria' ? engine.criteria.tick(word) : engine.criteria.soaks.tick(word),
      ),
    compareBaselines: async (before: string, after: string | null, by: string) =>
      await client().criteria.baselines.compare({ before, after, by }),
    baseline: async (key: string) => await client().criteria.baselines.get({ key }),
    exportBaseline: async (key: string) =>
      await answered(async () => await client().criteria.baselines.export({ key })),
    lookAtSoak: (key: string) => done('Look at the soak', (engine) => engine.criteria.soaks.look({ key })),
    stopSoak: (key: string, by: string) => done('Stop the soak', (engine) => engine.criteria.soaks.stop({ key, by })),
    soakReport: async (key: string, format: 'markdown' | 'json') =>
      await answered(async () => await client().criteria.soaks.report({ key, format })),
    removeDefinition: (of: 'criteria' | 'objectives' | 'baselines' | 'soaks', key: string, name: string, by: string) =>
      done(`Remove ${name}`, ({ criteria }) =>
        of === 'criteria' ? criteria.remove({ key, by }) : criteria[of].remove({ key, by }),
      ),
  };
}
