import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/model/facts.ts';
import type { Opened } from '../sources/kubernetes/cluster-client.ts';
import { createRedactor } from '../redact/redact.ts';
import { dockerDeath, kubernetesDeath } from './deaths.ts';
import { createLogExcerpts, type Death } from './log-excerpts.ts';
import { readExcerpt } from './read-excerpt.ts';
import { podRow, testRecord } from './recorder.fixture.ts';

async function* bytes(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer, void> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}
function frame(kind: 1 | 2, text: string): Buffer {
  const head = Buffer.alloc(8);
  head[0] = kind;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}
const stamp = (second: number): string => `2026-11-20T10:00:${String(second).padStart(2, '0')}.000000000Z`;
const options = { redactor: createRedactor(), now: () => 0 };

describe('an excerpt of a log', () => {
  test('holds the lines of both outputs with their times and without secrets', async () => {
    const chunks = bytes(Buffer.concat([frame(1, `${stamp(1)} starting\n`), frame(2, `${stamp(2)} password=hunter2hunter2\n`)])); // prettier-ignore
    const { lines, left } = await readExcerpt({ ...options, chunks, framed: true });
    expect(lines).toMatchObject([
      { at: Date.parse('2026-11-20T10:00:01Z'), text: 'starting', out: true },
      { text: 'password=[redacted]' },
    ]);
    expect(left).toBe(0);
  });

  test('holds no more than 200 lines and 64 KiB, and says how many it leaves out', async () => {
    const many = Array.from({ length: 950 }, (_, at) => `${stamp(3)} line ${at}\n`).join('');
    const few = await readExcerpt({ ...options, chunks: bytes(many), framed: false });
    expect([few.lines.length, few.left, few.lines.at(-1)?.text]).toEqual([200, 750, 'line 949']);
    const long = Array.from({ length: 100 }, () => `${stamp(3)} ${'x'.repeat(3000)}\n`).join('');
    const cut = await readExcerpt({ ...options, chunks: bytes(long), framed: false });
    expect([cut.lines.length, cut.left]).toEqual([21, 79]);
  });
});

function setup(perMinute = 30) {
  const record = testRecord();
  const excerpts = createLogExcerpts({ ...record, safeText: (text) => text, perMinute });
  const death = (key: string, more: Partial<Death> = {}): Death => ({
    source: 'docker',
    key,
    subject: 'web',
    at: 900,
    exitCode: 1,
    about: { id: 'abc' },
    fetch: async () => ({ lines: [{ at: 1, text: 'boom' }], left: 0 }),
    ...more,
  });
  const kept = async (count: number): Promise<Json[]> => {
    for (let turn = 0; turn < 200 && record.events('log.excerpt').length < count; turn++) {
      await new Promise(setImmediate);
      record.writer.flush();
    }
    return record.events('log.excerpt').map(({ data }) => data);
  };
  return { record, excerpts, death, kept };
}

describe('the end of a container', () => {
  test('is followed by its last lines, once; what cannot be fetched is said so', async () => {
    const { record, excerpts, death, kept } = setup();
    excerpts.died(death('a'));
    excerpts.died(death('a'));
    excerpts.died(death('b', { fetch: () => Promise.reject(new Error('it was removed')) }));
    expect(await kept(2)).toEqual([
      { id: 'abc', exitCode: 1, lines: [{ at: 1, text: 'boom' }] },
      { id: 'abc', exitCode: 1, lines: [], words: 'its last lines could not be fetched: it was removed' },
    ]);
    const after = createLogExcerpts({ ...record, safeText: (text) => text });
    after.died(death('a'));
    after.died(death('c'));
    expect(await kept(3)).toHaveLength(3);
  });

  test('in a storm is passed over beyond a number a minute, and that is counted', async () => {
    const { record, excerpts, death, kept } = setup(3);
    for (const key of ['a', 'b', 'c', 'd', 'e']) excerpts.died(death(key));
    expect(await kept(3)).toMatchObject([{ passedOver: 2 }, {}, {}]);
    record.clock.at += 61_000;
    excerpts.died(death('f'));
    expect(await kept(4)).toHaveLength(4);
  });

  test('of a pod is told by a bad end or a restart, and the restart after an end is not another', async () => {
    const asked: string[] = [];
    const open = async (path: string): Promise<Opened> => {
      asked.push(path);
      return { status: 200, retryAfterMs: null, chunks: () => bytes(`${stamp(5)} panic: nil\n`), text: async () => '', cancel: () => undefined }; // prettier-ignore
    };
    const cells = podRow('a').cells;
    const lastEnd = { container: 'api', reason: 'Error', exitCode: 2 };
    const ended = podRow('a', { cells: { ...cells, lastEnd } });
    const again = podRow('a', { cells: { ...cells, lastEnd, restarts: 1 } });
    const first = kubernetesDeath('pods', { before: podRow('a'), after: ended }, open, options);
    const second = kubernetesDeath('pods', { before: ended, after: again }, open, options);
    expect(first?.key).toBe(second?.key);
    expect(kubernetesDeath('pods', { before: undefined, after: again }, open, options)).toBeNull();
    expect(kubernetesDeath('pods', { before: again, after: again }, open, options)).toBeNull();
    expect((await second?.fetch(new AbortController().signal))?.lines).toMatchObject([{ text: 'panic: nil' }]);
    expect(asked).toEqual(['/api/v1/namespaces/shop/pods/api-a/log?container=api&timestamps=true&tailLines=200&previous=true']); // prettier-ignore
    const news = { kind: 'event', at: 5, id: 'i', name: 'n', image: 'm', detail: null, exitCode: 0 } as const;
    expect(dockerDeath({ ...news, action: 'start' }, () => { throw new Error('none'); }, options)).toBeNull(); // prettier-ignore
  });
});
