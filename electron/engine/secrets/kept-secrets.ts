// Secrets in the keeping of the desktop app: stored, removed and listed by name, and read as `keychain:NAME` before the
// system's own keychain is asked. Nothing of a value is kept here; the record has who stored what name.
import type { KeychainView } from '#shared/model/kept-secret.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { SecretAnswer, SecretQuestion } from '#shared/shell/host-messages.ts';
import type { NewEvent } from '../journal/journal.ts';
import type { Keychain } from './keychain.ts';

/** @throws OpsError with the shell's refusal, or `timed_out` */
export type AskShell = (question: SecretQuestion) => Promise<SecretAnswer>;

export interface KeptSecretsOptions {
  /** Absent where no desktop app hosts the engine. */
  ask: AskShell | undefined;
  /** The system's own, by its tool. */
  system: Keychain;
  /** Told of each value before it goes anywhere. */
  onSecret: (secret: string) => void;
  record: (event: NewEvent) => Promise<void>;
  /** What was read under a name may be another now. */
  onChanged: () => void;
}

export interface KeptSecrets {
  list: () => Promise<KeychainView>;
  put: (name: string, value: string, by: string) => Promise<void>;
  /** @throws OpsError `not_found` */
  remove: (name: string, by: string) => Promise<void>;
  read: Keychain;
}

const elsewhere = 'Ready Room stores secrets in the keychain only as the desktop app. Here name one as env:NAME or file:/path, or put it into the system’s keychain under the service readyroom'; // prettier-ignore

export function createKeptSecrets({ ask, system, onSecret, record, onChanged }: KeptSecretsOptions): KeptSecrets {
  const shell: AskShell = (question) => ask?.(question) ?? Promise.reject(new OpsError('unavailable', `${elsewhere}.`));
  return {
    list: async () =>
      ask === undefined ? { refusal: `${elsewhere}.`, entries: [] } : (await ask({ kind: 'secrets' })).keychain,
    put: async (name, value, by) => {
      onSecret(value);
      await shell({ kind: 'put_secret', name, value });
      await record({ type: 'secret.stored', source: `person:${by}`, subject: name, data: { name, by } });
      onChanged();
    },
    remove: async (name, by) => {
      await shell({ kind: 'remove_secret', name });
      await record({ type: 'secret.removed', source: `person:${by}`, subject: name, data: { name, by } });
      onChanged();
    },
    read: async (name) => {
      const own = ask === undefined ? null : (await ask({ kind: 'secret', name })).secret;
      if (own !== null) return own;
      try {
        return await system(name);
      } catch (error) {
        if (ask === undefined || !(error instanceof OpsError) || error.code !== 'unavailable') throw error;
        throw new OpsError('not_found', `keychain:${name} is not stored in Ready Room, and the system's own keychain cannot be asked: ${messageOf(error)}`, { cause: error }); // prettier-ignore
      }
    },
  };
}
