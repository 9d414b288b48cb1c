// What can be told of a PromQL expression without asking anybody: where its syntax is broken, and which series it names.
// Types and functions' arguments are the server's to check.
import { Identifier, LabelName, parser, QuotedLabelName, StringLiteral, UnquotedLabelMatcher, VectorSelector, EqlSingle } from '@prometheus-io/lezer-promql'; // prettier-ignore
import type { SyntaxNode } from '@lezer/common';

export interface PromqlFault {
  message: string;
  /** Characters into the expression. */
  offset: number;
}

export interface PromqlText {
  fault: PromqlFault | null;
  /** Names of the metrics that are selected, each once, in the order of the text. */
  metrics: string[];
}

export function readPromql(expr: string): PromqlText {
  const tree = parser.parse(expr);
  let fault: PromqlFault | null = null;
  const metrics = new Set<string>();
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) fault ??= faultAt(expr, node.from, node.to);
      if (node.type.id !== VectorSelector) return;
      const metric = metricOf(expr, node.node);
      if (metric !== null) metrics.add(metric);
    },
  });
  return { fault, metrics: [...metrics] };
}

function faultAt(expr: string, from: number, to: number): PromqlFault {
  // A missing part is an error of no length; what stands there in its place is what is not expected.
  const found = to > from ? expr.slice(from, to) : (/\S+/.exec(expr.slice(from))?.[0] ?? '');
  const words = found === '' ? 'the expression ends too early' : `"${found.slice(0, 60)}" is not expected here`;
  return { message: words, offset: from };
}

function metricOf(expr: string, selector: SyntaxNode): string | null {
  const name = selector.getChild(Identifier);
  if (name) return expr.slice(name.from, name.to);
  const matchers = selector.firstChild;
  const quoted = matchers?.getChild(QuotedLabelName)?.getChild(StringLiteral);
  if (quoted) return textOf(expr, quoted);
  for (const matcher of matchers?.getChildren(UnquotedLabelMatcher) ?? []) {
    const label = matcher.getChild(LabelName);
    const value = matcher.getChild(StringLiteral);
    const equals = matcher.getChild('MatchOp')?.getChild(EqlSingle);
    if (label && value && equals && expr.slice(label.from, label.to) === '__name__') return textOf(expr, value);
  }
  return null;
}

function textOf(expr: string, literal: SyntaxNode): string {
  return expr.slice(literal.from + 1, literal.to - 1);
}
