// Tells the desktop of criteria and soaks that begin to fail, by the same rules as of triggers that begin to fire: grouped, not
// over and over, and not while it is muted.
import { createNotices, type Notice } from '../triggers/notices.ts';

/** What of a set of criteria, or of a soak, fails now. */
export interface Failing {
  about: 'criteria' | 'soak';
  key: string;
  title: string;
  /** `fresh`: it did not fail at the judgement before. */
  criteria: { id: string; words: string; fresh: boolean }[];
}

export interface FailingNoticesOptions {
  muted: () => boolean;
  now: () => number;
  onNotice: (notice: Notice) => void;
}

/** To be told after every judgement, also when nothing fails any more. */
export function createFailingNotices({ muted, now, onNotice }: FailingNoticesOptions): (failing: Failing) => void {
  const notices = createNotices();
  return ({ about, key, title, criteria }) => {
    const which = `${about} ${key}`;
    if (criteria.length === 0) return notices.calm(which);
    const calling = criteria.map(({ id, words, fresh }) => ({ instance: id, words, fresh }));
    const severity = about === 'soak' ? 'soak fails' : 'criteria fail';
    const notice = notices.of({ about, key: which, name: title, severity, calling, flapping: false, muted: muted() }, now()); // prettier-ignore
    if (notice !== null) onNotice({ ...notice, key });
  };
}
