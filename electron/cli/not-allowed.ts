// The sentence for a mistyped word: what it was, a guess at what was meant, and all that is allowed.
import { nearest } from '#shared/model/json-words.ts';

/** `what` begins the sentence, e.g. `no command`; words of `allowed` near enough to be worth a guess are guessed. */
export function notAllowed(what: string, word: string, allowed: readonly string[]): string {
  const guess = nearest(word, allowed);
  const hint = guess === null ? '' : `; did you mean ${guess}?`;
  const list = allowed.length > 0 ? `; there are ${allowed.join(', ')}` : '; there are none';
  return `${what} ${word}${hint}${list}`;
}
