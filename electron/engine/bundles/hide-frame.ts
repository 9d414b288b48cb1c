// A kept frame on its way out: its labels and words through the redactor, its packed samples as they are. They are numbers,
// and look like long random words.
import { z } from 'zod';
import { packedSchema } from '#shared/model/series.ts';
import type { LeavingRedactor } from './leaving-redactor.ts';

const samples = z.looseObject({ times: packedSchema, values: packedSchema });
const frame = z.looseObject({ series: z.array(samples) });
/** What stands for times and values meanwhile. */
const nothing = '';
/** Only base64 and the sign for `as before` are numbers; all else is hidden like any other text. */
const numbers = /^(?:=|[A-Za-z0-9+/]*={0,2})$/;

export function hideFrame(redactor: LeavingRedactor, place: string, text: string): string {
  const read = frame.safeParse(parsed(text));
  if (!read.success) return redactor.json(place, text);
  const { series } = read.data;
  if (!series.every(({ times, values }) => numbers.test(times) && numbers.test(values))) return redactor.json(place, text); // prettier-ignore
  const bare = JSON.stringify({ ...read.data, series: series.map((one) => ({ ...one, times: nothing, values: nothing })) }); // prettier-ignore
  const hidden = redactor.json(place, bare);
  if (hidden === bare) return text;
  const shown = frame.safeParse(parsed(hidden));
  if (!shown.success) return hidden;
  return JSON.stringify({ ...shown.data, series: shown.data.series.map((one, at) => ({ ...one, times: series[at]?.times ?? nothing, values: series[at]?.values ?? nothing })) }); // prettier-ignore
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: it is hidden as a text.
    return undefined;
  }
}
