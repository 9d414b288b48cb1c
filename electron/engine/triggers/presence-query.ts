// How to ask whether there is anything at all that an expression speaks of: an expression over series that nobody makes
// gives no sample either, and is not quiet.
import { EqlSingle, Identifier, LabelName, MatchOp, parser, StringLiteral, UnquotedLabelMatcher, VectorSelector } from '@prometheus-io/lezer-promql'; // prettier-ignore
import type { SyntaxNode } from '@lezer/common';

/** Labels that say of what a series is. Others, such as a status code, may have no series while all is well. */
const identity = new Set(['cluster', 'environment', 'namespace', 'job', 'instance', 'service']);

export interface Presence {
  /** Gives a sample where any of the series exists. */
  query: string;
  /** The series, for people. */
  named: string[];
}

/** null where the expression names no series, or asks itself whether there are any. */
export function presenceQuery(expr: string): Presence | null {
  if (/\babsent(_over_time)?\s*\(/.test(expr)) return null;
  const named = new Set<string>();
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.type.id !== VectorSelector) return;
      const selector = selectorOf(expr, node.node);
      if (selector !== null) named.add(selector);
    },
  });
  if (named.size === 0) return null;
  const query = Array.from(named, (selector) => `count(${selector})`).join(' or ');
  return { query, named: [...named] };
}

/** The metric and what it is of; null where it is named in another way. */
function selectorOf(expr: string, selector: SyntaxNode): string | null {
  const name = selector.getChild(Identifier);
  if (!name) return null;
  const kept: string[] = [];
  const collect = (node: SyntaxNode): void => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.type.id === UnquotedLabelMatcher) {
        const [label, op, value] = [child.getChild(LabelName), child.getChild(MatchOp), child.getChild(StringLiteral)];
        const equals = op !== null && op.getChild(EqlSingle) !== null;
        const text = label === null ? '' : expr.slice(label.from, label.to);
        if (equals && value !== null && identity.has(text)) kept.push(`${text}=${expr.slice(value.from, value.to)}`);
      } else collect(child);
    }
  };
  collect(selector);
  const metric = expr.slice(name.from, name.to);
  return kept.length === 0 ? metric : `${metric}{${kept.join(',')}}`;
}
