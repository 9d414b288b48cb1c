// One attestation: a generated state is hashed into a tree, the root signed, and both checked again from scratch.
// Real work on made-up data; it keeps nothing and reports to nobody.
import { createHash, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

export interface Attestor {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

export interface Attestation {
  ok: boolean;
  /** The root of the attested state, in hex. */
  root: string;
}

const entries = 256;

/** A fresh Ed25519 key pair; it lives as long as the process. */
export function createAttestorKeys(): Attestor {
  return generateKeyPairSync('ed25519');
}

/**
 * Attests the state of one round and verifies it as a stranger would: the state is generated anew, its root computed
 * anew, and the signature checked against that.
 */
export function attest(keys: Attestor, round: number): Attestation {
  const root = rootOf(stateOf(round));
  const signature = sign(null, root, keys.privateKey);
  const again = rootOf(stateOf(round));
  return { ok: verify(null, again, keys.publicKey, signature), root: root.toString('hex') };
}

function stateOf(round: number): Buffer[] {
  return Array.from({ length: entries }, (_, index) => sha256(`${round}/${index}`));
}

/** The root of a binary hash tree; a node left over at the end of a level moves up as it is. */
function rootOf(leaves: Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const pair = level.slice(index, index + 2);
      above.push(pair.length === 2 ? sha256(Buffer.concat(pair)) : (pair[0] as Buffer));
    }
    level = above;
  }
  return level[0] ?? sha256('');
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
