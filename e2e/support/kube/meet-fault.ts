// What a request that meets a fault is given. Faults of open watches are elsewhere.
import { setTimeout as wait } from 'node:timers/promises';
import { forbiddenTo } from './access.ts';
import type { Call } from './answer.ts';
import type { AnswerFault } from './faults.ts';
import type { Route } from './route.ts';
import { expiredPage } from './serve-list.ts';
import { serveWatch } from './serve-watch.ts';
import { failure, Refusal, unauthorized } from './status.ts';

/** Throws the refusal, or answers itself, or lets the request go on (`passed`). */
export async function meetFault(
  call: Call,
  fault: AnswerFault,
  route: Route | null,
  verb: string | null,
): Promise<'answered' | 'passed'> {
  const { response, request } = call;
  const retryAfter = { 'retry-after': String(fault.retryAfterSeconds ?? 1) };
  switch (fault.kind) {
    case 'unauthorized':
      throw unauthorized();
    case 'forbidden': {
      const { group = '', resource = '' } = route?.kind ?? {};
      throw forbiddenTo(call.user, { verb: verb ?? 'get', group, resource, namespace: route?.namespace ?? '' });
    }
    case 'gone':
      throw new Refusal(410, failure(410, 'The resourceVersion for the provided watch is too old.').message ?? '');
    case 'gone_event':
      if (route !== null) await serveWatch({ ...call, route }, true);
      return 'answered';
    case 'expired_continue':
      throw expiredPage(call.query.get('continue') ?? '');
    case 'too_many': {
      const details = { retryAfterSeconds: fault.retryAfterSeconds ?? 1 };
      throw new Refusal(429, 'Too many requests, please try again later.', { details }, retryAfter);
    }
    case 'server_error':
      throw new Refusal(500, 'Internal error occurred: etcdserver: leader changed');
    case 'unavailable':
      throw new Refusal(503, 'apiserver not ready', {}, retryAfter);
    case 'clean_close':
      request.socket.end();
      return 'answered';
    case 'reset':
      call.reset();
      return 'answered';
    case 'half_open':
      return 'answered';
    case 'slow':
      await wait(fault.delayMs ?? 1000);
      return 'passed';
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body>Sign in to continue</body></html>');
      return 'answered';
    case 'broken_body':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"na');
      return 'answered';
  }
}
