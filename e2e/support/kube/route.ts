// Which resource, object and subresource a path names, and the verb that access rules know the request by.
import { findKind, type Kind } from './kinds.ts';
import type { Verb } from './faults.ts';

export interface Route {
  kind: Kind;
  namespace: string | null;
  name: string | null;
  subresource: string | null;
}

/** Null when the path names no resource of the fake. */
export function routeOf(path: string): Route | null {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const [root] = parts;
  const isCore = root === 'api';
  if (!isCore && root !== 'apis') return null;
  const [group, version, ...rest] = isCore ? ['', ...parts.slice(1)] : parts.slice(1);
  if (group === undefined || version === undefined || rest.length === 0) return null;
  return inNamespace(group, version, rest) ?? acrossNamespaces(group, version, rest);
}

function inNamespace(group: string, version: string, rest: string[]): Route | null {
  const [word, namespace, resource, name, subresource, more] = rest;
  if (word !== 'namespaces' || namespace === undefined || resource === undefined || more !== undefined) return null;
  const kind = findKind(group, version, resource);
  if (kind === null || !kind.isNamespaced) return null;
  return known({ kind, namespace, name: name ?? null, subresource: subresource ?? null });
}

function acrossNamespaces(group: string, version: string, rest: string[]): Route | null {
  const [resource = '', name, subresource, more] = rest;
  const kind = findKind(group, version, resource);
  // An object of a namespace has a path only inside it.
  if (kind === null || more !== undefined || (kind.isNamespaced && name !== undefined)) return null;
  return known({ kind, namespace: null, name: name ?? null, subresource: subresource ?? null });
}

const known = (route: Route): Route | null =>
  route.subresource === null || route.kind.subresources.includes(route.subresource) ? route : null;

/** Null for a method that the resource does not have. */
export function verbOf(method: string, route: Route, query: URLSearchParams): Verb | null {
  const { name, subresource } = route;
  // Opening a shell or a tunnel changes things, whichever method carries the upgrade.
  if (subresource === 'exec' || subresource === 'portforward') return 'create';
  if (method === 'GET' && name === null) return isTrue(query.get('watch')) ? 'watch' : 'list';
  const verbs: Record<string, Verb> = { GET: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
  if (method === 'POST') return name === null || subresource !== null ? 'create' : null;
  return name === null ? null : (verbs[method] ?? null);
}

export const isTrue = (value: string | null): boolean => value === 'true' || value === '1';
