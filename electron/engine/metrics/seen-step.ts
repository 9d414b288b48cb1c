// How wide the steps of a range question may be before its expression skips samples: a plain selector looks at one sample a
// step, a window at all within its length. Told from the text alone.
import { MatrixSelector, NumberDurationLiteralInDurationContext, parser, SubqueryExpr, VectorSelector } from '@prometheus-io/lezer-promql'; // prettier-ignore
import type { SyntaxNode } from '@lezer/common';
import { durationMs } from '#shared/model/duration.ts';

/**
 * The least of what its selectors look at, in milliseconds: 0 where one is outside of every window. Infinity where it selects
 * nothing, and for a window whose length is reckoned by the server: nothing is said of what is not known.
 */
export function seenStepMs(expr: string): number {
  let least = Infinity;
  parser.parse(expr).iterate({
    enter: ({ type, node }) => {
      if (type.id === VectorSelector) least = 0;
      if (type.id !== MatrixSelector && type.id !== SubqueryExpr) return true;
      least = Math.min(least, windowMs(expr, node));
      // What is within a window is looked at by its rules.
      return false;
    },
  });
  return least;
}

function windowMs(expr: string, window: SyntaxNode): number {
  // Of a subquery the first is its length, the second its own step.
  const length = window.getChild('DurationExpr');
  const literal = length?.firstChild;
  if (literal?.type.id !== NumberDurationLiteralInDurationContext || literal.nextSibling !== null) return Infinity;
  const text = expr.slice(literal.from, literal.to);
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : (durationMs(text) ?? Infinity);
}
