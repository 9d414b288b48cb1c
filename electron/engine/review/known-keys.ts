// Whose keys are known here: what a signature proves is that a key signed; whose it is a person has said, and only here.
import type { Signed } from '#shared/model/bundle/manifest.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadDb } from '../store/database.ts';
import { knownKey, putKnownKey, removeKnownKey } from '../store/known-key-rows.ts';
import type { Writer } from '../store/writer.ts';

export interface KnownKeysOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  journal: Journal;
  now: () => number;
  /** This machine's own public key, base64; null where it has none. */
  ownKey: () => Promise<string | null>;
}

export interface KnownKeys {
  /** What a signature proves, with what is known here of its key; whatever `signed` says of that itself. */
  named: (signed: Signed) => Promise<Signed>;
  /** The same again, of one that was named before: what is known of keys is of today, but for this machine's own. */
  renamed: (signed: Signed) => Signed;
  /**
   * Says whose the key of a signature is. `fingerprint` is the one that the person saw.
   * @throws OpsError `conflict` where it is another, or the key is this machine's own; `bad_input` where nothing is signed.
   */
  add: (signed: Signed, said: { fingerprint: string; name: string; by: string }) => Promise<void>;
  /** From now on its key is not known any more. @throws as add; `not_found` where it is not known. */
  remove: (signed: Signed, said: { fingerprint: string; by: string }) => Promise<void>;
}

type Verified = Extract<Signed, { state: 'verified' }> & { publicKey: string };

export function createKnownKeys({ read, writer, journal, now, ownKey }: KnownKeysOptions): KnownKeys {
  const byOthers = (signed: Signed): Signed => {
    if (signed.state !== 'verified') return signed;
    const { state, fingerprint, publicKey } = signed;
    if (publicKey === undefined) return { state, fingerprint, known: false, name: '' };
    const key = knownKey(read, publicKey);
    if (key === null) return { state, fingerprint, publicKey, known: false, name: '' };
    return { state, fingerprint, publicKey, known: true, name: key.name, knownSince: key.addedAt, addedBy: key.addedBy }; // prettier-ignore
  };
  return {
    named: async (signed) => {
      if (signed.state !== 'verified' || signed.publicKey === undefined) return byOthers(signed);
      const { state, fingerprint, publicKey } = signed;
      if ((await ownKey()) !== publicKey) return byOthers(signed);
      return { state, fingerprint, publicKey, known: true, name: 'this machine' };
    },
    renamed: (signed) => {
      const isOwn = signed.state === 'verified' && signed.known && signed.knownSince === undefined;
      return isOwn ? signed : byOthers(signed);
    },
    add: async (signed, { fingerprint, name, by }) => {
      const { publicKey } = verified(signed, fingerprint);
      if ((await ownKey()) === publicKey) throw new OpsError('conflict', 'This is the key of this machine itself.');
      await writer.write('audit', (db) => {
        putKnownKey(db, { publicKey, name, addedBy: by, addedAt: now() });
        journal.append(db, { type: 'key.known', source: `person:${by}`, subject: name, data: { publicKey, fingerprint, name } }); // prettier-ignore
      });
    },
    remove: async (signed, { fingerprint, by }) => {
      const { publicKey } = verified(signed, fingerprint);
      const key = knownKey(read, publicKey);
      if (key === null) throw new OpsError('not_found', `The key ${fingerprint} is not on the list of known keys.`);
      await writer.write('audit', (db) => {
        removeKnownKey(db, publicKey);
        journal.append(db, { type: 'key.forgotten', source: `person:${by}`, subject: key.name, data: { publicKey, fingerprint, name: key.name } }); // prettier-ignore
      });
    },
  };
}

function verified(signed: Signed, fingerprint: string): Verified {
  if (signed.state !== 'verified' || signed.publicKey === undefined)
    throw new OpsError('bad_input', 'There is no signature that holds, so that there is no key to know. Open the bundle again.'); // prettier-ignore
  if (signed.fingerprint !== fingerprint) throw new OpsError('conflict', `It is signed by the key ${signed.fingerprint}, not by ${fingerprint}.`); // prettier-ignore
  return { ...signed, publicKey: signed.publicKey };
}
