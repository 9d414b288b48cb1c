import { expect, test } from 'vitest';
import { carryPort, carryScreen } from './engine-port.ts';

const frame = (i: string): string => JSON.stringify({ i, p: { u: '/plans/get' } });

test('what arrives before anybody listens is kept in order', () => {
  const carried = carryPort({ send: () => undefined });
  carried.deliver(frame('a'));
  carried.deliver(frame('b'));
  const heard: unknown[] = [];
  carried.port.addEventListener('message', ({ data }) => heard.push(data));
  carried.deliver(frame('c'));
  expect(heard).toEqual(['a', 'b', 'c'].map(frame));
});

test('a closed port tells once, tells latecomers too, and carries nothing any more', () => {
  const sent: unknown[] = [];
  const carried = carryPort({ send: (data) => sent.push(data) });
  const heard: string[] = [];
  carried.port.addEventListener('close', () => heard.push('first'));
  carried.port.addEventListener('message', () => heard.push('message'));
  carried.port.postMessage('before');
  carried.close();
  carried.close();
  carried.port.addEventListener('close', () => heard.push('late'));
  carried.port.postMessage('after');
  carried.deliver(frame('after'));
  expect(heard).toEqual(['first', 'late']);
  expect(sent).toEqual(['before']);
});

test('the backlog is known only where the carrier knows it', () => {
  expect(carryPort({ send: () => undefined, backlogBytes: () => 7 }).port.backlogBytes?.()).toBe(7);
  expect(carryPort({ send: () => undefined }).port.backlogBytes).toBeUndefined();
});

test('what is no request reaches nobody, and the carrier is told', () => {
  let refused = 0;
  const carried = carryScreen({ send: () => undefined, refuse: () => refused++ });
  const heard: unknown[] = [];
  carried.port.addEventListener('message', ({ data }) => heard.push(data));
  for (const data of ['{', '', 'null', new Uint8Array([1]), { i: '1' }, frame('1')]) carried.deliver(data);
  expect(heard).toEqual([frame('1')]);
  expect(refused).toBe(5);
});
