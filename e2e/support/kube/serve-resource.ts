// Which handler answers a verb on a stored resource.
import type { ResourceCall } from './answer.ts';
import type { Verb } from './faults.ts';
import { serveList } from './serve-list.ts';
import { serveLogs } from './serve-logs.ts';
import { createObject, deleteObject, getObject, patchObject, replaceObject } from './serve-object.ts';
import { serveScale } from './serve-scale.ts';
import { serveWatch } from './serve-watch.ts';
import { badRequest, Refusal } from './status.ts';

/** Answers it; throws refusals. */
export async function serveResource(call: ResourceCall, verb: Verb): Promise<void> {
  const { subresource } = call.route;
  if (subresource === 'log') return serveLogs(call);
  if (subresource === 'scale') return serveScale(call, verb);
  if (subresource === 'exec' || subresource === 'portforward') throw badRequest('Upgrade request required');
  if (subresource === 'eviction') return deleteObject(call, true);
  switch (verb) {
    case 'list':
      return serveList(call);
    case 'watch':
      return serveWatch(call);
    case 'get':
      return getObject(call);
    case 'create':
      return createObject(call);
    case 'update':
      return replaceObject(call);
    case 'patch':
      return patchObject(call);
    case 'delete':
      return deleteObject(call);
    default:
      throw new Refusal(405, 'the server does not allow this method on the requested resource');
  }
}
