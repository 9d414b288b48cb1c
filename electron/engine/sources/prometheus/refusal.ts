// What an answer is that is none: a refusal in the server's words, another server than was meant, a proxy in between.
import { OpsError } from '#shared/model/ops-error.ts';

export interface Refused {
  place: string;
  status: number;
  location: string;
  /** The beginning of the body. */
  text: string;
  /** What was expected there, in words. */
  product?: string;
}

/** @param said the server's own words and kind of error, where its body has them. */
export function refusalOf(refused: Refused, said: { type: string; words: string } | null): OpsError {
  const { place, status, location, text, product = 'a Prometheus server' } = refused;
  if (status === 401) return new OpsError('denied', `${place} wants to know who asks (HTTP 401); check user, password or token`); // prettier-ignore
  if (status === 403) return new OpsError('denied', `${place} does not permit this (HTTP 403)`);
  if (said !== null) {
    const code = said.type === 'bad_data' || status === 422 || status === 400 ? 'bad_input' : 'unavailable';
    const kind = said.type === '' ? '' : ` (${said.type})`;
    return new OpsError(code, `${place} refused: ${said.words.slice(0, 1000)}${kind}`);
  }
  return new OpsError('unavailable', `${place} ${otherwise(product, status, location, text)}`);
}

function otherwise(product: string, status: number, location: string, text: string): string {
  if (status >= 300 && status < 400)
    return `sends elsewhere${location === '' ? '' : `, to ${location}`} (HTTP ${status}), which is not followed; name the right address`; // prettier-ignore
  if (status === 404) return `has no such path (HTTP 404); is the path prefix right, and is it ${product}?`;
  if (status === 429) return 'is asked too often (HTTP 429)';
  if (status === 503) return `is not ready (HTTP 503)${inWords(text)}`;
  if (status >= 500) return `failed (HTTP ${status})${inWords(text)}`;
  const content = isHtml(text) ? 'an HTML page' : text.trim() === '' ? 'nothing' : 'something that is not the JSON of its API'; // prettier-ignore
  const answered = status === 200 ? content : `HTTP ${status}`;
  return `answered with ${answered}; is this the address of ${product}?`;
}

/** One line of plain words says something; a page does not. */
function inWords(text: string): string {
  const line = text.trim();
  return line === '' || isHtml(line) || /[\n{]/.test(line) ? '' : `: ${line.slice(0, 200)}`;
}

const isHtml = (text: string): boolean => /^\s*</.test(text);
