// Whether the file of a bundle that was read before is still where it was. It reads nothing of it.
import { access } from 'node:fs/promises';

const goneCodes = ['ENOENT', 'ENOTDIR'];

/** Empty where the file is there; otherwise why it cannot be opened, of the moment at which it was looked for. */
export async function whyNotThere(file: string): Promise<string> {
  try {
    await access(file);
    return '';
  } catch (error) {
    const { code = 'unknown' } = error as { code?: string };
    return goneCodes.includes(code)
      ? 'its file was not found when it was looked for'
      : `its file could not be looked for (${code})`;
  }
}
