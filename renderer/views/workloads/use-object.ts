// The object that is open: its row in the list, the whole of it as it was read, and whether it changed since.
import { useState } from 'react';
import type { KubeKind, KubeObject, KubeRow } from '#shared/model/kubernetes.ts';
import { pathParts } from '../../components/kube-kinds.ts';
import { rowOfObject, type ObjectRow } from '../../components/kube-row.ts';
import { useAnswer, useConsole, type Answer } from '../../state/use-console.ts';
import type { WorkloadsScreen } from './use-workloads.ts';

export interface ObjectDetail extends Answer<KubeObject> {
  /** Reads it once more. */
  again: () => void;
}

/** The row, and whether it is in the list no more; null where neither the list nor the table on the screen has it. */
export function openRow({ table, place, feed }: WorkloadsScreen): { row: ObjectRow; gone: boolean } | null {
  const line = table.lines.find((one) => one.key === place.object);
  if (line?.kind === 'row') return { row: line.row, gone: line.gone };
  const { namespace, name } = pathParts(place.object ?? '');
  for (const object of feed.entries.values()) {
    if (object.name === name && object.namespace === namespace) return { row: rowOfObject(object), gone: false };
  }
  return null;
}

/** Reads the object when it is opened and when it is another than it was; each of its many versions is not worth a question. */
export function useObject(kind: KubeKind, path: string | null, row: KubeRow | null): ObjectDetail {
  const { operations } = useConsole();
  const [round, setRound] = useState(0);
  const version = row === null ? '' : [row.key, row.status, row.health, row.troubles.length, round].join();
  const key = path === null ? null : `${kind}/${path} ${version} ${round}`;
  const { namespace, name } = pathParts(path ?? '');
  const answer = useAnswer(key, () => operations.kubeObject(kind, namespace, name));
  const subject = `${kind}/${path}`;
  const [last, setLast] = useState<{ subject: string; object: KubeObject } | null>(null);
  if (answer.value !== null && answer.value !== last?.object) setLast({ subject, object: answer.value });
  const kept = last?.subject === subject ? last.object : null;
  return { ...answer, value: answer.value ?? kept, again: () => setRound(round + 1) };
}
