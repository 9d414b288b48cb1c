// Keeps secrets in a file, each encrypted by the system, and tells the engine one by name. It knows nothing of Electron: how
// values are encrypted comes from outside.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KeptSecret } from '#shared/model/kept-secret.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { SecretAnswer, SecretQuestion, ShellRefusal } from '#shared/shell/host-messages.ts';

export interface Cipher {
  /** Why nothing can be kept secret here, and what would help; null where it can. */
  refusal: () => string | null;
  encrypt: (text: string) => Buffer;
  /** @throws where another key encrypted it */
  decrypt: (sealed: Buffer) => string;
}

export interface SecretStoreOptions {
  file: string;
  cipher: Cipher;
  now: () => number;
}

interface Kept extends KeptSecret {
  /** Base64 of what the cipher made. */
  sealed: string;
}

/** Answers questions of the engine; what is refused is an answer, too. */
export function createSecretStore({
  file,
  cipher,
  now,
}: SecretStoreOptions): (question: SecretQuestion) => SecretAnswer | ShellRefusal {
  const need = (): void => {
    const refusal = cipher.refusal();
    if (refusal !== null) throw new OpsError('unavailable', refusal);
  };
  const unseal = ({ name, sealed }: Kept): string => {
    need();
    try {
      return cipher.decrypt(Buffer.from(sealed, 'base64'));
    } catch (error) {
      throw new OpsError('denied', `keychain:${name} cannot be decrypted; it was stored under another key of the system, store it anew: ${messageOf(error)}`); // prettier-ignore
    }
  };
  const answer = (question: SecretQuestion): string | null => {
    const kept = readKept(file);
    if (question.kind === 'secrets') return null;
    const { name } = question;
    const found = kept.find((one) => one.name === name);
    if (question.kind === 'secret') return found === undefined ? null : unseal(found);
    if (question.kind === 'remove_secret' && found === undefined) throw new OpsError('not_found', `There is no secret ${name} in the keychain of Ready Room.`); // prettier-ignore
    const others = kept.filter((one) => one.name !== name);
    if (question.kind === 'put_secret') {
      need();
      others.push({ name, storedAt: now(), sealed: cipher.encrypt(question.value).toString('base64') });
    }
    writeKept(file, others);
    return null;
  };
  return (question) => {
    try {
      const secret = answer(question);
      const entries = readKept(file).map(({ name, storedAt }) => ({ name, storedAt }));
      return { ok: true, secret, keychain: { refusal: cipher.refusal(), entries } };
    } catch (error) {
      const code = error instanceof OpsError ? error.code : 'unavailable';
      return { ok: false, code, message: messageOf(error) };
    }
  };
}

function readKept(file: string): Kept[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    const { secrets } = JSON.parse(text) as { secrets: Kept[] };
    return secrets.map(({ name, storedAt, sealed }) => ({ name, storedAt, sealed }));
  } catch {
    // The parser's own words would quote the file.
    throw new OpsError('unavailable', `${file} is not what Ready Room wrote; it is left as it is. Put it aside to store secrets anew.`); // prettier-ignore
  }
}

/** Whole or not at all, and for its owner's eyes. */
function writeKept(file: string, kept: Kept[]): void {
  const secrets = kept.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const draft = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true });
  // One that was left behind keeps its mode.
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify({ version: 1, secrets }, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}
