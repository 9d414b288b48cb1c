// One object: read, created, replaced, patched, deleted. Validation is no more than a client of the console can meet.
import { bodyOf, sendJson, type ResourceCall } from './answer.ts';
import { encodingFor, withKind } from './encode.ts';
import { jsonPatched, mergePatched, type JsonPatchStep } from './patch.ts';
import { removeObject, type Removal } from './removal.ts';
import { badRequest, notFound, Refusal } from './status.ts';
import { hashWord } from './random.ts';
import { wireTime, type KubeObject, type NewObject } from './shapes.ts';

/** Throws 404. */
export function currentOf({ world, route }: ResourceCall): KubeObject {
  const { kind, name, namespace } = route;
  const object = world.store.get(kind.resource, name ?? '', namespace ?? undefined);
  if (object === null) throw notFound(kind.resource, kind.group, name ?? '');
  return object;
}

export async function getObject(call: ResourceCall): Promise<void> {
  const { world, route, query } = call;
  currentOf(call);
  const version = world.store.version(route.kind.resource, route.name ?? '', route.namespace ?? undefined);
  if (version === null) throw notFound(route.kind.resource, route.kind.group, route.name ?? '');
  const accept = call.request.headers.accept;
  const encoding = encodingFor(route.kind, accept, query.get('includeObject') ?? 'Metadata', world.now());
  await sendJson(call, 200, encoding.one(version));
}

export async function createObject(call: ResourceCall): Promise<void> {
  const { world, route, query } = call;
  const { kind, namespace } = route;
  const {
    kind: _kind,
    apiVersion: _apiVersion,
    ...body
  } = await bodyOf<NewObject & { kind?: string; apiVersion?: string }>(call);
  const { generateName } = body.metadata ?? {};
  const name =
    body.metadata?.name ?? (generateName === undefined ? '' : generateName + hashWord(`${world.store.revision()}`, 5));
  if (name === '') throw badRequest('name or generateName is required');
  if (namespace !== null && world.store.get('namespaces', namespace) === null)
    throw notFound('namespaces', '', namespace);
  if (world.store.get(kind.resource, name, namespace ?? undefined) !== null) {
    const details = { name, kind: kind.resource };
    throw new Refusal(409, `${kind.resource} "${name}" already exists`, { reason: 'AlreadyExists', details });
  }
  const metadata = {
    creationTimestamp: wireTime(world.now()),
    ...body.metadata,
    name,
    ...(namespace === null ? {} : { namespace }),
    ...(kind.subresources.includes('scale') ? { generation: 1 } : {}),
  };
  const made: NewObject = { ...body, metadata, ...firstStatus(kind.resource) };
  if (query.get('dryRun') === 'All') return sendJson(call, 201, made);
  world.store.create(kind.resource, made);
  const version = world.store.version(kind.resource, name, namespace ?? undefined);
  if (version !== null) await sendJson(call, 201, withKind(kind, version));
}

function firstStatus(resource: string): { status?: KubeObject['status'] } {
  if (resource === 'namespaces') return { status: { phase: 'Active' } };
  if (resource === 'pods') return { status: { phase: 'Pending', conditions: [], qosClass: 'BestEffort' } };
  return {};
}

export async function replaceObject(call: ResourceCall): Promise<void> {
  const { kind: _kind, apiVersion: _apiVersion, ...body } = await bodyOf<KubeObject>(call);
  await save(call, currentOf(call), body as KubeObject);
}

export async function patchObject(call: ResourceCall): Promise<void> {
  const current = currentOf(call);
  await save(call, current, await patchedBody(call, current));
}

/** The object with the request's patch. Throws 415 for a form that the fake does not have. */
export async function patchedBody<T>(call: ResourceCall, current: T): Promise<T> {
  const [form = ''] = (call.request.headers['content-type'] ?? '').split(';');
  const patch = await bodyOf<unknown>(call);
  if (form === 'application/json-patch+json') return jsonPatched(current, patch as JsonPatchStep[]) as T;
  if (form === 'application/merge-patch+json') return mergePatched(current, patch) as T;
  if (form === 'application/strategic-merge-patch+json') return mergePatched(current, patch, true) as T;
  throw new Refusal(
    415,
    `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, ` +
      `application/merge-patch+json, application/strategic-merge-patch+json`,
  );
}

const conflict = (resource: string, name: string): Refusal =>
  new Refusal(
    409,
    `Operation cannot be fulfilled on ${resource} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    { details: { name, kind: resource } },
  );

/** What only the server may set is kept from the current object. */
async function save(call: ResourceCall, current: KubeObject, next: KubeObject): Promise<void> {
  const { world, route, query } = call;
  const { kind, name, namespace } = route;
  const wanted = next.metadata.resourceVersion;
  if (wanted !== undefined && wanted !== '' && wanted !== current.metadata.resourceVersion) {
    throw conflict(kind.resource, name ?? '');
  }
  const { uid, creationTimestamp, generation, deletionTimestamp } = current.metadata;
  const metadata = {
    ...next.metadata,
    name: current.metadata.name,
    uid,
    creationTimestamp,
    ...(namespace === null ? {} : { namespace }),
    ...(generation === undefined ? {} : { generation }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
  };
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = next;
  // As on the real server: /status changes the status alone, everything else leaves it.
  const saved: KubeObject =
    route.subresource === 'status'
      ? { ...current, ...(next.status === undefined ? {} : { status: next.status }) }
      : { ...rest, metadata, ...(current.status === undefined ? {} : { status: current.status }) };
  if (query.get('dryRun') === 'All') return sendJson(call, 200, saved);
  world.store.replace(kind.resource, saved);
  const version = world.store.version(kind.resource, name ?? '', namespace ?? undefined);
  if (version !== null) await sendJson(call, 200, withKind(kind, version));
}

/** Deletes with the grace that was asked for. An eviction carries its options one level down. */
export async function deleteObject(call: ResourceCall, isEviction = false): Promise<void> {
  const { world, route, query } = call;
  const current = currentOf(call);
  const body = await bodyOf<Removal & { deleteOptions?: Removal; preconditions?: Removal['preconditions'] }>(call);
  const options = isEviction ? (body.deleteOptions ?? {}) : body;
  const { uid, resourceVersion } = options.preconditions ?? {};
  if ((uid ?? current.metadata.uid) !== current.metadata.uid)
    throw conflict(route.kind.resource, current.metadata.name);
  if ((resourceVersion ?? current.metadata.resourceVersion) !== current.metadata.resourceVersion) {
    throw conflict(route.kind.resource, current.metadata.name);
  }
  if (query.get('dryRun') === 'All') return sendJson(call, 200, current);
  const asked = query.get('gracePeriodSeconds');
  const removal: Removal = asked === null ? options : { ...options, gracePeriodSeconds: Number(asked) };
  removeObject(world, route.kind.resource, current, removal);
  const left = world.store.version(route.kind.resource, current.metadata.name, current.metadata.namespace);
  if (left !== null && !isEviction) return sendJson(call, 200, withKind(route.kind, left));
  const details = { name: current.metadata.name, kind: route.kind.resource, uid: current.metadata.uid };
  await sendJson(call, isEviction ? 201 : 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details,
    code: isEviction ? 201 : 200,
  });
}
