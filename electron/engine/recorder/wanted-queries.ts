// What triggers and criteria judge by, as queries that are worth recording: with it a judgement of the past can be repeated.
import type { Criterion } from '#shared/model/criteria/criterion.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { windowed } from '../criteria/look-at-criterion.ts';
import { normalExpr } from '../triggers/same-expr.ts';
import type { WantedQuery } from './query-board.ts';
import { baseOf } from './recorded-expression.ts';

/** Only of triggers that are enabled; a condition without an expression wants none. */
export function wantedByTriggers(triggers: Iterable<{ trigger: Trigger }>): WantedQuery[] {
  return Array.from(triggers).flatMap(({ trigger: { name, condition, enabled } }) =>
    enabled && condition.kind === 'promql' ? [{ expr: condition.expr, name, origin: { kind: 'trigger', name } }] : [],
  );
}

/** What is compared in the expressions of triggers: with it another threshold can be tried on what was recorded. */
export function comparedByTriggers(triggers: Iterable<{ trigger: Trigger }>): WantedQuery[] {
  return wantedByTriggers(triggers).flatMap((wanted) => {
    const expr = baseOf(wanted.expr);
    return normalExpr(expr) === normalExpr(wanted.expr) ? [] : [{ ...wanted, expr, name: `${wanted.name}, compared` }];
  });
}

/** Each query of a criterion with its window put in. */
export function wantedByCriteria(sets: Iterable<Pick<WatchedSet, 'set'>>): WantedQuery[] {
  return Array.from(sets).flatMap(({ set }) =>
    set.criteria.flatMap(
      (criterion) =>
      queriesOf(criterion).map((expr): WantedQuery => ({ expr: windowed(expr, criterion), name: criterion.title, origin: { kind: 'criterion', name: criterion.title } })), // prettier-ignore
    ),
  );
}

function queriesOf({ metric }: Criterion): string[] {
  switch (metric.kind) {
    case 'query':
      return [metric.query];
    case 'ratio':
      return [metric.query, metric.total];
    case 'quantile':
      return metric.from.kind === 'samples' ? [metric.from.query] : [metric.from.query, metric.from.count];
    case 'manual':
      return [];
  }
}
