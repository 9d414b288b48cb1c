// Whether a container or pod is one that a selector means.
import type { TriggerSelector } from '#shared/model/triggers/trigger.ts';

export interface Selectable {
  /** It goes by any of these: its own name, and that of its workload or service. */
  names: readonly string[];
  namespace: string | null;
  composeProject: string | null;
  labels: Record<string, string>;
}

export function matchesSelector(selector: TriggerSelector, of: Selectable): boolean {
  const { name, namespace, composeProject, labels = {} } = selector;
  return (
    (name === undefined || of.names.some((one) => globMatches(name, one))) &&
    (namespace === undefined || globMatches(namespace, of.namespace ?? '')) &&
    (composeProject === undefined || globMatches(composeProject, of.composeProject ?? '')) &&
    Object.entries(labels).every(([label, value]) => of.labels[label] === value)
  );
}

/** Something that has to be there to be well: where nothing matches, nothing is known. */
export function namesSomething({ name, namespace, composeProject, labels = {} }: TriggerSelector): boolean {
  return [name, namespace, composeProject].some((one) => one !== undefined && one !== '*') || Object.keys(labels).length > 0; // prettier-ignore
}

export function selectorInWords({ name, namespace, composeProject, labels = {} }: TriggerSelector): string {
  const parts = [
    name === undefined ? '' : `"${name}"`,
    namespace === undefined ? '' : `in the namespace ${namespace}`,
    composeProject === undefined ? '' : `of the project ${composeProject}`,
    ...Object.entries(labels).map(([label, value]) => `with ${label}=${value}`),
  ];
  return parts.filter(Boolean).join(' ');
}

/** `*` stands for any text. In linear time: no pattern is made of what a person wrote. */
function globMatches(glob: string, text: string): boolean {
  const [head = '', ...rest] = glob.split('*');
  const tail = rest.pop();
  if (tail === undefined) return text === glob;
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}
