// UUID version 7 (RFC 9562): 48 bits of epoch milliseconds, then random; so ids sort roughly by time.
import { takeRandom } from '../correlation/random-pool.ts';

export function v7(epochMs: number): Buffer {
  const id = Buffer.allocUnsafe(16);
  id.writeUIntBE(Math.max(0, Math.floor(epochMs)), 0, 6);
  takeRandom(10).copy(id, 6);
  id[6] = 0x70 | ((id[6] ?? 0) & 0x0f);
  id[8] = 0x80 | ((id[8] ?? 0) & 0x3f);
  return id;
}

/** The usual text form, lower case. */
export function uuidText(id: Buffer): string {
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
