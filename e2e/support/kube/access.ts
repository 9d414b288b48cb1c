// Who may do what in the fake: everything, but for what a test forbade. Answers the same to requests and to reviews.
import type { AccessRule, FaultState } from './faults.ts';
import { kinds } from './kinds.ts';
import { Refusal } from './status.ts';

export interface Asked {
  verb: string;
  group: string;
  /** With its subresource: `pods/log`. */
  resource: string;
  /** Empty when across namespaces. */
  namespace: string;
  name?: string;
}

const covers = (rule: AccessRule, asked: Asked): boolean =>
  (rule.verb === '*' || rule.verb === asked.verb) &&
  (rule.group === '*' || rule.group === asked.group) &&
  (rule.resource === '*' || rule.resource === asked.resource) &&
  (rule.namespace === undefined || rule.namespace === asked.namespace);

export const isAllowed = (faults: FaultState, asked: Asked): boolean =>
  faults.allowed.some((rule) => covers(rule, asked)) || !faults.forbidden.some((rule) => covers(rule, asked));

export function forbiddenTo(user: string, { verb, group, resource, namespace, name }: Asked): Refusal {
  const [plural = resource] = resource.split('/');
  const full = group === '' ? plural : `${plural}.${group}`;
  const what = name === undefined || name === '' ? full : `${full} "${name}"`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const message = `${what} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`;
  const details = { ...(name === undefined ? {} : { name }), ...(group === '' ? {} : { group }), kind: plural };
  return new Refusal(403, message, { details });
}

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** The resourceRules of a rules review in a namespace. */
export function rulesFor(faults: FaultState, namespace: string): unknown[] {
  if (faults.forbidden.length === 0) return [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }];
  return kinds.flatMap((kind) =>
    [kind.resource, ...kind.subresources.map((each) => `${kind.resource}/${each}`)].flatMap((resource) => {
      const allowed = verbs.filter((verb) => isAllowed(faults, { verb, group: kind.group, resource, namespace }));
      return allowed.length === 0 ? [] : [{ verbs: allowed, apiGroups: [kind.group], resources: [resource] }];
    }),
  );
}
