// Which file of the built page a URL path names. Shared by app:// and the loopback server; reads nothing itself.
// Names are allowed by list rather than cleaned: nothing is decoded, so no encoding can mean something else later.

/** A built file's name or folder. Leading dots, percent signs, backslashes, colons and control characters are not in it. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const pathLimit = 512;

/**
 * The path below the page's folder that `pathname` (as on the wire, without query) names; `/` is index.html.
 * null for anything that is not plainly a file of ours.
 */
export function assetSegments(pathname: string): string[] | null {
  if (!pathname.startsWith('/') || pathname.length > pathLimit) return null;
  if (pathname === '/') return ['index.html'];
  const segments = pathname.slice(1).split('/');
  return segments.every((name) => segment.test(name)) ? segments : null;
}

export interface FolderAccess {
  /** Resolves links; rejects where there is no such file. */
  realpath: (path: string) => Promise<string>;
  separator: '/' | '\\';
}

/**
 * The real path of the asset in `root`, which must itself be a real path. null where there is none or where a link
 * leads out of `root`: segments are compared, so a sibling folder with the same beginning is outside.
 */
export async function locateAsset(root: string, pathname: string, access: FolderAccess): Promise<string | null> {
  const segments = assetSegments(pathname);
  if (segments === null) return null;
  const found = await access.realpath([root, ...segments].join(access.separator)).catch(() => null);
  if (found === null) return null;
  const inside = root.split(access.separator);
  const parts = found.split(access.separator);
  return parts.length > inside.length && inside.every((name, index) => parts[index] === name) ? found : null;
}

const mediaTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

/** The media type by the file's ending; null for endings that the page has no business with (source maps too). */
export function mediaTypeOf(path: string): string | null {
  return mediaTypes[path.slice(path.lastIndexOf('.') + 1)] ?? null;
}
