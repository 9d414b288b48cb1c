import { expect, test } from 'vitest';
import type { FromHost, ShellAnswer } from '#shared/shell/host-messages.ts';
import { createShellAsker } from './ask-shell.ts';

const answer = (secret: string): ShellAnswer => ({ ok: true, secret, keychain: { refusal: null, entries: [] } });

function setup() {
  const told: FromHost[] = [];
  const timers = new Set<() => void>();
  const asker = createShellAsker(
    (message) => told.push(message),
    (callback) => {
      timers.add(callback);
      return () => timers.delete(callback);
    },
  );
  return { ...asker, told, timers };
}

test('each question gets the answer to its own number, in whatever order they come; a refusal keeps its code', async () => {
  const { ask, answered, told, timers } = setup();
  const askFor = (name: string) => ask({ kind: 'secret', name });
  const [first, second, third] = [askFor('a'), askFor('b'), askFor('c')];
  expect(told).toMatchObject([{ questionId: 1, question: { name: 'a' } }, { questionId: 2 }, { questionId: 3 }]);
  answered(2, answer('of b'));
  answered(1, answer('of a'));
  answered(3, { ok: false, code: 'unavailable', message: 'no keyring' });
  expect((await first).secret).toBe('of a');
  expect((await second).secret).toBe('of b');
  await expect(third).rejects.toMatchObject({ code: 'unavailable', message: 'no keyring' });
  expect(timers.size).toBe(0);
});

test('a shell that does not answer is not waited for without end, and its late answer is dropped', async () => {
  const { ask, answered, timers } = setup();
  const asked = ask({ kind: 'secrets' });
  for (const ring of timers) ring();
  await expect(asked).rejects.toMatchObject({ code: 'timed_out', message: expect.stringContaining('60 s') });
  answered(1, answer('late'));
});

test('a page is sent to be made a PDF, and an answer about something else is none', async () => {
  const { print, answered, told } = setup();
  const asked = print('<p>night</p>');
  expect(told).toEqual([{ kind: 'question', questionId: 1, question: { kind: 'print', html: '<p>night</p>' } }]);
  answered(1, { ok: true, pdf: new Uint8Array([1, 2]) });
  expect([...(await asked)]).toEqual([1, 2]);
  const confused = print('');
  answered(2, answer('of a'));
  await expect(confused).rejects.toMatchObject({ code: 'unavailable' });
});
