// One attempt of a reflector to read all there is, beside what is known: afterwards the table is the server's as it was at
// the place where a watch goes on.
import { afterRefusal, type AttemptOptions, type Next, type Place } from './attempt.ts';
import { listObjects } from './list-objects.ts';

/** @throws as listObjects */
export async function readEverything(options: AttemptOptions, place: Place, signal: AbortSignal): Promise<Next> {
  const { lists, largeLists, table, voice } = options;
  if (options.patient) (await largeLists.enter(signal))();
  const leave = [await lists.enter(signal)];
  let read = 0;
  try {
    const { state, retryAt, reason } = voice.told();
    // Why it is away stays told until it is back.
    if (state === 'live' || retryAt !== null) voice.away(reason || 'everything is being read anew', null);
    table.beginList();
    const listed = await listObjects({
      ...options,
      signal,
      onItem: (object) => {
        read++;
        table.putListed(object);
      },
      onProgress: () => {
        voice.heard();
        voice.publish();
      },
      onLarge: async () => {
        if (leave.length > 1) return;
        voice.publish();
        const large = largeLists.enter(signal);
        leave[0]?.();
        leave.push(await large);
      },
      onPage: (remaining) => {
        voice.heard();
        voice.note({ expected: remaining === null ? null : read + remaining });
        voice.publish();
      },
    });
    if (!listed.ok) return afterRefusal(listed.refusal, place);
    table.endList();
    place.version = listed.version;
    if (voice.isKnown()) voice.note({ relists: voice.told().relists + 1 });
    voice.publish();
    voice.knowAll();
    voice.say({ expected: null });
    return 'at once';
  } finally {
    for (const each of leave) each();
  }
}
