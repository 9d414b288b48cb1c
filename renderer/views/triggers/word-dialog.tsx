// A person's word on a trigger that fires: by whom, in which words, and for how long nobody is called.
import { useState } from 'react';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Choice } from '../../components/choice.tsx';
import { useConsole } from '../../state/use-console.ts';
import { PersonWord } from '../readiness/person-word.tsx';

export type TriggerWord = 'acknowledge' | 'snooze' | 'resolve';

const texts: Record<TriggerWord, { title: string; about: string }> = {
  acknowledge: { title: 'Acknowledge', about: 'You say that somebody is on it. It stays in the list as firing; the band goes. It counts for this firing and for no later one.' }, // prettier-ignore
  snooze: { title: 'Snooze', about: 'Nobody is called until then; it is watched and shown all the while. It ends by itself at that very moment.' }, // prettier-ignore
  resolve: {
    title: 'Resolve',
    about: 'You say that it is over. Where it still holds at the next look, it begins anew.',
  },
};

const minute = 60_000;
const spans = [
  { value: '15', word: '15 min' },
  { value: '60', word: '1 h' },
  { value: '240', word: '4 h' },
  { value: '1440', word: '24 h' },
  { value: '10080', word: '7 d' },
] as const;

export interface WordDialogProps {
  word: TriggerWord;
  watched: WatchedTrigger;
  /** The label set that it is about; null for the whole trigger. */
  instance: string | null;
  onClose: () => void;
}

export function WordDialog({ word, watched: { key, trigger }, instance, onClose }: WordDialogProps) {
  const { operations, now } = useConsole();
  const [span, setSpan] = useState<string>('60');
  const { title, about } = texts[word];
  const instances = instance === null ? null : [instance];
  const say = async (who: { by: string; note: string }): Promise<boolean> => {
    const words = { key, ...who };
    if (word === 'acknowledge') return await operations.acknowledge(trigger.name, words, instances);
    if (word === 'resolve') return await operations.resolveTrigger(trigger.name, words, instances);
    return await operations.snooze(trigger.name, words, now() + Number(span) * minute, instances);
  };
  return (
    <PersonWord title={`${title} ${trigger.name}`} of={trigger.name} button={title} missing={null} say={say} onClose={onClose}>
      <p>{about}</p>
      {instance === null ? null : (
        <p>
          Only for <code>{instance}</code>; for its other label sets people are called as before.
        </p>
      )}
      {word === 'snooze' ? <Choice legend="For" value={span} onChange={setSpan} options={[...spans]} /> : null}
    </PersonWord>
  ); // prettier-ignore
}
