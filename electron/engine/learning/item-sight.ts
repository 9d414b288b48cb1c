// What an item of a plan comes to on the looks that were recorded during an incident, judged anew by its expectations of
// today, and what its last look was.
import type { Json } from '#shared/model/facts.ts';
import { judge } from '#shared/model/judge.ts';
import { sightsShown, type Sight } from '#shared/model/learning/proof.ts';
import type { PlanItem, Vars } from '#shared/model/plan.ts';
import { keptParts } from '../incidents/kept-parts.ts';
import { recordedFacts, wasLost } from '../monitor/kept-facts.ts';
import { canonicalJson } from '../plans/item-digest.ts';
import { referenceProblem, substitute } from '../plans/resolve.ts';
import type { ProbeKinds } from '../probes/probe.ts';
import type { ReadDb } from '../store/database.ts';
import { resultsOfKind, type ResultAt } from '../store/learning-rows.ts';
import { findRun, type StoredResult } from '../store/run-rows.ts';
import type { IncidentSpan } from './incident-span.ts';

/** Parameters that say what is looked at; the rest say how. Of other kinds all of them count. */
const targets: Record<string, readonly string[]> = {
  http: ['url', 'method'],
  tcp: ['host', 'port'],
  tls: ['host', 'port', 'servername'],
  dns: ['name', 'type'],
  file: ['path'],
  log: ['file'],
  metrics: ['url', 'metric', 'labels'],
  promql: ['url', 'query'],
  docker: ['container'],
  compose: ['project', 'services'],
};

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const mostLooks = 20_000;

export interface ItemTried {
  planId: string;
  item: PlanItem;
  vars: Vars;
  span: IncidentSpan;
  kinds: ProbeKinds;
}

export function itemOnIncident(read: ReadDb, { planId, item, vars, span, kinds }: ItemTried): Sight {
  const looks = resultsOfKind(read, { kind: item.kind, fromMs: span.fromMs, toMs: span.toMs, limit: mostLooks });
  const same = looks.filter((look) => isSameTarget(read, look, { planId, item, vars }));
  if (same.length === 0) {
    const others = looks.length === 0 ? '' : `; ${looks.length} looked at something else`;
    return { state: 'unknown', words: `no look by ${item.kind} at the same thing was recorded during it${others}`, atMs: null, seen: [] }; // prettier-ignore
  }
  const probe = kinds.get(item.kind);
  const judged = same.map(({ result, sequence }) => {
    if (result.outcome === 'error' || result.outcome === 'skipped' || result.outcome === 'cancelled') return { sequence, atMs: result.startedAt, outcome: 'unknown', words: result.reason }; // prettier-ignore
    return { sequence, atMs: result.startedAt, ...judgeRecorded(item, result, probe) };
  });
  const failed = judged.filter(({ outcome }) => outcome === 'fail');
  const seenOf = (all: typeof judged): Sight['seen'] => all.slice(0, sightsShown).map(({ atMs, words, sequence }) => ({ atMs, words, sequence })); // prettier-ignore
  const [first] = failed;
  if (first !== undefined) return { state: 'red', words: `it fails on ${failed.length} of ${judged.length} recorded looks, first at ${iso(first.atMs)}: ${first.words}`, atMs: first.atMs, seen: seenOf(failed) }; // prettier-ignore
  if (looks.length === mostLooks) return { state: 'unknown', words: `more than ${mostLooks} looks by ${item.kind} were recorded during it, of which only the first are read`, atMs: null, seen: [] }; // prettier-ignore
  if (!isKept(read, item.kind, span)) return { state: 'unknown', words: 'a part of the looks that were recorded during it was evicted', atMs: null, seen: seenOf(judged) }; // prettier-ignore
  const passed = judged.filter(({ outcome }) => outcome === 'pass');
  if (passed.length === judged.length) return { state: 'green', words: `it passes on all ${judged.length} recorded looks`, atMs: null, seen: seenOf(passed) }; // prettier-ignore
  const [unknown] = judged.filter(({ outcome }) => outcome !== 'pass');
  return { state: 'unknown', words: `${judged.length - passed.length} of ${judged.length} recorded looks do not tell: ${unknown?.words ?? ''}`, atMs: null, seen: seenOf(judged) }; // prettier-ignore
}

/** By what was kept of the look: where an expectation is about something that was not, only another that failed decides. */
function judgeRecorded(item: PlanItem, result: StoredResult, probe: ReturnType<ProbeKinds['get']>) {
  const facts = recordedFacts(result.facts, result.evidence?.text ?? null);
  const lost = item.expectations.filter(({ path }) => wasLost(facts, path));
  const whole = item.expectations.filter((one) => !lost.includes(one));
  const context = { insufficient: probe?.insufficient?.(facts) ?? null };
  const { outcome, reason } = judge(facts, whole, context);
  if (lost.length === 0 || outcome === 'fail') return { outcome, words: reason };
  return { outcome: 'unknown', words: `what “${lost[0]?.text ?? ''}” looks at was not kept of that look` };
}

/** Whether nothing of what the looks of a kind left in a span was evicted. */
export function isKept(read: ReadDb, kind: string, { fromMs, toMs }: { fromMs: number; toMs: number }): boolean {
  return keptParts(read, `probe:${kind}`, { fromMs, toMs }).some((part) => part.fromMs <= fromMs && part.toMs >= toMs);
}

function isSameTarget(
  read: ReadDb,
  { result, plan }: ResultAt,
  { planId, item, vars }: Pick<ItemTried, 'planId' | 'item' | 'vars'>,
): boolean {
  // prettier-ignore
  if (plan === planId && result.itemId === item.id) return true;
  const used = { ...vars, ...findRun(read, result.runId)?.vars };
  if (textsOf(item.params).some((text) => referenceProblem(text, used) !== null)) return false;
  const wanted = substitute(item.params, used);
  return targetOf(item.kind, wanted) === targetOf(item.kind, result.params);
}

function targetOf(kind: string, params: Record<string, Json>): string {
  const names = targets[kind] ?? Object.keys(params);
  return canonicalJson(Object.fromEntries(names.map((name) => [name, name === 'method' ? (params[name] ?? 'GET') : (params[name] ?? null)]))); // prettier-ignore
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** A look counts that was made of the item as it is defined now, and after the incident was over. */
export function itemNow(item: PlanItem, last: StoredResult | null, { overAtMs }: IncidentSpan): Sight {
  const none = (words: string): Sight => ({ state: 'unknown', words, atMs: null, seen: [] });
  if (last === null) return none('it was never looked at');
  if (last.digest !== item.digest) return none('it was not looked at since it was changed');
  const { outcome, reason, startedAt: atMs } = last;
  const sight = (state: Sight['state'], words: string): Sight => ({ state, words, atMs, seen: [{ atMs, words: reason, sequence: null }] }); // prettier-ignore
  if (outcome === 'fail') return sight('red', `its last look at ${iso(atMs)} failed: ${reason}`);
  if (outcome !== 'pass') return sight('unknown', `its last look at ${iso(atMs)} came to: ${reason}`);
  if (overAtMs === null) return sight('unknown', 'it passes, but the incident is not over yet');
  if (atMs <= overAtMs) return sight('unknown', 'it was last looked at before the incident was over; look again');
  return sight('green', `its last look at ${iso(atMs)} passed`);
}
