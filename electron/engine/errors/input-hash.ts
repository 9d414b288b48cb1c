// Inputs are kept as keyed hashes only: a plain hash of a short input can be guessed. The key stays in a file beside the
// record, so that neither a bundle nor a copy of the record carries it.
import { createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { OpsError } from '#shared/model/ops-error.ts';

export interface InputHasher {
  /** Of the text of an input, or of a hash that came without a key; 64 hexadecimal digits. */
  hash: (text: string) => string;
  keyId: string;
}

export const hashAlg = 'hmac-sha256';
/** What was hashed was a hash already. */
export const rehashAlg = 'hmac-sha256-of-given-hash';

/** @throws OpsError `unavailable` where the file holds no key. */
export function openInputHasher(file: string): InputHasher {
  return createInputHasher(readSecretFile(file));
}

export function createInputHasher(key: string): InputHasher {
  const keyId = createHash('sha256').update(`key id of ${key}`).digest('hex').slice(0, 16);
  // Made once: it is used for every error.
  const secret = createSecretKey(key, 'utf8');
  return { keyId, hash: (text) => createHmac('sha256', secret).update(text).digest('hex') };
}

/** The secret in a file that only its owner can read; made with 256 random bits where there is none. */
export function readSecretFile(file: string): string {
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (!/^[\w-]{20,200}$/.test(secret)) {
    throw new OpsError('unavailable', `${file} holds no secret; remove it, and a new one is made.`);
  }
  return secret;
}
