// The icons of the frame and of buttons. Ornament only: the word is always there too, for screen readers at least.
const paths = {
  watch: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  workloads: 'M8 1.8l5.6 2.6 1 5.6-4 4.2H5.4l-4-4.2 1-5.6zM8 5v6M5.2 6.6l5.6 2.8M10.8 6.6 5.2 9.4',
  readiness: 'M6 4h8M6 8h8M6 12h8M2 4l.8.8L4 3.4M2 8l.8.8L4 7.4M2 12l.8.8L4 11.4',
  containers: 'M8 1.8 14 5v6l-6 3.2L2 11V5zM2 5l6 3.2L14 5M8 8.2v6',
  logs: 'M2 3.5h2M6 3.5h8M2 8h2M6 8h6M2 12.5h2M6 12.5h8',
  journal: 'M4 2h8v12H4zM6.5 5.5h3M6.5 8h3M6.5 10.5h3',
  diagnostics: 'M1.5 8H4l2-5 3.5 10 2-5h3',
  settings: 'M2 4.5h6m4 0h2M2 11.5h2m4 0h6M10 3v3M6 10v3',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4 14 14',
  close: 'm4 4 8 8m0-8-8 8',
  run: 'M5 3.5v9l7-4.5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  stop: 'M4 4h8v8H4z',
  note: 'M3 2.5h10v8L10 13.5H3zM13 10.5h-3v3',
  plus: 'M8 3v10M3 8h10',
  more: 'M8 3.5v.01M8 8v.01M8 12.5v.01',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  down: 'M8 2.5v8m-3.5-3L8 11l3.5-3.5M3 13.5h10',
  unlock: 'M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 4.8-1',
  terminal: 'M1.8 3h12.4v10H1.8zM4.3 6l2.2 2-2.2 2M8 10.2h3.4',
  forwards: 'M1.5 5.5h9m0 0L8 3m2.5 2.5L8 8M14.5 10.5h-9m0 0L8 8m-2.5 2.5L8 13',
  metrics: 'M2 2v12h12M4.5 11l3-4 2.5 2 3.5-5',
  triggers: 'M8 2a4 4 0 0 1 4 4c0 3.5 1.5 5 1.5 5h-11S4 9.5 4 6a4 4 0 0 1 4-4zM6.5 13.5h3',
  mute: 'M8 2a4 4 0 0 1 4 4c0 3.5 1.5 5 1.5 5h-11S4 9.5 4 6a4 4 0 0 1 4-4zM6.5 13.5h3M2 2l12 12',
  criteria: 'M2 12.5h12M4 12V8M8 12V3.5M12 12V6M2 6.5h12',
  incidents: 'M8 1.8 14.5 5v4.5c0 2.5-3 4-6.5 4.7C4.5 13.5 1.5 12 1.5 9.5V5zM8 5v3.5M8 11v.01',
  errors: 'M5 2h6l3 3v6l-3 3H5l-3-3V5zM8 5v3.5M8 11v.01',
  lock: 'M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  history: 'M2.5 8A5.5 5.5 0 1 0 4.2 4M2.5 2.5v2.5H5M8 5v3.2l2 1.3',
  demo: 'M6 2h4M7 2v4l-4 7.5h10L9 6V2M5 10h6',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 9h5.8l.6-9',
  warn: 'M8 2 14.5 13.5h-13zM8 6.5v3M8 11.5v.01',
  reload: 'M13.5 8A5.5 5.5 0 1 1 11.8 4M13.5 2.5v2.5H11',
  fold: 'm6 4 4 4-4 4',
  sort: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  info: 'M8 7.2v4M8 4.8v.01M8 14.2a6.2 6.2 0 1 0 0-12.4 6.2 6.2 0 0 0 0 12.4z',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden>
      <path d={paths[name]} />
    </svg>
  );
}
