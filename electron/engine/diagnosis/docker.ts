// Where a Docker engine was looked for and what answered there; the looking itself is the connector's.
import type { Diagnosis } from '#shared/model/system.ts';
import type { Env } from './tools-on-path.ts';

/** One endpoint after the look. */
export interface DockerLook {
  place: string;
  /** In words: the version that answered, or why none did. */
  answer: string;
  state: Diagnosis['state'];
  /** The one that would be used; a choice of the user's is never passed over, so it may be none though one answers. */
  chosen: boolean;
}

/** Asks every endpoint the environment names, in order of preference. */
export type DockerLookup = (where: { env: Env; home: string }) => Promise<DockerLook[]>;

/** What is chosen decides; without a choice, a refused permission tells more than an error, and that more than an absence. */
export async function diagnoseDocker(options: { env: Env; home: string; lookup: DockerLookup }): Promise<Diagnosis> {
  const looks = await options.lookup({ env: options.env, home: options.home });
  const candidates = looks.map(({ place, answer, chosen }) => ({ place, answer, chosen }));
  const base = { name: 'Docker', candidates, facts: {} };
  const passedOver = looks.some((look) => look.state === 'ok');
  const telling = looks.find((look) => look.chosen) ?? (passedOver ? looks[0] : worstOf(looks));
  if (!telling) return { ...base, state: 'absent', reason: 'there is nowhere to look for a Docker engine' };
  if (!passedOver && looks.every((look) => look.state === 'absent') && looks.length > 1) {
    return { ...base, state: 'absent', reason: `no engine at any of ${looks.length} places` };
  }
  if (telling.chosen) return { ...base, state: telling.state, reason: `${telling.answer} at ${telling.place}` };
  return { ...base, state: telling.state, reason: `${telling.place}: ${telling.answer}` };
}

function worstOf(looks: DockerLook[]): DockerLook | undefined {
  const rank: Diagnosis['state'][] = ['denied', 'error', 'absent'];
  return rank.map((state) => looks.find((look) => look.state === state)).find((look) => look !== undefined);
}
