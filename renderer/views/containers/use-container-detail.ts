// A container read in full, and read again when its line in the list has changed; the last answer stays meanwhile.
import { useState } from 'react';
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import { useAnswer, useConsole, type Answer } from '../../state/use-console.ts';

export interface DetailView extends Answer<ContainerDetail> {
  /** Reads it once more. */
  again: () => void;
}

/** @param container null asks nothing. */
export function useContainerDetail(container: Container | null): DetailView {
  const { operations } = useConsole();
  const [round, setRound] = useState(0);
  const id = container?.id ?? '';
  // Docker's words count minutes, which is no reason to read it anew.
  const version = container === null ? '' : [container.state, container.health, container.restartCount, container.startedAt, container.finishedAt, round].join(); // prettier-ignore
  const answer = useAnswer(container === null ? null : `container ${id} ${version}`, () => operations.container(id));
  const [last, setLast] = useState<ContainerDetail | null>(null);
  if (answer.value !== null && answer.value !== last) setLast(answer.value);
  const kept = last?.container.id === id ? last : null;
  return { ...answer, value: answer.value ?? kept, again: () => setRound(round + 1) };
}
