// The three patch forms of the API server. Strategic merge knows the lists that clients of the console patch, no schema.
import { Refusal, badRequest } from './status.ts';
import type { Fields } from './shapes.ts';

export interface JsonPatchStep {
  op: 'add' | 'remove' | 'replace' | 'test' | 'move' | 'copy';
  path: string;
  from?: string;
  value?: unknown;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7386: null removes, objects merge, anything else replaces. */
export function mergePatched(target: unknown, patch: unknown, isStrategic = false): unknown {
  if (Array.isArray(patch)) return isStrategic ? mergedList(target, patch) : patch;
  if (!isFields(patch)) return patch;
  if (isStrategic && patch.$patch === 'replace') {
    const { $patch: _, ...rest } = patch;
    return rest;
  }
  const merged: Fields = isFields(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete merged[key];
    else
      merged[key] =
        keyedLists[key] === undefined || !isStrategic
          ? mergePatched(merged[key], value, isStrategic && !Array.isArray(value))
          : mergedBy(keyedLists[key], merged[key], value);
  }
  return merged;
}

/** Lists whose items a strategic merge recognises, and by what. Others are replaced. */
const keyedLists: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  ports: 'containerPort',
  conditions: 'type',
  taints: 'key',
};

const mergedList = (target: unknown, patch: unknown[]): unknown[] =>
  patch.every((item) => isFields(item) && 'name' in item) ? mergedBy('name', target, patch) : patch;

function mergedBy(key: string, target: unknown, patch: unknown): unknown[] {
  if (!Array.isArray(patch)) throw badRequest(`a list was expected where ${JSON.stringify(patch)} stands`);
  const items: unknown[] = Array.isArray(target) ? [...(target as unknown[])] : [];
  for (const change of patch as Fields[]) {
    const at = items.findIndex((item) => isFields(item) && item[key] === change[key]);
    if (change.$patch === 'delete') items.splice(at, at === -1 ? 0 : 1);
    else if (at === -1) items.push(change);
    else items[at] = mergePatched(items[at], change, true);
  }
  return items;
}

/** RFC 6902. Throws a 422 refusal for a path that is not there or a test that fails. */
export function jsonPatched(target: unknown, steps: JsonPatchStep[]): unknown {
  if (!Array.isArray(steps)) throw badRequest('a JSON patch is a list of operations');
  const root = { '': structuredClone(target) };
  for (const step of steps) applyStep(root, step);
  return root[''];
}

function applyStep(root: { '': unknown }, step: JsonPatchStep): void {
  const { op, path } = step;
  if (op === 'test') {
    if (JSON.stringify(valueAt(root, path)) !== JSON.stringify(step.value)) refuse(`testing value ${path} failed`);
  } else if (op === 'add' || op === 'replace') {
    if (op === 'replace') valueAt(root, path);
    put(root, path, step.value, op === 'add');
  } else if (op === 'remove') {
    remove(root, path);
  } else if (op === 'copy' || op === 'move') {
    const value = structuredClone(valueAt(root, step.from ?? ''));
    if (op === 'move') remove(root, step.from ?? '');
    put(root, path, value, true);
  } else refuse(`Unexpected kind: ${String(op)}`);
}

const refuse = (message: string): never => {
  throw new Refusal(422, `the server rejected our request due to an error in our request: ${message}`);
};

/** The holder of the last part of a pointer, and that part. */
function holderOf(root: { '': unknown }, path: string): [Fields | unknown[], string] {
  const parts =
    path === ''
      ? ['']
      : [
          '',
          ...path
            .slice(1)
            .split('/')
            .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
        ];
  const last = parts.pop() ?? '';
  let holder: unknown = root;
  for (const part of parts) holder = (holder as Fields | undefined)?.[part];
  if (typeof holder !== 'object' || holder === null) return refuse(`doc is missing path: ${path}`);
  return [holder as Fields | unknown[], last];
}

function valueAt(root: { '': unknown }, path: string): unknown {
  const [holder, last] = holderOf(root, path);
  if (!Object.hasOwn(holder, last)) refuse(`doc is missing key: ${path}`);
  return (holder as Fields)[last];
}

function put(root: { '': unknown }, path: string, value: unknown, isAdd: boolean): void {
  const [holder, last] = holderOf(root, path);
  if (!Array.isArray(holder)) (holder as Fields)[last] = value;
  else if (last === '-') holder.push(value);
  else if (isAdd) holder.splice(Number(last), 0, value);
  else holder[Number(last)] = value;
}

function remove(root: { '': unknown }, path: string): void {
  valueAt(root, path);
  const [holder, last] = holderOf(root, path);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Fields)[last];
}
