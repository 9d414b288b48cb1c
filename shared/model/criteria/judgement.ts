// What a look at a criterion came to, with the numbers that decided, and how those of many add up.
import { z } from 'zod';
import { noCounts, verdictOf, type Counts, type Verdict } from '../outcome.ts';
import { criteriaSetSchema, type Criterion } from './criterion.ts';

export const judgedOutcomes = ['pass', 'fail', 'inconclusive', 'error'] as const;
export const judgedOutcomeSchema = z.enum(judgedOutcomes);
export type JudgedOutcome = z.infer<typeof judgedOutcomeSchema>;

export const judgementSchema = z.object({
  outcome: judgedOutcomeSchema,
  /** One sentence. */
  reason: z.string(),
  /** What was compared; null where there is no number. Of a ratio a share. */
  value: z.number().nullable(),
  /** Where the true value lies with 95 % confidence, of a quantile 90 %; an end is null where nothing bounds it. */
  interval: z.object({ lower: z.number().nullable(), upper: z.number().nullable() }).nullable(),
  /** Events or points that were seen, and how many it takes to say; null where no number of them would. */
  n: z.int().nonnegative().nullable(),
  needed: z.int().nonnegative().nullable(),
  /** What a reader should know beside. */
  notes: z.array(z.string()),
});
export type Judgement = z.infer<typeof judgementSchema>;

export const nothingSeen: Omit<Judgement, 'outcome' | 'reason'> = {
  value: null,
  interval: null,
  n: null,
  needed: null,
  notes: [],
};

/** With no number to show. */
export function unproven(outcome: 'inconclusive' | 'error', reason: string, notes: string[] = []): Judgement {
  return { ...nothingSeen, outcome, reason, notes };
}

/** A judgement and when it was made over which time. */
export const standingSchema = judgementSchema.extend({
  fromMs: z.number(),
  toMs: z.number(),
  judgedAtMs: z.number(),
});
export type Standing = z.infer<typeof standingSchema>;

/** A person's word on a criterion that only a person can judge. */
export const criterionTickSchema = z.object({
  outcome: z.enum(['pass', 'fail']),
  by: z.string(),
  note: z.string(),
  atMs: z.number(),
});
export type CriterionTick = z.infer<typeof criterionTickSchema>;

export const watchedCriterionSchema = z.object({
  id: z.string(),
  /** Null before the first look. */
  standing: standingSchema.nullable(),
  /** Since when it has come to that outcome. */
  sinceMs: z.number().nullable(),
  tick: criterionTickSchema.nullable(),
});
export type WatchedCriterion = z.infer<typeof watchedCriterionSchema>;

export const watchedSetSchema = z.object({
  key: z.string(),
  set: criteriaSetSchema,
  /** The file it came from. */
  file: z.string(),
  savedAtMs: z.number(),
  /** It is judged also while nobody looks at it. */
  watched: z.boolean(),
  judging: z.boolean(),
  /** The server that is asked; null where there is none. */
  place: z.string().nullable(),
  criteria: z.array(watchedCriterionSchema),
});
export type WatchedSet = z.infer<typeof watchedSetSchema>;

export type StandingWord = JudgedOutcome | 'open' | 'pending';

/** How one stands: `open` waits for a person, `pending` was never looked at. */
export function standingWord(
  criterion: Pick<Criterion, 'metric'>,
  watched: WatchedCriterion | undefined,
): StandingWord {
  if (criterion.metric.kind === 'manual') return watched?.tick?.outcome ?? 'open';
  return watched?.standing?.outcome ?? 'pending';
}

export function countsOf(words: Iterable<StandingWord>): Counts {
  const counts = noCounts();
  for (const word of words) counts[word]++;
  return counts;
}

export function wordsOfSet({ set, criteria }: Pick<WatchedSet, 'set' | 'criteria'>): StandingWord[] {
  const byId = new Map(criteria.map((one) => [one.id, one]));
  return set.criteria.map((criterion) => standingWord(criterion, byId.get(criterion.id)));
}

/** What not looked at, open and too little evidence never are is a pass. */
export function verdictOfSet(watched: Pick<WatchedSet, 'set' | 'criteria'>): Verdict {
  return verdictOf(countsOf(wordsOfSet(watched)));
}
