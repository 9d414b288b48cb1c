// Lines that wait to be handed on, up to a number and a size; beyond that they are counted and not kept.

export interface LineQueue {
  put: (line: string) => void;
  /** A line that could not even be read counts as lost. */
  lose: () => void;
  /** The oldest, and how many were lost since it was last asked; those came after all that wait. */
  take: (most: number) => { lines: string[]; lost: number };
}

const limitChars = 32 * 1024 * 1024;

export function createLineQueue(limitLines: number): LineQueue {
  let waiting: string[] = [];
  let chars = 0;
  let lost = 0;
  return {
    put: (line) => {
      if (waiting.length >= limitLines || chars + line.length > limitChars) lost++;
      else {
        waiting.push(line);
        chars += line.length;
      }
    },
    lose: () => void lost++,
    take: (most) => {
      const lines = waiting.slice(0, most);
      waiting = waiting.slice(most);
      for (const line of lines) chars -= line.length;
      const told = lost;
      lost = 0;
      return { lines, lost: told };
    },
  };
}
