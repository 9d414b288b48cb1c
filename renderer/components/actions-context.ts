// How a view finds an action by its id, so that its buttons are the same objects as the palette's and the keys'.
import { createContext, useContext } from 'react';
import type { Action } from './button.tsx';

export const ActionsContext = createContext<ReadonlyMap<string, Action>>(new Map());

/** @throws where no action has that id, which is a defect of ours. */
export function useAction(id: string): Action {
  const action = useContext(ActionsContext).get(id);
  if (action === undefined) throw new Error(`no action ${id}`);
  return action;
}
