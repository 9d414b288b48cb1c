// How a bundle stands, in words and signs: what is proven of its events, and of who made it.
import type { Proof, RedactionKind, Signed } from '#shared/model/bundle/manifest.ts';
import type { Review } from '#shared/model/bundle/review.ts';
import type { GlyphName } from '../../components/glyph.tsx';
import { absoluteInWords, grouped } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';

export interface Sign {
  glyph: GlyphName;
  word: string;
  /** The whole of it, for people who point at it. */
  words: string;
}

export function proofSign({ state, redacted, altered, words }: Proof): Sign {
  if (state === 'checking') return { glyph: 'running', word: 'checking', words };
  if (state === 'failed') return { glyph: 'error', word: 'not checked', words };
  if (state === 'altered') return { glyph: 'fail', word: `${grouped(altered)} altered`, words };
  if (state === 'redacted') return { glyph: 'pass', word: `verified, ${grouped(redacted)} redacted`, words };
  return { glyph: 'pass', word: 'verified', words };
}

export function signedSign(signed: Signed): Sign {
  if (signed.state === 'unsigned')
    return {
      glyph: 'never',
      word: 'unsigned',
      words: 'Nothing says who made it; whoever makes all of it anew makes hashes that fit.',
    };
  if (signed.state === 'broken') return { glyph: 'fail', word: 'signature broken', words: signed.reason };
  if (signed.known) {
    const since = signed.knownSince === undefined ? '' : `, known since ${absoluteInWords(signed.knownSince)}`;
    return { glyph: 'pass', word: `signed by ${signed.name}`, words: `Key ${signed.fingerprint}${since}` };
  }
  return {
    glyph: 'inconclusive',
    word: `unknown key ${signed.fingerprint}`,
    words: 'It was signed, and not changed since; whose key it is nobody here has said.',
  };
}

/** Whether what it shows must not be believed as it stands. */
export const isDoubtful = ({ proof, signed }: Pick<Review, 'proof' | 'signed'>): boolean =>
  proof.state === 'altered' || proof.state === 'failed' || signed.state === 'broken';

export const kindWords: Record<RedactionKind, string> = {
  known: 'secrets that were known',
  secret: 'named or shaped like secrets',
  random: 'long random words',
};

export const fileName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

/** Shows a bundle: its incident, with the clock at its beginning and all that is known of it today. */
export function showBundle({ place, clock }: Pick<ConsoleStores, 'place' | 'clock'>, { key, manifest }: Review): void {
  clock.play(0);
  place.go({ view: 'incidents', incident: manifest.incident.id, incidentTab: 'overview', at: manifest.span.fromMs, known: 'now', review: key }); // prettier-ignore
}

/** Back to the live record. */
export const leaveBundle = ({ place }: Pick<ConsoleStores, 'place'>): void =>
  place.go({ incident: null, at: null, known: 'then', review: null });
