// The actions of this moment: rebuilt when anything changes that decides whether one can be done.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Action } from '../components/button.tsx';
import { useConsole, useFeed, useWhole } from '../state/use-console.ts';
import { changeActions } from './actions-changes.ts';
import { asOfPast, clockActions } from './actions-clock.ts';
import { containerActions } from './actions-containers.ts';
import { incidentsActions } from './actions-incidents.ts';
import { errorsActions } from './actions-errors.ts';
import { criteriaActions, criteriaVersion } from './actions-criteria.ts';
import { dashboardActions } from './actions-dashboards.ts';
import { frameActions } from './actions-frame.ts';
import { logActions } from './actions-logs.ts';
import { exploreActions } from './actions-explore.ts';
import { metricsActions } from './actions-metrics.ts';
import { reviewsActions } from './actions-reviews.ts';
import { readinessActions } from './actions-readiness.ts';
import { triggersActions, triggersVersion } from './actions-triggers.ts';
import { wallActions } from './actions-watch.ts';
import { workloadActions } from './actions-workloads.ts';
import { useChangeDepends } from './use-change-depends.ts';

export function useActions(): Map<string, Action> {
  const stores = useConsole();
  const place = useWhole(stores.place.store);
  const { moment } = useWhole(stores.clock.store);
  const depends = [
    place,
    moment,
    useFeed(stores.plans).entries,
    useFeed(stores.checklist).entries,
    useFeed(stores.demo).entries,
    useWhole(stores.demoAsked),
    useWhole(stores.detail.store),
    useWhole(stores.settings.store),
    useWhole(stores.link.store).state,
    useFeed(stores.sources).entries,
    // Both tell of themselves many times a second; only these parts of them decide what can be done.
    useStore(stores.kube.connection.store, ({ entries }) => entries.get('kubernetes')?.state),
    useStore(stores.kube.kinds.store, ({ entries }) => entries.get(place.kind)?.state),
    useWhole(stores.kube.config.store),
    useWhole(stores.kube.table).marked,
    // The rows and the numbers of a log change ten times a second; what can be done with it does not.
    useStore(stores.log.store, ({ following, marked, opened }) => `${following} ${marked?.from}-${marked?.to} ${opened?.index}`), // prettier-ignore
    useStore(stores.containers.store, ({ entries }) => entries.get(place.container ?? '')),
    // Each look changes a trigger; only this decides what can be done.
    useStore(stores.triggers.watched.store, ({ entries }) => triggersVersion(entries, place.trigger, stores.now())),
    useStore(stores.errors.groups.store, ({ entries }) => entries.get(place.errorGroup ?? '')),
    useStore(stores.criteria.sets.store, () => criteriaVersion(stores.criteria)),
    useStore(stores.criteria.objectives.store, () => criteriaVersion(stores.criteria)),
    ...useChangeDepends(stores),
  ];
  return useMemo(
    () =>
      new Map(
        ordered(moment !== null, clockActions(stores), [
          ...readinessActions(stores),
          ...containerActions(stores),
          ...workloadActions(stores),
          ...logActions(stores),
          ...wallActions(stores),
          ...metricsActions(stores),
          ...exploreActions(stores),
          ...dashboardActions(stores),
          ...triggersActions(stores),
          ...criteriaActions(stores),
          ...errorsActions(stores),
          ...incidentsActions(stores),
          ...reviewsActions(stores),
          ...changeActions(stores),
          ...frameActions(stores),
        ]).map((one) => [one.id, one]),
      ),
    // The actions read the stores themselves; these are the parts of them that matter.
    // oxlint-disable-next-line react/exhaustive-deps
    [stores, ...depends],
  );
}

/** The first of a key has it: in the past the clock's keys are the clock's in every view. */
function ordered(past: boolean, clock: Action[], others: Action[]): Action[] {
  return past ? [...clock, ...asOfPast(others)] : [...others, ...clock];
}
