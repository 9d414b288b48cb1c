// Waits for a process to end, but not for ever.

const patienceMs = 5000;

/** Resolves when `gone` does, or after five seconds and `kill`. */
export async function closeWithin(gone: Promise<void>, kill: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      kill();
      resolve();
    }, patienceMs);
  });
  await Promise.race([gone, late]);
  clearTimeout(timer);
}
