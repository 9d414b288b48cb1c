// Whether two expressions are the same but for how they are written. Errs to "no": then the console evaluates it itself.
import { durationMs } from '#shared/model/duration.ts';

export function sameExpr(one: string, other: string): boolean {
  return normalExpr(one) === normalExpr(other);
}

const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|\s+|[A-Za-z_][\w:]*|(?:\d+(?:ms|[smhdwy]))+|[\s\S]/g;

/**
 * Without blanks and comments, strings in double quotes, durations in milliseconds. A blank stays only between two words,
 * where it tells them apart. Prometheus itself answers with expressions written its own way.
 */
export function normalExpr(expr: string): string {
  let text = '';
  let apart = false;
  for (const [found] of expr.matchAll(token)) {
    if (/^(\s|#)/.test(found)) {
      apart = true;
      continue;
    }
    const part = normalPart(found);
    if (apart && /[\w:]$/.test(text) && /^[\w:]/.test(part)) text += ' ';
    text += part;
    apart = false;
  }
  // `{a="b",}` is `{a="b"}`, and a metric without matchers needs no braces.
  return text.replaceAll(/,([})])/g, '$1').replaceAll(/(?<=[\w:])\{\}/g, '');
}

function normalPart(part: string): string {
  const quote = part[0];
  if (quote === '"' || quote === "'" || quote === '`') {
    const inner = part.slice(1, -1);
    // Escapes mean something else in each kind of quotes; those texts are left as they are.
    return inner.includes('\\') || inner.includes('"') ? part : `"${inner}"`;
  }
  const ms = /^\d/.test(part) ? durationMs(part) : null;
  return ms === null ? part : `${ms}ms`;
}
