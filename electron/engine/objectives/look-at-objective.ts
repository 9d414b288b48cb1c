// Asks Prometheus for the events of an objective over every window and has each judged. It never throws: what could not be
// asked is said, and no data is never no errors.
import { durationText, exactDurationInWords } from '#shared/model/duration.ts';
import type { BurnWindow, Objective, ObjectiveStanding } from '#shared/model/criteria/objective.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import { burnRules, judgeBurn, worstBurn, type EventCounts } from '#shared/model/statistics/burn-rate.ts';
import { countText, percentText } from '#shared/model/statistics/number-words.ts';
import { singleValue, type Look } from '../criteria/look-at-criterion.ts';

const hourMs = 3_600_000;

export async function lookAtObjective(objective: Objective, look: Look): Promise<ObjectiveStanding> {
  const rules = burnRules(objective.periodMs);
  try {
    // Some windows are those of two rules.
    const spans = [...new Set([...rules.flatMap(({ longMs, shortMs }) => [longMs, shortMs]), objective.periodMs])];
    const counted = new Map(
      await Promise.all(spans.map(async (ms) => [ms, await countsOver(objective, ms, look)] as const)),
    );
    const of = (ms: number): Counted => counted.get(ms) ?? { counts: null, why: 'not asked' };
    const windows = rules.map((rule): BurnWindow => {
      const [long, short] = [of(rule.longMs), of(rule.shortMs)];
      const { state, reason, longRate, shortRate, threshold, leastEvents, confident } = judgeBurn({ target: objective.target, rule, long: long.counts, short: short.counts }); // prettier-ignore
      const why = state === 'no_data' ? `${reason} (${long.why ?? short.why})` : reason;
      return { ...rule, state, reason: why, long: long.counts, short: short.counts, longRate, shortRate, threshold, leastEvents, confident }; // prettier-ignore
    });
    const state = worstBurn(windows);
    const reason = windows.find((window) => window.state === state)?.reason ?? '';
    return { state, reason, windows, budget: await budgetOf(objective, of(objective.periodMs), look), judgedAtMs: look.nowMs }; // prettier-ignore
  } catch (error) {
    const reason = `could not be asked: ${messageOf(error)}`;
    return { state: 'error', reason, windows: [], budget: { counts: null, remaining: null, observed: null, words: 'not known' }, judgedAtMs: look.nowMs }; // prettier-ignore
  }
}

interface Counted {
  counts: EventCounts | null;
  /** Why there are none. */
  why: string | null;
}

async function countsOver({ query, total, part }: Objective, spanMs: number, look: Look): Promise<Counted> {
  const ask = async (text: string): Promise<number | string> =>
    singleValue(await look.reader.instant({ query: text.replaceAll('$window', durationText(spanMs)), atMs: look.nowMs, limit: 2, signal: look.signal })); // prettier-ignore
  const [counted, all] = await Promise.all([ask(query), ask(total)]);
  if (typeof all === 'string') return { counts: null, why: `all events: ${all}` };
  if (typeof counted === 'string') return { counts: null, why: `${part} events: ${counted}; where that means none, write "or vector(0)" after the query` }; // prettier-ignore
  const [some, every] = [Math.max(0, Math.round(counted)), Math.max(0, Math.round(all))];
  if (some > every)
    return { counts: null, why: `there are more ${part} events, ${some}, than events at all, ${every}` };
  return { counts: { bad: part === 'bad' ? some : every - some, total: every }, why: null };
}

async function budgetOf(
  objective: Objective,
  { counts, why }: Counted,
  look: Look,
): Promise<ObjectiveStanding['budget']> {
  const observed = await observedShare(objective, look);
  const period = exactDurationInWords(objective.periodMs);
  const seen = observed === null ? 'how much of the period was observed is not known' : `${Math.floor(observed * 100 + 1e-9)} % of ${period} was observed`; // prettier-ignore
  if (counts === null || counts.total === 0) return { counts, remaining: null, observed, words: `not known: ${why ?? 'no event'}; ${seen}` }; // prettier-ignore
  const allowed = (1 - objective.target) * counts.total;
  const remaining = 1 - counts.bad / allowed;
  const left =
    remaining < 0 ? `overspent: ${percentText(-remaining)} more than there was` : `${percentText(remaining)} is left`;
  return {
    counts,
    remaining,
    observed,
    words: `${left}; ${countText(counts.bad)} of ${countText(counts.total)} events were bad; ${seen}`,
  };
}

/** The share of the period's hours in which the query of all events had a value at all. */
async function observedShare({ total, periodMs }: Objective, look: Look): Promise<number | null> {
  try {
    const hours = Math.round(periodMs / hourMs);
    const answer = await look.reader.range({ query: total.replaceAll('$window', '1h'), fromMs: look.nowMs - (hours - 1) * hourMs, toMs: look.nowMs, stepMs: hourMs, limit: 1, signal: look.signal }); // prettier-ignore
    return Math.min(1, (answer.series[0]?.values.length ?? 0) / hours);
  } catch {
    return null; // Said in the words of the budget.
  }
}
