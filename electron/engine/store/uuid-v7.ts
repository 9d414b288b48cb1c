// UUID version 7 (RFC 9562): 48 bits of epoch milliseconds, then random; so ids sort roughly by time.
import { randomFillSync } from 'node:crypto';

// Random bytes are drawn in bulk: a call costs more than the bytes.
const pool = Buffer.alloc(10 * 2048);
let used = pool.length;

export function v7(epochMs: number): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = Buffer.allocUnsafe(16);
  id.writeUIntBE(Math.max(0, Math.floor(epochMs)), 0, 6);
  pool.copy(id, 6, used, used + 10);
  used += 10;
  id[6] = 0x70 | ((id[6] ?? 0) & 0x0f);
  id[8] = 0x80 | ((id[8] ?? 0) & 0x3f);
  return id;
}

/** The usual text form, lower case. */
export function uuidText(id: Buffer): string {
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
