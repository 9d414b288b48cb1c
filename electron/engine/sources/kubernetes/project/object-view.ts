// A whole object as a person reads it: YAML, JSON, conditions and containers, without what nobody reads (managedFields) and
// without values that must not leave: those of secrets, config maps and environments are replaced by their sizes.
import { stringify } from 'yaml';
import type { KubeKind, KubeObject } from '#shared/model/kubernetes.ts';
import { containersOf } from './container-views.ts';
import { fieldsOf, isFields, listOf, readCondition, textOf, type Fields } from './fields.ts';
import { projectObject } from './project.ts';

/** How secrets that stand in other places are known; this source does not decide that. */
export interface Hiding {
  text: (text: string) => string;
  /** The words of a command: one may tell what the next is. */
  words: (words: string[]) => string[];
  isSecretName: (name: string) => boolean;
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const deepest = 100;

/** @param readAt epoch milliseconds. Never throws; an object deeper than the API server takes is cut, and says so. */
export function objectView(kind: KubeKind, object: unknown, readAt: number, hiding: Hiding): KubeObject {
  const shown = shownObject(kind, object, hiding);
  const conditions = listOf(fieldsOf(fieldsOf(object)['status'])['conditions']);
  const row = projectObject(kind, object);
  return {
    row: {
      ...row,
      labels: Object.fromEntries(
        Object.entries(row.labels).map(([name, value]) => [name, hideNamed(name, value, hiding) as string]),
      ),
      troubles: row.troubles.map(hiding.text),
    },
    yaml: stringify(shown, { lineWidth: 0, aliasDuplicateObjects: false }),
    json: JSON.stringify(shown, null, 2),
    conditions: conditions.map((item) => {
      const condition = readCondition(fieldsOf(item));
      return { ...condition, message: hiding.text(condition.message) };
    }),
    containers: containersOf(fieldsOf(object)),
    readAt,
  };
}

function shownObject(kind: KubeKind, object: unknown, hiding: Hiding): unknown {
  const copy = copied(object, '', 0, hiding);
  if (!isFields(copy)) return copy;
  const shown: Record<string, unknown> = { ...copy };
  if (isFields(shown['metadata'])) {
    const { managedFields: _, ...metadata } = shown['metadata'];
    shown['metadata'] = metadata;
  }
  if (kind !== 'secrets' && kind !== 'configmaps') return shown;
  const given = fieldsOf(object);
  for (const place of ['data', 'binaryData', 'stringData']) {
    if (given[place] === undefined) continue;
    shown[place] = sizesOf(given[place], place !== 'stringData' && (kind === 'secrets' || place === 'binaryData'));
  }
  return shown;
}

function hideNamed(name: string, value: unknown, hiding: Hiding): unknown {
  return hiding.isSecretName(name) && value !== '' ? '[redacted]' : value;
}

/** A copy without secrets. `name`: of the field that holds the value. */
function copied(value: unknown, name: string, depth: number, hiding: Hiding): unknown {
  if (typeof value === 'string') return hiding.text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return '[cut: nested too deeply]';
  if (Array.isArray(value)) {
    if ((name === 'args' || name === 'command') && value.every((item) => typeof item === 'string')) return hiding.words(value); // prettier-ignore
    return value.map((item: unknown) => copied(withoutValue(name, item, hiding), '', depth + 1, hiding));
  }
  const told = name === 'labels' || name === 'annotations';
  // Entries and not assignment: a field may have any name, `__proto__` too.
  return Object.fromEntries(
    Object.entries(value as Fields).flatMap(([key, item]) => {
      // It holds the object once more, values and all.
      if (told && key === lastApplied) return [];
      return [
        [key, told && hiding.isSecretName(key) ? hideNamed(key, item, hiding) : copied(item, key, depth + 1, hiding)],
      ];
    }),
  );
}

/** An entry of an environment, or one whose name tells that its value is a secret: how long it is stands in its place. */
function withoutValue(list: string, item: unknown, hiding: Hiding): unknown {
  if (!isFields(item) || item['value'] === undefined) return item;
  if (list !== 'env' && !hiding.isSecretName(textOf(item['name']))) return item;
  return { ...item, value: sizeWords(item['value'], false) };
}

function sizesOf(values: unknown, encoded: boolean): unknown {
  if (!isFields(values)) return sizeWords(values, encoded);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, sizeWords(value, encoded)]));
}

function sizeWords(value: unknown, encoded: boolean): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return `<${Buffer.byteLength(text, encoded ? 'base64' : 'utf8')} bytes>`;
}
