// A question to Prometheus as a command that asks the same. It names no secret: what logs in is for whoever runs it.

export interface CurlQuestion {
  /** Without a login; null where the server is not known to this page. */
  url: string | null;
  path: 'query' | 'query_range';
  params: Readonly<Record<string, string>>;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export function curlText({ url, path, params }: CurlQuestion): string {
  const target = url === null ? `"$PROMETHEUS_URL/api/v1/${path}"` : quoted(`${bare(url)}/api/v1/${path}`);
  const data = Object.entries(params).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
  return [`curl -sS ${target}`, ...data].join(' \\\n  ');
}

/** Name, password and query of an address may be secrets. */
function bare(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname}`.replace(/\/+$/, '');
  } catch {
    return url.replace(/\/\/[^@/]*@/, '//').replace(/[?#].*$/, '').replace(/\/+$/, ''); // prettier-ignore
  }
}
