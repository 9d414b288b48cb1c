// Secrets that are known to the letter, in the forms in which they travel: plain, JSON, URL, hex, base64 at any offset.

/** Shorter values are not looked for: they would be found everywhere. */
export const shortestSecret = 4;

/**
 * One pattern for all given secrets in all their forms, or null when there is nothing to look for. It is global; inside
 * base64 it takes the whole word, as its edges carry parts of the secret.
 */
export function exactPattern(secrets: readonly string[]): RegExp | null {
  const plain = new Set<string>();
  const encoded = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < shortestSecret) continue;
    for (const form of plainForms(secret)) plain.add(form);
    for (const form of base64Cores(secret)) encoded.add(form);
  }
  if (plain.size === 0) return null;
  const longestFirst = (forms: Set<string>): string =>
    [...forms]
      .toSorted((left, right) => right.length - left.length)
      .map((form) => form.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`))
      .join('|');
  const parts = [longestFirst(plain)];
  // Up to three characters before the core belong to the same group of four; the whole word follows.
  if (encoded.size > 0) parts.push(`[A-Za-z0-9+/_-]{0,3}(?:${longestFirst(encoded)})[A-Za-z0-9+/_-]*={0,2}`);
  return new RegExp(parts.join('|'), 'g');
}

function plainForms(secret: string): string[] {
  const url = encodeURIComponent(secret);
  const fully = [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const strict = url.replace(/[!'()*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const hex = Buffer.from(secret).toString('hex');
  const json = JSON.stringify(secret).slice(1, -1);
  const urls = [url, strict, url.replaceAll('%20', '+'), strict.replaceAll('%20', '+')];
  const lower = urls.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  const twice = JSON.stringify(json).slice(1, -1);
  return [secret, json, twice, ...urls, ...lower, fully, fully.toUpperCase(), hex, hex.toUpperCase()];
}

/** The characters of base64 that the secret alone decides, for each of the three places it can begin at. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const cores: string[] = [];
  for (let offset = 0; offset < 3; offset++) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = text.slice(from, to);
    if (core.length >= 5) cores.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return cores;
}
