// Ways in which bytes come to harm: flipped, cut, repeated, swapped, written over.
import type { Random } from '#engine/redact/redaction-corpus.fixture.ts';

const below = (random: Random, most: number): number => Math.floor(random() * most);
/** Numbers at which sizes and signs turn over. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];
const page = 4096;

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const mutations: Mutation[] = [
  (bytes, random) => {
    for (let count = 1 + below(random, 8); count > 0; count--) {
      const at = below(random, bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
    }
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, below(random, bytes.length)),
  (bytes, random) => bytes.fill(below(random, 256), below(random, bytes.length), bytes.length - below(random, bytes.length / 2)),
  (bytes, random) => {
    const [from, to] = [below(random, bytes.length), below(random, bytes.length)];
    bytes.copy(bytes, to, from, from + below(random, page));
    return bytes;
  },
  (bytes, random) => {
    const at = below(random, bytes.length - 4);
    bytes.writeUInt32BE(edges[below(random, edges.length)] ?? 0, at);
    return bytes;
  },
  (bytes, random) => {
    // Two pages change places.
    if (bytes.length < 2 * page) return bytes;
    const pages = Math.max(2, Math.floor(bytes.length / page));
    const [one, other] = [below(random, pages) * page, below(random, pages) * page];
    const kept = Buffer.from(bytes.subarray(one, one + page));
    bytes.copy(bytes, one, other, other + page);
    kept.copy(bytes, other);
    return bytes;
  },
  (bytes, random) => {
    const at = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + below(random, page), below(random, 256)), bytes.subarray(at)]); // prettier-ignore
  },
  (bytes, random) => {
    const at = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(random, page))]);
  },
]; // prettier-ignore

/** A mutated copy; the same for the same random numbers. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated: Buffer = Buffer.from(bytes);
  for (let count = 1 + below(random, 2); count > 0 && mutated.length > 8; count--) {
    mutated = mutations[below(random, mutations.length)]?.(mutated, random) ?? mutated;
  }
  return mutated;
}
