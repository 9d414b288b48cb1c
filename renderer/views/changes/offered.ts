// What may be done to what is open or marked. Of many, the server is asked about the first few; an action is offered for
// all of them where it is for each of those.
import type { Offer, Offers } from '#shared/model/action.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { OfferScope } from '../../state/change-store.ts';
import type { ConsoleStores } from '../../state/console.ts';

/** The rest is told when it is prepared. */
const askedAbout = 8;

const subjectOf = (targets: readonly Watched[]): string =>
  targets.map(({ source, kind, key }) => `${source}/${kind}/${key}`).join();

/**
 * Asks, unless that was answered.
 * @param version changes whenever the answer may be another: the lock, the state of the things.
 */
export function askOffers({ change, operations }: ConsoleStores, scope: OfferScope, targets: readonly Watched[], version: string): void {
  const key = targets.length === 0 ? null : `${subjectOf(targets)} ${version}`;
  change.offers[scope].want(key, async () =>
    together(targets, await Promise.all(targets.slice(0, askedAbout).map((target) => operations.offers(target)))),
  );
} // prettier-ignore

/** Of several things: an action is allowed where each of them allows it, else the first refusal is told by its name. */
export function together(targets: readonly Watched[], answers: readonly Offers[]): Offers {
  const [first] = answers;
  if (first === undefined || answers.some(({ locked }) => locked)) return { locked: true, offers: [] };
  if (answers.length === 1) return first;
  const offers = first.offers.flatMap((offer): Offer[] => {
    const same = answers.map(({ offers: others }) => others.find(({ action }) => action === offer.action));
    if (same.includes(undefined)) return [];
    const refusedAt = same.findIndex((one) => one?.allowed === false);
    if (refusedAt < 0) return [offer];
    return [{ ...offer, allowed: false, reason: `${targets[refusedAt]?.name}: ${same[refusedAt]?.reason}` }];
  });
  return { locked: false, offers };
}

/** As they were answered for just these things; empty while they are not known. */
export function markedOffers({ change }: ConsoleStores, scope: OfferScope, targets: readonly Watched[]): Offer[] {
  const { key, value } = change.offers[scope].store.getState();
  if (key === null || value === null || key.split(' ')[0] !== subjectOf(targets)) return [];
  return value.offers;
}
