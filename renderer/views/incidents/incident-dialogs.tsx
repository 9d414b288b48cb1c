// The dialogs of incidents, which may stand over any screen. Each shows the incident as it is.
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import type { IncidentForm } from '../../state/dialogs.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { DescribeForm, ImpactForm, LinkForm, MergeForm, UnmergeForm } from './about-forms.tsx';
import { CorrectForm } from './correct-form.tsx';
import { DeclareDialog } from './declare-dialog.tsx';
import { KeepForm } from './keep-form.tsx';
import { AssignForm, GradeForm, MoveForm, ReachForm } from './lead-forms.tsx';
import { useIncident } from './use-incident.ts';

export function IncidentDialogs() {
  const { dialog } = useConsole();
  const { open } = useWhole(dialog);
  const close = (): void => dialog.setState({ open: null });
  if (open?.kind === 'declare-incident') return <DeclareDialog from={open.from} onClose={close} />;
  if (open?.kind === 'incident-act') return <ActDialog id={open.id} act={open.act} onClose={close} />;
  return null;
}

function ActDialog({ id, act, onClose }: { id: string; act: IncidentForm; onClose: () => void }) {
  const { detail } = useIncident(id);
  return detail === null ? null : <Form detail={detail} act={act} onClose={onClose} />;
}

function Form({ detail, act, onClose }: { detail: IncidentDetail; act: IncidentForm; onClose: () => void }) {
  const { incident, closeReasons } = detail;
  const form = { incident, onClose };
  switch (act.do) {
    case 'move':
      return <MoveForm {...form} to={act.to} reasons={closeReasons} />;
    case 'grade':
      return <GradeForm {...form} />;
    case 'reach':
      return <ReachForm {...form} milestone={act.milestone} />;
    case 'assign':
      return <AssignForm {...form} role={act.role} />;
    case 'impact':
      return <ImpactForm {...form} />;
    case 'describe':
      return <DescribeForm {...form} />;
    case 'link':
      return <LinkForm {...form} />;
    case 'keep':
      return <KeepForm {...form} />;
    case 'merge':
      return <MergeForm {...form} />;
    case 'unmerge':
      return <UnmergeForm {...form} />;
    case 'correct': {
      const word = incident.words.find(({ id }) => id === act.word);
      return word === undefined ? null : <CorrectForm {...form} word={word} />;
    }
  }
}
