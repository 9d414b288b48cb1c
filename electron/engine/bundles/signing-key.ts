// The key pair of this machine that signs bundles: made on first use, its private half in the system's keychain where the
// desktop app keeps one, else in a file that only this user reads. It says which.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SigningKey } from '#shared/model/bundle/review.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { fingerprintOf, newPrivateKey, publicKeyOf } from './signing.ts';

export interface SigningKeys {
  /** @returns the key with its private half as PEM. */
  get: (by: string) => Promise<SigningKey & { privatePem: string }>;
  /** The public half where there is a key already, base64; makes none. */
  present: () => Promise<string | null>;
}

export interface SigningKeysOptions {
  dataDir: string;
  /** The secrets that the desktop app keeps; null where none hosts this. */
  keychain: { read: (name: string) => Promise<string | null>; put: (name: string, value: string, by: string) => Promise<void> } | null; // prettier-ignore
  /** Told of the private half, so that it never leaves. */
  onSecret: (secret: string) => void;
}

const name = 'readyroom-bundle-signing';

export function createSigningKeys({ dataDir, keychain, onSecret }: SigningKeysOptions): SigningKeys {
  const file = join(dataDir, 'bundle-signing.pem');
  const inKeychain = async (): Promise<string | null> => {
    if (keychain === null) return null;
    try {
      return await keychain.read(name);
    } catch (error) {
      if (error instanceof OpsError && (error.code === 'not_found' || error.code === 'unavailable')) return null;
      throw error;
    }
  };
  const find = async (): Promise<{ privatePem: string; keptIn: string } | null> => {
    const kept = await inKeychain();
    if (kept !== null) return { privatePem: kept, keptIn: 'the keychain of the desktop app' };
    if (!existsSync(file)) return null;
    return { privatePem: readFileSync(file, 'utf8'), keptIn: `${file}, which only you can read` };
  };
  const make = async (by: string): Promise<{ privatePem: string; keptIn: string }> => {
    const privatePem = newPrivateKey();
    onSecret(privatePem);
    try {
      if (keychain === null) throw new OpsError('unavailable', 'no keychain');
      await keychain.put(name, privatePem, by);
    } catch {
      // Where no keychain takes it the file is the next safest place, and that is said.
      writeFileSync(file, privatePem, { mode: 0o600, flag: 'wx' });
    }
    const made = await find();
    if (made === null) throw new OpsError('unavailable', 'The key for signing bundles could not be kept anywhere.');
    return made;
  };
  return {
    get: async (by) => {
      const { privatePem, keptIn } = (await find()) ?? (await make(by));
      onSecret(privatePem);
      const publicKey = publicKeyOf(privatePem);
      return { fingerprint: fingerprintOf(publicKey), publicKey, keptIn, privatePem };
    },
    present: async () => {
      const found = await find();
      return found === null ? null : publicKeyOf(found.privatePem);
    },
  };
}
