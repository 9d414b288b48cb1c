// The text of a dashboard as JSON, or a refusal that says where it stops being any.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { jsonFault } from './json-fault.ts';

const depthLimit = 100;

/** @throws OpsError `bad_input` with line and column. */
export function parseJson(text: string): unknown {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (plain.trim() === '') throw new OpsError('bad_input', 'The file is empty; a Grafana dashboard is a JSON object.');
  const deep = tooDeep(plain);
  if (deep !== null) throw new OpsError('bad_input', `${place(plain, deep)}: nested too deep; at most ${depthLimit} levels are allowed.`); // prettier-ignore
  try {
    return JSON.parse(plain) as unknown;
  } catch (error) {
    throw new OpsError('bad_input', notJson(plain, messageOf(error)), { cause: error });
  }
}

function notJson(text: string, message: string): string {
  if (/^\s*</.test(text)) return 'Line 1, column 1: this is HTML or XML, not JSON. Save the dashboard itself, with Export, and import that file.'; // prettier-ignore
  if (/^(?:---\s*\n)?(?:#.*\n|\s*\n)*[A-Za-z][\w-]*:(?:\s|$)/.test(text)) return 'Line 1, column 1: this is YAML, not JSON. Take the dashboard itself out of it: in a ConfigMap it is a text under data.'; // prettier-ignore
  const fault = jsonFault(text);
  if (fault === null) return `Line 1, column 1: not JSON: ${message.slice(0, 200)}`;
  const sign = text.codePointAt(fault.offset);
  const found = sign === undefined ? 'the text ends' : `there is ${JSON.stringify(String.fromCodePoint(sign))}`;
  return `${place(text, fault.offset)}: not JSON: ${fault.expected} was expected, ${found}.`;
}

function place(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `Line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}

/** The offset at which it goes beyond the limit; null where it does not. */
function tooDeep(text: string): number | null {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 0x22) {
      offset = endOfText(text, offset);
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > depthLimit) return offset;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return null;
}

/** Where the quoted text that begins there ends; the end of all where it does not. */
function endOfText(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
  } while (isEscaped(text, end, start));
  return end;
}

function isEscaped(text: string, quote: number, start: number): boolean {
  let back = 0;
  while (quote - back - 1 > start && text.charCodeAt(quote - back - 1) === 0x5c) back++;
  return back % 2 === 1;
}
