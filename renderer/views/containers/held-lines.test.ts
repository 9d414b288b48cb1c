// A held table: its words change, its lines do not move.
import { expect, test } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { containersModel } from './containers-model.ts';
import { heldLines, waitingInWords } from '../../components/held-lines.ts';
import { rowOfContainer } from '../../components/container-row.ts';
import { someContainer } from './containers.fixture.ts';

const mapOf = (...list: Container[]): Map<string, Container> => new Map(list.map((one) => [one.key, one]));
const linesOf = (containers: ReadonlyMap<string, Container>, find = '') =>
  containersModel({ containers, find, sort: '', byProject: false, folded: new Set() }).lines;

const a = someContainer({ name: 'a' });
const b = someContainer({ name: 'b' });
const c = someContainer({ name: 'c' });

function held(before: Map<string, Container>, after: Map<string, Container>, find = '') {
  const rowNow = (key: string) => (after.has(key) ? rowOfContainer(after.get(key) ?? a) : undefined);
  return heldLines(linesOf(before, find), linesOf(after, find), rowNow);
}

test('a container that turns unhealthy says so where it stands, and the other order waits', () => {
  const { lines, waiting } = held(mapOf(a, b), mapOf(a, { ...b, health: 'unhealthy' }));
  expect(lines.map((line) => line.key)).toEqual(['a', 'b']);
  expect(lines[1]).toMatchObject({ row: { troubles: ['its health check fails'] } });
  expect(waitingInWords(waiting)).toBe('another order');
});

test('a new container waits, and the words say whether it is in trouble', () => {
  const { lines, waiting } = held(mapOf(a), mapOf(a, { ...b, health: 'unhealthy' }, c));
  expect(lines.map((line) => line.key)).toEqual(['a']);
  expect(waitingInWords(waiting)).toBe('2 new, 1 of them in trouble');
});

test('a container that is gone keeps its line, marked, until the table is let go', () => {
  const { lines, waiting } = held(mapOf(a, b, c), mapOf(a, c));
  expect(lines).toMatchObject([{ key: 'a', gone: false }, { key: 'b', gone: true }, { key: 'c', gone: false }]); // prettier-ignore
  expect(waitingInWords(waiting)).toBe('1 gone');
});

test('a container that is no more what the filter asks for stays with its new words', () => {
  const { lines, waiting } = held(mapOf(a, b), mapOf(a, { ...b, state: 'exited', exitCode: 0 }), 'is:running');
  expect(lines[1]).toMatchObject({ gone: false, row: { stateWords: 'exited (0)' } });
  expect(waiting.left).toBe(1);
});

test('nothing waits while nothing changed', () => {
  expect(waitingInWords(held(mapOf(a, b), mapOf(a, b)).waiting)).toBe('');
});
