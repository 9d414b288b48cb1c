// How a list or a watch writes an object: whole, as metadata only, or as a row of a table, whichever the client accepts.
import { apiVersionOf, type Kind } from './kinds.ts';
import { textOf, type Version } from './history.ts';
import { columnsOf, rowOf } from './tables.ts';

export interface Encoding {
  /** Whole list from the texts of its items. */
  list: (items: readonly Version[], metadata: object) => string;
  /** One object of its own, as a watch event or an answer to GET carries it. */
  one: (version: Version) => string;
}

export const withKind = (kind: Kind, version: Version): string =>
  `{"kind":"${kind.kind}","apiVersion":"${apiVersionOf(kind)}",${textOf(version).slice(1)}`;

const plain = (kind: Kind): Encoding => ({
  list: (items, metadata) =>
    `{"kind":"${kind.kind}List","apiVersion":"${apiVersionOf(kind)}","metadata":${JSON.stringify(metadata)},` +
    `"items":[${items.map(textOf).join(',')}]}`,
  one: (version) => withKind(kind, version),
});

const partial = (version: Version): object => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: version.object.metadata,
});

const metadataOnly: Encoding = {
  list: (items, metadata) =>
    JSON.stringify({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: items.map(partial),
    }),
  one: (version) => JSON.stringify(partial(version)),
};

function table(kind: Kind, includeObject: string, now: number): Encoding {
  const row = (version: Version): string => {
    const cells = JSON.stringify(rowOf(kind.resource, version.object, now));
    if (includeObject === 'None') return `{"cells":${cells},"object":null}`;
    const object = includeObject === 'Object' ? withKind(kind, version) : JSON.stringify(partial(version));
    return `{"cells":${cells},"object":${object}}`;
  };
  const whole = (items: readonly Version[], metadata: object): string =>
    `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(metadata)},` +
    `"columnDefinitions":${JSON.stringify(columnsOf(kind.resource))},"rows":[${items.map(row).join(',')}]}`;
  return {
    list: whole,
    one: (version) => whole([version], { resourceVersion: String(version.resourceVersion) }),
  };
}

/** The first form of the Accept header that the server has; JSON when it names none. */
export function encodingFor(kind: Kind, accept: string | undefined, includeObject: string, now: number): Encoding {
  for (const form of (accept ?? '').split(',')) {
    const words = form.split(';').map((word) => word.trim());
    if (words[0] !== 'application/json' && words[0] !== '*/*') continue;
    if (words.includes('as=Table')) return table(kind, includeObject, now);
    if (words.some((word) => word.startsWith('as=PartialObjectMetadata'))) return metadataOnly;
    return plain(kind);
  }
  return plain(kind);
}
