// Reads secrets by reference at the moment they are needed, and has them hidden wherever else they would appear. It keeps
// none and writes none.
import { constants, open } from 'node:fs/promises';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

export interface SecretReader {
  /** @throws OpsError `not_found`, `denied` or `unavailable`; the words name the reference, never the secret. */
  read: (reference: string) => Promise<string>;
}

export interface SecretReaderOptions {
  env: Record<string, string | undefined>;
  /** Told of each secret before it is handed out. */
  onSecret: (secret: string) => void;
  /** The system's keychain by the name of an entry, null where it has none; absent where nothing can ask it. */
  keychain?: ((name: string) => Promise<string | null>) | undefined;
}

const longestFileBytes = 65_536;

export function createSecretReader({ env, onSecret, keychain }: SecretReaderOptions): SecretReader {
  const find = async (kind: string, name: string): Promise<string | null> => {
    if (kind === 'env') return env[name] ?? null;
    if (kind === 'file') return await firstLine(name);
    if (keychain !== undefined) return await keychain(name);
    throw new OpsError('unavailable', `keychain:${name} cannot be read here: no keychain can be asked; allowed: env:NAME, file:/path`); // prettier-ignore
  };
  return {
    read: async (reference) => {
      const [, kind = '', name = ''] = /^(env|keychain|file):(.+)$/s.exec(reference) ?? [];
      if (kind === '') throw new OpsError('bad_input', 'not a reference to a secret; allowed: env:NAME, keychain:NAME, file:/path'); // prettier-ignore
      const secret = await find(kind, name);
      if (secret === null || secret === '') throw new OpsError('not_found', `${reference} holds no secret`);
      // A line break would begin another header.
      if (/[\r\n\0]/.test(secret)) throw new OpsError('bad_input', `${reference} holds more than one line`);
      onSecret(secret);
      return secret;
    },
  };
}

/** Files of secrets commonly end with a line break that is no part of them. */
async function firstLine(path: string): Promise<string> {
  try {
    // A pipe that nobody writes to would be waited for without end.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(longestFileBytes + 1), 0, longestFileBytes + 1, 0);
      if (bytesRead > longestFileBytes) throw new OpsError('too_large', `file:${path} is larger than 64 KiB`);
      return buffer.toString('utf8', 0, bytesRead).replace(/\r?\n$/, '');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof OpsError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const kind = code === 'ENOENT' ? 'not_found' : code === 'EACCES' ? 'denied' : 'unavailable';
    throw new OpsError(kind, `file:${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
