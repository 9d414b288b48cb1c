// A person's word on a criterion that no metric judges: whether it holds, by whom, and why.
import { useState } from 'react';
import { Choice } from '../../components/choice.tsx';
import type { OpenDialog } from '../../state/dialogs.ts';
import { useConsole } from '../../state/use-console.ts';
import { PersonWord } from '../readiness/person-word.tsx';

type Asked = Extract<OpenDialog, { kind: 'judge-criterion' }>;

export function JudgeDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { operations } = useConsole();
  const [outcome, setOutcome] = useState<'pass' | 'fail' | null>(null);
  const { of, key, criterion, title, words } = asked;
  const missing = outcome === null ? 'say whether it holds' : null;
  const say = async (word: { by: string; note: string }): Promise<boolean> =>
    outcome !== null && (await operations.judgeCriterion(of, { key, criterion, outcome, ...word }));
  return (
    <PersonWord title={title} of={title} button="Record" missing={missing} noteLabel="How you know (optional)" say={say} onClose={onClose}>
      <blockquote className="trigger-original">{words}</blockquote>
      <Choice legend="As you see it" value={outcome} onChange={setOutcome} options={[{ value: 'pass', word: 'It holds' }, { value: 'fail', word: 'It does not hold' }]} />
    </PersonWord>
  ); // prettier-ignore
}
