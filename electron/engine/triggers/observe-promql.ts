// Looks at a trigger by asking Prometheus: for the state of the same rule where it has one, else for its expression.
import type { InstantAnswer } from '#shared/model/series.ts';
import { messageOf, OpsError } from '#shared/model/ops-error.ts';
import type { Observation } from '#shared/model/triggers/state.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { followedRule, type RuleFollower } from './follow-rule.ts';
import { sameExpr } from './same-expr.ts';
import { presenceQuery } from './presence-query.ts';
import type { ConditionOf, Looked, Observer, Seen } from './seen.ts';
import type { ServerReader, ServerRule } from './server-reader.ts';

export interface PromqlOptions {
  reader: MetricsReader;
  server: ServerReader;
  follower: RuleFollower;
}

export function observePromql({ reader, server, follower }: PromqlOptions): Observer<'promql'> {
  /** Those whose state is Prometheus' own; while it cannot be asked they are not evaluated here instead. */
  const followed = new Set<string>();

  return async ({ key, trigger, memory, atMs, timeoutMs, signal }): Promise<Looked> => {
    const place = reader.place() ?? 'no Prometheus';
    const { condition } = trigger;
    // What was true and is no longer, is over, as Prometheus has it; only then is asked whether there is anything at all.
    const known = async (seen: Seen): Promise<Seen> =>
      isQuiet(seen) && memory.instances.length === 0 ? await orNothingThere(reader, condition.expr, seen, { timeoutMs, signal }) : seen; // prettier-ignore
    let rules: ServerRule[] = [];
    try {
      rules = await server.rules({ timeoutMs, signal });
    } catch (error) {
      // An old or partial server may answer questions and know no rules.
      if (followed.has(key)) return { seen: { kind: 'error', reason: messageOf(error) }, watchedBy: 'server', place };
    }
    const rule = rules.find((one) => one.name === trigger.name && one.forMs === trigger.forMs && sameExpr(one.query, condition.expr)); // prettier-ignore
    if (rule !== undefined) {
      followed.add(key);
      const seen = follower.look(key, followedRule(memory, atMs, rule));
      return { seen: await known(seen), watchedBy: 'server', place };
    }
    followed.delete(key);
    const seen = await evaluated(reader, condition, { atMs, timeoutMs, signal });
    return { seen: await known(seen), watchedBy: 'console', place };
  };
}

/** A rule of the server that has no expression here: only its own state is asked for. */
export function observeServerRule({ reader, server, follower }: PromqlOptions): Observer<'server_rule'> {
  return async ({ key, trigger, memory, atMs, timeoutMs, signal }): Promise<Looked> => {
    const { group, rule: name } = trigger.condition;
    const place = reader.place() ?? 'no Prometheus';
    const rules = await server.rules({ timeoutMs, signal });
    const rule = rules.find((one) => one.name === name && one.group === group);
    if (rule === undefined) {
      return { seen: { kind: 'no_data', reason: `it has no rule ${name} in a group ${group}` }, watchedBy: 'server', place }; // prettier-ignore
    }
    return { seen: follower.look(key, followedRule(memory, atMs, rule)), watchedBy: 'server', place };
  };
}

const isQuiet = (seen: Seen): boolean =>
  (seen.kind === 'samples' && seen.samples.length === 0) || (seen.kind === 'followed' && seen.instances.length === 0);

/** Nothing is quiet of which there is nothing. */
async function orNothingThere(
  reader: MetricsReader,
  expr: string,
  seen: Seen,
  asked: { timeoutMs: number; signal: AbortSignal },
): Promise<Seen> {
  // prettier-ignore
  const presence = presenceQuery(expr);
  if (presence === null) return seen;
  const { totalRows } = await reader.instant({ query: presence.query, atMs: null, limit: 1, ...asked });
  if (totalRows > 0) return seen;
  const shown = presence.named.slice(0, 3).join(', ');
  return { kind: 'no_data', reason: `there is no sample of ${shown}${presence.named.length > 3 ? ' and others' : ''}` };
}

/** More label sets than this nobody can answer to, and each look would write them all. */
const mostInstances = 5000;

async function evaluated(
  reader: MetricsReader,
  { expr, queryOffsetMs }: ConditionOf<'promql'>,
  { atMs, ...asked }: { atMs: number; timeoutMs: number; signal: AbortSignal },
): Promise<Observation> {
  // By the server's own clock, which may differ from ours: what is true is asked of now.
  const answer = await reader.instant({
    query: expr,
    atMs: queryOffsetMs > 0 ? atMs - queryOffsetMs : null,
    limit: mostInstances,
    ...asked,
  });
  return samplesOf(answer);
}

/** As Prometheus' rules take an answer: each row of a vector is true, whatever its value; so is a scalar. */
export function samplesOf({ kind, rows, totalRows }: InstantAnswer): Observation {
  if (kind !== 'vector' && kind !== 'scalar') return { kind: 'error', reason: 'rule result is not a vector or scalar' };
  if (rows.length < totalRows) {
    throw new OpsError(
      'too_large',
      `the answer has ${totalRows} rows, at most ${rows.length} are taken; narrow the expression`,
    );
  }
  return { kind: 'samples', samples: rows.map(({ labels, value }) => ({ labels, value: numberOf(value) })) };
}

/** A histogram is true and has no one number. */
export function numberOf(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  return Number(text);
}
