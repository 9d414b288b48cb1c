// Generated texts with and without secrets, from a seed: what the redactor's promise is measured on.

export type Random = () => number;

/** mulberry32: the same numbers for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const alphabets = {
  hex: '0123456789abcdef',
  word: 'abcdefghijkmnpqrstuvwxyz',
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789',
  mixed: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789',
  password: 'abcdefghijkmnpqrstuvwxyz0123456789ABCDEFGHJKLMNPQRSTUVWXYZ!$%*+-_.~#',
};
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
export const letters = (random: Random, kind: keyof typeof alphabets, length: number): string =>
  Array.from({ length }, () => alphabets[kind][Math.floor(random() * alphabets[kind].length)]).join('');

/** A text and the part of it that must not survive. */
export interface Planted {
  text: string;
  secret: string;
}

type Plant = (random: Random, secret: string) => string;
const names = ['password', 'DB_PASSWORD', 'api_key', 'apiKey', 'X-Api-Key', 'client_secret', 'access_token', 'x-vault-token', 'PGPASSWORD', 'secretAccessKey', 'AccountKey']; // prettier-ignore

const underNames: Plant[] = [
  (random, secret) => JSON.stringify({ user: 'amy', [pick(random, names)]: secret, port: 5432 }),
  (random, secret) => JSON.stringify({ log: JSON.stringify({ [pick(random, names)]: secret }) }),
  (random, secret) => `${pick(random, names)}=${secret}`,
  (random, secret) => `export ${pick(random, names)}="${secret}"`,
  (_, secret) => `GET /login?user=amy&token=${encodeURIComponent(secret)}&page=2 HTTP/1.1`,
  (_, secret) => `Authorization: Bearer ${secret}`,
  (_, secret) => `> set-cookie: sid=${secret}; Path=/; HttpOnly`,
  (_, secret) => `Cookie: theme=dark; session=${secret}`,
  (random, secret) =>
    `curl -H '${pick(random, ['X-Auth-Token', 'X-Api-Key', 'Authorization'])}: ${secret}' https://example.com`,
  (_, secret) => `mysql --user root --password ${secret} --host db`,
  (_, secret) => JSON.stringify(['psql', '--password', secret, '--host', 'db']),
  (random, secret) => JSON.stringify([{ name: pick(random, names), value: secret }]),
  (_, secret) => `postgres://amy:${secret.replace(/[#%]/g, 'x')}@db.example.com:5432/main`,
  (_, secret) => `Server=db;User Id=amy;Password=${secret};Encrypt=true`,
  (_, secret) => `  db:\n    password: ${secret}\n    user: amy`,
  (_, secret) => `Error: login failed (password='${secret}')\n    at connect (/srv/app/db.js:10:3)`,
  (_, secret) => `<password>${secret}</password>`,
];

const ofShape: ((random: Random) => Planted)[] = [
  (random) =>
    shaped(`eyJ${letters(random, 'mixed', 24)}.eyJ${letters(random, 'mixed', 40)}.${letters(random, 'mixed', 43)}`),
  (random) => shaped(`AKIA${letters(random, 'upper', 16)}`),
  (random) => shaped(`AIza${letters(random, 'mixed', 35)}`),
  (random) => shaped(`ghp_${letters(random, 'mixed', 36)}`),
  (random) => shaped(`github_pat_${letters(random, 'mixed', 60)}`),
  (random) => shaped(`xoxb-${letters(random, 'mixed', 30)}`),
  (random) => {
    const secret = letters(random, 'mixed', 64);
    return { secret, text: `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----` };
  },
  (random) => {
    const secret = Buffer.from(`amy:${letters(random, 'mixed', 16)}`).toString('base64');
    return { secret, text: `sent header Basic ${secret} to upstream` };
  },
  (random) => {
    const secret = letters(random, 'mixed', 40);
    return { secret, text: `the secret of the vault was rotated to ${secret} by amy` };
  },
];

function shaped(secret: string): Planted {
  return { secret, text: `2026-11-20T10:00:00Z worker said ${secret} and went on` };
}

/** Secrets by name and by shape in equal turns. */
export function plantedSecrets(count: number, seed: number): Planted[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => {
    if (index % 2 === 0) return pick(random, ofShape)(random);
    const secret = letters(random, random() < 0.5 ? 'password' : 'mixed', 8 + Math.floor(random() * 24)).replace(
      /[%]/g,
      'x',
    );
    return { secret, text: pick(random, underNames)(random, secret) };
  });
}

const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => letters(random, 'hex', length)).join('-');
const number = (random: Random, below: number): number => Math.floor(random() * below);

const clean: ((random: Random) => string)[] = [
  (random) => `{"status":"healthy","uptime":${number(random, 1e6)},"version":"1.${number(random, 30)}.0"}`,
  (random) =>
    `2026-11-20T10:${10 + number(random, 49)}:00.123Z INFO request ${uuid(random)} took ${number(random, 900)} ms`,
  (random) => `sha256:${letters(random, 'hex', 64)} pulled`,
  (random) => `commit ${letters(random, 'hex', 40)} merged into main`,
  (random) => `digest=${letters(random, 'hex', 64)} size=${number(random, 1e7)}`,
  (random) => `at handle (/srv/app/node_modules/${letters(random, 'word', 9)}/lib/index.js:${number(random, 900)}:7)`,
  (random) => `GET https://example.com/api/v1/items/${uuid(random)}?page=${number(random, 9)} 200`,
  (random) => `attestation_success_rate{job="attestor",instance="10.0.0.${number(random, 255)}:8000"} 0.99`,
  (random) => `{"trace_id":"${letters(random, 'hex', 32)}","span_id":"${letters(random, 'hex', 16)}","level":"info"}`,
  (random) => `prompt_tokens=${number(random, 9000)} completion_tokens=${number(random, 900)} max_tokens: 4096`,
  (random) => `"integrity": "sha512-${letters(random, 'mixed', 86)}=="`,
  (random) => `token_type=bearer expires_in=${number(random, 9000)}`,
  (random) => `secret/${letters(random, 'word', 8)} configured, tokens refreshed ${number(random, 50)} times`,
  () => 'authentication failed: the bearer token has expired',
  () => 'Basic authentication is disabled for this route',
  (random) => `keyboard layout ${letters(random, 'word', 5)} loaded; monkey patch ${number(random, 9)} applied`,
  (random) => `git clone ssh://git@github.com/${letters(random, 'word', 6)}/${letters(random, 'word', 6)}.git`,
  (random) => `-----BEGIN CERTIFICATE-----\n${letters(random, 'mixed', 64)}\n-----END CERTIFICATE-----`,
];

export function cleanLines(count: number, seed: number): string[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => pick(random, clean)(random));
}
