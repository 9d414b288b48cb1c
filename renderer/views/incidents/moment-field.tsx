// When something happened, as people write it: `14:05` today, a date, or `now-10m`. What was understood is said below it.
import { momentOf } from '#shared/model/span.ts';
import { useClock } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { absoluteInWords, zoneName, type Zone } from '../../components/times.ts';

export interface MomentFieldProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  /** What an empty field means; where there is none, it is not allowed. */
  empty?: string;
}

/** Null for what cannot be read; the present where nothing is written. */
export function momentOfText(text: string, now: number, zone: Zone): number | null {
  const plain = text.trim();
  if (plain === '') return now;
  const today = /^(\d{1,2}):(\d{2})(:\d{2})?$/.exec(plain);
  if (today === null) return momentOf(plain, now, zone, false);
  const [, hours = '', minutes = '', seconds = ''] = today;
  return momentOf(`${dayOf(now, zone)} ${hours.padStart(2, '0')}:${minutes}${seconds}`, now, zone, false);
}

/** As it is written into such a field: to the second, in the zone of the page. */
export function textOfMoment(at: number, zone: Zone): string {
  return new Date(shifted(at, zone)).toISOString().slice(0, 19).replace('T', ' ');
}

const dayOf = (at: number, zone: Zone): string => textOfMoment(at, zone).slice(0, 10);
const shifted = (at: number, zone: Zone): number =>
  zone === 'utc' ? at : at - new Date(at).getTimezoneOffset() * 60_000;

export function MomentField({ label, text, onChange, empty }: MomentFieldProps) {
  const { now, zone } = useClock();
  const at = momentOfText(text, now, zone);
  const blank = text.trim() === '';
  const hint = blank ? `${empty ?? 'a moment is needed'}. 14:05, 2026-11-20 14:05 (${zoneName(zone, now)}) or now-10m` : at === null ? '' : absoluteInWords(at); // prettier-ignore
  return (
    <Field
      label={label}
      value={text}
      code
      onChange={onChange}
      hint={hint}
      problem={at === null ? 'write 14:05, 2026-11-20 14:05 or now-10m' : ''}
    />
  );
}
