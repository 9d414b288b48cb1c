import { describe, expect, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { closedPort, cutoffAfter, fakeContext, look, serveHttp, serveTcp } from './context.fixture.ts';
import { httpProbe } from './http.ts';

describe('looking at a URL that answers', () => {
  test('status, headers, body and JSON are facts, and the body is the evidence', async () => {
    const url = await serveHttp((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json; charset=utf-8', 'set-cookie': ['a=1', 'b=2'] });
      response.end('{"status":"healthy"}');
    });
    const { facts, evidence } = await look(httpProbe, { url: `${url}/health?x=1` });
    expect(facts).toMatchObject({
      connected: true,
      status: 201,
      contentType: 'application/json',
      json: { status: 'healthy' },
      bodyBytes: 20,
      truncated: false,
      headers: { 'set-cookie': 'a=1, b=2' },
    });
    expect(facts).not.toHaveProperty('failure');
    expect(evidence).toEqual({ mediaType: 'application/json', text: '{"status":"healthy"}', sizeBytes: 20 });
  });

  test('method, headers, body, path and query arrive as written, and a password in the URL as basic authorization', async () => {
    const url = await serveHttp((request, response) => {
      const { method, url: path, headers } = request;
      request.on('data', (body) =>
        response.end(`${method} ${path} ${String(headers['x-a'])} ${headers.authorization} ${String(body)}`),
      );
    });
    const { facts } = await look(httpProbe, { url: `${url.replace('//', '//amy:p%40w@')}/a?b=c`, method: 'POST', headers: { 'x-a': '1' }, body: 'hi' }); // prettier-ignore
    expect(facts['body']).toBe(`POST /a?b=c 1 Basic ${btoa('amy:p@w')} hi`);
  });

  test('only as much of a body is read as is allowed, and the fact says so', async () => {
    const url = await serveHttp((_, response) => {
      response.write('x'.repeat(100_000));
      const more = setInterval(() => response.write('x'.repeat(100_000)), 1);
      response.on('close', () => clearInterval(more));
    });
    const { facts } = await look(httpProbe, { url, maxBodyBytes: 1000 });
    expect(facts).toMatchObject({ body: 'x'.repeat(1000), truncated: true });
  });

  test('a body that is not JSON, or is nested beyond reason, gives no json', async () => {
    const url = await serveHttp((request, response) =>
      response.end(request.url === '/deep' ? '['.repeat(500) + ']'.repeat(500) : '{no'),
    );
    expect((await look(httpProbe, { url })).facts).not.toHaveProperty('json');
    expect((await look(httpProbe, { url: `${url}/deep` })).facts).not.toHaveProperty('json');
  });
});

describe('looking at a URL that does not answer', () => {
  test('a refused connection is a fact with the place in it', async () => {
    const port = await closedPort();
    const { facts } = await look(httpProbe, { url: `http://127.0.0.1:${port}/` });
    expect(facts).toMatchObject({ connected: false, failure: `connection refused by 127.0.0.1:${port}` });
    expect(facts).not.toHaveProperty('status');
  });

  test('a connection that is closed, and an answer that is not HTTP, are facts', async () => {
    const closing = await serveTcp((socket) => socket.once('data', () => socket.end()));
    const talking = await serveTcp((socket) => socket.end('SSH-2.0-x\r\n'));
    expect((await look(httpProbe, { url: `http://127.0.0.1:${closing}/` })).facts['failure']).toMatch(/closed by/);
    expect((await look(httpProbe, { url: `http://127.0.0.1:${talking}/` })).facts['failure']).toMatch(
      /did not answer in HTTP/,
    );
  });

  test('at the deadline silence is a fact; what had arrived by then is kept', async () => {
    const silent = await serveHttp(() => undefined);
    const cutoff = cutoffAfter('timed_out', 50);
    expect((await look(httpProbe, { url: silent }, { cutoff })).facts).toMatchObject({
      connected: true,
      failure: expect.stringMatching(/^no answer from 127\.0\.0\.1:\d+ within \d+ ms$/),
    });
    const stalled = await serveHttp((_, response) => response.write('half'));
    const { facts } = await look(httpProbe, { url: stalled }, { cutoff: cutoffAfter('timed_out', 50) });
    expect(facts).toMatchObject({ status: 200, body: 'half', failure: expect.stringContaining('within') });
  });

  test('a cancelled look throws the reason', async () => {
    const silent = await serveHttp(() => undefined);
    const looking = look(httpProbe, { url: silent }, { cutoff: cutoffAfter('cancelled', 20) });
    await expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('a name that does not exist is an error: nothing was looked at', async () => {
    const looking = look(httpProbe, { url: 'http://no-such-host.invalid/' });
    await expect(looking).rejects.toBeInstanceOf(OpsError);
    await expect(looking).rejects.toThrow(/no-such-host\.invalid/);
  });

  test('what cannot be sent is an error with the reason', async () => {
    const url = await serveHttp((_, response) => response.end());
    await expect(look(httpProbe, { url, headers: { 'x-a': 'a\nb' } })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(httpProbe.run({ ...httpProbe.params.parse({ url }), url: 'ftp://x' }, fakeContext())).rejects.toMatchObject({ code: 'bad_input' }); // prettier-ignore
  });
});

describe('redirects', () => {
  const answerTwo = () => serveHttp((request, response) => response.end(`two ${JSON.stringify(request.headers)}`));

  test('are facts unless asked for', async () => {
    const url = await serveHttp((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const { facts } = await look(httpProbe, { url });
    expect(facts).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  });

  test('are followed with the permit asked again, and without credentials to another host', async () => {
    const two = await answerTwo();
    const one = await serveHttp((_, response) => response.writeHead(302, { location: two }).end());
    const asked: string[] = [];
    const headers = { authorization: 'Bearer x', Cookie: 'a=b', 'x-api-key': 'k', 'x-plain': 'p' };
    const { facts } = await look(httpProbe, { url: one, headers, followRedirects: true }, { permit: ({ subject }) => asked.push(subject) }); // prettier-ignore
    expect(facts).toMatchObject({ status: 200, redirects: 1, finalUrl: `${two}/` });
    expect(facts['body']).toContain('"x-plain":"p"');
    expect(facts['body']).not.toMatch(/Bearer|a=b|api-key/);
    expect(new Set(asked)).toEqual(new Set([one.slice(7), two.slice(7)]));
  });

  test('end after five', async () => {
    const url = await serveHttp((_, response) => response.writeHead(302, { location: '/again' }).end());
    const { facts } = await look(httpProbe, { url, followRedirects: true });
    expect(facts).toMatchObject({ redirects: 5, failure: 'more than 5 redirects' });
  });
});

test('a host that is not permitted is not connected to', async () => {
  let connections = 0;
  const url = await serveHttp((_, response) => response.end(String(connections++)));
  const permit = (): void => {
    throw new OpsError('denied', 'not trusted');
  };
  await expect(look(httpProbe, { url }, { permit })).rejects.toMatchObject({ code: 'denied' });
  expect(connections).toBe(0);
});
