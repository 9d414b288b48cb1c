// How an expression of a trigger can be answered out of what was recorded: an expression that was recorded as it is, under
// comparisons with numbers that are made here. What needs more of Prometheus is named, not guessed.
import { BinaryExpr, EqlSingle, Identifier, LabelMatchers, LabelName, MatchOp, Neq, NumberDurationLiteral, ParenExpr, parser, StringLiteral, UnaryExpr, UnquotedLabelMatcher, VectorSelector } from '@prometheus-io/lezer-promql'; // prettier-ignore
import type { SyntaxNode } from '@lezer/common';
import type { Labels } from '#shared/model/series.ts';
import { normalExpr } from '../triggers/same-expr.ts';

export interface Sample {
  labels: Labels;
  value: number;
}

export interface RecordedExpression {
  /** As it was recorded. */
  recorded: string;
  /** From the samples recorded of a moment to what the expression gives. */
  of: (samples: readonly Sample[]) => Sample[];
}

const comparisons: Record<string, (value: number, number: number) => boolean> = {
  '>': (value, number) => value > number,
  '<': (value, number) => value < number,
  '>=': (value, number) => value >= number,
  '<=': (value, number) => value <= number,
  '==': (value, number) => value === number,
  '!=': (value, number) => value !== number,
};

/**
 * @param known expressions that were recorded.
 * @returns null where nothing that was recorded answers it; its innermost part is then `baseOf`.
 */
export function recordedExpression(expr: string, known: readonly string[]): RecordedExpression | null {
  const same = known.find((one) => normalExpr(one) === normalExpr(expr));
  if (same !== undefined) return { recorded: same, of: (samples) => [...samples] };
  const peeled = peel(expr);
  if (peeled !== null) {
    const inner = recordedExpression(peeled.inner, known);
    if (inner === null) return null;
    return { recorded: inner.recorded, of: (samples) => inner.of(samples).filter(({ value }) => peeled.holds(value)) };
  }
  return narrowed(expr, known);
}

/** What an expression asks of the samples, without the comparisons around it. */
export function baseOf(expr: string): string {
  const peeled = peel(expr);
  return peeled === null ? expr.trim() : baseOf(peeled.inner);
}

/** The outermost comparison with a number, or the outermost parentheses. */
function peel(expr: string): { inner: string; holds: (value: number) => boolean } | null {
  const top = parser.parse(expr).topNode.firstChild;
  const text = (node: SyntaxNode): string => expr.slice(node.from, node.to);
  if (top?.type.id === ParenExpr) return { inner: text(top).slice(1, -1), holds: () => true };
  if (top?.type.id !== BinaryExpr) return null;
  const [left, operator, right, ...more] = childrenOf(top);
  if (!left || !operator || !right || more.length > 0) return null;
  const compare = comparisons[text(operator)];
  if (compare === undefined) return null;
  const [number, mirrored] = [numberOf(text(right), right), numberOf(text(left), left)];
  if (number !== null) return { inner: text(left), holds: (value) => compare(value, number) };
  // The value of a comparison is that of its vector, on whichever side it stands.
  return mirrored === null ? null : { inner: text(right), holds: (value) => compare(mirrored, value) };
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

function numberOf(text: string, node: SyntaxNode): number | null {
  if (node.type.id !== NumberDurationLiteral && node.type.id !== UnaryExpr) return null;
  const number = Number(text.replaceAll(/[\s_]/g, ''));
  return Number.isNaN(number) ? null : number;
}

interface Selector {
  metric: string;
  matchers: { label: string; equal: boolean; value: string }[];
}

/** A metric with more matchers than what was recorded of it has. */
function narrowed(expr: string, known: readonly string[]): RecordedExpression | null {
  const asked = selectorOf(expr);
  if (asked === null) return null;
  for (const recorded of known) {
    const wide = selectorOf(recorded);
    if (wide === null || wide.metric !== asked.metric || !wide.matchers.every((one) => asked.matchers.some((other) => sameMatcher(one, other)))) continue; // prettier-ignore
    const matches = ({ labels }: Sample): boolean => asked.matchers.every(({ label, equal, value }) => ((labels[label] ?? '') === value) === equal); // prettier-ignore
    return { recorded, of: (samples) => samples.filter(matches) };
  }
  return null;
}

const sameMatcher = (one: Selector['matchers'][number], other: Selector['matchers'][number]): boolean =>
  one.label === other.label && one.equal === other.equal && one.value === other.value;

/** Null for what is more than a metric with matchers of whole values. */
function selectorOf(expr: string): Selector | null {
  const top = parser.parse(expr).topNode.firstChild;
  const name = top?.type.id === VectorSelector && top.nextSibling === null ? top.getChild(Identifier) : null;
  if (!top || !name) return null;
  const matchers: Selector['matchers'] = [];
  const list = top.getChild(LabelMatchers);
  for (const matcher of list === null ? [] : childrenOf(list)) {
    if (matcher.type.name === '⚠' || matcher.type.id !== UnquotedLabelMatcher) return null;
    const [label, op, value] = [
      matcher.getChild(LabelName),
      matcher.getChild(MatchOp),
      matcher.getChild(StringLiteral),
    ];
    const equal = op?.getChild(EqlSingle) !== null;
    const differs = op?.getChild(Neq) !== null;
    if (!label || !op || !value || equal === differs) return null;
    const quoted = expr.slice(value.from + 1, value.to - 1);
    if (quoted.includes('\\')) return null;
    matchers.push({ label: expr.slice(label.from, label.to), equal, value: quoted });
  }
  return { metric: expr.slice(name.from, name.to), matchers };
}
