// How the file of a bundle is laid out: the pages of a SQLite database, then the manifest, the signature (empty where there
// is none), and a footer of fixed size. SQLite reads only the pages that its own header counts, so what follows does not
// concern it. It judges nothing but the layout.
import { hash } from 'node:crypto';
import { OpsError } from '#shared/model/ops-error.ts';

export const footerBytes = 128;
const magic = Buffer.from('RRBNDL\u0001\n', 'latin1');
const hashBytes = 32;
/** What the footer's own hash covers. */
const hashedBytes = footerBytes - hashBytes;

export interface Footer {
  databaseBytes: number;
  manifestBytes: number;
  signatureBytes: number;
  manifestSha256: Buffer;
  signatureSha256: Buffer;
}

export const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

export function writeFooter(footer: Footer): Buffer {
  const bytes = Buffer.alloc(footerBytes);
  magic.copy(bytes, 0);
  bytes.writeBigUInt64LE(BigInt(footer.databaseBytes), 8);
  bytes.writeBigUInt64LE(BigInt(footer.manifestBytes), 16);
  bytes.writeBigUInt64LE(BigInt(footer.signatureBytes), 24);
  footer.manifestSha256.copy(bytes, 32);
  footer.signatureSha256.copy(bytes, 64);
  sha256(bytes.subarray(0, hashedBytes)).copy(bytes, hashedBytes);
  return bytes;
}

/** @throws OpsError `bad_input` where it is no footer, is damaged, or does not account for every byte of the file. */
export function readFooter(bytes: Buffer, fileBytes: number): Footer {
  if (bytes.length !== footerBytes || !bytes.subarray(0, magic.length).equals(magic)) {
    throw new OpsError('bad_input', 'footer: this is not a Ready Room bundle, or its end is missing');
  }
  if (!sha256(bytes.subarray(0, hashedBytes)).equals(bytes.subarray(hashedBytes))) {
    throw new OpsError('bad_input', 'footer: it is damaged; its own hash does not hold');
  }
  const sizeAt = (at: number): number => Number(bytes.readBigUInt64LE(at));
  const footer = {
    databaseBytes: sizeAt(8),
    manifestBytes: sizeAt(16),
    signatureBytes: sizeAt(24),
    manifestSha256: Buffer.from(bytes.subarray(32, 64)),
    signatureSha256: Buffer.from(bytes.subarray(64, 96)),
  };
  const sum = footer.databaseBytes + footer.manifestBytes + footer.signatureBytes + footerBytes;
  if (sum !== fileBytes) {
    throw new OpsError('bad_input', `footer: it speaks of ${sum} bytes, the file has ${fileBytes}`);
  }
  return footer;
}
