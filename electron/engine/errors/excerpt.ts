// What is shown of something that was refused: enough to find its producer, nothing of an input.
import type { Redactor } from '../redact/redact.ts';
import { isMap } from './read-fields.ts';

const shown = ['error_id', 'layer', 'component', 'error_class', 'severity'];
const mostChars = 300;

/** The fields that name it, and the names of the others. */
export function excerptOf(value: unknown, redactor: Pick<Redactor, 'text'>): string {
  if (typeof value === 'string') return lineExcerpt(value, redactor);
  if (!isMap(value)) return '';
  const fields = shown.flatMap((name) => {
    const field = value[name];
    return typeof field === 'string' ? [`${name}=${field.slice(0, 60)}`] : [];
  });
  const others = Object.keys(value).filter((name) => !shown.includes(name)).slice(0, 20); // prettier-ignore
  const words = [...fields, others.length === 0 ? '' : `and ${others.map((name) => name.slice(0, 40)).join(', ')}`];
  return redactor.text(words.filter((part) => part !== '').join(' ')).text.slice(0, mostChars);
}

/** The beginning of a line that is no JSON; nothing of one that speaks of an input. */
export function lineExcerpt(line: string, redactor: Pick<Redactor, 'text'>): string {
  const start = line.slice(0, 80);
  return /input/i.test(start) ? '(not shown: it holds an input)' : redactor.text(start).text.toWellFormed();
}
