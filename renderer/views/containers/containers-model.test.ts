// Order, groups, filter and counts of the containers.
import { expect, test } from 'vitest';
import { portsInWords, rowOfContainer } from '../../components/container-row.ts';
import type { Container } from '#shared/model/container.ts';
import { countContainers, headlineOf } from './container-counts.ts';
import { hasTerm, termsOf, testOf, toggledTerm } from '../../components/filter-terms.ts';
import { nextSort } from '../../components/grid-column.ts';
import { containerWords } from './container-filter.ts';
import { containersModel } from './containers-model.ts';
import { someContainer } from './containers.fixture.ts';

const mapOf = (...list: Container[]): Map<string, Container> => new Map(list.map((one) => [one.key, one]));
const plain = { find: '', sort: '', byProject: false, folded: new Set<string>() };
const keysOf = (input: Partial<typeof plain>, ...list: Container[]): string[] =>
  containersModel({ ...plain, ...input, containers: mapOf(...list) }).lines.map((line) => line.key);

const web = someContainer({ name: 'web-2', project: 'shop', labels: { tier: 'front', 'a b': 'c d' } });
const web10 = someContainer({ name: 'web-10', project: 'shop', restartCount: 3 });
const sick = someContainer({ name: 'sick', project: 'zoo', health: 'unhealthy' });
const ended = someContainer({ name: 'ended', state: 'exited', health: 'none', exitCode: 0 });
const failed = someContainer({ name: 'failed', state: 'exited', health: 'none', exitCode: 3 });

test('the unhealthy come first, then what ended badly, then the running, then what ended well', () => {
  expect(keysOf({}, ended, web10, web, failed, sick)).toEqual(['sick', 'failed', 'web-2', 'web-10', 'ended']);
});

test('projects stand in the order of their worst row, and those of no project are last unless one is in trouble', () => {
  expect(keysOf({ byProject: true }, failed, web, sick)).toEqual(['project:zoo', 'sick', 'project:', 'failed', 'project:shop', 'web-2']); // prettier-ignore
  expect(keysOf({ byProject: true }, ended, web)).toEqual(['project:shop', 'web-2', 'project:', 'ended']);
});

test('a folded project keeps its line with its counts and hides its rows', () => {
  const { lines, found } = containersModel({ ...plain, byProject: true, folded: new Set(['project:shop']), containers: mapOf(web, web10) }); // prettier-ignore
  expect(lines).toMatchObject([{ kind: 'group', words: '2 running', folded: true }]);
  expect(found).toBe(2);
});

test('a column sorts one way, then the other, then gives way to the worst first', () => {
  expect(keysOf({ sort: '-restarts' }, web, web10, ended)[0]).toBe('web-10');
  expect(keysOf({ sort: 'name' }, web10, web)).toEqual(['web-2', 'web-10']);
  expect(nextSort('', 'name')).toBe('name');
  expect(nextSort('name', 'name')).toBe('-name');
  expect(nextSort('-name', 'name')).toBe('');
  expect(keysOf({ sort: 'nonsense' }, web, sick)).toEqual(['sick', 'web-2']);
});

test.each([
  ['label:tier=front', ['web-2']],
  ['label:tier', ['web-2']],
  ['label:tier=fro', []],
  ['label:"a b=c d"', ['web-2']],
  ['project:shop web', ['web-2', 'web-10']],
  ['is:trouble', ['sick', 'failed']],
  ['is:exited', ['failed', 'ended']],
  ['HEALTH check', ['sick']],
  ['registry.local/shop:1.4', ['sick', 'failed', 'web-2', 'web-10', 'ended']],
  ['label:constructor', []],
])('the filter %j lets through %j', (find, names) => {
  expect(keysOf({ find }, web, web10, sick, ended, failed)).toEqual(names);
});

test('a term that is put into the filter is found there again, blanks and all, and is taken out again', () => {
  const term = 'label:a b=c d';
  const find = toggledTerm('shop', term);
  expect(termsOf(find)).toEqual(['shop', term]);
  expect(hasTerm(find, term)).toBe(true);
  expect(testOf(find, containerWords)(rowOfContainer(web))).toBe(true);
  expect(toggledTerm(find, term)).toBe('shop');
});

const headline = (live: boolean, ...list: Container[]) => headlineOf(countContainers(list.map(rowOfContainer)), live);

test('all running is said only while all of them are running, known to be healthy, and live', () => {
  expect(headline(true, web, web10)).toEqual({ words: 'All 2 running and healthy', tone: 'pass' });
  expect(headline(false, web, web10)).toEqual({ words: '2 running', tone: 'stale' });
  expect(headline(true, web, ended)).toEqual({ words: '1 running, 1 exited', tone: 'plain' });
  expect(headline(true)).toEqual({ words: 'no containers', tone: 'plain' });
});

test('a container without a health check is running, which is not called healthy', () => {
  const unchecked = someContainer({ name: 'u', health: 'none' });
  expect(headline(true, web, unchecked).words).toBe('All 2 running, 1 of them without a health check');
  expect(headline(true, unchecked).words).toBe('All 1 running, none of them has a health check');
  expect(headline(true, web, unchecked).tone).toBe('plain');
});

test('what is wrong is counted in the words and sets the tone', () => {
  expect(headline(true, web, sick, failed)).toEqual({ words: '2 running (1 unhealthy), 1 exited (all with an error)', tone: 'fail' }); // prettier-ignore
});

test('a container is counted once, so that the counts add up to all of them', () => {
  const starting = someContainer({ name: 'starting', health: 'starting' });
  const looping = someContainer({ name: 'looping', state: 'restarting', health: 'none' });
  expect(headline(true, web, sick, starting, looping, failed, ended).words).toBe('3 running (1 unhealthy, 1 still starting), 1 restarting, 2 exited (1 with an error)'); // prettier-ignore
  expect(headline(true, sick, failed).words).toBe('1 running (all unhealthy), 1 exited (all with an error)');
});

test('a port published on IPv4 and IPv6 is one port, one that only this machine reaches says so', () => {
  const port = { publicPort: 8080, privatePort: 80, protocol: 'tcp' };
  expect(portsInWords([{ ...port, ip: '0.0.0.0' }, { ...port, ip: '::' }])).toBe('8080→80/tcp'); // prettier-ignore
  expect(portsInWords([{ ...port, ip: '127.0.0.1' }, { ...port, ip: null, publicPort: null }])).toBe('127.0.0.1:8080→80/tcp, 80/tcp'); // prettier-ignore
});

test('ten thousand containers are filtered, sorted and grouped with no more looks at each than a sort takes', () => {
  let looks = 0;
  const counted = (at: number): Container => {
    const name = `web-${(at * 7919) % 10_000}`;
    const row = someContainer({ name, project: `p${at % 40}` });
    return Object.defineProperty(row, 'name', { get: () => (looks++, name) });
  };
  const many = mapOf(...Array.from({ length: 10_000 }, (_, at) => counted(at)));
  looks = 0;
  expect(containersModel({ ...plain, byProject: true, find: 'web', containers: many }).found).toBe(10_000);
  // Both sides of each comparison, of which sorting ten thousand takes about 14 for each.
  expect(looks / 10_000).toBeLessThan(40);
});
