// Config maps and secrets by the names of their keys, and claims of storage. No value is ever read.
import { fieldsOf, isFields, textOf, textOrNull, textsOf, conditionOf, said, type Fields } from './fields.ts';
import { quantityOf } from './quantity.ts';
import { noTroubles, type FoundTrouble, type Projected } from './projected.ts';

export function projectConfigMap(object: Fields, deleting: boolean): Projected<'configmaps'> {
  const keys = [...keysOf(object['data']), ...keysOf(object['binaryData'])];
  return { ...plain(deleting, `${keys.length} keys`), cells: { keys } };
}

export function projectSecret(object: Fields, deleting: boolean): Projected<'secrets'> {
  const type = textOf(object['type']) || 'Opaque';
  return { ...plain(deleting, type), cells: { type, keys: keysOf(object['data']) } };
}

export function projectClaim(object: Fields, deleting: boolean): Projected<'persistentvolumeclaims'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const phase = textOf(status['phase']);
  const troubles: FoundTrouble[] = [];
  if (phase === 'Pending') {
    const storageClass = textOf(spec['storageClassName']);
    const words = `waits for a volume${storageClass === '' ? '' : ` of class ${storageClass}`}`;
    troubles.push({ kind: 'pending', words });
  }
  if (phase === 'Lost') troubles.push({ kind: 'other', words: `its volume ${textOf(spec['volumeName'])} is lost` });
  const resize = conditionOf(status['conditions'], 'ControllerResizeError');
  if (resize?.status === 'True') {
    troubles.push({ kind: 'other', words: `cannot be resized: ${said(resize.message, resize.reason)}`, since: resize.since }); // prettier-ignore
  }
  const health = troubles.length > 0 ? 'trouble' : deleting ? 'progressing' : phase === 'Bound' ? 'ok' : 'unknown';
  return {
    status: deleting ? 'Terminating' : phase,
    health,
    troubles: troubles.length > 0 ? troubles : noTroubles,
    cells: {
      phase,
      volume: textOrNull(spec['volumeName']),
      capacityBytes: quantityOf(fieldsOf(status['capacity'])['storage']),
      storageClass: textOrNull(spec['storageClassName']),
      accessModes: textsOf(spec['accessModes']),
    },
  };
}

function plain(deleting: boolean, status: string) {
  return {
    status: deleting ? 'Terminating' : status,
    health: deleting ? ('progressing' as const) : ('ok' as const),
    troubles: noTroubles,
  };
}

const keysOf = (value: unknown): string[] => (isFields(value) ? Object.keys(value) : []);
