// One of Docker's lists as it was read last, and read again when Docker tells of a change to it or a person asks.
import { useEffect, useState } from 'react';
import type { DockerList, DockerListName } from '#shared/model/docker-lists.ts';
import { useAnswer, useConsole, useFeed, type Answer } from '../../state/use-console.ts';

export interface DockerListView<T> extends Answer<DockerList<T>> {
  /** Docker told of a change since it was read. */
  outdated: boolean;
  /** Reads it once more. */
  again: () => void;
}

/** A burst of changes is one reading. */
const settlesMs = 500;

export function useDockerList<T>(name: DockerListName, read: () => Promise<DockerList<T>>): DockerListView<T> {
  const { docker } = useConsole();
  const changedAt = useFeed(docker.listChanges).entries.get(name)?.changedAt ?? 0;
  const [readFor, setReadFor] = useState(changedAt);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setReadFor(changedAt), settlesMs);
    return () => clearTimeout(timer);
  }, [changedAt]);
  const answer = useAnswer(`docker ${name} ${readFor} ${round}`, read);
  const [last, setLast] = useState<DockerList<T> | null>(null);
  if (answer.value !== null && answer.value !== last) setLast(answer.value);
  const value = answer.value ?? last;
  const outdated = value !== null && changedAt > value.readAt;
  return { ...answer, value, outdated, again: () => setRound(round + 1) };
}
