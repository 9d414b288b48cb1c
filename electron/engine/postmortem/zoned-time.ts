// Moments in a time zone that somebody chose: ISO 8601 with the offset that held there then.
import { OpsError } from '#shared/model/ops-error.ts';

export type ZonedTime = (ms: number) => string;

/** @param zone an IANA name, such as `Europe/Vienna` or `UTC`. @throws OpsError `bad_input` for what is none. */
export function zonedTime(zone: string): ZonedTime {
  const format = formatOf(zone);
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
    const offset = part('timeZoneName')
      .replace(/^GMT(\+00:00)?$/, 'Z')
      .replace(/^GMT/, '');
    const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
    return `${day}T${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')}${offset}`;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZoneName: 'longOffset' }); // prettier-ignore
  } catch (error) {
    throw new OpsError('bad_input', `There is no time zone “${zone.slice(0, 64)}”; give an IANA name such as Europe/Vienna or UTC.`, { cause: error }); // prettier-ignore
  }
}
