// For tests of a screen: the whole frame over a console whose engine is the hand-written fake.
import { render } from '@testing-library/react';
import type { ConsoleStores } from '../state/console.ts';
import type { ViewName } from '../state/place.ts';
import { ConsoleContext } from '../state/use-console.ts';
import { Frame } from './frame.tsx';
// What the frame fetches late is there at once in a test, whose patience is not for compiling it.
import '../views/criteria/criteria-view.tsx';
import '../views/dashboards/dashboards-view.tsx';
import '../views/metrics/explore-view.tsx';
import '../views/metrics/metrics-view.tsx';

/** At `view`, or at the place where the stores are. */
export function showFrame(stores: ConsoleStores, view?: ViewName): void {
  if (view !== undefined) stores.place.go({ view });
  render(
    <ConsoleContext value={stores}>
      <Frame />
    </ConsoleContext>,
  );
}
