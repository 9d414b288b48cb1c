// Whether a host is this machine, its own network or a cloud's metadata service, however it is spelt. Pure: resolves no
// names; what a name leads to is asked again with the address (permitted-lookup.ts).
import { BlockList, isIP } from 'node:net';
import { madeOnce } from '#shared/model/made-once.ts';

/** `metadata`: link-local and the services that hand out credentials; never reached on the strength of a name. */
export type Locality = 'loopback' | 'private' | 'metadata' | 'elsewhere';

const loopback = madeOnce(() => blockList(['127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128']));
const metadata = madeOnce(() =>
  blockList([
    '169.254.0.0/16',
    'fe80::/10',
    'fd00:ec2::/32',
    '100.100.100.200/32',
    '192.0.0.192/32',
    '168.63.129.16/32',
  ]),
);
const privately = madeOnce(() =>
  blockList([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '100.64.0.0/10',
    '192.0.0.0/24',
    '198.18.0.0/15',
    '224.0.0.0/4',
    '240.0.0.0/4',
    'fc00::/7',
    'fec0::/10',
    'ff00::/8',
  ]),
);

function blockList(ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** The host of a demand (`host:port`, `[v6]:port`, or a bare host), folded as a URL folds it; '' when it is none. */
export function canonicalHost(subject: string): string {
  const bare = isIP(subject) === 6 ? `[${subject}]` : subject.replace(/%[^\]]*\]/, ']');
  const url = `http://${bare}`;
  if (!URL.canParse(url)) return '';
  return new URL(url).hostname.replace(/\.+$/, '').replace(/^\[|\]$/g, '');
}

/** Where a canonical host lies. A name says so only by itself (`localhost`, no dot, `.internal`). */
export function localityOf(host: string): Locality {
  const family = isIP(host);
  if (family === 4) return localityOfAddress(host, 'ipv4');
  if (family === 6) return localityOfAddress(...carriedAddress(host));
  return localityOfName(host);
}

function localityOfAddress(address: string, family: 'ipv4' | 'ipv6'): Locality {
  if (metadata().check(address, family)) return 'metadata';
  if (loopback().check(address, family)) return 'loopback';
  return privately().check(address, family) ? 'private' : 'elsewhere';
}

function localityOfName(name: string): Locality {
  if (name === '' || name === 'localhost' || name.endsWith('.localhost') || name.endsWith('.localdomain'))
    return 'loopback';
  if (/^(metadata|instance-data)(\.|$)/.test(name)) return 'metadata';
  if (!name.includes('.') || /\.(local|internal|lan|intranet|corp|home|arpa)$/.test(name)) return 'private';
  return 'elsewhere';
}

/** The IPv4 address inside a mapped, compatible, NAT64 or 6to4 one; else the address itself. */
function carriedAddress(address: string): [string, 'ipv4' | 'ipv6'] {
  const words = wordsOf(address);
  const zeros = (count: number): boolean => words.slice(0, count).every((word) => word === 0);
  const mapped = zeros(5) && words[5] === 0xffff;
  const translated = zeros(4) && words[4] === 0xffff && words[5] === 0;
  const nat64 = words[0] === 0x64 && words[1] === 0xff9b;
  const compatible = zeros(6) && (words[6] ?? 0) !== 0;
  if (mapped || translated || nat64 || compatible) return [dotted(words[6], words[7]), 'ipv4'];
  if (words[0] === 0x2002) return [dotted(words[1], words[2]), 'ipv4'];
  return [address, 'ipv6'];
}

/** The eight 16-bit words of an IPv6 address. */
function wordsOf(address: string): number[] {
  const plain = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const parse = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
  if (tail === undefined) return parse(head);
  const [left, right] = [parse(head), parse(tail)];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
