// What can be done to what is open, or to all that is marked. Asks the server when it comes into sight and whenever the
// answer may be another. While it is locked there is only the way to unlock it.
import { useContext, useEffect } from 'react';
import type { LockKey } from '#shared/model/environment.ts';
import { replicasLimit, targetsLimit } from '#shared/model/action.ts';
import { ActionBar, type Deed } from '../../components/action-bar.tsx';
import { ActionsContext } from '../../components/actions-context.ts';
import { AfterAWhile } from '../../components/after-a-while.tsx';
import { ActionButton } from '../../components/button.tsx';
import { thingsInWords } from '../../components/change-words.ts';
import { mayChange } from '../../components/lock-words.ts';
import type { OfferScope } from '../../state/change-store.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { useLock } from '../environment/use-lock.ts';
import { askOffers, markedOffers } from './offered.ts';
import { prepareChange } from './prepare-change.ts';
import { targetsOf } from './targets.ts';

export interface ChangeBarProps {
  scope: OfferScope;
  /** Changes with the state of the things: then it is asked anew what may be done. */
  version: string;
}

export function ChangeBar({ scope, version }: ChangeBarProps) {
  const stores = useConsole();
  const targets = targetsOf(stores, scope);
  const source = targets[0]?.source ?? 'docker';
  const { state } = useLock(source);
  const answer = useWhole(stores.change.offers[scope].store);
  const actions = useContext(ActionsContext);
  const may = mayChange(state) && targets.length > 0 && targets.length <= targetsLimit;
  const names = targets.map(({ key }) => key).join();
  useEffect(
    () => askOffers(stores, scope, may ? targetsOf(stores, scope) : [], `${version} ${state}`),
    // The things are read anew; these say whether they are others.
    [stores, scope, may, names, version, state],
  );
  useEffect(() => () => askOffers(stores, scope, [], ''), [stores, scope]);
  if (targets.length === 0) return null;
  if (state === 'locked') return <Locked source={source} scope={scope} />;
  if (!mayChange(state)) return null;
  if (targets.length > targetsLimit) {
    return <p className="quiet">At most {targetsLimit} can be changed at once; {targets.length} are marked.</p>; // prettier-ignore
  }
  if (answer.state === 'refused') {
    return <p role="alert">What may be done here could not be asked: {answer.reason}</p>;
  }
  const deeds = markedOffers(stores, scope, targets).flatMap((offer): Deed[] => {
    const action = actions.get(`change.${scope}.${offer.action}`);
    if (action === undefined) return [];
    const count = offer.action === 'scale' ? (offer.replicas ?? 1) : null;
    return [{ action, count, destructive: offer.destructive, runWith: (to) => prepareChange(stores, offer.action, targets, to) }]; // prettier-ignore
  });
  const ways = scope === 'open' ? ['terminal.open', 'forward.start'].flatMap((id) => actions.get(id) ?? []) : [];
  return (
    <div className={scope === 'marked' ? 'change-bar change-bar-marked' : 'change-bar'}>
      {ways.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
      {answer.value === null ? (
        <AfterAWhile>
          <span className="quiet">Asking what you may do here …</span>
        </AfterAWhile>
      ) : null}
      <ActionBar label={`Actions on ${thingsInWords(targets)}`} deeds={deeds} mostCount={replicasLimit} />
    </div>
  );
}

function Locked({ source, scope }: { source: LockKey; scope: OfferScope }) {
  const unlock = useContext(ActionsContext).get(`unlock.${source}`);
  return unlock === undefined ? null : (
    <div className={scope === 'marked' ? 'change-bar change-bar-marked' : 'change-bar'}>
      <ActionButton action={unlock} />
      <span className="quiet">Locked: nothing can be changed from here.</span>
    </div>
  );
}
