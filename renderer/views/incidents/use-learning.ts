// What an incident taught, as last read; what was read stays while it is read anew.
import { useState } from 'react';
import type { LearningDetail } from '#shared/model/learning/learning.ts';
import { useAnswer, useConsole, useFeed } from '../../state/use-console.ts';

export interface ReadLearning {
  detail: LearningDetail | null;
  /** Why it could not be read; empty where it was. */
  reason: string;
  /** Reads it anew, for what changes without being told: how a trigger stands. */
  again: () => void;
}

/** @param version changes with the incident. */
export function useLearning(id: string, version: number): ReadLearning {
  const { learning, operations } = useConsole();
  const { entries } = useFeed(learning.lines);
  const [asked, setAsked] = useState(0);
  const own = entries.get(id)?.sequence ?? 0;
  const { state, value, reason } = useAnswer(`${id} ${own} ${version} ${asked}`, () => operations.learning(id));
  const kept = useKept(value);
  const last = value ?? (kept?.learning.incidentId === id ? kept : null);
  return { detail: last, reason: state === 'refused' ? reason : '', again: () => setAsked((before) => before + 1) };
}

/** The last one that was not null. */
export function useKept<T>(value: T | null): T | null {
  const [kept, setKept] = useState(value);
  if (value !== null && value !== kept) setKept(value);
  return value ?? kept;
}
