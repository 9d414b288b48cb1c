// Signatures of bundles: Ed25519 over the bytes of the manifest. Where a private key is kept is its keeper's business.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'; // prettier-ignore
import type { Signature } from '#shared/model/bundle/manifest.ts';

/** What stands before the 32 bytes of an Ed25519 public key in SPKI, RFC 8410. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

/** A new private key as PEM, PKCS 8. */
export function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Base64 of the 32 bytes. @throws where the PEM holds no Ed25519 key. */
export function publicKeyOf(privatePem: string): string {
  return rawPublic(createPublicKey(readPrivate(privatePem))).toString('base64');
}

export function signManifest(manifest: Uint8Array, privatePem: string): Signature {
  const key = readPrivate(privatePem);
  return {
    algorithm: 'Ed25519',
    publicKey: rawPublic(createPublicKey(key)).toString('base64'),
    signature: sign(null, manifest, key).toString('base64'),
  };
}

/** Whether the signature is of these bytes by that key. Never throws. */
export function isSignedBy(manifest: Uint8Array, { publicKey, signature }: Signature): boolean {
  try {
    const raw = Buffer.from(publicKey, 'base64');
    const key = createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' });
    return verify(null, manifest, key, Buffer.from(signature, 'base64'));
  } catch {
    // A key that is none has signed nothing.
    return false;
  }
}

/** Short, to be read out: the first 8 bytes of the hash of the key, in fours. */
export function fingerprintOf(publicKey: string): string {
  const hex = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
  return (hex.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}

function readPrivate(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`the key is ${key.asymmetricKeyType}, not Ed25519`);
  return key;
}

const rawPublic = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(spkiHead.length);
