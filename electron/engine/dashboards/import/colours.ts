// Grafana's names of colours as CSS. Anything else has to look like a colour: the text ends in a style of the page.

const hues: Record<string, [superLight: string, light: string, plain: string, semiDark: string, dark: string]> = {
  red: ['#FFA6B0', '#FF7383', '#F2495C', '#E02F44', '#C4162A'],
  orange: ['#FFCB7D', '#FFB357', '#FF9830', '#FF780A', '#FA6400'],
  yellow: ['#FFF899', '#FFEE52', '#FADE2A', '#F2CC0C', '#E0B400'],
  green: ['#C8F2C2', '#96D98D', '#73BF69', '#56A64B', '#37872D'],
  blue: ['#C0D8FF', '#8AB8FF', '#5794F2', '#3274D9', '#1F60C4'],
  purple: ['#DEB6F2', '#CA95E5', '#B877D9', '#A352CC', '#8F3BB8'],
};
const shades = ['super-light-', 'light-', '', 'semi-dark-', 'dark-'];

const names = new Map<string, string>([
  ['transparent', 'transparent'],
  ['text', 'text'],
  ['white', '#ffffff'],
  ['black', '#000000'],
  ['gray', '#808080'],
  ['grey', '#808080'],
]);
for (const [hue, values] of Object.entries(hues)) {
  for (const [at, value] of values.entries()) names.set(`${shades[at]}${hue}`, value);
}

const asCss = /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,24}|(?:rgb|hsl)a?\(\s*[\d.]+(?:deg)?\s*[, ]\s*[\d.]+%?\s*[, ]\s*[\d.]+%?\s*(?:[,/]\s*[\d.]+%?\s*)?\))$/i; // prettier-ignore

/** Null where the text is no colour. */
export function colourOf(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const plain = text.trim();
  return names.get(plain.toLowerCase()) ?? (plain.length <= 60 && asCss.test(plain) ? plain : null);
}

/** Named scales, from the least to the greatest. */
export const scales: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'continuous-GrYlRd': ['#73BF69', '#FADE2A', '#F2495C'],
    'continuous-RdYlGr': ['#F2495C', '#FADE2A', '#73BF69'],
    'continuous-BlYlRd': ['#5794F2', '#FADE2A', '#F2495C'],
    'continuous-YlRd': ['#FADE2A', '#F2495C'],
    'continuous-BlPu': ['#5794F2', '#B877D9'],
    'continuous-YlBl': ['#FADE2A', '#5794F2'],
    'continuous-blues': ['#16243d', '#5794F2'],
    'continuous-reds': ['#3d161b', '#F2495C'],
    'continuous-greens': ['#1b3318', '#73BF69'],
    'continuous-purples': ['#2c1c36', '#B877D9'],
    'continuous-viridis': ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'],
    'continuous-magma': ['#000004', '#51127c', '#b73779', '#fc8961', '#fcfdbf'],
    'continuous-plasma': ['#0d0887', '#7e03a8', '#cc4778', '#f89540', '#f0f921'],
    'continuous-inferno': ['#000004', '#57106e', '#bc3754', '#f98e09', '#fcffa4'],
    'continuous-cividis': ['#00224e', '#434e6c', '#7d7c78', '#bcae6c', '#fee838'],
  }),
);

const heat: Record<string, readonly string[]> = {
  Blues: ['#16243d', '#3274D9', '#C0D8FF'],
  Greens: ['#1b3318', '#56A64B', '#C8F2C2'],
  Greys: ['#22252b', '#808080', '#e0e0e0'],
  Oranges: ['#3d2406', '#FF780A', '#FFCB7D'],
  Purples: ['#2c1c36', '#A352CC', '#DEB6F2'],
  Reds: ['#3d161b', '#E02F44', '#FFA6B0'],
  Turbo: ['#30123b', '#28bbec', '#a2fc3c', '#fb8022', '#7a0403'],
  Cividis: ['#00224e', '#7d7c78', '#fee838'],
  Viridis: ['#440154', '#21918c', '#fde725'],
  Magma: ['#000004', '#b73779', '#fcfdbf'],
  Inferno: ['#000004', '#bc3754', '#fcffa4'],
  Plasma: ['#0d0887', '#cc4778', '#f0f921'],
  Warm: ['#6e40aa', '#ff5e63', '#aff05b'],
  Cool: ['#6e40aa', '#1ac7c2', '#aff05b'],
  Cubehelix: ['#1a1530', '#54792f', '#c1caf3'],
  BuGn: ['#12332e', '#2ca25f', '#b2e2e2'],
  BuPu: ['#2a1838', '#8856a7', '#b3cde3'],
  GnBu: ['#0b2b44', '#43a2ca', '#bae4bc'],
  OrRd: ['#3d120b', '#e34a33', '#fdcc8a'],
  PuBuGn: ['#0d2f2a', '#1c9099', '#bdc9e1'],
  PuBu: ['#0f2a3d', '#2b8cbe', '#bdc9e1'],
  PuRd: ['#38102a', '#dd1c77', '#d7b5d8'],
  RdPu: ['#38103a', '#c51b8a', '#fbb4b9'],
  YlGnBu: ['#0b1f3d', '#2c7fb8', '#7fcdbb', '#ffffcc'],
  YlGn: ['#0f2b16', '#31a354', '#ffffcc'],
  YlOrBr: ['#3d1c06', '#d95f0e', '#ffffd4'],
  YlOrRd: ['#3d0c10', '#f03b20', '#ffffb2'],
  // Schemes with a middle are turned round by Grafana: what is seldom is cold, what is frequent warm.
  Spectral: ['#5e4fa2', '#abdda4', '#fee08b', '#9e0142'],
  RdYlGn: ['#006837', '#fee08b', '#a50026'],
  RdYlBu: ['#313695', '#ffffbf', '#a50026'],
  RdBu: ['#053061', '#f7f7f7', '#67001f'],
  RdGy: ['#1a1a1a', '#ffffff', '#67001f'],
  PRGn: ['#00441b', '#f7f7f7', '#40004b'],
  PiYG: ['#276419', '#f7f7f7', '#8e0152'],
  BrBG: ['#003c30', '#f5f5f5', '#543005'],
  PuOr: ['#2d004b', '#f7f7f7', '#7f3b08'],
  Rainbow: ['#6e40aa', '#1ac7c2', '#aff05b', '#ff5e63', '#6e40aa'],
  Sinebow: ['#ff4040', '#6040bf', '#00bfbf', '#60bf40', '#ff4040'],
};

/** Of heatmaps; old ones put `interpolate` before the name. Null where it is not known. */
export function heatColours(name: string): string[] | null {
  const plain = name.replace(/^interpolate/, '');
  return Object.hasOwn(heat, plain) ? [...(heat[plain] ?? [])] : null;
}
export const plainHeat: readonly string[] = heat['Oranges'] ?? [];
