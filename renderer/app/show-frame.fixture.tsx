// For tests of a screen: the whole frame over a console whose engine is the hand-written fake.
import { render } from '@testing-library/react';
import type { ConsoleStores } from '../state/console.ts';
import type { ViewName } from '../state/place.ts';
import { ConsoleContext } from '../state/use-console.ts';
import { Frame } from './frame.tsx';

export function showFrame(stores: ConsoleStores, view: ViewName): void {
  stores.place.go({ view });
  render(
    <ConsoleContext value={stores}>
      <Frame />
    </ConsoleContext>,
  );
}
