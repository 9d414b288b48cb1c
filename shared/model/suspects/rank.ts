// Ranks changes before an incident: how surprising it is that one of its kind came so close, whether it touched the same
// thing, whether such a change brings such a symptom about, and what speaks for it directly. Everything is shown. Changes made
// to a system stand before what the console keeps of itself, whatever their scores are.
import { durationInWords } from '../duration.ts';
import { fisherExact, oddsRatio, type Split } from './fisher.ts';
import type { Change } from './change-of-event.ts';
import { confirmCheck } from './confirm-check.ts';
import { changesTheLooking, isBookkeeping, mechanismPrior } from './mechanism.ts';
import type { Onset } from './onset.ts';
import { scopeOverlap } from './scope.ts';
import { changeKindWords, shownSuspects, type ChangeKind, type Dropped, type Factor, type Suspect, type SuspectStatus, type SymptomClass } from './suspect.ts'; // prettier-ignore

export interface Said {
  status: SuspectStatus;
  by: string;
  at: number;
  reason: string;
}

export interface RankOptions {
  changes: readonly Change[];
  onset: Onset;
  symptom: { class: SymptomClass; names: readonly string[] };
  clockErrorMs: number;
  /** How many changes of a kind there were in so many milliseconds of record before the onset. */
  rates: ReadonlyMap<ChangeKind, number>;
  ratesOverMs: number;
  /** Failures and passes with a change and without it, where they were counted. */
  splits: ReadonlyMap<number, { split: Split; words: string }>;
  /** Versions with which an error was seen for the first time. */
  firstSeenWith: ReadonlySet<string>;
  /** What people said of changes, by number. */
  said: ReadonlyMap<number, Said>;
}

export interface Ranked {
  suspects: Suspect[];
  others: number;
  dropped: Dropped[];
}

const scopeWeight = 1.5;
const mechanismWeight = 1;
const firstSeenPoints = 2;
const mostSplitPoints = 3;
/** More than this says only that it was very close. */
const mostTimePoints = 5;
/** From here on it is worth a look, which is all that the console says by itself. */
const suspectFrom = 1.5;

export function rankSuspects(options: RankOptions): Ranked {
  const { changes, onset, clockErrorMs, said } = options;
  const dropped: Dropped[] = [];
  const kept: Suspect[] = [];
  for (const change of changes) {
    const reason = dropReason(change, onset, clockErrorMs);
    if (reason !== null && !said.has(change.change))
      dropped.push({ change: change.change, title: change.title, atMs: change.atMs, reason }); // prettier-ignore
    else kept.push(suspectOf(change, options));
  }
  kept.sort((a, b) => Number(isBookkeeping(a.kind)) - Number(isBookkeeping(b.kind)) || b.score - a.score || b.atMs - a.atMs); // prettier-ignore
  // An edited trigger may be all that there is to an incident: the best of its kind is not pushed out by many weak others.
  const edited = kept.find(({ kind, status }) => isBookkeeping(kind) && status === 'suspect');
  const suspects = kept.filter((one, at) => at < shownSuspects || one === edited || one.said !== null);
  return { suspects, others: kept.length - suspects.length, dropped };
}

function dropReason({ atMs, kind }: Change, { toMs }: Onset, clockErrorMs: number): string | null {
  if (atMs > toMs + clockErrorMs) return `it came ${durationInWords(atMs - toMs)} after it had begun`;
  return kind === 'dashboard' ? 'it changes only what is drawn' : null;
}

function suspectOf(change: Change, options: RankOptions): Suspect {
  const { symptom, said } = options;
  const factors = [surpriseOf(change, options), scopeOf(change, options), mechanismOf(change, symptom.class), ...evidenceOf(change, options)]; // prettier-ignore
  const score = factors.reduce((sum, { points }) => sum + points, 0);
  const word = said.get(change.change) ?? null;
  const { change: number, kind, title, detail, atMs, recordedMs, source } = change;
  return {
    change: number,
    kind,
    title,
    detail,
    atMs,
    recordedMs,
    source,
    score,
    factors,
    check: confirmCheck(change, symptom.class),
    status: word?.status ?? (score >= suspectFrom ? 'suspect' : 'none'),
    said: word === null ? null : { by: word.by, at: word.at, reason: word.reason },
  };
}

/** -log10 of the chance that one of its kind comes at least so close by itself: a Poisson process with the rate recorded. */
export function surprisePoints(ratePerMs: number, beforeMs: number): number {
  const chance = -Math.expm1(-ratePerMs * Math.max(1, beforeMs));
  return chance <= 0 ? mostTimePoints : Math.min(mostTimePoints, -Math.log10(chance));
}

function surpriseOf({ kind, atMs }: Change, { onset, rates, ratesOverMs }: RankOptions): Factor {
  const seen = Math.max(1, rates.get(kind) ?? 0);
  // From the late end of the onset: what is not known must not make it closer.
  const beforeMs = Math.max(1_000, onset.toMs - atMs);
  const every = durationInWords(ratesOverMs / seen);
  const points = surprisePoints(seen / Math.max(1, ratesOverMs), beforeMs);
  return { name: 'surprise', points, words: `${durationInWords(beforeMs)} before it was seen; one such change comes every ${every} (${seen} in ${durationInWords(ratesOverMs)} of record)` }; // prettier-ignore
}

function scopeOf({ touched }: Change, { symptom }: RankOptions): Factor {
  const { share, words } = scopeOverlap(touched, symptom.names);
  return { name: 'scope', points: scopeWeight * share, words };
}

function mechanismOf({ kind }: Change, symptom: SymptomClass): Factor {
  const prior = mechanismPrior(kind, symptom);
  const own = changesTheLooking(kind) ? 'it changes how it is looked at, not the thing' : 'it changes what the console reaches, not the thing'; // prettier-ignore
  const what = isBookkeeping(kind) ? `${own}, so it stands behind changes made to a system` : `${changeKindWords[kind].toLowerCase()} and ${symptom === 'unknown' ? 'a symptom of no known class' : `trouble with ${symptom}`}`; // prettier-ignore
  return { name: 'mechanism', points: mechanismWeight * prior, words: `${what}: ${prior.toFixed(1)} of 1, a prior` };
}

function evidenceOf({ change, version }: Change, { splits, firstSeenWith }: RankOptions): Factor[] {
  const found: Factor[] = [];
  if (version !== null && firstSeenWith.has(version)) found.push({ name: 'evidence', points: firstSeenPoints, words: `an error was seen for the first time with ${version}` }); // prettier-ignore
  const counted = splits.get(change);
  if (counted === undefined) return found;
  const p = fisherExact(counted.split);
  const odds = oddsRatio(counted.split);
  const points = odds <= 1 ? 0 : Math.min(mostSplitPoints, -Math.log10(Math.max(p, 1e-12))) / 2;
  return [...found, { name: 'evidence', points, words: `${counted.words}; odds ratio ${odds.toPrecision(2)}, Fisher exact p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)}` }]; // prettier-ignore
}
