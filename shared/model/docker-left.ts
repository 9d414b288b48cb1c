// Docker that is off because a person said so: screens offer another way on than where it was not found.

/** The reason of its status then. */
export const dockerLeft = 'it was disconnected here, and is not dialled until somebody retries';

export function isDockerLeft({ state, reason }: { state: string; reason: string }): boolean {
  return state === 'off' && reason === dockerLeft;
}
