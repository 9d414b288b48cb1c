// Go's regular expressions as JavaScript's, within the bounds that keep a search short. Flags stand at the beginning only.
import { patternProblem, subjectLimit } from '../../expectation-pattern.ts';
import { messageOf } from '../../ops-error.ts';
import { TemplateError } from './go-value.ts';

const classes: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** @throws TemplateError where the pattern is none, or is not run here. */
export function compile(pattern: string, text: string, flags = ''): RegExp {
  const [, marks = '', rest = ''] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(pattern) ?? [];
  const source = rest
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\\([Az])/g, (_, mark) => (mark === 'A' ? '^' : '$'))
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole);
  const problem = patternProblem(source);
  if (problem) throw new TemplateError(`the pattern ${pattern} is not run here: ${problem}`);
  if (text.length > subjectLimit) throw new TemplateError(`a text of ${text.length} characters is not searched here`);
  try {
    return new RegExp(source, [...new Set(`${marks}${flags}`)].join(''));
  } catch (error) {
    throw new TemplateError(`the pattern ${pattern} is not run here: ${messageOf(error)}`);
  }
}

/** As regexp.ReplaceAllString: `$1`, `${1}` and `${name}` stand for what a group matched. */
export function replaceAll(pattern: string, replacement: string, text: string): string {
  return text.replace(compile(pattern, text, 'g'), (...found: unknown[]) => {
    const last = found.at(-1);
    const named = typeof last === 'object' && last !== null ? (last as Record<string, string | undefined>) : null;
    // Behind the groups stand the offset, the text, and the named groups where there are any.
    const groups = found.slice(0, named ? -3 : -2);
    return replacement.replaceAll(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
      if (whole === '$$') return '$';
      const name = bare ?? braced ?? '';
      const value = /^\d+$/.test(name) ? groups[Number(name)] : named?.[name];
      return typeof value === 'string' ? value : '';
    });
  });
}
