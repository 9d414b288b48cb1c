// What a part says while there is nothing in it: what it is for, and what to do next.
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';

export interface CriteriaEmptyProps {
  words: string;
  next: string;
  /** Actions by id, the first of which is the usual one. */
  actions: readonly string[];
}

export function CriteriaEmpty({ words, next, actions }: CriteriaEmptyProps) {
  return (
    <div className="empty">
      <Icon name="criteria" />
      <p>{words}</p>
      <p className="quiet">{next}</p>
      <div className="empty-actions">
        {actions.map((id, at) => (
          <Way key={id} id={id} first={at === 0} />
        ))}
      </div>
    </div>
  );
}

function Way({ id, first }: { id: string; first: boolean }) {
  return <ActionButton kind={first ? 'primary' : 'plain'} action={useAction(id)} />;
}
