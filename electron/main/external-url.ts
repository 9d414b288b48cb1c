// Which addresses may be handed to the operating system at all. Whether one is opened the user decides.

const lengthLimit = 2048;

/** The address as it will be opened and must be shown, or null: only https and mailto, and no name or password in it. */
export function externalUrl(text: string): string | null {
  if (text.length > lengthLimit || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'mailto:') return null;
  return url.username === '' && url.password === '' ? url.href : null;
}
