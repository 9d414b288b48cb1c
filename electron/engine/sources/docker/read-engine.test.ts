import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testFolder } from '../../store/store.fixture.ts';
import { openEngineReader } from './read-engine.ts';

async function readerOf(answer: RequestListener): Promise<ReturnType<typeof openEngineReader>> {
  const socketPath = join(testFolder(), 'engine.sock');
  const server = createServer(answer).listen(socketPath);
  await once(server, 'listening');
  const reader = openEngineReader(`unix://${socketPath}`);
  onTestFinished(async () => {
    reader.close();
    server.closeAllConnections();
    await once(server.close(), 'close');
  });
  return reader;
}

test('an answer is given whole, in pieces or at once', async () => {
  const reader = await readerOf((_asked, answer) => {
    answer.write('{"a":');
    setImmediate(() => answer.end('1}'));
  });
  expect(await reader.get('/info')).toMatchObject({ status: 200, body: '{"a":1}' });
});

test.each([
  ['of a known length', { 'content-length': '100' }],
  ['in pieces', {}],
])('an answer %s that is cut is no answer', async (_, headers) => {
  const reader = await readerOf((_asked, answer) => {
    answer.writeHead(200, headers);
    answer.write('{"a":', () => answer.destroy());
  });
  await expect(reader.get('/info')).rejects.toMatchObject({ code: 'unavailable' });
});
