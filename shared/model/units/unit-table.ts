// Grafana's unit ids and how each is written. An id that is not here is shown as a plain number with the id behind it.
import {
  binary,
  clock,
  counted,
  duration,
  fixed,
  inDigits,
  metric,
  percent,
  prefixed,
  scaled,
  time,
  type WriteValue,
} from './unit-families.ts';

const text = (write: (value: number, decimals: number | null) => string): WriteValue => (value, decimals) => ({ prefix: '', text: write(value, decimals), suffix: '' }); // prettier-ignore
const either = (yes: string, no: string): WriteValue => text((value) => (value === 0 ? no : yes));

const short = scaled(1000, ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint', ' Sext', ' Sept'], 0);
const hex = (value: number): string =>
  Number.isInteger(value) ? value.toString(16).toUpperCase() : value.toString(16);

const plainUnits: Record<string, WriteValue> = {
  none: fixed(''),
  '': fixed(''),
  string: text(String),
  short,
  sishort: metric(''),
  percent: percent(),
  percentunit: percent(100),
  humidity: fixed('%H'),
  dB: fixed(' dB'),
  candela: metric('cd'),
  hex0x: text((value) => `0x${hex(value)}`),
  hex: text(hex),
  sci: text((value, decimals) => (decimals === null ? value.toExponential() : value.toExponential(decimals))),
  locale: text((value, decimals) => value.toLocaleString('en', { maximumFractionDigits: decimals ?? 20, ...(decimals !== null && { minimumFractionDigits: decimals }) })), // prettier-ignore
  pixel: fixed(' px'),
  bool: either('True', 'False'),
  bool_yes_no: either('Yes', 'No'),
  bool_on_off: either('On', 'Off'),
};

const data: Record<string, WriteValue> = {
  bytes: binary('B'),
  decbytes: metric('B', { below: false }),
  bits: binary('b'),
  decbits: metric('b', { below: false }),
  kbytes: binary('B', 1),
  deckbytes: metric('B', { from: 1, below: false }),
  mbytes: binary('B', 2),
  decmbytes: metric('B', { from: 2, below: false }),
  gbytes: binary('B', 3),
  decgbytes: metric('B', { from: 3, below: false }),
  tbytes: binary('B', 4),
  dectbytes: metric('B', { from: 4, below: false }),
  pbytes: binary('B', 5),
  decpbytes: metric('B', { from: 5, below: false }),
  pps: metric('p/s', { below: false }),
  binBps: binary('B/s'),
  Bps: metric('B/s', { below: false }),
  binbps: binary('b/s'),
  bps: metric('b/s', { below: false }),
};
for (const [at, letter] of ['K', 'M', 'G', 'T', 'P'].entries()) {
  data[`${letter}Bs`] = metric('B/s', { from: at + 1, below: false });
  data[`${letter}bits`] = metric('b/s', { from: at + 1, below: false });
  data[`${letter}iBs`] = binary('B/s', at + 1);
  data[`${letter}ibits`] = binary('b/s', at + 1);
}

const rates: Record<string, WriteValue> = {
  hertz: metric('Hz'),
  cps: counted('c/s'),
  ops: counted('ops/s'),
  reqps: counted('req/s'),
  rps: counted('rd/s'),
  wps: counted('wr/s'),
  iops: counted('io/s'),
  eps: counted('evt/s'),
  mps: counted('msg/s'),
  recps: counted('rec/s'),
  rowsps: counted('rows/s'),
  msgps: counted('msg/s'),
  cpm: counted('c/m'),
  opm: counted('ops/m'),
  reqpm: counted('req/m'),
  rpm: counted('rd/m'),
  wpm: counted('wr/m'),
  epm: counted('evts/m'),
  rotrpm: counted('rpm'),
  rothz: metric('Hz'),
  rotrads: metric('rad/s'),
  rotdegs: fixed(' °/s'),
  flops: metric('FLOP/s', { below: false }),
  Hs: metric('H/s', { below: false }),
};
for (const [at, letter] of ['K', 'M', 'G', 'T', 'P', 'E'].entries()) {
  const from = at + 1;
  rates[`${letter}Hs`] = metric('H/s', { from, below: false });
  rates[`${letter.toLowerCase()}flops`] = rates[`${letter}flops`] = metric('FLOP/s', { from, below: false });
}

const times: Record<string, WriteValue> = {
  ns: time(1e-9),
  µs: time(1e-6),
  us: time(1e-6),
  ms: time(1e-3),
  s: time(1),
  m: time(60),
  h: time(3600),
  d: time(86_400),
  w: time(604_800),
  y: time(31_536_000),
  dtdurations: duration(1),
  dtdurationms: duration(1e-3),
  dthms: clock(1, false),
  dtdhms: clock(1, true),
  timeticks: clock(0.01, true),
  clockms: clock(1e-3, false),
  clocks: clock(1, false),
};

const physical: Record<string, WriteValue> = {
  celsius: fixed(' °C'),
  fahrenheit: fixed(' °F'),
  kelvin: fixed(' K'),
  watt: metric('W'),
  kwatt: metric('W', { from: 1 }),
  megwatt: metric('W', { from: 2 }),
  gwatt: metric('W', { from: 3 }),
  mwatt: metric('W', { from: -1 }),
  Wm2: fixed(' W/m²'),
  voltamp: metric('VA'),
  kvoltamp: metric('VA', { from: 1 }),
  voltampreact: metric('VAr'),
  kvoltampreact: metric('VAr', { from: 1 }),
  watth: metric('Wh'),
  watthperkg: metric('Wh/kg'),
  kwatth: metric('Wh', { from: 1 }),
  kwattm: fixed(' kW-Min'),
  amph: metric('Ah'),
  kamph: metric('Ah', { from: 1 }),
  mamph: metric('Ah', { from: -1 }),
  joule: metric('J'),
  ev: metric('eV'),
  amp: metric('A'),
  kamp: metric('A', { from: 1 }),
  mamp: metric('A', { from: -1 }),
  volt: metric('V'),
  kvolt: metric('V', { from: 1 }),
  mvolt: metric('V', { from: -1 }),
  dBm: fixed(' dBm'),
  mohm: metric('Ω', { from: -1 }),
  ohm: metric('Ω'),
  kohm: metric('Ω', { from: 1 }),
  Mohm: metric('Ω', { from: 2 }),
  farad: metric('F'),
  henry: metric('H'),
  lumens: metric('Lm'),
  lengthmm: metric('m', { from: -1 }),
  lengthm: metric('m'),
  lengthkm: metric('m', { from: 1 }),
  lengthin: fixed(' in'),
  lengthft: fixed(' ft'),
  lengthmi: fixed(' mi'),
  massmg: metric('g', { from: -1 }),
  massg: metric('g'),
  masskg: metric('g', { from: 1 }),
  masslb: fixed(' lb'),
  masst: fixed(' t'),
  litre: metric('L'),
  mlitre: metric('L', { from: -1 }),
  m3: fixed(' m³'),
  velocityms: fixed(' m/s'),
  velocitykmh: fixed(' km/h'),
  velocitymph: fixed(' mph'),
  velocityknot: fixed(' kn'),
  accMS2: fixed(' m/s²'),
  areaM2: fixed(' m²'),
  pressurembar: metric('bar', { from: -1 }),
  pressurebar: metric('bar'),
  pressurepa: metric('Pa'),
  pressurehpa: fixed(' hPa'),
  pressurekpa: metric('Pa', { from: 1 }),
  pressurepsi: fixed(' psi'),
  ppm: fixed(' ppm'),
  conppm: fixed(' ppm'),
  conppb: fixed(' ppb'),
  degree: fixed('°'),
  radian: fixed(' rad'),
  flowlpm: fixed(' L/min'),
  flowgpm: fixed(' gpm'),
  flowcms: fixed(' cms'),
  sievert: metric('Sv'),
  sievertph: metric('Sv/h'),
  radbq: metric('Bq'),
};

const currencies: Record<string, string> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', CNY: '¥', INR: '₹', RUB: '₽', UAH: '₴', BRL: 'R$', DKK: 'kr', ISK: 'kr', NOK: 'kr', SEK: 'kr', CZK: 'czk', CHF: 'CHF', PLN: 'PLN', BTC: '฿', MBTC: 'mBTC', UBTC: 'µBTC', ZAR: 'R', KRW: '₩', IDR: 'Rp', PHP: 'PHP', VND: 'đ', TRY: '₺', ILS: '₪', MXN: '$', CAD: 'CA$', AUD: 'A$' }; // prettier-ignore

const known = new Map(Object.entries({ ...plainUnits, ...data, ...rates, ...times, ...physical }));

/** How the unit is written; null for an id that is not known here. Moments are in moment-units.ts. */
export function writerOf(id: string): WriteValue | null {
  const found = known.get(id);
  if (found !== undefined) return found;
  const code = id.startsWith('currency') ? id.slice(8) : '';
  const currency = Object.hasOwn(currencies, code) ? currencies[code] : undefined;
  if (currency !== undefined) return money(currency);
  const colon = id.indexOf(':');
  return colon < 0 ? null : customWriter(id.slice(0, colon), id.slice(colon + 1));
}

const money = (sign: string): WriteValue => {
  const inner = scaled(1000, ['', 'K', 'M', 'B', 'T'], 0);
  return (value, decimals) => ({ ...inner(value, decimals), prefix: sign });
};

const siScales = ['f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

/** `suffix:`, `prefix:`, `si:`, `count:`, `currency:`; what is after the colon is text for people. */
function customWriter(kind: string, rest: string): WriteValue | null {
  if (kind === 'suffix') return fixed(rest.startsWith(' ') || rest === '' ? rest : ` ${rest}`);
  if (kind === 'prefix') return prefixed(rest);
  if (kind === 'count') return counted(rest);
  if (kind === 'currency') return money(rest.replace(/^financial:/, ''));
  if (kind !== 'si') return null;
  const scale = siScales.indexOf(rest.slice(0, 1) === 'u' ? 'µ' : rest.slice(0, 1));
  // A lone letter is a unit without a scale: `si:m` is metres.
  if (rest.length < 2 || scale < 0) return metric(rest);
  return metric(rest.slice(1), { from: scale - siScales.indexOf('') });
}

export const unknownUnit = (id: string): WriteValue => (value, decimals) => ({ prefix: '', text: inDigits(value, decimals), suffix: ` ${id}` }); // prettier-ignore
