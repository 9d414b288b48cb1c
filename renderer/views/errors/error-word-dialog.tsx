// A person's word on a failure: resolved in which release, put aside until when, or open again.
import { useState } from 'react';
import type { OpsIncident } from '#shared/model/errors/ops-models.ts';
import { Choice } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import type { FixedIn } from '../../state/error-operations.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { PersonWord } from '../readiness/person-word.tsx';

const texts = {
  resolve: { title: 'Resolve', about: 'You say that it is fixed. It comes back by itself only when an error of that release or a later one arrives; one whose release is older, or not said, never brings it back.' }, // prettier-ignore
  archive: { title: 'Put aside', about: 'It leaves the open ones until then, and comes back by itself at that moment. It is counted all the while.' }, // prettier-ignore
  reopen: { title: 'Reopen', about: 'You say that it wants somebody again.' },
} as const;

const day = 86_400_000;
const spans = [
  { value: '1', word: '1 day' },
  { value: '7', word: '7 days' },
  { value: '30', word: '30 days' },
  { value: '90', word: '90 days' },
];

export function ErrorWordDialog() {
  const { dialog, errors } = useConsole();
  const { open } = useWhole(dialog);
  const { entries } = useFeed(errors.groups);
  const group = open?.kind === 'error-word' ? entries.get(open.key) : undefined;
  if (open?.kind !== 'error-word' || group === undefined) return null;
  return <WordForm word={open.word} group={group} onClose={() => dialog.setState({ open: null })} />;
}

interface WordFormProps {
  word: keyof typeof texts;
  group: OpsIncident;
  onClose: () => void;
}

function WordForm({ word, group, onClose }: WordFormProps) {
  const { operations, now } = useConsole();
  const [span, setSpan] = useState('7');
  const [how, setHow] = useState<'in' | 'after' | 'none'>(group.releases.length === 0 ? 'none' : 'after');
  const [release, setRelease] = useState(group.releases.at(-1) ?? '');
  const { title, about } = texts[word];
  const missing = word === 'resolve' && how !== 'none' && release.trim() === '' ? 'name the release' : null;
  const fixedIn: FixedIn = how === 'none' ? null : { how, name: release.trim() };
  const say = async (who: { by: string; note: string }): Promise<boolean> => {
    const words = { key: group.key, ...who };
    if (word === 'resolve') return await operations.resolveError(group.title, words, fixedIn);
    if (word === 'reopen') return await operations.reopenError(group.title, words);
    return await operations.archiveError(group.title, words, now() + Number(span) * day);
  };
  return (
    <PersonWord title={`${title}: ${group.title}`} of={group.title} button={title} missing={missing} say={say} onClose={onClose}>
      <p>{about}</p>
      {word === 'archive' ? <Choice legend="For" value={span} onChange={setSpan} options={spans} /> : null}
      {word === 'resolve' ? (
        <>
          <Choice
            legend="Fixed"
            value={how}
            onChange={setHow}
            options={[
              { value: 'in', word: 'in a release' },
              { value: 'after', word: 'in the one after a release' },
              { value: 'none', word: 'no release to name' },
            ]}
          />
          {how === 'none' ? (
            <p className="quiet">Then nothing tells a regression: later errors are counted and shown, and it stays resolved.</p>
          ) : (
            <Field label="Release (required)" code value={release} maxLength={200} onChange={setRelease} hint={group.releases.length === 0 ? 'as its errors name it' : `seen so far: ${group.releases.slice(-4).join(', ')}`} />
          )}
        </>
      ) : null}
    </PersonWord>
  ); // prettier-ignore
}
