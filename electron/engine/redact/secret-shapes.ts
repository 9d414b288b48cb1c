// Secrets known by their own shape, wherever they stand, and random-looking words where secrets are spoken of.

const shapes = new RegExp(
  [
    String.raw`\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*`,
    String.raw`-----BEGIN (?!CERTIFICATE|PUBLIC KEY|X509 CRL)[A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)`,
    String.raw`\b(?:AKIA|ASIA|AROA|AIDA|AGPA|ABIA|ACCA)[0-9A-Z]{16}\b`,
    String.raw`\bAIza[\w-]{30,}`,
    String.raw`\bya29\.[\w-]{20,}`,
    String.raw`\bGOCSPX-[\w-]{20,}`,
    String.raw`\bgh[pousr]_[A-Za-z0-9]{20,}`,
    String.raw`\bgithub_pat_\w{20,}`,
    String.raw`\bglpat-[\w-]{20,}`,
    String.raw`\bxox[abeoprs]-[A-Za-z0-9-]{10,}`,
    String.raw`\bhooks\.slack\.com/services/[\w/]{20,}`,
    String.raw`\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}`,
    String.raw`\bsk-[\w-]{20,}`,
    String.raw`\bnpm_[A-Za-z0-9]{36}\b`,
    String.raw`\bSG\.[\w-]{16,}\.[\w-]{16,}`,
  ].join('|'),
  'g',
);
const schemed = /\b(bearer|basic)([ \t]+)([\w.~+/-]{8,}={0,2})/gi;
const userinfo = /:\/\/([^\s/"'`<>@]{1,256}(?:@[^\s/"'`<>@]{1,256})*)@/g;

/** Replaces; `hide` is called once for each secret and gives what stands in its place. */
export function hideShapes(text: string, hide: () => string): string {
  return text
    .replace(shapes, hide)
    .replace(schemed, (all, name: string, gap: string, value: string) =>
      isCredential(name, value) ? `${name}${gap}${hide()}` : all,
    )
    .replace(userinfo, (all, info: string) => (isUserOnly(info) ? all : `://${hide()}@`));
}

/** "Bearer authentication" and "basic authorization" are words. */
function isCredential(name: string, value: string): boolean {
  if (name.toLowerCase() === 'basic') return Buffer.from(value, 'base64').includes(0x3a);
  return /\d/.test(value) || value.length >= 32;
}

/** `ssh://git@host`: a name, not a secret. */
function isUserOnly(info: string): boolean {
  return info === '[redacted]' || /^[a-z][a-z0-9_.-]{0,19}$/i.test(info) || /^[^:]*[?#]/.test(info);
}

const candidate = /[A-Za-z0-9+/_=.~-]{24,}/g;
const context = /token|secret|passw|credential|auth|signature|api.?key|access.?key|private.?key/i;
const fingerprint =
  /(?:sha-?\d*|md5|digest|commit|checksum|fingerprint|etag|revision|uuid|hash)\W{0,4}(?:sha\d+[-:])?$/i;
const reachBack = 80;

/** Words of at least 24 characters and over 4 bits each, on a line that speaks of secrets shortly before. */
export function hideRandomWords(text: string, hide: () => string): string {
  return text.replace(candidate, (word, at: number) => {
    const before = text.slice(Math.max(0, at - reachBack), at);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (!context.test(line) || fingerprint.test(line) || !looksRandom(word)) return word;
    return hide();
  });
}

function looksRandom(word: string): boolean {
  if (!/[a-z]/.test(word) || !/[A-Z]/.test(word) || !/[0-9]/.test(word)) return false;
  if (word.split(/[/.]/).length > 4) return false;
  return entropyBits(word) > 4;
}

/** Shannon entropy of the characters of a word, in bits per character. */
export function entropyBits(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
